import Articles
import Testing

@testable import Conditions

@Suite struct RuleBookTests {
    private static func rule(_ name: String, _ when: String, _ actions: [Rule.Action]) throws -> Rule {
        let condition = try Condition.parse(when, as: .rule)
        return Rule(name: name, condition: try #require(condition), actions: actions)
    }

    /// An article whose title begins with al-abraj al-yawm (the horoscope today).
    static let line = ArticleLine(
        Array(
            #"{"v":1,"seq":5,"event":"new","id":"cbae64bfcfdf7393a5a54a9f56daa671","revision":2,"duplicate_of":null,"dropped":false,"date":"2026-11-23T11:05:00.000Z","feed":{"id":"old-daily","url":"https://a.example/rss.xml","tags":["Paper"]},"language":"ar-EG","url":"https://a.example/Sky/1","external_url":"https://b.example/x","title":"الأبراج اليوم: OpenAI and \"xAI\"","summary":null,"authors":[{"name":"Ada Byron"},{"name":null}],"tags":["sky","high water"],"content_text":"Water rose. افتتح معرض القاهرة"}"#
                .utf8))

    static let conditions: [(String, Bool)] = [
        // abraj (horoscopes) as written, folded, with the article.
        ("feed:old-daily and title:أبراج", true), ("title:ابراج", true), ("title:الأبراج", true),
        ("feed:new-daily and title:أبراج", false), ("feed:old*", true), ("feed:old", false),
        ("title ~ /openai|anthropic|xai|أوبن ?إيه ?آي/i and not tag:sport", true),
        ("title ~ /openai/", false), ("title ~ /OpenAI/", true), ("title ~ /openai/i and not tag:sky", false),
        // An expression sees what is written, not what it folds to.
        ("title ~ /ابراج/", false), ("title ~ /[أا]براج/", true), ("title ~ /^الأ.راج/", true),
        (#"title ~ /"xai"$/i"#, true), (#"title ~ /\bOpenAI\b/"#, true), (#"title ~ /\p{Arabic}+/"#, true),
        (#"url ~ /\/sky\/[0-9]$/i"#, true), ("url ~ /^https:.+x$/", true), ("url ~ /c.example/", false),
        ("author ~ /^Ada/", true), ("author ~ /^$/", false), ("author ~ /Byron./", false),
        ("tag ~ /^water/", false), ("tag ~ /water$/", true), ("tag ~ /^Paper$/", true),
        ("tag ~ /sky.high/", false),
        ("lang ~ /-eg$/i", true), ("lang:ar", true), ("lang:en", false), ("feed ~ /^old-/", true),
        // maarad: exhibition
        ("water and معرض", true), ("water or fire", true), ("fire or storm", false), ("not fire", true),
        ("not (water and rose)", false), ("\"water rose\"", true), ("title:water", false),
        ("url:b.example", true), ("tag:paper", true), ("author:byron and not author:kim", true),
    ]

    @Test("What fits an article", arguments: conditions)
    func fits(_ when: String, _ expected: Bool) throws {
        let book = RuleBook([try Self.rule("r", when, [.match])])
        let line = try #require(Self.line)
        #expect(book.marks(of: line).matched == (expected ? [Array("r".utf8)] : []))
        #expect(book.fitting(line) == (expected ? [0] : []))
        #expect(book.judge(line).map(\.holds) == [expected])
    }

    @Test("Every rule is asked, in order; match names, drop drops, both do both")
    func marks() throws {
        let book = RuleBook([
            try Self.rule("z", "water", [.match]), try Self.rule("a", "fire", [.match, .drop]),
            try Self.rule("b", "rose", [.match]),
        ])
        let line = try #require(Self.line)
        #expect(book.marks(of: line).matched == ["z", "b"].map { Array($0.utf8) })
        #expect(!book.marks(of: line).isDropped)
        let dropping = RuleBook([
            try Self.rule("d", "water", [.drop]), try Self.rule("e", "rose", [.drop, .match]),
        ])
        #expect(dropping.marks(of: line).matched == [Array("e".utf8)])
        #expect(dropping.marks(of: line).isDropped)
        #expect(RuleBook().marks(of: line) == RuleBook.Marks())
    }

    /// Condition, whether it holds, and what decided: `condition = part "text"`, without text where it is not there.
    static let reasons: [(String, Bool, [String])] = [
        (
            "title ~ /open.i/i and not tag:sport", true,
            [#"title ~ /open.i/i = title "OpenAI""#, "tag:sport"]
        ),
        ("title ~ /open.i/i and not tag:sky", false, [#"tag:sky = tags "sky""#]),
        ("fire and water", false, ["fire"]), ("fire or water", true, [#"water = tags "water""#]),
        ("fire or storm", false, ["fire", "storm"]),
        ("water and rose", true, [#"water = tags "water""#, #"rose = text "rose""#]),
        ("not (fire or storm)", true, ["fire", "storm"]), ("not (water and fire)", true, ["fire"]),
        ("not (water and rose)", false, [#"water = tags "water""#, #"rose = text "rose""#]),
        // abraj finds al-abraj; al-qahira with ha finds it with ta marbuta.
        ("title:أبراج", true, [#"title:أبراج = title "الأبراج""#]),
        ("القاهره", true, [#"القاهره = text "القاهرة""#]),
        ("\"rose افتتح\"", true, [#""rose افتتح" = text "rose. افتتح""#]),
        ("feed:old*", true, [#"feed:old* = feed "old-daily""#]),
        ("lang:ar", true, [#"lang:ar = language "ar-EG""#]),
        ("url:Sky/1", true, [#"url:Sky/1 = urls "Sky/1""#]),
        ("url:https://a.example", true, [#"url:https://a.example = urls "a.example""#]),
        ("tag:\"high water\"", true, [#"tag:"high water" = tags "high water""#]),
        ("author:ada", true, [#"author:ada = authors "Ada""#]),
    ]

    @Test("A judgement says what decided it", arguments: reasons)
    func reason(_ when: String, _ holds: Bool, _ findings: [String]) throws {
        let book = RuleBook([try Self.rule("r", when, [.match])])
        let line = try #require(Self.line)
        let judgement = try #require(book.judge(line).first)
        #expect(judgement.holds == holds)
        let said = judgement.findings.map { finding in
            let place = finding.part.map { " = \($0)" } ?? ""
            let text = finding.text.map { " \"\(String(decoding: $0, as: UTF8.self))\"" } ?? ""
            return "\(finding.condition)\(place)\(text)"
        }
        #expect(said == findings)
    }

    @Test("Threads ask one rule book at once and hear the same")
    func threads() async throws {
        let book = RuleBook([
            try Self.rule("r", "title ~ /open.i/i and water and not title ~ /(a|b)*c$/", [.match])
        ])
        let line = try #require(Self.line)
        let all = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { (0..<500).count { _ in book.fitting(line) == [0] } } }
            return await group.reduce(0, +)
        }
        #expect(all == 4000)
    }
}
