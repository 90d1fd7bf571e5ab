import Testing

@testable import Articles

/// What is done sixteen bytes at a time must give what is done character by character, wherever a block begins.
@Suite("Texts in blocks")
struct ByteBlockTests {
    /// A small generator of numbers, the same at every run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private func inner(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.appendJSON(string: bytes.span)
        return Array(output.dropFirst().dropLast())
    }

    @Test("A long JSON string is its short pieces one after the other")
    func strings() {
        let pieces: [[UInt8]] =
            [
                "a", "plain text", " ", "\"", "\\", "\n", "\u{7F}", "\u{645}", "\u{627}\u{644}", "\u{E9}",
                "\u{85}", "\u{A0}",
            ]
            .map { Array($0.utf8) }
            + ["\u{2028}", "\u{201C}", "\u{65E5}", "\u{1F600}", "\u{0}"].map { Array($0.utf8) }
            // Bytes that are no UTF-8 wherever they stand, as long as no continuation byte follows.
            + [[0xFF], [0xC0], [0xF5, 0x20], [0xC3, 0x41], [0xE2, 0x22]]
        var numbers = Numbers(state: 7)
        for _ in 0..<4_000 {
            let chosen = (0..<Int.random(in: 1...24, using: &numbers)).map { _ in
                pieces.randomElement(using: &numbers) ?? []
            }
            #expect(inner(Array(chosen.joined())) == Array(chosen.map(inner).joined()), "\(chosen)")
        }
    }

    @Test("A folded text is its folded words with blanks between them")
    func folding() {
        let words = [
            "Word", "WORDS", "a", "x2", "don't", "e-mail", "...", "42", "\u{C9}t\u{E9}",
            "\u{645}\u{635}\u{631}",
            "\u{627}\u{644}\u{642}\u{627}\u{647}\u{631}\u{629}", "e\u{301}t", "stra\u{DF}e",
            "\u{65E5}\u{672C}", "ZZZZZZZZZZZZ",
        ]
        func folded(_ text: String) -> [UInt8] {
            var output: [UInt8] = []
            Folding.fold(Array(text.utf8).span, into: &output)
            return output
        }
        var numbers = Numbers(state: 11)
        for _ in 0..<4_000 {
            let chosen = (0..<Int.random(in: 1...24, using: &numbers)).map { _ in
                words.randomElement(using: &numbers) ?? ""
            }
            let blanks = [" ", "  ", "\n", ", "]
            let text = chosen.reduce("") { $0 + $1 + (blanks.randomElement(using: &numbers) ?? " ") }
            let expected = chosen.map(folded).filter { !$0.isEmpty }.joined(separator: [0x20])
            #expect(folded(text) == Array(expected), "\(text)")
        }
    }

    @Test("Characters of folded text are counted, not bytes", arguments: [0, 1, 15, 16, 17, 40])
    func characters(length: Int) {
        let text = Array(String(repeating: "\u{645}a", count: length).utf8)
        #expect(Folding.characterCount(ofFolded: text.span) == 2 * length)
    }

    @Test(
        "A line keeps its characters and loses what would disturb it, wherever it stands", arguments: 0..<40)
    func lines(offset: Int) {
        let filler = String(repeating: "x", count: offset)
        var output: [UInt8] = []
        PlainText.appendLine(Array("\(filler)a\tb\u{7}\u{202E}c\u{645}\(filler)".utf8).span, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\(filler)a bc\u{645}\(filler)")
    }
}
