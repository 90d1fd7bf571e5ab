import Articles
import Catalog
import Glibc
import Host
import Journal
import Parsing
import Policy
import Synchronization
import Testing

@testable import Aggregator

/// 2026-11-23T12:00:00Z, where the tests stand.
let noon = Timestamp(year: 2026, month: 11, day: 23, hour: 12)

/// A state directory of its own for one test, removed with this object.
final class TestStore {
    let layout: StoreLayout
    private static let counter = Atomic(0)

    init() throws {
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        // Memory where there is some: fdatasync on a disk takes its time.
        let base = try File.status(of: "/dev/shm") == nil ? "/tmp" : "/dev/shm"
        layout = StoreLayout(root: "\(base)/newslog-aggregator-\(getpid())-\(number)")
        try layout.prepare()
    }

    deinit { Self.remove(layout.root) }

    private static func remove(_ path: String) {
        for name in (try? Directory.names(in: path)) ?? [] where (try? File.remove("\(path)/\(name)")) == nil
        {
            remove("\(path)/\(name)")
        }
        unsafe rmdir(path)
    }

    /// Opens what the committer needs.
    func committer(disk: JournalDisk = JournalDisk()) throws -> Committer {
        Committer(
            journal: try JournalWriter.open(layout, now: noon, disk: disk),
            catalog: try Catalog.open(path: layout.catalog))
    }

    /// The lines of the journal, and how many frames hold them.
    func read() throws -> (lines: [ArticleLine], frames: Int) {
        var reader = try JournalReader(layout)
        var lines: [ArticleLine] = []
        var frames = 0
        while let frame = try reader.nextFrame() {
            frames += 1
            let bytes = Array(frame.plain)
            var start = 0
            while let end = bytes[start...].firstIndex(of: 0x0A) {
                lines.append(try #require(ArticleLine(bytes, range: start..<end)))
                start = end + 1
            }
        }
        return (lines, frames)
    }

    func lines() throws -> [ArticleLine] { try read().lines }
}

/// Runs a shell command; a failing one fails the test.
func shell(_ command: String) {
    let status = unsafe system(command)
    #expect(status == 0, "\(command)")
}

/// A shell that another test has just begun may for a moment hold a copy of every descriptor, locks included.
func whenFree<Result: ~Copyable>(_ work: () throws -> Result) throws -> Result {
    for _ in 0..<100_000 {
        do { return try work() } catch {
            guard case StoreFailure.locked = error else { throw error }
            sched_yield()
        }
    }
    return try work()
}

/// An item as a publisher writes it.
struct Post: Sendable {
    var guid: String?
    var url: String?
    var title: String? = "title"
    var text = "<p>text</p>"
    var published: Timestamp? = noon
}

/// Four hundred characters that only this number has.
func story(_ number: Int) -> String {
    "<p>" + (0..<40).map { "word\(number)x\($0)" }.joined(separator: " ") + "</p>"
}

/// Articles 1 to `count` of a feed, with guids, URLs and texts of their own.
func posts(_ range: ClosedRange<Int>, at host: String = "a.example") -> [Post] {
    range.map {
        Post(guid: "\(host)-\($0)", url: "http://\(host)/\($0)", title: "title \($0)", text: story($0))
    }
}

/// The registrable domain, for hosts of two labels and more.
@Sendable func site(of host: String) -> String { host.split(separator: ".").suffix(2).joined(separator: ".") }

/// What the parser's thread hands over for a feed at `http://ID.example/feed`.
func prepared(_ posts: [Post], of feed: String, at now: Timestamp = noon) -> PreparedDocument {
    var document = FeedDocument(format: .atom10)
    func add(_ text: String?) -> ByteRange { text.map { document.bytes.adding(Array($0.utf8)) } ?? .absent }
    for post in posts {
        var entry = FeedDocument.Entry()
        entry.id = add(post.guid)
        entry.link = add(post.url)
        entry.title = add(post.title)
        entry.content = add(post.text)
        entry.published = post.published
        document.entries.append(entry)
    }
    return ArticleMaker.prepare(
        document,
        ArticleMaker.Context(
            feedID: feed, feedURL: "http://\(feed).example/feed", fetchedAt: now, site: site(of:)))
}

extension Committer {
    /// Commits documents, each of its feed; the states stored with them count the lines.
    mutating func take(_ documents: [(feed: String, posts: [Post])], at now: Timestamp = noon) throws
        -> [Outcome]
    {
        try take(documents.map { ($0.feed, prepared($0.posts, of: $0.feed, at: now)) }, at: now)
    }

    mutating func take(_ documents: [(String, PreparedDocument)], at now: Timestamp = noon) throws
        -> [Outcome]
    {
        try commit(
            documents.map { Entry(feed: $0.0, scope: .url, document: $0.1) }, alongside: [], now: now
        ) { index, outcome, _ in
            var state = FeedState(id: documents[index].0, url: "http://\(documents[index].0).example/feed")
            state.etag = outcome.isWhole ? [UInt8](UInt8(ascii: "a")...UInt8(ascii: "c")) : nil
            state.articles = outcome.lines
            return state
        }
    }

    /// Whether the store fails to take documents.
    mutating func refuses(_ documents: [(feed: String, posts: [Post])]) -> Bool {
        do {
            _ = try take(documents)
            return false
        } catch {
            return error is StoreFailure
        }
    }
}
