/// A set of journal lines by number: sorted, or all but some.
struct LineSet: Equatable {
    /// Ascending, each once.
    private(set) var lines: [Int64]
    /// Whether the set is everything but `lines`.
    private(set) var isComplement: Bool

    static let everything = LineSet(lines: [], isComplement: true)
    static let nothing = LineSet(lines: [], isComplement: false)

    /// A set of lines that are given in rising order.
    init(ascending lines: [Int64]) { self.init(lines: lines, isComplement: false) }

    private init(lines: [Int64], isComplement: Bool) {
        self.lines = lines
        self.isComplement = isComplement
    }

    /// Whether a line is in the set.
    func contains(_ line: Int64) -> Bool {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle] < line { low = middle + 1 } else { high = middle }
        }
        return (low < lines.count && lines[low] == line) != isComplement
    }

    /// Everything that is not in the set.
    var complement: LineSet { LineSet(lines: lines, isComplement: !isComplement) }

    func intersection(_ other: LineSet) -> LineSet {
        switch (isComplement, other.isComplement) {
        case (false, false): LineSet(ascending: merge(other, inBoth: true, onlyHere: false, onlyThere: false))
        case (false, true): LineSet(ascending: merge(other, inBoth: false, onlyHere: true, onlyThere: false))
        case (true, false): LineSet(ascending: merge(other, inBoth: false, onlyHere: false, onlyThere: true))
        case (true, true):
            LineSet(lines: merge(other, inBoth: true, onlyHere: true, onlyThere: true), isComplement: true)
        }
    }

    func union(_ other: LineSet) -> LineSet { complement.intersection(other.complement).complement }

    /// The lines up to `last`, and of those behind it some that are in the set and, for a complement, some that are not.
    func with(_ here: [Int64], not missing: [Int64], after last: Int64) -> LineSet {
        let known = lines.prefix(
            lines.last.map { $0 > last } == true ? lines.count { $0 <= last } : lines.count)
        return LineSet(lines: known + (isComplement ? missing : here), isComplement: isComplement)
    }

    private func merge(_ other: LineSet, inBoth: Bool, onlyHere: Bool, onlyThere: Bool) -> [Int64] {
        var merged: [Int64] = []
        var (here, there) = (0, 0)
        while here < lines.count, there < other.lines.count {
            let (line, candidate) = (lines[here], other.lines[there])
            if line == candidate {
                if inBoth { merged.append(line) }
                (here, there) = (here + 1, there + 1)
            } else if line < candidate {
                if onlyHere { merged.append(line) }
                here += 1
            } else {
                if onlyThere { merged.append(candidate) }
                there += 1
            }
        }
        if onlyHere { merged += lines[here...] }
        if onlyThere { merged += other.lines[there...] }
        return merged
    }
}
