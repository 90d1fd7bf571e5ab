/// What to mark in articles: a condition with a name.
package struct Rule: Equatable, Sendable {
    /// What a rule does with an article that it fits.
    package enum Action: String, Sendable, CaseIterable {
        /// Writes the rule's name into `matched`.
        case match
        /// Sets `dropped`, which exports and queries leave out unless they are told otherwise.
        case drop
    }

    package var name: String
    package var condition: Condition
    package var actions: [Action]

    /// Makes a rule.
    package init(name: String, condition: Condition, actions: [Action]) {
        self.name = name
        self.condition = condition
        self.actions = actions
    }
}

/// The rules of a configuration, in its order, ready to be asked about articles by any thread.
package struct RuleBook: Sendable {
    /// What rules say about an article.
    package struct Marks: Equatable, Sendable {
        /// Names of the rules that match it, as UTF-8, in their order.
        package var matched: [[UInt8]] = []
        package var isDropped = false

        /// No mark at all.
        package init() {}
    }

    private struct Entry {
        var rule: Rule
        var name: [UInt8]
        var matcher: Matcher
    }

    private let entries: [Entry]

    /// Makes rules ready; without any nothing is marked.
    package init(_ rules: [Rule] = []) {
        entries = rules.map {
            Entry(rule: $0, name: Array($0.name.utf8), matcher: Matcher($0.condition))
        }
    }

    /// The rules.
    package var rules: [Rule] { entries.map(\.rule) }

    /// What the rules say about an article.
    package func marks(of subject: some ConditionSubject) -> Marks {
        var marks = Marks()
        guard !entries.isEmpty else { return marks }
        var examination = Examination(of: subject)
        for entry in entries where examination.fits(entry.matcher) { marks.add(entry.rule, entry.name) }
        return marks
    }

    /// Which rules fit an article, by their numbers.
    package func fitting(_ subject: some ConditionSubject) -> [Int] {
        var examination = Examination(of: subject)
        return entries.indices.filter { examination.fits(entries[$0].matcher) }
    }

    /// Whether each rule fits an article, and why.
    package func judge(_ subject: some ConditionSubject) -> [Judgement] {
        var examination = Examination(of: subject)
        return entries.map { examination.judge($0.matcher) }
    }
}

extension RuleBook.Marks {
    fileprivate mutating func add(_ rule: Rule, _ name: [UInt8]) {
        if rule.actions.contains(.match) { matched.append(name) }
        if rule.actions.contains(.drop) { isDropped = true }
    }
}
