import Testing

@testable import Conditions

@Suite struct ConditionParserTests {
    private static func word(_ text: String) -> Condition { .word(text, isPrefix: false) }

    static let trees: [(String, Condition?)] = [
        ("", nil), ("  \t", nil),
        ("a", word("a")),
        ("a b", .and([word("a"), word("b")])),
        ("a AND b", .and([word("a"), word("b")])),
        ("a OR b c", .or([word("a"), .and([word("b"), word("c")])])),
        ("(a OR b) c", .and([.or([word("a"), word("b")]), word("c")])),
        ("a -b", .and([word("a"), .not(word("b"))])),
        ("-(a b)", .not(.and([word("a"), word("b")]))),
        ("-\"a b\"", .not(.phrase("a b"))),
        ("co-op", word("co-op")),
        ("\"a OR (b\"", .phrase("a OR (b")),
        ("pre*", .word("pre", isPrefix: true)), ("*", word("*")),
        ("title:a", .field(.title, word("a"))),
        ("title:\"a b\" c", .and([.field(.title, .phrase("a b")), word("c")])),
        ("tag:ab*", .field(.tag, .word("ab", isPrefix: true))),
        ("-feed:a", .not(.field(.feed, word("a")))),
        ("is:updated", .field(.is, word("updated"))),
        ("url:https://a.example/x", .field(.url, word("https://a.example/x"))),
        ("https://a.example/x", word("https://a.example/x")),
        ("ORANGE", word("ORANGE")),
        ("a\u{0}b", .and([word("a"), word("b")])),
    ]

    @Test("What a condition says, as a tree", arguments: trees)
    func tree(_ text: String, _ node: Condition?) throws {
        #expect(try ConditionParser.parse(text) == node)
    }

    static let mistakes: [(String, Int)] = [
        ("(a", 0), ("a (b", 2), ("a)", 1), ("\"a", 0), ("a \"", 2), ("OR", 0), ("a OR", 4), ("a OR )", 5),
        ("OR a", 0), ("-", 0), ("a - b", 2), ("()", 1), ("title:", 0), ("title: a", 0), ("is:new", 3),
        ("NEAR(a", 4), ("col:a", 0),
        // Two Arabic letters (alef, ba) and a blank are three characters and five bytes.
        ("\u{0627}\u{0628} (a", 3),
        (String(repeating: "(", count: 10_000), 8192),
        (String(repeating: "(", count: 100), 65), (String(repeating: "-", count: 100) + "a", 65),
        (String(repeating: "a ", count: 300), 512),
    ]

    @Test("A mistake is pointed at by its column", arguments: mistakes)
    func mistake(_ text: String, _ column: Int) {
        do throws(ConditionError) {
            let node = try ConditionParser.parse(text)
            Issue.record("understood as \(String(describing: node))")
        } catch {
            #expect(error.column == column, "\(error.message)")
        }
    }
}
