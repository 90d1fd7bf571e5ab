import Testing

@testable import Conditions

@Suite struct ConditionParserTests {
    private static func word(_ text: String) -> Condition { .word(text, isPrefix: false) }

    private static func expression(_ field: Condition.Field, _ pattern: String, _ flags: String = "")
        -> Condition
    {
        guard let expression = try? Expression(pattern, foldsCase: flags == "i") else { return .and([]) }
        return .expression(field, expression)
    }

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
        // What joins in rules is a word in queries, as is a tilde that compares nothing.
        ("a and not b", .and([word("a"), word("and"), word("not"), word("b")])),
        ("a or b", .and([word("a"), word("or"), word("b")])),
        ("a NOT b", .and([word("a"), .not(word("b"))])), ("NOT (a b)", .not(.and([word("a"), word("b")]))),
        ("NOTE", word("NOTE")),
        // A headline's dashes and bars ask for nothing beside its words; alone they ask for what is nowhere.
        ("a \u{2013} b", .and([word("a"), word("b")])), ("a | b", .and([word("a"), word("b")])),
        ("\"a b\"*", .phrase("a b")), ("(a &) OR ?", .or([word("a"), word("?")])),
        ("! \"?\"", .and([word("!"), .phrase("?")])),
        ("a title:!", .and([word("a"), .field(.title, word("!"))])),
        ("a -!", .and([word("a"), .not(word("!"))])),
        ("~ada", word("~ada")), ("a ~b", .and([word("a"), word("~b")])),
        ("https://a.example/~ada", word("https://a.example/~ada")), ("x~/y/", word("x~/y/")),
        ("url:a.example/~ada", .field(.url, word("a.example/~ada"))), ("/etc/", word("/etc/")),
        ("title ~ /a b/i c", .and([expression(.title, "a b", "i"), word("c")])),
    ]

    @Test("What a condition says, as a tree", arguments: trees)
    func tree(_ text: String, _ node: Condition?) throws {
        #expect(try ConditionParser.parse(text, as: .query) == node)
    }

    static let mistakes: [(String, Int)] = [
        ("a AND", 5), ("AND a", 0), ("a AND AND b", 6), ("a AND OR b", 6), ("a OR AND b", 5),
        ("foo ~ /a/", 0),
        ("(a", 0), ("a (b", 2), ("a)", 1), ("\"a", 0), ("a \"", 2), ("OR", 0), ("a OR", 4), ("a OR )", 5),
        ("OR a", 0), ("NOT", 3), ("a NOT OR b", 6), ("-", 0), ("a - b", 2), ("()", 1), ("title:", 0),
        ("title: a", 0), ("is:new", 3),
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
            let node = try ConditionParser.parse(text, as: .query)
            Issue.record("understood as \(String(describing: node))")
        } catch {
            #expect(error.column == column, "\(error.message)")
        }
    }

    @Test("Who looks for a field of dates is told of the options", arguments: ["since:2d", "x before:2026"])
    func dates(_ text: String) {
        let failure = #expect(throws: ConditionError.self) { try ConditionParser.parse(text, as: .query) }
        #expect(failure?.message.contains("--since 2d") == true)
        #expect(throws: ConditionError.self) { try ConditionParser.parse(text, as: .rule) }
    }

    static let rules: [(String, Condition?)] = [
        ("", nil), (" \n", nil),
        ("a b", .and([word("a"), word("b")])), ("a and b AND c", .and([word("a"), word("b"), word("c")])),
        ("a or b and not c", .or([word("a"), .and([word("b"), .not(word("c"))])])),
        ("a OR NOT b", .or([word("a"), .not(word("b"))])), ("not not a", .not(.not(word("a")))),
        ("not(a or b)", .not(.or([word("a"), word("b")]))),
        ("-a -(b c)", .and([.not(word("a")), .not(.and([word("b"), word("c")]))])),
        ("not -a", .not(.not(word("a")))), ("not\"a\"or(b)", .or([.not(.phrase("a")), word("b")])),
        ("android notes order", .and([word("android"), word("notes"), word("order")])),
        (
            "\"and\" title:or title:\"not a\"",
            .and([.phrase("and"), .field(.title, word("or")), .field(.title, .phrase("not a"))])
        ),
        ("And Or Not", .and([word("And"), word("Or"), word("Not")])),
        (
            "title ~ /openai|xai/i and not tag:sport",
            .and([expression(.title, "openai|xai", "i"), .not(.field(.tag, word("sport")))])
        ),
        // feed:old-daily and title:abraj (horoscopes)
        (
            "feed:old-daily and title:أبراج",
            .and([.field(.feed, word("old-daily")), .field(.title, word("أبراج"))])
        ),
        ("title~/a/", expression(.title, "a")), ("title ~/a/", expression(.title, "a")),
        ("title\n~\t/a/ or b", .or([expression(.title, "a"), word("b")])),
        (#"url ~ /a\/b/"#, expression(.url, #"a\/b"#)), (#"title ~ /\\/i"#, expression(.title, #"\\"#, "i")),
        ("(author ~ /[(]a/)", expression(.author, "[(]a")),
        ("title ~ /a/(b)", .and([expression(.title, "a"), word("b")])),
        ("not tag ~ /a/", .not(expression(.tag, "a"))),
        ("feed ~ /^a/ lang ~ /-eg$/i", .and([expression(.feed, "^a"), expression(.lang, "-eg$", "i")])),
    ]

    @Test("What a rule says, as a tree, and said again it is the same", arguments: rules)
    func rule(_ text: String, _ condition: Condition?) throws {
        let parsed = try Condition.parse(text, as: .rule)
        #expect(parsed == condition)
        guard let parsed else { return }
        let again = try Condition.parse("\(parsed)", as: .rule)
        #expect(again == parsed)
    }

    private static let slash = "only `i` may follow the expression; a slash in it is written \\/"
    private static let noWord = "holds no letter and no digit, so that nothing fits it"
    private static let fields = "known are title, author, tag, feed, lang, url"

    static let ruleMistakes: [(String, Int, String)] = [
        ("a and", 5, "and needs something after it"), ("a AND ", 6, "AND needs something after it"),
        ("and a", 0, "and needs something before it"), ("a or", 4, "or needs something after it"),
        ("a or or b", 5, "or needs something after it"), ("a or and b", 5, "or needs something after it"),
        ("or a", 0, "or needs something before it"), ("(or a)", 1, "or needs something before it"),
        ("a ()", 3, "something to look for is missing here"),
        ("a -or b", 3, "or needs something before it"), ("not", 3, "not needs something after it"),
        ("(not )", 5, "not needs something after it"), ("(not)", 4, "not needs something after it"),
        ("a not or b", 6, "not needs something after it"),
        ("(a and b", 0, "this parenthesis is not closed"), ("a) b", 1, "this parenthesis closes nothing"),
        ("title ~ openai", 8, "`title ~` needs an expression between slashes, as /…/i"),
        ("title ~", 7, "`title ~` needs an expression between slashes, as /…/i"),
        ("title ~ /a", 8, "this expression is not closed by a slash"),
        ("title ~ /a\\/", 8, "this expression is not closed by a slash"),
        ("title ~ //", 8, "this expression is empty"),
        ("title ~ /a/g", 11, slash), ("title ~ /a/b/", 11, slash), ("title ~ /a/ii", 12, slash),
        ("titel ~ /a/", 0, "`titel` cannot be compared with an expression; \(fields)"),
        ("is ~ /a/", 0, "`is` cannot be compared with an expression; \(fields)"),
        ("titel:a", 0, "unknown field `titel:`; known are title: author: tag: feed: lang: url: is:"),
        ("a is:updated", 2, "`is:updated` is not known yet when rules are applied; queries know it"),
        ("is:new", 3, "`is:` knows only updated"),
        ("title =~ /a/", 6, "`=~` \(noWord)"), ("a && b", 2, "`&&` \(noWord)"),
        ("title:!", 6, "`!` \(noWord)"),
        ("\"...\"", 0, "`\"...\"` \(noWord)"),
        ("title ~ /a(b/", 9, "not an expression of RE2: missing )"),
        ("title ~ /ab)/", 9, "not an expression of RE2: unexpected )"),
        ("title ~ /ab[c/", 11, "not an expression of RE2: missing ]"),
        ("title ~ /[z-a]/", 10, "not an expression of RE2: invalid character class range"),
        ("title ~ /a**/", 10, "not an expression of RE2: bad repetition operator"),
        ("title ~ /*a/", 9, "not an expression of RE2: no argument for repetition operator"),
        ("title ~ /a{1001}/", 10, "not an expression of RE2: invalid repetition size"),
        // What only backtracking can do: references and what stands around.
        ("title ~ /(a)\\1/", 12, "not an expression of RE2: invalid escape sequence"),
        ("title ~ /a(?=b)/", 10, "not an expression of RE2: invalid perl operator"),
        ("title ~ /(?<!a)b/", 9, "not an expression of RE2: invalid perl operator"),
        ("title ~ /(((a{100}){100}){100}){100}/", 13, "not an expression of RE2: invalid repetition size"),
        (#"title ~ /a\pL{1000}/"#, 9, "not an expression of RE2: pattern too large - compile failed"),
        // Two Arabic letters (alef, ba) and blanks are four characters and six bytes.
        ("\u{0627}\u{0628}  title ~ /\u{0627}(/", 13, "not an expression of RE2: missing )"),
    ]

    @Test("A mistake in a rule is pointed at by its column", arguments: ruleMistakes)
    func ruleMistake(_ text: String, _ column: Int, _ message: String) {
        do throws(ConditionError) {
            let condition = try Condition.parse(text, as: .rule)
            Issue.record("understood as \(String(describing: condition))")
        } catch {
            #expect(error.column == column)
            #expect(error.message == message)
        }
    }
}
