import Testing

@testable import Configuration

@Suite struct RuleDiagnosticTests {
    static let broken: [(String, [String])] = [
        (
            "[[rule]]\nname = \"a\"\nwhen = \"x\"\ndo = [\"match\", \"dorp\"]",
            [
                "newslog.toml:4:16: `do` in [[rule]] must be \"match\" or \"drop\", found the string \"dorp\"; did you mean `drop`?"
            ]
        ),
        (
            "[[rule]]\nname = \"a\"\nwhen = \"x\"\ndo = []",
            ["newslog.toml:4:6: `do` in [[rule]] must be \"match\" or \"drop\", or both, found an array"]
        ),
        (
            "[[rule]]\nname = \"a\"\nwhen = \"  \"\ndo = \"drop\"",
            ["newslog.toml:3:8: `when` in [[rule]] says nothing"]
        ),
        (
            "[[rule]]\nname = \"a\"\nwhen = 1\ndo = \"drop\"",
            ["newslog.toml:3:8: `when` in [[rule]] must be a string, found the integer 1"]
        ),
        (
            "[[rule]]\nname = \"a\"\nwhen = 'title ~ /a**/'\ndo = \"drop\"",
            ["newslog.toml:3:19: `when` in [[rule]]: not an expression of RE2: bad repetition operator"]
        ),
    ]

    @Test("what is wrong with a rule is said with its place and what was meant", arguments: broken)
    func oneMistake(text: String, errors: [String]) {
        #expect(TestFolder(["newslog.toml": text]).errors() == errors)
    }

    /// A condition, and where the `)` in it stands, which closes nothing.
    static let places: [(String, String)] = [
        ("when = 'a)'", "3:10"), ("when = \"a)\"", "3:10"), ("when='''a)'''", "3:10"),
        ("when = \"\"\"a)\"\"\"", "3:12"), ("  when = 'أب)'", "3:13"),
        (#"when = "\u0623\U00000628 )""#, "3:26"), (#"when = "\"a\" b)""#, "3:16"),
        (#"when = 'title ~ /\)/)'"#, "3:21"), (#"when = "title ~ /\\)/)""#, "3:22"),
        ("when = '''\na\n  b)'''", "5:4"), ("when = \"\"\"\r\na\r\nb)\"\"\"", "5:2"),
        ("when = \"\"\"\na \\\n   b)\"\"\"", "5:5"), ("when = \"\"\"\na \\  \n\n   )\"\"\"", "6:4"),
    ]

    @Test("a mistake in a condition is pointed at inside of its string", arguments: places)
    func place(when: String, place: String) {
        let text = "[[rule]]\nname = \"a\"\n\(when)\ndo = \"drop\"\n"
        #expect(
            TestFolder(["newslog.toml": text]).errors()
                == ["newslog.toml:\(place): `when` in [[rule]]: this parenthesis closes nothing"])
    }

    @Test("all mistakes of all rules are told at once, those of an included file with its name")
    func rules() {
        let folder = TestFolder([
            "newslog.toml": """
            include = ["more.toml"]
            [[rule]]
            name = "a"
            wehn = "x"
            do = "match"
            [[rule]]
            name = "b"
            when = "titel:x"
            do = ["match", "drop"]
            [[rule]]
            when = "is:updated"
            do = "drop"
            """,
            "more.toml": "[[rule]]\nname = \"b\"\nwhen = 'x and'\ndo = \"drop\"\ncolour = 1\n",
        ])
        #expect(
            folder.errors() == [
                "more.toml:3:14: `when` in [[rule]]: and needs something after it",
                "more.toml:5:1: unknown key `colour` in [[rule]]",
                "newslog.toml:2:1: [[rule]] needs `when`",
                "newslog.toml:4:1: unknown key `wehn` in [[rule]]; did you mean `when`?",
                "newslog.toml:8:9: `when` in [[rule]]: unknown field `titel:`; known are title: author: tag: feed: lang: url: is:",
                "newslog.toml:10:1: [[rule]] needs `name`",
                "newslog.toml:11:9: `when` in [[rule]]: `is:updated` is not known yet when rules are applied; queries know it",
            ])
    }

    @Test("a rule that names a feed that is not there is told of, once for each name")
    func feeds() throws {
        let folder = TestFolder([
            "newslog.toml": """
            [[feed]]
            id = "daily"
            url = "https://a.example/"
            [[feed]]
            id = "off"
            url = "https://b.example/"
            enabled = false
            [[rule]]
            name = "a"
            when = "feed:dialy and x or not feed:other"
            do = "drop"
            [[rule]]
            name = "b"
            when = "(feed:daily or feed:off or feed:d*) and y"
            do = "match"
            """
        ])
        #expect(
            try folder.warnings() == [
                "newslog.toml:9:8: the rule a names the feed `dialy`, which is not there; did you mean `daily`?",
                "newslog.toml:9:8: the rule a names the feed `other`, which is not there",
            ])
    }

    @Test("who has no use for rules is not stopped by one, but by all else that is wrong")
    func ignored() throws {
        let rule = "[[rule]]\nname = \"a\"\nwhen = \"title ~ /(/\"\ndo = \"drop\"\n"
        let folder = TestFolder(["newslog.toml": "\(rule)[http]\nper_host = 2\n"])
        let settings = try Configuration.load(
            path: "\(folder.path)/newslog.toml", environment: [:], rules: .ignored)
        #expect(settings.rules.isEmpty && settings.http.perHost == 2)
        folder.write("newslog.toml", Array("\(rule)[http]\nper_hots = 2\n".utf8))
        #expect(throws: ConfigurationErrors.self) {
            try Configuration.load(path: "\(folder.path)/newslog.toml", environment: [:], rules: .ignored)
        }
    }
}
