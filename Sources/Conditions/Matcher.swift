internal import Articles

/// A condition made ready to be asked of many articles: its words are folded once.
package struct Matcher: Sendable {
    /// A part of the tree.
    indirect enum Node: Sendable {
        case leaf(Test, Condition)
        case and([Node])
        case or([Node])
        case not(Node)
    }

    /// What a word, a phrase or a field asks.
    enum Test: Sendable {
        /// In any text of the article.
        case anywhere(SearchWords)
        case words(ArticlePart, SearchWords)
        /// The id of the feed, or how it begins.
        case feed([UInt8], isPrefix: Bool)
        /// A language range (RFC 4647 3.3.1, basic filtering) in lower case, or how one begins.
        case language([UInt8], isPrefix: Bool)
        case updated
        case expression(ArticlePart, Expression)
        /// Never.
        case nothing
    }

    let root: Node

    /// Makes a condition ready.
    package init(_ condition: Condition) { root = Node(condition) }
}

extension Matcher.Node {
    fileprivate init(_ condition: Condition) {
        switch condition {
        case .word, .phrase:
            let (text, isPrefix) = condition.leaf
            self = .leaf(.anywhere(SearchWords(text.utf8, isPrefix: isPrefix)), condition)
        case .field(let field, let value): self = .leaf(Matcher.Test(field, value), condition)
        case .expression(let field, let expression):
            self = .leaf(field.part.map { .expression($0, expression) } ?? .nothing, condition)
        case .and(let conditions): self = .and(conditions.map(Self.init))
        case .or(let conditions): self = .or(conditions.map(Self.init))
        case .not(let condition): self = .not(Self(condition))
        }
    }
}

extension Matcher.Test {
    fileprivate init(_ field: Condition.Field, _ value: Condition) {
        let (text, isPrefix) = value.leaf
        let words = { (part: ArticlePart) in Self.words(part, SearchWords(text.utf8, isPrefix: isPrefix)) }
        switch field {
        case .title: self = words(.title)
        case .author: self = words(.authors)
        case .tag: self = words(.tags)
        case .feed: self = .feed(Array(text.utf8), isPrefix: isPrefix)
        case .lang: self = .language(text.utf8.map(\.lowercasedASCII), isPrefix: isPrefix)
        case .url:
            let address = Folding.withoutScheme(Array(text.utf8))
            self = .words(.urls, SearchWords(address, isPrefix: isPrefix))
        case .is: self = .updated
        }
    }
}

extension Condition.Field {
    /// The part of an article whose texts the field is about; nil where it has none.
    fileprivate var part: ArticlePart? {
        switch self {
        case .title: .title
        case .author: .authors
        case .tag: .tags
        case .feed: .feed
        case .lang: .language
        case .url: .urls
        case .is: nil
        }
    }
}
