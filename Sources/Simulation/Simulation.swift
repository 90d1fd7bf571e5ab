/// What schedules are worth: rules replayed on traces of publication, all at equal numbers of requests.
///
/// The door of this module; the rule that is called newslog is the daemon's own `Schedule`, the others are those of
/// peers and of the literature.
package enum Simulation {
    /// Requests a feed a day at which rules are compared.
    package static let budgets = [6.0, 24, 96]

    /// What a rule did at a budget.
    package struct Row: Sendable {
        package var rule: String
        package var score: Score
    }

    /// All rules at one budget; the last is newslog's.
    package static func compare(at budget: Double, on traces: [Trace]) -> [Row] {
        [
            row(FixedRule.self, budget, traces), row(MinifluxRule.self, budget, traces),
            row(CommaFeedRule.self, budget, traces), row(MediaCloudRule.self, budget, traces),
            row(SquareRootRule.self, budget, traces), row(NewslogRule.self, budget, traces),
        ]
    }

    private static func row<Rule: PollingRule>(_ rule: Rule.Type, _ budget: Double, _ traces: [Trace]) -> Row
    {
        Row(rule: Rule.name, score: Knob.fit(rule, to: budget, on: traces))
    }
}
