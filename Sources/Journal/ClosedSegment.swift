package import Articles
internal import Host

/// A segment that nothing is appended to any more, as far as its name, its status and its last trailer tell.
package struct ClosedSegment: Hashable, Sendable {
    /// The number in its name.
    package let firstSeq: Seq
    /// The number of its last line; where no trailer stands at its end, the highest that it can have.
    package let lastSeq: Seq
    package let bytes: Int
    package let isSealed: Bool
    /// When its last lines were committed; nil when no trailer stands at its end, which is damage.
    package let lastCommit: Timestamp?

    package init(firstSeq: Seq, lastSeq: Seq, bytes: Int, isSealed: Bool, lastCommit: Timestamp?) {
        self.firstSeq = firstSeq
        self.lastSeq = lastSeq
        self.bytes = bytes
        self.isSealed = isSealed
        self.lastCommit = lastCommit
    }
}

/// What stands in journal/.
package struct SegmentSurvey: Sendable {
    /// The segments to which nothing is appended any more, oldest first.
    package private(set) var closed: [ClosedSegment] = []
    /// The number in the name of the segment to which is appended, the highest; nil when there is none.
    package private(set) var open: Seq?
    /// Bytes of all segments.
    package private(set) var bytes = 0

    /// Looks at the journal; `isHighestClosed` is for the writer to say.
    package init(_ layout: StoreLayout, isHighestClosed: Bool = false) throws(JournalError) {
        var names = try layout.segments().segments
        let appended = isHighestClosed ? nil : names.popLast()
        let ends = names.dropFirst().map(\.firstSeq) + [appended?.firstSeq ?? Seq.limit]
        for (name, end) in zip(names, ends) {
            let path = layout.path(of: name)
            let file = try mapping { () throws(SystemError) in try File(path, .read) }
            let status = try mapping { () throws(SystemError) in try file.status() }
            bytes += status.size
            var walk = TrailerWalk(size: status.size)
            var last: Trailer?
            if case .entry(let entry) = try walk.previous(in: file) { last = entry.trailer }
            closed.append(
                ClosedSegment(
                    firstSeq: name.firstSeq, lastSeq: last?.lastSeq ?? end - 1,
                    bytes: status.size, isSealed: status.isSealed, lastCommit: last?.committedAt))
        }
        open = appended?.firstSeq
        if let appended {
            let path = layout.path(of: appended)
            bytes += try mapping { () throws(SystemError) in try File.status(of: path) }?.size ?? 0
        }
    }

    /// The segments, by their first numbers, that may hold one of these lines: two where a frame stands at the end of one
    /// and again in the next.
    package func segments(holding seqs: [Seq]) -> [Seq] {
        let segments = closed.map { ($0.firstSeq, $0.lastSeq) } + (open.map { [($0, Seq.limit)] } ?? [])
        return segments.filter { first, last in seqs.contains { first <= $0 && $0 <= last } }.map(\.0)
    }

    /// The lines of a closed segment that the next one has not too, as far as numbers tell.
    package func ownLines(of segment: ClosedSegment) -> ClosedRange<Seq> {
        let next = closed.first { $0.firstSeq > segment.firstSeq }?.firstSeq ?? open ?? Seq.limit
        return segment.firstSeq...max(segment.firstSeq, min(segment.lastSeq, next - 1))
    }
}

extension StoreLayout {
    /// Throws `damaged` where a segment has bytes that no valid frame covers; checksums are looked at, lines are not.
    package func checkWhole(_ segment: Seq) throws(JournalError) {
        let path = path(of: SegmentName(firstSeq: segment))
        var scanner = SegmentScanner(try mapping { () throws(SystemError) in try File(path, .read) })
        while true {
            switch try scanner.next() {
            case .frame: continue
            case .end(torn: nil): return
            case .damage(let damage), .end(torn: .some(let damage)):
                throw JournalError(damaged: path, bytes: damage.bytes.count)
            }
        }
    }
}

extension JournalError {
    /// Why a damaged segment is left as it is.
    init(damaged path: String, bytes: Int) {
        self.init(.damaged, path, "\(bytes) damaged bytes; stop newslogd and run `newslog verify --repair`")
    }
}
