internal import Conditions

/// Whether the rules of a configuration matter to who reads it.
package enum RulePolicy: Sendable {
    case read
    /// For whoever looks for a path only: compiling the expressions of twenty rules takes a millisecond and a half.
    case ignored
}

extension ConfigurationFileReader {
    /// Reads one `[[rule]]`, and where its name stands; nil when it cannot be used.
    func rule(_ reader: TableReader) -> (RuleSettings, Place)? {
        var table = reader
        let namePlace = table.node("name")?.place ?? table.place
        let name = table.text("name", "a name on one line", \.isName)
        let when = table.node("when")
        let condition = when.flatMap { self.condition($0, table) }
        let actions = self.actions(&table)
        table.finish()
        table.require(["name", "when", "do"])
        guard let name, let condition, let actions, case .string(let text)? = when?.value else { return nil }
        let settings = RuleSettings(
            rule: Rule(name: name, condition: condition, actions: actions), when: text, file: file,
            line: table.place.line)
        return (settings, namePlace)
    }

    /// The condition of `when`; a mistake is pointed at where it stands in the file.
    private func condition(_ node: TOMLNode, _ table: TableReader) -> Condition? {
        guard case .string(let text) = node.value else { return table.expected("a string", "when", node) }
        do throws(ConditionError) {
            if let condition = try Condition.parse(text, as: .rule) { return condition }
            return table.refuse(.invalidValue, node, "`when` in \(table.name) says nothing")
        } catch {
            let place = StringPlaces.place(of: error.offset, in: node.place, of: source)
            findings.error(.invalidValue, file, place, "`when` in \(table.name): \(error.message)")
            return nil
        }
    }

    /// The marks that `do` names, each once.
    private func actions(_ table: inout TableReader) -> [Rule.Action]? {
        guard let node = table.node("do") else { return nil }
        let nodes = if case .array(let list) = node.value { list } else { [node] }
        guard !nodes.isEmpty else { return table.expected("\"match\" or \"drop\", or both", "do", node) }
        var actions: [Rule.Action] = []
        for node in nodes {
            guard let action: Rule.Action = table.choice("do", node) else { return nil }
            if !actions.contains(action) { actions.append(action) }
        }
        return actions
    }
}
