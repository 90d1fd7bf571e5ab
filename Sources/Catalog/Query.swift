package import Articles

/// What somebody is looking for: a parsed tree of words and fields, and the options beside it.
package struct Query: Sendable {
    /// A part of the tree.
    package indirect enum Node: Equatable, Sendable {
        /// A word as written; with `isPrefix` any word that begins with it.
        case word(String, isPrefix: Bool)
        /// Words next to each other, in this order.
        case phrase(String)
        /// A word or phrase in one field.
        case field(Field, Node)
        case and([Node])
        case or([Node])
        case not(Node)
    }

    /// The fields that can be named, as `title:word`.
    package enum Field: String, CaseIterable, Sendable {
        case title, author, tag, feed, lang, url, `is`
    }

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
    package var node: Node?
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

    /// Whether hits must be held against their lines (`matches`), because the full text keeps no places of words.
    package var needsVerification: Bool { node?.needsVerification ?? false }
}

/// A query that cannot be understood, and where.
package struct QueryError: Error, Hashable, Sendable {
    /// Bytes before the mistake.
    package let offset: Int
    /// Characters before the mistake: where a caret goes.
    package let column: Int
    package let message: String
}

extension QueryError: CustomStringConvertible {
    /// The words alone; whoever shows them puts a caret under the column.
    package var description: String { message }
}

extension Query.Node {
    var needsVerification: Bool {
        switch self {
        // What folds into several words (`co-op`, a run of Chinese) is one word only where they stand together.
        case .word(let text, _): Folding.holdsSeveralWords(in: text)
        case .phrase: true
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
