import Articles
import Testing

@testable import Catalog

@Suite struct SearchTests {
    private let scratch = Scratch()
    private let catalog: Catalog
    private let reader: CatalogReader

    init() throws {
        catalog = try Catalog.open(path: scratch.path)
        try catalog.add(
            known(1), title: "Flood in the valley", body: "Water rose overnight. Élan!", author: "Ada Byron",
            tag: "weather", language: "en-GB", url: "https://news.example/weather/flood-1.html")
        try catalog.add(known(2, feed: "echo"), title: "Quiet day", body: "No flood, no wind, valley calm")
        // al-qahira al-yawm, with ta marbuta (U+0629): Cairo today; wa-qala al-wazir: and the minister said.
        try catalog.add(known(3, feed: "nile"), title: "القاهرة اليوم", body: "وقال الوزير في القاهرة")
        try catalog.add(
            known(4, feed: "tokyo"), title: "東京都の天気", body: "日本語", language: "ja",
            url: "http://[::1]/天気?id=4")
        try catalog.add(
            known(5, feed: "echo", duplicateOf: digest(1)), .duplicate, title: "Flood again")
        try catalog.add(known(6), title: "Flood advert", dropped: true)
        try catalog.add(known(7), title: "Old headline", body: "stale")
        try catalog.add(
            known(7, latest: 8, revision: 2), .updated, title: "New headline", body: "fresh")
        reader = try CatalogReader.open(path: scratch.path)
    }

    private func seqs(
        _ text: String, limit: Int = 50, offset: Int = 0, _ change: (inout Query) -> Void = { _ in }
    ) throws -> [Seq] {
        var query = try Query(parsing: text)
        change(&query)
        return try reader.hits(query, limit: limit, offset: offset).map(\.seq)
    }

    static let found: [(String, [Seq])] = [
        ("", [8, 4, 3, 2, 1]),
        ("flood", [2, 1]), ("FLOOD", [2, 1]), ("flood water", [1]), ("elan", [1]), ("water OR wind", [2, 1]),
        ("(water OR wind) valley flood", [2, 1]),
        ("flood -water", [2]), ("-flood", [8, 4, 3]), ("-(flood OR headline)", [4, 3]),
        ("val*", [2, 1]), ("overn*", [1]), ("title:val*", [1]), ("vale", []),
        ("title:flood", [1]), ("author:byron", [1]), ("author:flood", []), ("tag:weather", [1]),
        ("feed:echo", [2]), ("feed:e*", [2]), ("-feed:echo flood", [1]), ("feed:*", []),
        ("lang:en", [1]), ("lang:EN-gb", [1]), ("lang:e", []), ("lang:e*", [1]), ("lang:en-GB-x", []),
        ("-lang:en flood", [2]),
        ("url:news.example", [1]), ("url:https://news.example/weather", [1]), ("url:flood", [1]),
        ("url:floo", []),
        ("url:floo*", [1]), ("url:https", []), ("url:天気", [4]), ("title:valley -feed:echo", [1]),
        ("title:quiet OR title:flood", [2, 1]),
        ("title:valley OR wind", [2, 1]), ("flood -title:flood", [2]), ("-title:flood", [8, 4, 3, 2]),
        ("is:updated", [8]), ("-is:updated headline", []),
        ("old", []), ("stale", []), ("new headline", [8]), ("fresh", [8]),
        // al-qahira with ha (U+0647), with ta marbuta, without the article; qala; wazir; qahir (another word).
        ("القاهره", [3]), ("القاهرة", [3]), ("قاهرة", [3]), ("قال", [3]), ("وزير", [3]), ("قاهر", []),
        ("東京", [4]), ("京", [4]), ("日本語", [4]), ("日語", []),
        ("nothing", []), ("flood nothing", []),
    ]

    @Test("What a query finds, newest first", arguments: found)
    func finds(_ text: String, _ expected: [Seq]) throws {
        #expect(try seqs(text) == expected)
    }

    @Test("Phrases and fields that the index cannot decide let too much through, never too little")
    func candidates() throws {
        for text in ["\"flood in the valley\"", "co-op OR flood water"] {
            #expect(try Query(parsing: text).needsVerification)
            #expect(try seqs(text).contains(1))
        }
        #expect(try seqs("valley -\"quiet day\"") == [2, 1])
        #expect(try !Query(parsing: "a -b title:c feed:d is:updated lang:ar url:bbc").needsVerification)
    }

    @Test("Copies and what a rule dropped are shown when asked for")
    func included() throws {
        #expect(try seqs("flood") { $0.includesDuplicates = true } == [5, 2, 1])
        #expect(try seqs("flood") { $0.includesDropped = true } == [6, 2, 1])
    }

    @Test("Dates, feeds, limit and offset bound what comes")
    func bounds() throws {
        #expect(try seqs("") { $0.since = Timestamp(seconds: 3) } == [8, 4, 3])
        #expect(try seqs("") { $0.until = Timestamp(seconds: 3) } == [2, 1])
        #expect(try seqs("") { $0.feeds = ["nile", "tokyo", "' OR 1 --"] } == [4, 3])
        #expect(try seqs("", limit: 2) == [8, 4])
        #expect(try seqs("", limit: 2, offset: 2) == [3, 2])
    }

    @Test("By rank a word as it is written beats a rarer form of it")
    func forms() throws {
        // qala al-wazir (the minister said) four times, the newest wa-qala (and he said).
        for number in 20...22 as ClosedRange<Seq> { try catalog.add(known(number), title: "قال الوزير") }
        try catalog.add(known(23), title: "وقال الوزير")
        #expect(try seqs("قال") { $0.order = .rank } == [22, 21, 20, 23, 3])
        #expect(try seqs("قال وزير") { $0.order = .rank } == [22, 21, 20, 23, 3])
        #expect(try seqs("وقال") { $0.order = .rank } == [23, 3])
    }

    @Test("By rank a word in the title beats a newer one in the text")
    func rank() throws {
        #expect(try seqs("flood") { $0.order = .rank } == [1, 2])
        #expect(try seqs("valley") { $0.order = .seq } == [2, 1])
        // Both titles hold both words; in the first they stand together.
        try catalog.add(known(10), title: "Rising sea levels")
        try catalog.add(known(11), title: "Levels: rising sea")
        #expect(try seqs("\"sea levels\"") { $0.order = .rank } == [10, 11])
        #expect(try seqs("sea levels") { $0.order = .rank } == [11, 10])
    }

    @Test("Words taken out of the index are found no more, and the others still are")
    func unindex() throws {
        var text = IndexedText(seq: 2)
        text.title = Array("Quiet day".utf8)
        text.body = Array("No flood, no wind, valley calm".utf8)
        try catalog.unindex([text])
        #expect(try seqs("wind").isEmpty)
        #expect(try seqs("title:quiet").isEmpty)
        #expect(try seqs("valley") == [1])
        try Database(scratch.path, .write).execute("INSERT INTO body(body) VALUES('integrity-check')")
    }

    @Test("A line that comes to the index a second time is not filed twice")
    func indexedOnce() throws {
        var text = IndexedText(seq: 2)
        text.title = Array("Replayed".utf8)
        try catalog.index([text], upTo: 8)
        #expect(try seqs("replayed").isEmpty)
    }

    @Test("A removed article is found no more")
    func removed() throws {
        let husk = line(known(1, latest: 9, revision: 2), .removed)
        try catalog.commit(CatalogChanges(lines: [husk], feeds: [], appliedSeq: 9))
        #expect(try seqs("flood") == [2])
        #expect(try !seqs("").contains(9))
    }

    static let hostileTexts: [String] = [
        "*", "\"\"", "\"*\"", "^a", "a^b", "{a b}", "NEAR", "head:x", "rowid:1", "a' OR '1'='1", "a+b",
        "\u{0}", "a\u{0}b", "title:\"\"", "title:*", "feed:[a-z]*", "feed:'", "AND", "NOT", "a NOT b", "--",
        "'; DROP TABLE articles; --", "\u{202E}", "\u{FFFD}", "\u{200F}*", "%s%n", "-*", "a -- b", "a OR *",
        (0..<250).map { "w\($0)" }.joined(separator: " "),
        (0..<125).map { "-w\($0)" }.joined(separator: " "),
        (0..<120).map { "w\($0) OR title:x\($0)" }.joined(separator: " OR "),
        String(repeating: "a.", count: 4000),
        String(repeating: "(", count: 60) + "a b" + String(repeating: ")", count: 60),
        (0..<60).reduce("a") { inner, depth in "(\(inner) \(depth % 2 == 0 ? "OR b" : "c"))" },
        (0..<60).reduce("a") { inner, depth in "(\(inner) \(depth % 2 == 0 ? "OR -b" : "c"))" },
    ]

    @Test("Hostile text is a question or a mistake, never an error of SQL", arguments: hostileTexts)
    func hostile(_ text: String) throws {
        guard var query = try? Query(parsing: text) else { return }
        _ = try reader.hits(query, limit: 5)
        query.order = .rank
        _ = try reader.hits(query, limit: 5)
    }

    @Test("A word of any two characters is a question that SQLite takes")
    func everyCharacter() throws {
        for first in stride(from: 0x21, to: 0x1_F900, by: 61) {
            guard let scalar = Unicode.Scalar(first), let other = Unicode.Scalar((first &* 7) % 0xD800)
            else { continue }
            let text = String(Character(scalar)) + String(Character(other))
            guard let query = try? Query(parsing: text) else { continue }
            _ = try reader.hits(query, limit: 1)
        }
    }
}
