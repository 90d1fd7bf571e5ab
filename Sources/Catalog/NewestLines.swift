package import Articles

/// The newest lines, which the full text does not have yet: what a query finds among them is decided on the lines
/// themselves, so that an article is found as soon as it is stored.
package struct NewestLines: Sendable {
    /// The last line that the full text answers for; what it says of later ones is left out.
    let last: Int64
    /// Ascending: lines that the query lets through, and those that it does not.
    private(set) var matching: [Int64] = []
    private(set) var others: [Int64] = []
    /// Those of `matching` whose titles hold one of the query's words.
    private(set) var titled: [Int64] = []

    /// None: the full text knows all.
    package static let none = NewestLines(last: .max)

    private init(last: Int64) { self.last = last }

    /// Lines behind this one.
    package init(after seq: Seq) { self.init(last: Int64(bitPattern: seq)) }

    /// Takes a line in, the next one.
    package mutating func take(_ line: ArticleLine, _ query: Query) {
        let seq = Int64(bitPattern: line.head.seq)
        guard line.head.event != .removed, query.isOfFeeds(line), query.matches(line) else {
            return others.append(seq)
        }
        matching.append(seq)
        if query.isInTitle(line) { titled.append(seq) }
    }
}

extension LineSet {
    /// What the full text says of the lines that it answers for, and what was decided of the newest ones.
    func with(_ newest: NewestLines) -> LineSet {
        with(newest.matching, not: newest.others, after: newest.last)
    }

    /// The same, of titles only.
    func withTitles(_ newest: NewestLines) -> LineSet { with(newest.titled, not: [], after: newest.last) }
}
