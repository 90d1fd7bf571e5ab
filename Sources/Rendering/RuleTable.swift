internal import Articles
package import Conditions

/// Rules, for people and for programs: what each looks for, what it does, and how many articles it fits.
package enum RuleTable {
    /// A rule, and where it stands.
    package struct Row: Sendable {
        package var rule: Rule
        /// The condition as it was written.
        package var when: String
        /// File and line; nil for a rule of the command line.
        package var place: String?
        /// Articles that it fits; nil when they were not counted.
        package var articles: Int?

        package init(rule: Rule, when: String, place: String?, articles: Int? = nil) {
            self.rule = rule
            self.when = when
            self.place = place
            self.articles = articles
        }
    }

    /// Appends the rules as columns; that of the numbers only where articles were counted.
    package static func append(_ rows: [Row], on display: Display, to output: inout [UInt8]) {
        let isCounted = rows.contains { $0.articles != nil }
        var columns = [Table.Column("rule", limit: 32, colour: .cyan), Table.Column("do")]
        if isCounted { columns.append(Table.Column("articles", isNumber: true)) }
        columns.append(Table.Column("when", isWrapped: true))
        var table = Table(columns, on: display, hasHeading: display.isTerminal)
        for row in rows {
            var fields = [row.rule.name, words(row.rule.actions)]
            if isCounted { fields.append(row.articles.map { "\($0)" } ?? "-") }
            table.append(fields + [row.when])
        }
        table.flush(to: &output)
    }

    /// Appends a rule as one JSON object: `{"name":…,"do":[…],"when":…,"place":…,"articles":…}`.
    package static func append(json row: Row, to output: inout [UInt8]) {
        output.append("{")
        appendKeys(of: row.rule, to: &output)
        output.append(",\"when\":")
        output.appendJSON(string: row.when)
        output.append(",\"place\":")
        output.appendJSON(optional: row.place)
        output.append(",\"articles\":")
        if let articles = row.articles { output.appendJSON(number: articles) } else { output.append("null") }
        output.append("}")
    }

    /// Appends `"name":…,"do":[…]`.
    static func appendKeys(of rule: Rule, to output: inout [UInt8]) {
        output.append("\"name\":")
        output.appendJSON(string: rule.name)
        output.append(",\"do\":[")
        for (index, action) in rule.actions.enumerated() {
            if index > 0 { output.append(",") }
            output.appendJSON(string: action.rawValue)
        }
        output.append("]")
    }

    /// Actions as a field: `match, drop`.
    static func words(_ actions: [Rule.Action]) -> String {
        actions.map(\.rawValue).joined(separator: ", ")
    }
}
