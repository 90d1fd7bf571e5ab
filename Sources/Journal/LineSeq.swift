internal import Articles

/// The number of a line, read from its first bytes: every line begins with `{"v":1,"seq":N,`.
enum LineSeq {
    private static let prefix = Array(#"{"v":1,"seq":"#.utf8)

    /// The number of a line; nil when the line does not begin as one of ours.
    static func of(_ line: ArraySlice<UInt8>) -> Seq? {
        guard line.starts(with: prefix) else { return nil }
        let digits = line.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: ",") }
        // The comma must be there, or the number might have been cut.
        guard digits.endIndex < line.endIndex else { return nil }
        return Seq(decimal: digits)
    }
}

/// The lines of a frame, split lazily; each with its newline.
package struct Lines: Sequence, IteratorProtocol, Sendable {
    private var rest: ArraySlice<UInt8>

    init(_ plain: ArraySlice<UInt8>) { rest = plain }

    package mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let newline = rest.span.firstIndex(of: 0x0A, from: 0, before: rest.count)
        defer { rest = rest.dropFirst(newline + 1) }
        return rest.prefix(newline + 1)
    }
}

/// Whether `plain` holds exactly `records` whole lines, numbered from `firstSeq` on.
func areLinesNumbered(_ plain: ArraySlice<UInt8>, records: Int, from firstSeq: Seq) -> Bool {
    guard plain.last == 0x0A else { return false }
    var count = 0
    for line in Lines(plain) {
        guard count < records, LineSeq.of(line) == firstSeq + Seq(count) else { return false }
        count += 1
    }
    return count == records
}
