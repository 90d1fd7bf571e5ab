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
        try seqs(text, order, reader, page: page)
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

    @Test(
        "By rank those with the word in the title come first, then the others by date, however long a page is",
        arguments: [50, 700, 5000])
    func titlesFirst(page: Int) throws {
        let size = ArticleHits.rankedLines
        let windows = [300 + size + 1...Self.count, 301...300 + size, 1...300]
        let expected = windows.flatMap { window in
            window.filter { $0 % 7 == 0 } + window.filter { $0 % 7 != 0 }
        }
        #expect(try all("seven OR all", .rank, page: page) == expected)
    }

    @Test("Flags, feeds and words are decided together")
    func together() throws {
        let expected = (1...Self.count).filter { $0 % 14 == 7 }
        #expect(try all("seven feed:feed1", .date, page: 50) == expected)
        #expect(try all("all -feed:feed0 title:seven", .date, page: 50) == expected)
    }

    /// A catalog of articles whose number is their date, each with a title.
    private func catalog(_ count: Int, title: (Int) -> String?) throws -> CatalogReader {
        let scratch = Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let catalog = try Catalog.open(path: scratch.path)
        let numbers = 1...count
        let texts = numbers.compactMap { number in
            title(number).map { title in
                var text = IndexedText(seq: Seq(number))
                text.title = Array(title.utf8)
                return text
            }
        }
        try catalog.commit(
            CatalogChanges(
                lines: numbers.map { line(known(Seq($0), key: UInt64($0)), date: Int64($0)) }, feeds: [],
                appliedSeq: Seq(count)))
        try catalog.index(texts, upTo: Seq(count))
        return try CatalogReader.open(path: scratch.path)
    }

    private func seqs(_ text: String, _ order: Query.Order, _ reader: CatalogReader, page: Int) throws
        -> [Int]
    {
        var query = try Query(parsing: text)
        query.order = order
        var hits = try reader.search(query)
        var seqs: [Int] = []
        while case let page = try hits.next(atMost: page), !page.isEmpty { seqs += page.map { Int($0.seq) } }
        return seqs
    }

    @Test("Old hits are found by date behind however many articles are none", arguments: [50, 1400])
    func oldHits(page: Int) throws {
        let reader = try catalog(12_000) { $0 <= 1500 ? "old" : nil }
        #expect(try seqs("old", .date, reader, page: page) == Array((1...1500).reversed()))
    }

    @Test("Hits on both sides of where going through ends are found by date once") func spreadHits() throws {
        let reader = try catalog(12_000) { $0 % 6 == 0 ? "spread" : nil }
        #expect(try seqs("spread", .date, reader, page: 300) == (1...2000).map { $0 * 6 }.reversed())
    }

    @Test(
        "A title that holds the phrase comes before newer ones that hold its words, and every hit comes once")
    func phraseFirst() throws {
        let reader = try catalog(2500) { $0 % 1000 == 7 ? "red sea" : "sea of red" }
        let found = try seqs("\"red sea\"", .rank, reader, page: 100)
        #expect(found.prefix(3) == [2007, 1007, 7])
        #expect(found.sorted() == Array(1...2500))
        // With another word beside it too, and not for what is only one of several wishes.
        #expect(try seqs("sea \"red sea\"", .rank, reader, page: 100).prefix(3) == [2007, 1007, 7])
        #expect(try seqs("\"red sea\" OR nothing", .rank, reader, page: 100).count == 2500)
    }
}
