import Articles
import Conditions
import Testing

@testable import Catalog

/// The same words fit the same articles, whether a query or a rule says them.
@Suite struct RuleAgreementTests {
    private static let fields: [String] = [
        #""feed":{"id":"herald","tags":["paper"]},"language":"en-GB","url":"https://Herald.example/News/1","title":"Flood in the valley","summary":"A co-op story","authors":[{"name":"Ada Byron"},{"name":"Kim Lee"}],"tags":["weather","high water"],"content_text":"Water rose overnight. Élan!""#,
        #""feed":{"id":"nile","tags":[]},"language":"ar","url":"https://nile.example/a","title":"القاهرة اليوم","summary":null,"authors":[],"tags":["مصر"],"content_text":"وقال الوزير في القاهرة""#,
        #""feed":{"id":"nile-2","tags":["ar"]},"language":"ar-EG","url":null,"title":"الأبراج: فيلم كمال","authors":[],"tags":[],"content_text":"لبنان والكتاب""#,
        #""feed":{"id":"tokyo","tags":[]},"language":"ja","url":"http://[::1]/天気?id=4","title":"東京都の天気","authors":[],"tags":[],"content_text":"東京 と 京都""#,
        #""feed":{"id":"Bare","tags":[]},"language":null,"url":null,"title":null,"authors":[],"tags":[],"content_text":"flood warning: CO-OP closed""#,
    ]

    static let lines: [ArticleLine] = fields.enumerated().compactMap { index, fields in
        var bytes: [UInt8] = []
        ArticleHead(seq: Seq(index + 1), event: .new, id: digest(UInt64(index + 1)), revision: 1)
            .append(to: &bytes)
        bytes += Array("\"date\":\"2026-11-23T12:00:00.000Z\",\(fields)}".utf8)
        return ArticleLine(bytes)
    }

    private let scratch = Scratch()
    private let reader: CatalogReader

    init() throws {
        let catalog = try Catalog.open(path: scratch.path)
        try #require(Self.lines.count == Self.fields.count)
        for line in Self.lines {
            let feed = String(decoding: line.bytes(line.feedID), as: UTF8.self)
            let committed = CommittedLine(
                line.head, article: known(line.head.seq, feed: feed), date: line.date)
            try catalog.commit(
                CatalogChanges(lines: [committed], feeds: [], appliedSeq: line.head.seq))
        }
        try catalog.index(Self.lines.map { IndexedText($0) }, upTo: Seq(Self.lines.count))
        reader = try CatalogReader.open(path: scratch.path)
    }

    /// Words, and the articles that hold them.
    static let conditions: [(String, [Seq])] = [
        ("flood", [1, 5]), ("FLOOD water", [1]), ("flood -water", [5]), ("-flood", [2, 3, 4]),
        ("flo*", [1, 5]),
        ("elan", [1]), ("co-op", [1, 5]), ("\"co op\"", [1, 5]), ("op-co", []),
        ("\"flood in the valley\"", [1]), ("\"valley ada\"", []), ("title:flood", [1]), ("title:water", []),
        ("author:lee", [1]), ("author:\"ada lee\"", []), ("tag:paper", [1]), ("tag:\"high water\"", [1]),
        ("tag:ar", [3]), ("feed:nile", [2]), ("feed:nile*", [2, 3]), ("feed:bare", []), ("feed:Bare", [5]),
        ("lang:ar", [2, 3]), ("lang:AR-eg", [3]), ("lang:a*", [2, 3]), ("url:news/1", [1]),
        ("url:herald.example", [1]), ("url:天気", [4]),
        // al-qahira in three spellings; wazir; abraj in two; misr; qala.
        ("القاهره", [2]), ("قاهرة", [2]), ("title:القاهرة", [2]), ("وزير", [2]), ("أبراج", [3]),
        ("ابراج", [3]),
        ("مصر", [2]), ("tag:مصر", [2]), ("قال", [2]), ("\"وزير في قاهره\"", [2]),
        // film is not f-ylm, kamal not ka-mal, lubnan not l-bnan; kitab stands behind wal-.
        ("فيلم", [3]), ("يلم", []), ("مال", []), ("بنان", []), ("كتاب", [3]),
        ("東京", [4]), ("東京都", [4]), ("京", [4]), ("京都と", []), ("天", [4]),
        ("title ~ /^Flood|天気$/", [1, 4]), ("tag ~ /^w/ OR lang:ja", [1, 4]),
        ("-(title ~ /القاهرة/) lang:ar", [3]), ("url ~ /HERALD/i flood", [1]),
        ("(flood OR قال) -author:kim", [2, 5]),
    ]

    @Test("A query finds the articles that a rule marks", arguments: conditions)
    func agreement(_ text: String, _ expected: [Seq]) throws {
        let query = try Query(parsing: text)
        let hits = try reader.hits(query, limit: 50).map(\.seq).filter { seq in
            !query.needsVerification || query.matches(Self.lines[Int(seq) - 1])
        }
        #expect(hits.sorted() == expected)
        let condition = try Condition.parse(text, as: .rule)
        let book = RuleBook([Rule(name: "r", condition: try #require(condition), actions: [.match])])
        let marked = Self.lines.filter { !book.marks(of: $0).matched.isEmpty }.map(\.head.seq)
        #expect(marked == expected)
    }
}
