import Testing

@testable import Conditions

@Suite struct HighlighterTests {
    /// A text with what a query found in it in brackets.
    private static func marked(_ text: String, _ query: String) throws -> String {
        guard let condition = try Condition.parse(query, as: .query) else { return text }
        var bytes = Array(text.utf8)
        for range in Highlighter(condition).ranges(in: bytes).reversed() {
            bytes.insert(UInt8(ascii: "]"), at: range.upperBound)
            bytes.insert(UInt8(ascii: "["), at: range.lowerBound)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // Transliterated: al-qahira in its spellings; wa-l-qahira, qahira; maktab, bi-maktab; mal is not in kamal.
    @Test(
        "the words are found as the search folds them",
        arguments: [
            ("في القاهرة اليوم", "القاهره", "في [القاهرة] اليوم"),
            ("في القاهرة اليوم", "قاهرة", "في [القاهرة] اليوم"),
            ("والقاهرة", "قاهره", "[والقاهرة]"),
            ("في القَاهِرَةِ", "القاهرة", "في [القَاهِرَةِ]"),
            ("بمكتب ومكتب", "مكتب", "[بمكتب] [ومكتب]"),
            ("كمال", "مال", "كمال"),
            ("Flood, FLOOD and floods", "flood", "[Flood], [FLOOD] and floods"),
            ("Flood, FLOOD and floods", "flood*", "[Flood], [FLOOD] and [floods]"),
            ("Łódź, naïve", "lodz naive", "[Łódź], [naïve]"),
            ("a co-op, a co op", "co-op", "a [co-op], a [co op]"),
            (
                "the valley flood, the flood in the valley", "\"the flood\"",
                "the valley flood, [the flood] in the valley"
            ),
            ("東京都の天気", "東京都", "[東京都]の天気"),
            ("東京都の天気", "都", "東京[都]の天気"),
            ("京東", "東京", "京東"),
            ("one two three", "(one OR four) -three", "[one] two three"),
            ("one two", "title:one author:two", "[one] two"),
            ("one two", "feed:one lang:two url:two", "one two"),
            ("one two", "", "one two"),
            ("one", "!", "one"),
            ("", "one", ""),
        ])
    func ranges(text: String, query: String, expected: String) throws {
        let found = try Self.marked(text, query)
        #expect(found == expected)
    }

    @Test("bytes that are no UTF-8 break nothing")
    func broken() throws {
        let condition = try #require(try Condition.parse("one", as: .query))
        let ranges = Highlighter(condition).ranges(in: [0xFF, 0xD9] + Array("one".utf8) + [0xE2, 0x81])
        #expect(ranges == [2..<5])
    }
}
