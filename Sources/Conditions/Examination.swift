internal import Articles

/// An article under examination: its texts are read, and split into folded words, when they are first asked for.
package struct Examination<Subject: ConditionSubject> {
    private let subject: Subject
    private var texts: [[[UInt8]]?] = Array(repeating: nil, count: ArticlePart.allCases.count)
    private var folded: [FoldedText?] = Array(repeating: nil, count: ArticlePart.allCases.count)

    /// Begins to examine an article.
    package init(of subject: Subject) { self.subject = subject }

    /// Whether the article is what a condition asks for.
    package mutating func fits(_ matcher: Matcher) -> Bool { fits(matcher.root) }

    private mutating func fits(_ node: Matcher.Node) -> Bool {
        switch node {
        case .leaf(let test): return fits(test)
        case .and(let nodes):
            for node in nodes where !fits(node) { return false }
            return true
        case .or(let nodes):
            for node in nodes where fits(node) { return true }
            return false
        case .not(let node): return !fits(node)
        }
    }

    private mutating func fits(_ test: Matcher.Test) -> Bool {
        switch test {
        case .anywhere(let words):
            for part in [ArticlePart.title, .authors, .tags, .text] where holds(part, words) { return true }
            return false
        case .words(let part, let words): return holds(part, words)
        case .feed(let id, let isPrefix):
            return read(.feed).contains { isPrefix ? $0.starts(with: id) : $0 == id }
        case .language(let range, let isPrefix):
            return read(.language).contains { Self.isLanguage($0, range, isPrefix: isPrefix) }
        case .updated: return subject.isUpdated
        }
    }

    /// `ar` is also `ar-EG` (RFC 4647 3.3.1, basic filtering).
    private static func isLanguage(_ tag: [UInt8], _ range: [UInt8], isPrefix: Bool) -> Bool {
        tag.lazy.map(\.lowercasedASCII).starts(with: range)
            && (isPrefix || tag.count == range.count || tag[range.count] == UInt8(ascii: "-"))
    }

    private mutating func holds(_ part: ArticlePart, _ words: SearchWords) -> Bool {
        if folded[part.rawValue] == nil {
            let texts = read(part)
            folded[part.rawValue] = FoldedText(
                part == .urls ? texts.map(Folding.withoutScheme) : texts.map { $0[...] })
        }
        return folded[part.rawValue]?.find(words) != nil
    }

    private mutating func read(_ part: ArticlePart) -> [[UInt8]] {
        let known = texts[part.rawValue] ?? subject.texts(of: part)
        texts[part.rawValue] = known
        return known
    }
}
