package import Articles
package import Conditions

/// Which rules fit an article, what decided it, and what was marked when it was stored.
package struct Explanation {
    private let line: ArticleLine
    private let verdicts: [(rule: Rule, judgement: Judgement)]

    /// Explains what rules say of an article; one judgement a rule.
    package init(of line: ArticleLine, by rules: [Rule], _ judgements: [Judgement]) {
        self.line = line
        verdicts = Array(zip(rules, judgements).map { (rule: $0, judgement: $1) })
    }

    /// Names and the flag that a line has, or would have.
    private struct Marks: Equatable {
        var matched: [String]
        var isDropped: Bool

        var words: String {
            let names = matched.isEmpty ? nil : "matched \(matched.joined(separator: ", "))"
            let parts = [names, isDropped ? "dropped" : nil].compactMap(\.self)
            return parts.isEmpty ? "no mark" : parts.joined(separator: "; ")
        }
    }

    private var stored: Marks {
        Marks(matched: line.matched.compactMap { line.text($0) }, isDropped: line.head.dropped)
    }

    private var now: Marks {
        let fitting = verdicts.filter(\.judgement.holds).map(\.rule)
        return Marks(
            matched: fitting.filter { $0.actions.contains(.match) }.map(\.name),
            isDropped: fitting.contains { $0.actions.contains(.drop) })
    }

    /// Appends a page: the article's title, its marks, and a table of the rules.
    package func append(on display: Display, to output: inout [UInt8]) {
        ArticleSheet.append(mark: ArticleTable.eventMark(of: line), on: display, to: &output)
        output.paint(.bold, on: display) { output in
            if display.isTerminal { output += Field.isolate }
            Field.append(ArticleTable.title(of: line)[...], to: &output)
            if display.isTerminal { output += Field.pop }
        }
        output.append("\n")
        append("stored with", stored, to: &output)
        if now != stored { append("now it would have", now, to: &output) }
        guard !verdicts.isEmpty else { return }
        output.append("\n")
        var table = Table(
            [
                Table.Column("rule", limit: 24, colour: .cyan), Table.Column("now"),
                Table.Column("because", limit: 40), Table.Column("where", colour: .dim),
                Table.Column("found", isWrapped: true),
            ], on: display, hasHeading: display.isTerminal)
        for (rule, judgement) in verdicts {
            for (index, finding) in judgement.findings.enumerated() {
                let verdict = judgement.holds ? RuleTable.words(rule.actions) : "-"
                let isFirst = index == 0
                table.append([
                    Array((isFirst ? rule.name : "").utf8), Array((isFirst ? verdict : "").utf8),
                    Array(finding.condition.description.utf8), Array((finding.part?.word ?? "-").utf8),
                    finding.text.map(Self.excerpt) ?? Array("nothing".utf8),
                ])
            }
        }
        table.flush(to: &output)
    }

    private func append(_ label: StaticString, _ marks: Marks, to output: inout [UInt8]) {
        output.append(label)
        output.append(": ")
        Field.append(Array(marks.words.utf8)[...], to: &output)
        output.append("\n")
    }

    /// As much of a text as anybody wants to see of what an expression found.
    private static func excerpt(_ text: [UInt8]) -> [UInt8] {
        let end = PlainText.lengthOfPrefix(of: text.span, atMost: 200)
        return end < text.count ? Array(text[..<end] + "\u{2026}".utf8) : text
    }
}

extension Explanation {
    /// Appends one JSON object: `{"id":…,"seq":…,"stored":{"matched":[…],"dropped":…},"now":{…},"rules":[…]}`.
    package func append(jsonTo output: inout [UInt8]) {
        output.append("{\"id\":\"")
        line.head.id.appendHex(to: &output)
        output.append("\",\"seq\":")
        output.appendJSON(number: line.head.seq)
        append("stored", stored, jsonTo: &output)
        append("now", now, jsonTo: &output)
        output.append(",\"rules\":[")
        for (index, verdict) in verdicts.enumerated() {
            if index > 0 { output.append(",") }
            output.append("{")
            RuleTable.appendKeys(of: verdict.rule, to: &output)
            output.append(",\"fits\":")
            output.append(verdict.judgement.holds ? "true" : "false")
            output.append(",\"because\":[")
            for (index, finding) in verdict.judgement.findings.enumerated() {
                if index > 0 { output.append(",") }
                Self.append(finding, jsonTo: &output)
            }
            output.append("]}")
        }
        output.append("]}")
    }

    private func append(_ key: StaticString, _ marks: Marks, jsonTo output: inout [UInt8]) {
        output.append(",\"")
        output.append(key)
        output.append("\":{\"matched\":[")
        for (index, name) in marks.matched.enumerated() {
            if index > 0 { output.append(",") }
            output.appendJSON(string: name)
        }
        output.append("],\"dropped\":")
        output.append(marks.isDropped ? "true}" : "false}")
    }

    private static func append(_ finding: Judgement.Finding, jsonTo output: inout [UInt8]) {
        output.append("{\"condition\":")
        output.appendJSON(string: finding.condition.description)
        output.append(",\"where\":")
        output.appendJSON(optional: finding.part?.word)
        output.append(",\"found\":")
        if let text = finding.text { output.appendJSON(string: text.span) } else { output.append("null") }
        output.append("}")
    }
}

extension ArticlePart {
    /// What the part is called, as conditions call it.
    fileprivate var word: String {
        switch self {
        case .title: "title"
        case .authors: "author"
        case .tags: "tag"
        case .text: "text"
        case .feed: "feed"
        case .language: "lang"
        case .urls: "url"
        }
    }
}
