import Articles
import Testing

@Suite("Plain text")
struct PlainTextTests {
    private func line(_ bytes: [UInt8]) -> String {
        var output = Array("x".utf8)
        PlainText.appendLine(bytes.span, to: &output)
        return String(decoding: output.dropFirst(), as: UTF8.self)
    }

    @Test(
        "Removes what reaches out of its line and keeps what shapes it",
        arguments: [
            ("a\u{202E}b\u{202C}c", "abc"), ("\u{2066}a\u{2069}\u{2067}\u{2068}", "a"),
            ("\u{202A}\u{202B}\u{202D}a", "a"),
            ("\u{200F}a\u{200E}b\u{61C}c", "\u{200F}a\u{200E}b\u{61C}c"),
            ("\u{645}\u{6CC}\u{200C}\u{634}", "\u{645}\u{6CC}\u{200C}\u{634}"),
            ("\u{1F469}\u{200D}\u{1F4BB}", "\u{1F469}\u{200D}\u{1F4BB}"), ("a\u{1B}[31mb\u{7}", "a[31mb"),
            ("a\u{9B}31mb\u{7F}\u{0}", "a31mb"), ("a\tb\r\nc\u{2028}d\u{85}e", "a b c d e"), ("\na", "a"),
            ("\u{FEFF}a\u{FFF9}b", "ab"), ("\u{206F}a", "a"), ("", ""),
        ])
    func line(text: String, expected: String) {
        #expect(line(Array(text.utf8)) == expected)
    }

    @Test("Repairs what is no UTF-8")
    func invalid() {
        #expect(line([0x61, 0xFF, 0xD8]) == "a\u{FFFD}\u{FFFD}")
        #expect(line([0xC2]) == "\u{FFFD}")
    }

    @Test(
        "Cuts between characters",
        arguments: [
            ("abc", 2, 2), ("abc", 3, 3), ("abc", 9, 3), ("abc", 0, 0), ("abc", -1, 0), ("", 0, 0),
            ("a\u{645}b", 2, 1), ("a\u{645}b", 3, 3), ("\u{65E5}", 2, 0), ("\u{65E5}", 1, 0),
            ("a\u{1F600}", 4, 1), ("a\u{1F600}", 5, 5), ("\u{645}", 1, 0),
        ])
    func cuts(text: String, limit: Int, expected: Int) {
        let length = PlainText.lengthOfPrefix(of: Array(text.utf8).span, atMost: limit)
        #expect(length == expected)
    }

    @Test("Cuts continuation bytes without a beginning where it is told to")
    func cutsInvalid() {
        let length = PlainText.lengthOfPrefix(of: [UInt8](repeating: 0x80, count: 100).span, atMost: 50)
        #expect(length == 50)
    }
}
