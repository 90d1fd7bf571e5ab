internal import Articles

/// An article under examination: its texts are read, and split into folded words, when they are first asked for.
package struct Examination<Subject: ConditionSubject> {
    private let subject: Subject
    private var texts: [[[UInt8]]?] = Array(repeating: nil, count: ArticlePart.allCases.count)
    private var folded: [FoldedText?] = Array(repeating: nil, count: ArticlePart.allCases.count)

    /// Where something that was looked for stands; no part for what is no text.
    private struct Place {
        var part: ArticlePart?
        var spot = FoldedText.Spot(text: 0, bytes: 0..<0)
    }

    /// Begins to examine an article.
    package init(of subject: Subject) { self.subject = subject }

    /// Whether the article is what a condition asks for.
    package mutating func fits(_ matcher: Matcher) -> Bool { fits(matcher.root) }

    private mutating func fits(_ node: Matcher.Node) -> Bool {
        switch node {
        case .leaf(let test, _): return find(test) != nil
        case .and(let nodes):
            for node in nodes where !fits(node) { return false }
            return true
        case .or(let nodes):
            for node in nodes where fits(node) { return true }
            return false
        case .not(let node): return !fits(node)
        }
    }

    private mutating func find(_ test: Matcher.Test) -> Place? {
        switch test {
        case .anywhere(let words):
            for part in [ArticlePart.title, .authors, .tags, .text] {
                if let place = find(words, in: part) { return place }
            }
            return nil
        case .words(let part, let words): return find(words, in: part)
        case .feed(let id, let isPrefix):
            return find(in: .feed) { (isPrefix ? $0.starts(with: id) : $0 == id) ? $0.indices : nil }
        case .language(let range, let isPrefix):
            return find(in: .language) { Self.isLanguage($0, range, isPrefix: isPrefix) ? $0.indices : nil }
        case .updated: return subject.isUpdated ? Place(part: nil) : nil
        case .expression(let part, let expression): return find(in: part) { expression.find(in: $0) }
        case .nothing: return nil
        }
    }

    /// `ar` is also `ar-EG` (RFC 4647 3.3.1, basic filtering).
    private static func isLanguage(_ tag: [UInt8], _ range: [UInt8], isPrefix: Bool) -> Bool {
        tag.lazy.map(\.lowercasedASCII).starts(with: range)
            && (isPrefix || tag.count == range.count || tag[range.count] == UInt8(ascii: "-"))
    }

    private mutating func find(_ words: SearchWords, in part: ArticlePart) -> Place? {
        if folded[part.rawValue] == nil {
            let texts = read(part)
            folded[part.rawValue] = FoldedText(
                part == .urls ? texts.map(Folding.withoutScheme) : texts.map { $0[...] })
        }
        return folded[part.rawValue]?.find(words).map { Place(part: part, spot: $0) }
    }

    /// Where something stands in the texts of a part; those that are not there hold nothing.
    private mutating func find(in part: ArticlePart, _ find: ([UInt8]) -> Range<Int>?) -> Place? {
        for (index, text) in read(part).enumerated() where !text.isEmpty {
            if let bytes = find(text) { return Place(part: part, spot: .init(text: index, bytes: bytes)) }
        }
        return nil
    }

    private mutating func read(_ part: ArticlePart) -> [[UInt8]] {
        let known = texts[part.rawValue] ?? subject.texts(of: part)
        texts[part.rawValue] = known
        return known
    }
}

/// Whether a condition holds for an article, and what decided it.
package struct Judgement: Sendable {
    /// What was found of one word, field or expression.
    package struct Finding: Sendable {
        /// What was looked for.
        package var condition: Condition
        /// The part of the article in which it stands; nil when it is not there, and for what is no text.
        package var part: ArticlePart?
        /// What stands there, as the article has it; nil when it is not there.
        package var text: [UInt8]?
    }

    package var holds: Bool
    /// What had to be there and is, or must not be there and is not; for a condition that does not hold, what it fails
    /// by, each in the order of the condition.
    package var findings: [Finding]
}

extension Examination {
    /// Whether a condition holds, and what decided it.
    package mutating func judge(_ matcher: Matcher) -> Judgement { judge(matcher.root) }

    private mutating func judge(_ node: Matcher.Node) -> Judgement {
        switch node {
        case .leaf(let test, let condition):
            guard let place = find(test) else {
                return Judgement(holds: false, findings: [Judgement.Finding(condition: condition)])
            }
            let text = place.part.map { Array(read($0)[place.spot.text][place.spot.bytes]) } ?? []
            return Judgement(
                holds: true, findings: [.init(condition: condition, part: place.part, text: text)])
        case .and(let nodes): return judge(nodes, until: false)
        case .or(let nodes): return judge(nodes, until: true)
        case .not(let node):
            let inner = judge(node)
            return Judgement(holds: !inner.holds, findings: inner.findings)
        }
    }

    /// The first part that decides all of them; all findings when none does.
    private mutating func judge(_ nodes: [Matcher.Node], until decision: Bool) -> Judgement {
        var findings: [Judgement.Finding] = []
        for node in nodes {
            let judgement = judge(node)
            if judgement.holds == decision { return judgement }
            findings += judgement.findings
        }
        return Judgement(holds: !decision, findings: findings)
    }
}
