import Articles
import Testing

@testable import Catalog

/// Sets that are larger than what is ranked or sorted at once.
@Suite struct ManyHitsTests {
    private static let count = 2 * ArticleHits.rankedLines + 300
    private let scratch = Scratch()
    private let reader: CatalogReader

    /// Every article holds `all`, each seventh `seven` too; the dates run against the numbers.
    init() throws {
        let catalog = try Catalog.open(path: scratch.path)
        var (lines, texts): ([CommittedLine], [IndexedText]) = ([], [])
        for number in 1...Self.count {
            lines.append(line(known(Seq(number)), date: Int64(Self.count - number)))
            var text = IndexedText(seq: Seq(number))
            text.title = Array((number % 7 == 0 ? "seven" : "other").utf8)
            text.body = Array("all \(number % 7 == 0 ? "seven" : "")".utf8)
            text.mark(feed: Array("feed\(number % 2)".utf8))
            texts.append(text)
        }
        try catalog.commit(CatalogChanges(lines: lines, feeds: [], appliedSeq: Seq(Self.count)))
        try catalog.index(texts, upTo: Seq(Self.count))
        reader = try CatalogReader.open(path: scratch.path)
    }

    private func all(_ text: String, _ order: Query.Order, page: Int) throws -> [Int] {
        var query = try Query(parsing: text)
        query.order = order
        var hits = try reader.search(query)
        var seqs: [Int] = []
        while case let page = try hits.next(atMost: page), !page.isEmpty { seqs += page.map { Int($0.seq) } }
        return seqs
    }

    @Test(
        "Page after page brings every hit once, in order", arguments: [1000, 1, 333], ["all", "", "-nothing"])
    func pages(_ page: Int, _ text: String) throws {
        guard page > 1 || text == "all" else { return }
        #expect(try all(text, .date, page: page) == Array(1...Self.count))
        #expect(try all(text, .seq, page: page) == Array((1...Self.count).reversed()))
    }

    @Test("By rank the newest are weighed first, and older ones come after them")
    func windows() throws {
        let seqs = try all("all", .rank, page: 700)
        #expect(seqs.sorted() == Array(1...Self.count))
        let first = Set(seqs.prefix(ArticleHits.rankedLines))
        #expect(first == Set(Self.count - ArticleHits.rankedLines + 1...Self.count))
        // In the title before in the text only.
        let mixed = try all("seven OR other OR all", .rank, page: 50)
        #expect(mixed.count == Self.count)
    }

    @Test("Flags, feeds and words are decided together")
    func together() throws {
        let expected = (1...Self.count).filter { $0 % 14 == 7 }
        #expect(try all("seven feed:feed1", .date, page: 50) == expected)
        #expect(try all("all -feed:feed0 title:seven", .date, page: 50) == expected)
    }
}
