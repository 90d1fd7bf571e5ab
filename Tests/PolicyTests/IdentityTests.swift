import Articles
import Testing

@testable import Policy

/// A feed's item in words; `evidence` makes of it what the parser would, with readable names instead of SHA-256.
struct Item {
    var feed = "a"
    var feedSite = "a.example"
    var guid: String?
    var url: String?
    var title = "title"
    var text = "text"
    var day: Int? = 1
    /// Characters of folded text.
    var length: UInt32 = 500
    var pipeline: UInt64 = 1
    /// Whether a rule drops it.
    var isDropped = false

    var evidence: ItemEvidence {
        var evidence = ItemEvidence(hash: ContentHash(high: pipeline << 56, low: number("\(title)|\(text)")))
        let canonical = url.map { $0.dropFirst($0.hasPrefix("https:") ? 6 : 5) }
        let guidKey = guid.map { $0.replacing("https:", with: "http:") }
        evidence.guid = guidKey.map { key("guid|\(feed)|\($0)") }
        evidence.guidAndURL = guidKey.map { key("guid+url|\(feed)|\($0)|\(canonical ?? "")") }
        if let canonical {
            evidence.feedURL = key("url|\(feed)|\(canonical)")
            evidence.url = key("any-url|\(canonical)")
            let parts = canonical.dropFirst(2).split(separator: "/", maxSplits: 1)
            evidence.urlSite = number(
                "site|\(parts[0].split(separator: ".").suffix(2).joined(separator: "."))")
            evidence.path = number("path|\(parts.count > 1 ? parts[1] : "")")
        }
        evidence.feedSite = number("site|\(feedSite)")
        evidence.titleAndDate = key("title+date|\(feed)|\(title)|\(day ?? 0)")
        evidence.match = key("match|\(title.lowercased())|\(text.lowercased())")
        evidence.title = title.isEmpty ? 0 : number("title|\(title.lowercased())")
        evidence.published = day.map { Timestamp(milliseconds: Int64($0) * 86_400_000) }
        evidence.foldedCharacters = length
        return evidence
    }

    private func key(_ text: String) -> ItemKey { ItemKey(high: number("1" + text), low: number("2" + text)) }

    /// FNV-1a, which is enough to tell names apart.
    private func number(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

/// The committer in small: it knows what was written and decides about whole documents.
struct Journal {
    var articles: [KnownArticle] = []
    private var keys: [ItemKey: [Int]] = [:]
    private var lastSeq: Seq = 0
    var now = Timestamp(year: 2026, month: 11, day: 23)
    var scope = Identity.Scope.url
    /// As many candidates as the committer looks at.
    static let candidates = 16

    /// What becomes of each item of a document: `new`, `seen`, `updated`, `waiting`, `copy of N`, where numbers are
    /// those of articles in the order in which they came.
    @discardableResult
    mutating func take(_ items: [Item]) -> [String] {
        let document = DocumentKeys(items.map(\.evidence))
        return items.map { item in
            let evidence = item.evidence
            let decision = Identity.decide(
                evidence, isDropped: item.isDropped, of: item.feed, in: document, scope: scope, now: now
            ) { key -> [KnownArticle] in
                (keys[key] ?? []).sorted().prefix(Self.candidates).map { articles[$0] }
            }
            lastSeq += 1
            switch decision {
            case .seen(let article): return "seen \(index(article.id))"
            case .waiting(let article): return "waiting \(index(article.id))"
            case .new(let first):
                articles.append(
                    KnownArticle(
                        number: lastSeq, latest: lastSeq, id: ArticleID(high: 0, low: UInt64(articles.count)),
                        revision: 1, feed: item.feed, duplicateOf: first, isDropped: item.isDropped,
                        fetchedAt: now, evidence: evidence))
                file(evidence, articles.count - 1)
                return first.map { "copy of \(index($0))" } ?? "new"
            case .updated(var article, let first):
                article.latest = lastSeq
                article.revision += 1
                article.duplicateOf = first
                article.isDropped = item.isDropped
                article.fetchedAt = now
                article.evidence = evidence
                articles[index(article.id)] = article
                file(evidence, index(article.id))
                return "updated \(index(article.id))" + (first.map { ", copy of \(index($0))" } ?? "")
            }
        }
    }

    private mutating func file(_ evidence: ItemEvidence, _ index: Int) {
        for key in evidence.keys where keys[key]?.contains(index) != true {
            keys[key, default: []].append(index)
        }
    }

    private func index(_ id: ArticleID) -> Int { Int(id.low) }
}

/// Documents of one feed, an hour apart, and what becomes of their items.
struct Story: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var documents: [[Item]]
    var outcome: [[String]]

    init(_ name: String, _ documents: [[Item]], _ outcome: [[String]]) {
        testDescription = name
        self.documents = documents
        self.outcome = outcome
    }
}

extension Item: Sendable {}

private let one = Item(guid: "1", url: "http://a.example/1", title: "one")
private let two = Item(guid: "2", url: "http://a.example/2", title: "two")

private func with(_ item: Item, _ change: (inout Item) -> Void) -> Item {
    var item = item
    change(&item)
    return item
}

private let sameFeedStories = [
    Story("nothing changes", [[one, two], [one, two]], [["new", "new"], ["seen 0", "seen 1"]]),
    Story(
        "another order is no change", [[one, two], [two, one]], [["new", "new"], ["seen 1", "seen 0"]]),
    Story(
        "an edit under its guid", [[one], [with(one) { $0.text = "more" }]], [["new"], ["updated 0"]]),
    Story(
        "a new URL under its guid", [[one], [with(one) { $0.url = "http://b.example/9" }]],
        [["new"], ["seen 0"]]),
    Story(
        "https instead of http, in URL and guid",
        [
            [Item(guid: "http://a.example/1", url: "http://a.example/1")],
            [Item(guid: "https://a.example/1", url: "https://a.example/1", text: "more")],
        ], [["new"], ["updated 0"]]),
    Story(
        "https instead of http without guid",
        [[Item(url: "http://a.example/1")], [Item(url: "https://a.example/1", text: "more")]],
        [["new"], ["updated 0"]]),
    Story(
        "another pipeline is no edit",
        [
            [one],
            [
                with(one) {
                    $0.text = "made otherwise"
                    $0.pipeline = 2
                }
            ],
        ], [["new"], ["seen 0"]]),
    Story(
        "a document gives one guid to two items",
        [[one, with(two) { $0.guid = "1" }], [one, with(two) { $0.guid = "1" }]],
        [["new", "new"], ["seen 0", "seen 1"]]),
    Story(
        "the journal has one guid for two items, the document for one of them",
        [
            [one, with(two) { $0.guid = "1" }],
            [
                with(two) {
                    $0.guid = "1"
                    $0.text = "more"
                }
            ],
        ], [["new", "new"], ["updated 1"]]),
    Story(
        "one guid, one URL, many titles",
        [
            [with(one) { $0.title = "x" }, with(one) { $0.title = "y" }],
            [with(one) { $0.title = "z" }, with(one) { $0.title = "x" }, with(one) { $0.title = "y" }],
        ], [["new", "new"], ["new", "seen 0", "seen 1"]]),
    Story("one item given twice", [[one, one], [one, one]], [["new", "seen 0"], ["seen 0", "seen 0"]]),
    Story(
        "without guid: the URL",
        [
            [Item(url: "http://a.example/1")],
            [Item(url: "http://a.example/1", title: "better title", day: 2)],
        ],
        [["new"], ["updated 0"]]),
    Story(
        "without guid and URL: title and date",
        [[Item(title: "x", day: 1)], [Item(title: "x", text: "more", day: 1), Item(title: "x", day: 2)]],
        [["new"], ["updated 0", "new"]]),
    Story(
        "all items link to one page",
        [
            [Item(url: "http://a.example/", title: "x"), Item(url: "http://a.example/", title: "y")],
            [Item(url: "http://a.example/", title: "z"), Item(url: "http://a.example/", title: "y")],
            [Item(url: "http://a.example/", title: "x", text: "more")],
        ], [["new", "new"], ["new", "seen 1"], ["updated 0"]]),
    Story(
        "all items have one guid and no URL",
        [[Item(guid: "g", title: "x"), Item(guid: "g", title: "y")], [Item(guid: "g", title: "y")]],
        [["new", "new"], ["seen 1"]]),
]

private let rekeyedStories = [
    Story(
        "hosts flip: guid and URL change, path and text stay",
        [
            [Item(guid: "http://a.example/1", url: "http://a.example/1")],
            [Item(guid: "http://b.example/1", url: "http://b.example/1")],
            [Item(guid: "http://a.example/1", url: "http://a.example/1", text: "more")],
        ], [["new"], ["seen 0"], ["updated 0"]]),
    Story(
        "the guid carries the headline: URL and date stay",
        [
            [Item(guid: "old headline", url: "http://a.example/1", title: "old")],
            [Item(guid: "new headline", url: "http://a.example/1", title: "new")],
        ], [["new"], ["updated 0"]]),
    Story(
        "URL and title stay, the date moves",
        [
            [Item(guid: "1", url: "http://a.example/1", day: 1)],
            [Item(guid: "2", url: "http://a.example/1", text: "more", day: 2)],
        ], [["new"], ["updated 0"]]),
    Story(
        "text and date stay, URL and guid move",
        [
            [Item(guid: "1", url: "http://a.example/1")], [Item(guid: "2", url: "http://a.example/other")],
        ], [["new"], ["seen 0"]]),
    Story(
        "the text alone is not enough",
        [
            [Item(guid: "1", url: "http://a.example/1", day: 1)],
            [Item(guid: "2", url: "http://a.example/2", day: 2)],
        ], [["new"], ["new"]]),
    Story(
        "the URL alone is not enough",
        [
            [Item(guid: "1", url: "http://a.example/1", title: "x", day: 1)],
            [Item(guid: "2", url: "http://a.example/1", title: "y", day: 2)],
        ], [["new"], ["new"]]),
    Story(
        "the known item is still in the document",
        [
            [Item(guid: "1", url: "http://a.example/1")],
            [Item(guid: "1", url: "http://a.example/1"), Item(guid: "2", url: "http://b.example/1")],
        ], [["new"], ["seen 0", "new"]]),
    Story(
        "two known items fit",
        [
            [Item(guid: "1", url: "http://a.example/1"), Item(guid: "2", url: "http://a.example/2")],
            [Item(guid: "3", url: "http://a.example/3")],
        ], [["new", "new"], ["new"]]),
    Story(
        "two items of the document fit one known",
        [
            [Item(guid: "1", url: "http://a.example/1")],
            [Item(guid: "2", url: "http://a.example/2"), Item(guid: "3", url: "http://a.example/3")],
        ], [["new"], ["new", "new"]]),
    Story(
        "a page that many items link to names none of them",
        [
            [
                Item(guid: "1", url: "http://a.example/", title: "x"),
                Item(guid: "2", url: "http://a.example/", title: "y"),
            ],
            [Item(guid: "3", url: "http://a.example/", title: "x", text: "other")],
        ], [["new", "new"], ["new"]]),
    Story(
        "an item without date, title and text in common with nothing",
        [
            [Item(guid: "1", url: "http://a.example/1", title: "", day: nil)],
            [Item(guid: "2", url: "http://a.example/1", title: "", text: "other", day: nil)],
        ], [["new"], ["new"]]),
]

@Suite struct IdentityTests {
    @Test("The same feed's article is found by its keys", arguments: sameFeedStories)
    func sameFeed(story: Story) { expect(story) }

    @Test("An item that has changed its keys is found when exactly one fits twice", arguments: rekeyedStories)
    func rekeyed(story: Story) { expect(story) }

    private func expect(_ story: Story, sourceLocation: SourceLocation = #_sourceLocation) {
        var journal = Journal()
        for (document, outcome) in zip(story.documents, story.outcome) {
            #expect(journal.take(document) == outcome, sourceLocation: sourceLocation)
            journal.now = journal.now + .seconds(3600)
        }
    }

    @Test("A feed whose items all link to one page stays many articles for ever", arguments: [nil, "guid"])
    func onePage(guid: String?) {
        var journal = Journal()
        var written = 0
        for round in 0..<60 {
            let items = (round..<round + 25).map {
                Item(guid: guid, url: "http://a.example/", title: "entry \($0)")
            }
            let outcome = journal.take(items)
            written += outcome.count { $0 == "new" }
            #expect(!outcome.contains { $0.hasPrefix("updated") || $0.hasPrefix("waiting") })
        }
        #expect(written == 84)
    }

    @Test(
        "An edit waits for 15 minutes, twice as long after each revision, at most a day",
        arguments: [
            (1, 900), (2, 1800), (3, 3600), (7, 57_600), (8, 86_400), (12, 86_400), (1_000_000, 86_400),
        ])
    func pause(revision: Int, seconds: Int) {
        #expect(Identity.pause(afterRevision: revision) == .seconds(seconds))
        var known = KnownArticle(
            number: 1, latest: 1, id: ArticleID(high: 0, low: 1), revision: revision, feed: "a",
            duplicateOf: nil,
            fetchedAt: Timestamp(year: 2026, month: 11, day: 23), evidence: one.evidence)
        known.evidence.hash.low = 0
        func decide(after seconds: Int) -> Identity.Decision {
            Identity.decide(
                one.evidence, isDropped: false, of: "a", in: DocumentKeys([one.evidence]), scope: .url,
                now: known.fetchedAt + .seconds(seconds)
            ) { $0 == one.evidence.guid ? [known] : [] }
        }
        #expect(decide(after: seconds - 1) == .waiting(known))
        #expect(decide(after: seconds) == .updated(known, duplicateOf: nil))
        #expect(decide(after: -86_400) == .updated(known, duplicateOf: nil), "the clock was set back")
    }
}
