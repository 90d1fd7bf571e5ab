import Articles
import Conditions
import Testing

@testable import Parsing

@Suite struct RuleMarksTests {
    /// A document of one article, with everything that rules look at.
    private static let document = DocumentBuilder.one { builder, entry in
        entry.id = builder.add("1")
        entry.link = builder.add("https://www.herald.example/Sky/1")
        entry.externalLink = builder.add("https://other.example/x")
        // al-abraj: the horoscope.
        entry.title = builder.add("الأبراج &amp; <b>OpenAI</b>")
        entry.summary = builder.add("A short summary")
        entry.content = builder.add("<p>Water \"rose\"\u{0}</p><p>overnight</p>")
        entry.language = builder.add("ar-EG")
        var author = FeedDocument.Author()
        author.name = builder.add("Ada Byron")
        var nameless = FeedDocument.Author()
        nameless.email = builder.add("a@b.example")
        builder.document.authors = [author, nameless]
        entry.authors = 0..<2
        builder.document.categories = [builder.add("sky"), builder.add("high water")]
        entry.categories = 0..<2
    }

    static let conditions: [(String, Bool)] = [
        ("title:ابراج", true), ("title ~ /^الأبراج & OpenAI$/", true), ("title ~ /<b>/", false),
        ("summary", true), ("\"water rose\"", true), ("author:byron", true), ("author ~ /b.example/", false),
        ("tag:sky", true), ("tag:paper", true), ("tag ~ /^high water$/", true), ("feed:herald", true),
        ("lang:ar", true), ("url:other.example", true), ("url ~ /Sky/", true), ("fire", false),
        ("not fire", true),
    ]

    private static func book(_ rules: [(String, String, [Rule.Action])]) throws -> RuleBook {
        RuleBook(
            try rules.map { name, when, actions in
                let condition = try Condition.parse(when, as: .rule)
                return Rule(name: name, condition: try #require(condition), actions: actions)
            })
    }

    @Test("A rule says the same of an article that is being made as of its line", arguments: conditions)
    func agreement(_ when: String, _ fits: Bool) throws {
        let book = try Self.book([("r", when, [.match, .drop])])
        let made = try lines(Self.document, context { ($0.rules, $0.tags) = (book, ["paper"]) })
        let line = try #require(made.lines.first)
        #expect(line.matched.map { line.text($0) } == (fits ? ["r"] : []))
        #expect(made.prepared.items.map(\.isDropped) == [fits])
        #expect(book.marks(of: line).isDropped == fits)
    }

    @Test("Marks come in the order of the rules, and change neither hash nor id")
    func order() throws {
        let book = try Self.book([
            ("z \"1\"", "water", [.match]), ("a", "sky", [.match]), ("d", "ada", [.drop]),
            ("n", "fire", [.match]),
        ])
        let marked = try lines(Self.document, context { $0.rules = book })
        let plain = try lines(Self.document)
        let line = try #require(marked.lines.first)
        #expect(line.matched.map { line.text($0) } == ["z \"1\"", "a"])
        #expect(marked.prepared.items.map(\.isDropped) == [true])
        #expect(line.hash == plain.lines.first?.hash)
        #expect(marked.prepared.items.map(\.candidateIDs) == plain.prepared.items.map(\.candidateIDs))
        #expect(marked.prepared.items.map(\.evidence) == plain.prepared.items.map(\.evidence))
    }
}
