internal import Articles

/// Where what a condition looks for stands in a title or a text, folded as the search folds it.
///
/// Words that are not to be there, and those that are looked for in other fields, mark nothing.
package struct Highlighter: Sendable {
    private var words: [SearchWords] = []
    private var expressions: [Expression] = []

    /// Takes the words out of a condition.
    package init(_ condition: Condition) { take(Matcher(condition).root) }

    /// Where they stand, in order, no two of them touching; a pure function of the bytes.
    package func ranges(in text: [UInt8]) -> [Range<Int>] {
        guard !words.isEmpty || !expressions.isEmpty else { return [] }
        let folded = FoldedText([text[...]])
        let found =
            words.flatMap { ranges(of: $0, in: folded, text) } + expressions.compactMap { $0.find(in: text) }
        var joined: [Range<Int>] = []
        for range in found.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    private func ranges(of wanted: SearchWords, in folded: FoldedText, _ text: [UInt8]) -> [Range<Int>] {
        let ranges = folded.ranges(of: wanted)
        guard wanted.isCharacter else { return ranges }
        return ranges.map {
            $0.lowerBound..<$0.lowerBound + max(1, text.span.lengthOfUTF8(at: $0.lowerBound))
        }
    }

    private mutating func take(_ node: Matcher.Node) {
        switch node {
        case .leaf(.anywhere(let found), _), .leaf(.words(.title, let found), _),
            .leaf(.words(.text, let found), _):
            words.append(found)
        case .leaf(.expression(.title, let expression), _), .leaf(.expression(.text, let expression), _):
            expressions.append(expression)
        case .leaf, .not: break
        case .and(let nodes), .or(let nodes): for node in nodes { take(node) }
        }
    }
}
