import Articles
import Fetching
import Host
import Journal
import Parsing
import Policy
import Testing

@testable import Aggregator

/// Documents over time, and which article each of their items has to turn out to be.
struct IdentityStory: CustomTestStringConvertible, Sendable {
    /// What `IdentityStoriesTests.names` calls it.
    var name: String
    var about: String
    var chapters: [Chapter]

    var testDescription: String { "\(name): \(about)" }

    init(_ name: String, _ about: String, _ chapters: [Chapter]) {
        self.name = name
        self.about = about
        self.chapters = chapters
    }
}

/// Documents that arrive together.
struct Chapter: Sendable {
    /// Time since the chapter before.
    var pause: Duration
    /// Each with the host of its feed, which is the feed's id too.
    var documents: [(feed: String, items: [Entry])]
    /// The lines in order and what waits, articles numbered as they came: `new 1`, `updated 1.2` (its second
    /// revision), `duplicate 2 of 1`, `updated 2.2 of 1`; `1 waiting` for each document that has to come again.
    var outcome: [String]
    /// The number of the rules that make its lines.
    var pipeline = ArticleMaker.pipeline
}

/// An item as a publisher writes it.
struct Entry: Sendable {
    var guid: String?
    var link: String?
    var title: String?
    /// HTML.
    var text: String
    /// Of November 2026.
    var day: Int?
    /// Further elements, as they stand in the document.
    var more: String
    /// Whether a rule drops it.
    var isDropped = false

    init(
        _ guid: String?, at link: String? = nil, _ title: String? = "A title", _ text: String = story(1),
        day: Int? = 20, more: String = ""
    ) {
        self.guid = guid
        self.link = link
        self.title = title
        self.text = text
        self.day = day
        self.more = more
    }

    /// The same, dropped by a rule.
    var dropped: Entry {
        var entry = self
        entry.isDropped = true
        return entry
    }

    fileprivate var xml: String {
        func element(_ name: String, _ text: String?) -> String {
            text.map { "<\(name)>\($0.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))</\(name)>" }
                ?? ""
        }
        let guid = element("guid", guid).replacing("<guid>", with: "<guid isPermaLink=\"false\">")
        let date = element("pubDate", day.map { "\($0) Nov 2026 10:00:00 GMT" })
        return "<item>\(guid)\(element("link", link))\(element("title", title))\(date)\(more)"
            + element("description", text) + "</item>\n"
    }
}

/// One feed's document, an hour after the one before where nothing else is said.
func poll(
    of feed: String = "paper.example", after pause: Duration = .seconds(3600), _ items: [Entry],
    _ outcome: String...
) -> Chapter {
    Chapter(pause: pause, documents: [(feed, items)], outcome: outcome)
}

/// What happens to the store between two documents.
enum StoreLife: CaseIterable, Sendable {
    /// Nothing.
    case undisturbed
    /// It is closed and opened again.
    case reopened
    /// Its catalog is made anew of the journal, as `reindex` does.
    case reindexed
    /// Its catalog is lost, with all that is remembered of the feeds.
    case bereft
}

/// Tells a story to a store of its own, byte for byte as the daemon would hear it.
final class StoryTeller {
    private let directory: TestStore
    private let life: StoreLife
    private var running: Running?
    private var now = noon
    private var lastSeq: Seq = 0
    /// The last line when the store was last disturbed.
    private var disturbedSeq: Seq = 0
    /// Articles in the order in which they came.
    private var numbers: [ArticleID: Int] = [:]
    /// All lines, without their positions: a store that is opened again leaves a gap.
    private(set) var lines: [String] = []

    /// Keeps the store, which cannot be copied, where it can be let go.
    private final class Running {
        var store: Store
        init(_ store: consuming Store) { self.store = store }
    }

    init(_ life: StoreLife) throws {
        directory = try TestStore()
        self.life = life
        try open()
    }

    private var replay: LineReplay { LineReplay(site: Site.registrableDomain(ofHost:)) }
    private var layout: StoreLayout { directory.layout }

    private func open() throws {
        running = Running(try whenFree { try Store(layout, now: now, replay: replay) { _ in } })
    }

    /// Lets happen to the store what its life wants; of the same lines the same would be made as before.
    func interlude() throws {
        guard life != .undisturbed, lastSeq > disturbedSeq else { return }
        disturbedSeq = lastSeq
        running = nil
        switch life {
        case .undisturbed, .reopened: break
        case .reindexed:
            _ = try whenFree {
                try Store.rebuild(layout, now: now, replay: replay, note: { _ in }, progress: { _ in })
            }
        case .bereft: for suffix in ["", "-wal", "-shm"] { _ = try File.remove(layout.catalog + suffix) }
        }
        try open()
    }

    /// Takes a chapter's documents, and says what became of their items.
    func take(_ chapter: Chapter) throws -> [String] {
        now = now + chapter.pause
        let running = try #require(running)
        let states = Dictionary(uniqueKeysWithValues: try running.store.feedStates().map { ($0.id, $0) })
        let documents = try chapter.documents.map { feed, items in
            Committer.Entry(
                feed: feed, scope: .url, document: try prepared(items, of: feed, as: chapter.pipeline))
        }
        let version = now.milliseconds
        let validator = Array("\"\(version)\"".utf8)
        let progress = FeedProgress(bounds: Schedule.Bounds(), price: 300, now: now, jitter: 0)
        let outcomes = try running.store.committer.commit(documents, alongside: [], now: now) {
            index, outcome, dates in
            let (feed, url) = (documents[index].feed, Self.url(of: documents[index].feed))
            var arrival = Arrival(token: index, result: .unchanged)
            arrival.metadata = .init(status: 200, url: url, etag: validator, bodyHash: UInt64(version))
            return progress.state(
                states[feed] ?? FeedState(id: feed, url: url), after: arrival,
                document: documents[index].document, outcome: outcome, dates: dates)
        }
        for state in try running.store.feedStates() {
            guard let index = documents.firstIndex(where: { $0.feed == state.id }) else { continue }
            // What waits has to come again: the publisher is not told that we have it.
            let isAcknowledged = [state.etag == validator, state.bodyHash == UInt64(version)]
            #expect(isAcknowledged == [outcomes[index].isWhole, outcomes[index].isWhole])
        }
        return try newLines() + outcomes.filter { $0.waiting > 0 }.map { "\($0.waiting) waiting" }
    }

    private static func url(of feed: String) -> String { "https://\(feed)/feed" }

    private func prepared(_ items: [Entry], of feed: String, as pipeline: UInt8) throws -> PreparedDocument {
        let xml = """
            <rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
            <title>News of \(feed)</title>\(items.map(\.xml).joined())</channel></rss>
            """
        let document = try FeedParser.parse(FeedParser.Input(bytes: Array(xml.utf8), now: now))
        #expect(document.entries.count == items.count && document.warnings.isEmpty)
        var prepared = ArticleMaker.prepare(
            document,
            ArticleMaker.Context(
                feedID: feed, feedURL: Self.url(of: feed), fetchedAt: now,
                site: Site.registrableDomain(ofHost:)))
        for index in items.indices { prepared.items[index].isDropped = items[index].isDropped }
        if pipeline != ArticleMaker.pipeline { prepared.renumber(as: pipeline) }
        return prepared
    }

    /// The lines since the last look, in words.
    private func newLines() throws -> [String] {
        var reader = try JournalReader(layout, after: lastSeq)
        var told: [String] = []
        while let frame = try reader.nextFrame() {
            lastSeq = frame.lastSeq
            for line in frame.articles {
                told.append(try describe(line.head))
                let text = String(decoding: line.source, as: UTF8.self)
                lines.append(text.replacing("\"seq\":\(line.head.seq),", with: ""))
            }
        }
        return told
    }

    private func describe(_ head: ArticleHead) throws -> String {
        #expect(
            (numbers[head.id] == nil) == (head.revision == 1)
                && (head.event == .updated) == (head.revision > 1))
        let number = numbers[head.id, default: numbers.count + 1]
        numbers[head.id] = number
        let revision = head.revision > 1 ? ".\(head.revision)" : ""
        let first = try head.duplicateOf.map { " of \(try #require(numbers[$0]))" } ?? ""
        return "\(head.event) \(number)\(revision)\(first)\(head.dropped ? ", dropped" : "")"
    }
}

extension PreparedDocument {
    /// Numbers content hashes as if other rules had made them.
    fileprivate mutating func renumber(as pipeline: UInt8) {
        for index in items.indices {
            let hash = items[index].evidence.hash
            let other = ContentHash(high: (hash.high & (1 << 56 - 1)) | UInt64(pipeline) << 56, low: hash.low)
            let tail = String(decoding: bytes[items[index].tail], as: UTF8.self)
            let range = items[index].tail.indices
            bytes.replaceSubrange(range, with: tail.replacing("\(hash)", with: "\(other)").utf8)
            items[index].evidence.hash = other
        }
    }
}
