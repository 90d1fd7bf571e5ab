import Articles
import Conditions
import Testing

@testable import Rendering

@Suite struct RuleTests {
    private static func rule(_ name: String, _ when: String, _ actions: [Rule.Action]) throws -> Rule {
        let condition = try Condition.parse(when, as: .rule)
        return Rule(name: name, condition: try #require(condition), actions: actions)
    }

    private static func explain(_ line: ArticleLine, _ rules: [Rule]) -> Explanation {
        Explanation(of: line, by: rules, RuleBook(rules).judge(line))
    }

    private static let marked = Lines.line(
        #"{"v":1,"seq":9,"event":"new","id":"00000000000000000000000000000009","revision":1,"duplicate_of":null,"dropped":true,"date":"2026-11-23T11:05:00.000Z","feed":{"id":"a","tags":[]},"title":"Sea","tags":["blue"],"matched":["old"],"content_text":""}"#
    )

    @Test("An explanation names each rule once, and a row for all that decided")
    func page() throws {
        var output: [UInt8] = []
        Self.explain(
            Self.marked,
            [
                try Self.rule("sea", "title:sea and tag:blue", [.match, .drop]),
                try Self.rule("sky", "sky", [.drop]),
            ]
        ).append(on: .plain, to: &output)
        #expect(
            String(decoding: output, as: UTF8.self) == """
                Sea
                stored with: matched old; dropped
                now it would have: matched sea; dropped

                sea  match, drop  title:sea  title  Sea
                                  tag:blue   tag    blue
                sky  -            sky        -      nothing

                """)
    }

    @Test("What stays as it was stored is said once")
    func unchanged() throws {
        var output: [UInt8] = []
        Self.explain(Self.marked, [try Self.rule("old", "sea", [.match, .drop])]).append(
            on: .plain, to: &output)
        #expect(
            String(decoding: output, as: UTF8.self).hasPrefix("Sea\nstored with: matched old; dropped\n\nold")
        )
    }

    @Test("An explanation is one JSON object")
    func json() throws {
        var output: [UInt8] = []
        Self.explain(Self.marked, [try Self.rule("s\"", "title ~ /e./ and not sky", [.match])])
            .append(jsonTo: &output)
        #expect(
            String(decoding: output, as: UTF8.self)
                == #"{"id":"00000000000000000000000000000009","seq":9,"stored":{"matched":["old"],"dropped":true},"now":{"matched":["s\""],"dropped":false},"rules":[{"name":"s\"","do":["match"],"fits":true,"because":[{"condition":"title ~ /e./","where":"title","found":"ea"},{"condition":"sky","where":null,"found":null}]}]}"#
        )
    }

    @Test("What an expression finds in a hostile title reaches the terminal without its controls")
    func hostile() throws {
        var output: [UInt8] = []
        Self.explain(Lines.hostile, [try Self.rule("all", "title ~ /(?s).*/", [.match])])
            .append(on: .terminal(columns: 80, hasColour: false), to: &output)
        #expect(!output.contains(0x1B))
        #expect(output.contains(Array("all".utf8)))
    }

    @Test("Rules are listed with what they do; numbers only where articles were counted")
    func table() throws {
        let sea = try Self.rule("sea", "sea", [.match]), sky = try Self.rule("sky", "sky", [.match, .drop])
        var rows = [
            RuleTable.Row(rule: sea, when: "sea ", place: "a.toml:3"),
            RuleTable.Row(rule: sky, when: "sky", place: nil),
        ]
        var output: [UInt8] = []
        RuleTable.append(rows, on: .plain, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "sea  match        sea\nsky  match, drop  sky\n")
        output = []
        (rows[0].articles, rows[1].articles) = (5, 120)
        RuleTable.append(rows, on: .plain, to: &output)
        #expect(
            String(decoding: output, as: UTF8.self)
                == "sea  match          5  sea\nsky  match, drop  120  sky\n")
        output = []
        for row in rows { RuleTable.append(json: row, to: &output) }
        #expect(
            String(decoding: output, as: UTF8.self)
                == #"{"name":"sea","do":["match"],"when":"sea ","place":"a.toml:3","articles":5}{"name":"sky","do":["match","drop"],"when":"sky","place":null,"articles":120}"#
        )
    }
}
