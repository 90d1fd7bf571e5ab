import Testing

@testable import Conditions

@Suite struct ExpressionTests {
    /// What backtracking takes exponential time for, or what needs much memory; and what each still finds.
    static let hostile: [(pattern: String, text: String, found: String)] = [
        ("(a+)+$", String(repeating: "a", count: 100_000) + "b", "aa"),
        ("(a|a)*b", String(repeating: "a", count: 100_000), "aab"),
        ("(.*)(.*)(.*)(.*)(.*)[^a]$", String(repeating: "a", count: 100_000), "ab"),
        ("(x+x+)+y", String(repeating: "x", count: 100_000), "xxy"),
        // It would have 2^20 states; RE2 forgets them when its memory is full, and goes on.
        (
            "[ab]*a[ab]{20}c", String((0..<100_000).map { $0 % 7 < 3 ? "a" : "b" }),
            "abbbbbbbbbbbbbbbbbbbbc"
        ),
        // The letter mim.
        (
            #"(\p{L}|\p{N}){50}!"#, String(repeating: "\u{645}", count: 50_000),
            String(repeating: "\u{645}", count: 50) + "!"
        ),
    ]

    @Test("No text makes an expression slow", arguments: hostile)
    func linear(pattern: String, text: String, found: String) throws {
        let expression = try Expression(pattern, foldsCase: false)
        #expect(expression.find(in: Array(text.utf8)) == nil)
        #expect(expression.find(in: Array(found.utf8)) == 0..<found.utf8.count)
    }

    @Test("An expression finds places in bytes; what is no UTF-8 fits nothing")
    func places() throws {
        let any = try Expression(".", foldsCase: false)
        #expect(any.find(in: Array("\u{645}".utf8)) == 0..<2)
        #expect(any.find(in: [0xFF, 0x80, 0x61]) == 2..<3)
        #expect(any.find(in: []) == nil)
        let empty = try Expression("^$", foldsCase: false)
        #expect(empty.find(in: []) == 0..<0)
        let folded = try Expression("straße|ΣΑΣ", foldsCase: true)
        #expect(folded.find(in: Array("die STRAßE".utf8)) == 4..<11)
        #expect(folded.find(in: Array("σας".utf8)) == 0..<6)
    }
}
