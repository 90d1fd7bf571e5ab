import Testing

@testable import Host

@Suite struct PrintableTextTests {
    @Test(
        "What a terminal would act on is neither said nor logged; lines and isolates of ours are said",
        arguments: [
            ("a b", "a b", "a b"), ("a\nb", "a b", "a\nb"), ("a\u{1B}[31mb", "a [31mb", "a [31mb"),
            ("\u{9B}31m\u{7F}\u{0}", " 31m  ", " 31m  "), ("a\r\nb\tc", "a  b c", "a \nb c"),
            ("\u{202E}x\u{2028}y", " x y", " x y"), ("\u{2067}x\u{2069}", " x ", "\u{2067}x\u{2069}"),
            // al-qahira (Cairo), with the mark that writers set beside digits.
            ("القاهرة\u{200F} 1", "القاهرة\u{200F} 1", "القاهرة\u{200F} 1"),
        ])
    func harmless(text: String, line: String, lines: String) {
        #expect(PrintableText.line(text) == line)
        #expect(PrintableText.lines(text) == lines)
    }
}
