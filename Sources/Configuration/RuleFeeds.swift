internal import Conditions

/// Looks whether the feeds that rules name are there: of a misspelt one no article is ever marked.
enum RuleFeeds {
    /// Warns of names that no feed has, disabled ones included; it may be one that is fetched by hand only.
    static func check(
        _ rules: [(rule: RuleSettings, place: Place)], against feeds: [FeedSettings], _ findings: Findings
    ) {
        let ids = Set(feeds.map(\.id))
        for (settings, place) in rules {
            for name in settings.rule.condition.feeds where !ids.contains(name) {
                findings.warning(
                    .notice, settings.file, place,
                    "the rule \(settings.rule.name) names the feed `\(name.shortened(to: 60))`, which is not there",
                    hint: Spelling.suggestion(for: name, among: ids.sorted()))
            }
        }
    }
}

extension Condition {
    /// The ids of feeds that are named whole, in order.
    fileprivate var feeds: [String] {
        switch self {
        case .field(.feed, let value): value.leaf.isPrefix ? [] : [value.leaf.text]
        case .word, .phrase, .field, .expression: []
        case .and(let parts), .or(let parts): parts.flatMap(\.feeds)
        case .not(let inner): inner.feeds
        }
    }
}
