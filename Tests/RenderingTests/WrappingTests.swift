import Testing

@testable import Rendering

@Suite struct WrappingTests {
    @Test(
        "rows of ten cells",
        arguments: [
            ("", []),
            ("one two", ["one two"]),
            ("one two three", ["one two", "three"]),
            ("0123456789", ["0123456789"]),
            ("0123456789 a", ["0123456789", "a"]),
            ("012345678 9 a", ["012345678", "9 a"]),
            // A word that is longer than a row stays whole.
            ("a https://a.example/b c", ["a", "https://a.example/b", "c"]),
            ("https://a.example/b", ["https://a.example/b"]),
            // Arabic: marks take no cell.
            ("قَاهِرَة مَدِينَة كَبِيرَة", ["قَاهِرَة", "مَدِينَة", "كَبِيرَة"]),
            ("قاهرة مدن نيل", ["قاهرة مدن", "نيل"]),
            // Chinese and Japanese break anywhere but before what closes a clause.
            ("北京今天下雨了", ["北京今天下", "雨了"]),
            ("北京今天下。雨", ["北京今天", "下。雨"]),
            ("ab北京cd今天下", ["ab北京cd今", "天下"]),
            ("北京今天 下雨", ["北京今天", "下雨"]),
            // On some terminals the parts of an emoji are drawn beside each other.
            ("aaaa 👩‍👩‍👧‍👦", ["aaaa", "👩‍👩‍👧‍👦"]),
        ])
    func rows(text: String, rows: [String]) {
        let found = Wrapping(Array(text.utf8)[...], cells: 10).map { String(decoding: $0, as: UTF8.self) }
        #expect(found == rows)
    }

    @Test("the first row is shorter where something stands before it")
    func taken() {
        let found = Wrapping(Array("one two three four".utf8)[...], cells: 10, taken: 5)
        #expect(found.map { String(decoding: $0, as: UTF8.self) } == ["one", "two three", "four"])
    }
}
