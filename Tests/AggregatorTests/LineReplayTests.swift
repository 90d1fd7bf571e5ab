import Articles
import Catalog
import Journal
import Parsing
import Policy
import Testing

@testable import Aggregator

/// A history with everything that identity knows: copies, edits, flips, shared guids, odd bytes, one page for all.
func history() -> [[(feed: String, posts: [Post])]] {
    var edited = posts(1...3)
    edited[0].text = story(90)
    edited[2].title = "القاهرة"  // al-qahira, with ta marbuta
    let page = (1...20).map { Post(url: "http://page.example/", title: "entry \($0)", text: story(200 + $0)) }
    let shared = (1...5).map {
        Post(guid: "same", url: "http://s.example/\($0)", title: "s \($0)", text: story(300 + $0))
    }
    let flipped = posts(1...3).map { post in
        var post = post
        post.guid = "flipped \(post.guid ?? "")"
        post.url = post.url?.replacing("a.example", with: "www.a.example")
        return post
    }
    return [
        [("a", posts(1...3)), ("b", posts(2...4, at: "b.example")), ("page", page)],
        [("a", edited), ("shared", shared), ("page", Array(page.dropFirst(3)))],
        [("c", posts(1...5, at: "c.example")), ("a", flipped)],
        [
            (
                "odd",
                [
                    Post(
                        guid: "nul \u{0} byte", url: "http://odd.example/\u{0}a",
                        title: "a\u{0}b\u{85}c\u{2028}"),
                    Post(
                        guid: "\"quoted\" \\ \u{1F}", url: nil, title: nil, text: "x\u{0}\u{FFFF}y &#0; &amp;"
                    ),
                    Post(
                        guid: String(repeating: "ق", count: 2000), url: "urn:odd", title: "  ", published: nil
                    ),
                    Post(title: "!!!", text: "", published: nil),
                ]
            )
        ],
    ]
}

@Suite struct LineReplayTests {
    private let store: TestStore

    init() throws { store = try TestStore() }

    @Test("A catalog rebuilt from the journal knows what the lost one knew, and decides as it would")
    func rebuilt() throws {
        var committer = try store.committer()
        var now = noon
        for batch in history() {
            _ = try committer.take(batch, at: now)
            now = now + .seconds(7200)
        }
        let original = committer.catalog
        let rebuilt = try Catalog.open(path: "\(store.layout.root)/tmp/rebuilt.sqlite")
        let count = try LineReplay(site: site(of:)).apply(store.layout, to: rebuilt) { _ in }
        let lines = try store.lines()
        #expect(count == lines.count && rebuilt.appliedSeq == original.appliedSeq)
        #expect(
            lines.contains { $0.head.event == .updated } && lines.contains { $0.head.event == .duplicate })
        try expectAgreement(rebuilt, original, on: Set(lines.map(\.head.id)), now: now)
    }

    @Test("Only what the catalog has missed is replayed, and replaying nothing changes nothing")
    func catchingUp() throws {
        var committer = try store.committer()
        _ = try committer.take([("a", posts(1...3))])
        let late = try Catalog.open(path: "\(store.layout.root)/tmp/late.sqlite")
        let replay = LineReplay(site: site(of:))
        #expect(try replay.apply(store.layout, to: late) { _ in } == 3)
        _ = try committer.take([("a", posts(1...5))])
        #expect(try replay.apply(store.layout, to: late) { _ in } == 2)
        #expect(try replay.apply(store.layout, to: late) { _ in } == 0)
        #expect(late.appliedSeq == committer.catalog.appliedSeq)
    }
}

/// Expects that two catalogs know the same of these articles, and decide alike on every document of `history`.
func expectAgreement(_ one: Catalog, _ other: Catalog, on ids: Set<ArticleID>, now: Timestamp) throws {
    for id in ids {
        let known = try #require(try other.article(id: id))
        #expect(try one.article(id: id) == known)
        for key in known.evidence.keys {
            #expect(
                try one.articles(matching: key, limit: 16) == other.articles(matching: key, limit: 16))
        }
    }
    for document in history().flatMap(\.self) {
        let items = prepared(document.posts, of: document.feed, at: now).items
        let keys = DocumentKeys(items.map(\.evidence))
        for item in items {
            func decision(_ catalog: Catalog) throws -> Identity.Decision {
                try Identity.decide(
                    item.evidence, isDropped: item.isDropped, of: document.feed, in: keys, scope: .url,
                    now: now
                ) {
                    key in
                    try catalog.articles(matching: key, limit: 16)
                }
            }
            #expect(try decision(one) == decision(other))
        }
    }
}
