package import Articles
package import Conditions

/// What somebody is looking for: a condition on articles, and the options beside it.
package struct Query: Sendable {
    /// In which order hits come.
    package enum Order: String, CaseIterable, Sendable {
        /// Newest date first.
        case date
        /// Newest in the journal first.
        case seq
        /// Best match first: BM25 with the title weighing most, then date.
        case rank
    }

    /// What is looked for; nil for everything.
    package var node: Condition? { didSet { matcher = node.map(Matcher.init) } }
    private var matcher: Matcher?
    /// Articles dated from here on, and before here.
    package var since: Timestamp?
    package var until: Timestamp?
    /// Only of these feeds; empty for all.
    package var feeds: [String] = []
    package var order = Order.date
    /// Whether articles that repeat another feed's are shown, and those that a rule dropped.
    package var includesDuplicates = false
    package var includesDropped = false

    /// A query for everything.
    package init() {}

    /// Reads the query language; an empty text looks for everything.
    package init(parsing text: String) throws(ConditionError) {
        node = try Condition.parse(text, as: .query)
        matcher = node.map(Matcher.init)
    }

    /// Whether hits must be held against their lines (`matches`), because the full text keeps no places of words
    /// and knows nothing of regular expressions.
    package var needsVerification: Bool { node?.needsVerification ?? false }

    /// Whether the full text, or who reads lines in its place, has anything to decide.
    package var asksForText: Bool { node != nil || !feeds.isEmpty }

    /// Whether a line's feed is among those asked for.
    func isOfFeeds(_ line: ArticleLine) -> Bool {
        feeds.isEmpty || feeds.contains(String(decoding: line.bytes(line.feedID), as: UTF8.self))
    }

    /// Whether a word of the query stands in a line's title.
    func isInTitle(_ line: ArticleLine) -> Bool {
        guard let node else { return false }
        var title: [UInt8] = []
        line.append(line.title, to: &title)
        return !Highlighter(node).ranges(in: title).isEmpty
    }

    /// Whether a line is what the query's words ask for; dates, feeds and flags beside them are not looked at.
    package func matches(_ line: ArticleLine) -> Bool {
        guard let matcher else { return true }
        var examination = Examination(of: line)
        return examination.fits(matcher)
    }
}

extension Condition {
    /// Whether the index cannot decide it, so that the lines must.
    var needsVerification: Bool {
        switch self {
        // What folds into several words (`co-op`, a run of Chinese) is one word only where they stand together.
        case .word(let text, _): Folding.holdsSeveralWords(in: text)
        case .phrase, .expression: true
        case .field(.url, let node): Folding.urlWords(Array(node.leaf.text.utf8)).count > 1
        // Feeds and languages are marks of the index, whatever is in their names.
        case .field(.feed, _), .field(.lang, _), .field(.is, _): false
        case .field(_, let node): node.needsVerification
        case .and(let nodes), .or(let nodes): nodes.contains(where: \.needsVerification)
        case .not(let node): node.needsVerification
        }
    }
}

extension Folding {
    /// Whether a word as written is several words to the index.
    static func holdsSeveralWords(in text: String) -> Bool {
        var count = 0
        words(of: Array(text.utf8).span) { _, _, _, isColocated in
            count += isColocated ? 0 : 1
            return count < 2
        }
        return count > 1
    }
}
