package import Articles

/// Lines that were committed together, as a reader hands them out: those that it has not handed out before.
package struct Frame: Sendable {
    /// The number of the first of these lines; line i has this plus i.
    package let firstSeq: Seq
    /// How many lines these are.
    package let records: Int
    /// The number of the last line before the frame, 0 at the beginning of the journal.
    package let prevSeq: Seq
    /// When the frame was committed.
    package let committedAt: Timestamp
    /// The lines, each with its newline.
    package let plain: ArraySlice<UInt8>
    /// What is missing between the reader's position and this frame; nil when nothing is.
    package let gap: Gap?
    /// The damaged stretches that were passed over to reach it.
    package let damage: [Damage]

    /// The number of the last line.
    package var lastSeq: Seq { firstSeq + Seq(records) - 1 }
    /// The lines one by one.
    package var lines: Lines { Lines(plain) }
    /// The lines as articles; what this version cannot read is left out.
    package var articles: [ArticleLine] {
        let bytes = Array(plain)
        var articles: [ArticleLine] = []
        articles.reserveCapacity(records)
        var start = 0
        while case let end = bytes.span.firstIndex(of: 0x0A, from: start, before: bytes.count),
            end < bytes.count
        {
            if let line = ArticleLine(bytes, range: start..<end) { articles.append(line) }
            start = end + 1
        }
        return articles
    }
}

/// Lines that stood in the journal and that a reader cannot have any more.
package struct Gap: Hashable, Sendable {
    /// The reader's position before it.
    package let after: Seq
    /// The number of the last missing line.
    package let through: Seq
    /// How many lines are known to be missing; nil when nothing tells (numbers have gaps of their own).
    package let records: Int?
}
