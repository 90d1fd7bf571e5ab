import Articles
import Conditions
import Testing

@testable import Catalog

/// A query finds the same articles, however many of the newest lines the full text lacks.
@Suite struct NewestLinesTests {
    private let scratch = Scratch()

    /// The hits of a query where the full text ends with line `indexed` and the lines behind it were read.
    private func hits(_ query: Query, _ lines: [ArticleLine], indexed: Int, thenIndexed: Int? = nil) throws
        -> [Seq]
    {
        let path = "\(scratch.path)"
        for suffix in ["", "-wal", "-shm"] { scratch.remove("catalog.sqlite\(suffix)") }
        let catalog = try Catalog.open(path: path)
        let committed = lines.map { line in
            CommittedLine(
                line.head,
                article: known(line.head.seq, feed: String(decoding: line.bytes(line.feedID), as: UTF8.self)),
                date: line.date)
        }
        try catalog.commit(CatalogChanges(lines: committed, feeds: [], appliedSeq: Seq(lines.count)))
        try catalog.index(lines.prefix(indexed).map { IndexedText($0) }, upTo: Seq(indexed))
        let reader = try CatalogReader.open(path: path)
        #expect(try reader.positions() == (Seq(lines.count), Seq(indexed)))
        var newest = NewestLines(after: Seq(indexed))
        for line in lines.dropFirst(indexed) { newest.take(line, query) }
        if let thenIndexed {
            try catalog.index(lines.prefix(thenIndexed).map { IndexedText($0) }, upTo: Seq(thenIndexed))
        }
        var hits = try reader.search(query, newest: newest)
        var seqs: [Seq] = []
        while case let page = try hits.next(atMost: 2), !page.isEmpty { seqs += page.map(\.seq) }
        return seqs.filter { !query.needsVerification || query.matches(lines[Int($0) - 1]) }
    }

    @Test("Words, fields, marks and what is not to be there", arguments: RuleAgreementTests.conditions)
    func conditions(_ text: String, _ expected: [Seq]) throws {
        let lines = RuleAgreementTests.lines
        for order in Query.Order.allCases {
            var query = try Query(parsing: text)
            query.order = order
            for indexed in 0...lines.count {
                let found = try hits(query, lines, indexed: indexed)
                #expect(found.sorted() == expected, "\(order), \(indexed) indexed")
                if order == .seq { #expect(found == expected.reversed()) }
            }
            // The daemon may index them after they were read.
            #expect(try hits(query, lines, indexed: 1, thenIndexed: 4).sorted() == expected)
        }
    }

    @Test("Only of some feeds") func feeds() throws {
        var query = Query()
        query.feeds = ["nile", "Bare"]
        #expect(query.asksForText)
        for indexed in 0...5 {
            #expect(try hits(query, RuleAgreementTests.lines, indexed: indexed) == [5, 2])
        }
        #expect(!Query().asksForText)
    }

    private func line(_ seq: Int, _ title: String, _ event: ArticleHead.Event = .new) throws -> ArticleLine {
        var bytes: [UInt8] = []
        ArticleHead(seq: Seq(seq), event: event, id: digest(UInt64(seq)), revision: 1).append(to: &bytes)
        let rest =
            #""date":"2026-11-23T12:00:00.000Z","feed":{"id":"a","tags":[]},"title":"\#(title)","authors":[],"tags":[],"content_text":"water"}"#
        return try #require(ArticleLine(bytes + Array(rest.utf8)))
    }

    @Test("By rank those with the words in the title come first, and a phrase that stands in one before all")
    func rank() throws {
        let titles = ["red sea", "x", "sea of red", "x", "red sea", "sea and red", "x"]
        let lines = try titles.enumerated().map { try line($0.offset + 1, $0.element) }
        var query = try Query(parsing: "\"red sea\"")
        query.order = .rank
        #expect(try hits(query, lines, indexed: 4) == [5, 1])
        query = try Query(parsing: "red")
        query.order = .rank
        #expect(try hits(query, lines, indexed: 4).prefix(2) == [6, 5])
        query = try Query(parsing: "water")
        query.order = .rank
        #expect(try hits(query, lines, indexed: 4) == [7, 6, 5, 4, 3, 2, 1])
    }

    @Test("What was removed is not found") func removed() throws {
        let lines = [try line(1, "red"), try line(2, "red", .removed)]
        #expect(try hits(try Query(parsing: "red"), lines, indexed: 1) == [1])
    }

    @Test("More hits than are sorted at once, some of them new", arguments: [Query.Order.date, .seq, .rank])
    func many(_ order: Query.Order) throws {
        let lines = try (1...4500).map { try line($0, $0 % 3 == 0 ? "fizz" : "x") }
        for text in ["fizz", "-fizz", "fizz water"] {
            var query = try Query(parsing: text)
            query.order = order
            let whole = try hits(query, lines, indexed: 4500)
            let found = try hits(query, lines, indexed: 4450)
            #expect(Set(found) == Set(whole) && found.count == whole.count, "\(text)")
            if order != .rank { #expect(found == whole, "\(text)") }
        }
    }
}
