package import Articles
internal import Host

/// Fetches single lines by their numbers: what `show` and `query` print.
///
/// Many numbers are best asked for at once: each frame is decompressed once a call.
package struct RecordFetcher: ~Copyable {
    private let layout: StoreLayout
    private var segments: [SegmentName] = []
    private var decompressor = FrameDecompressor()

    package init(_ layout: StoreLayout) { self.layout = layout }

    /// The line with a number, with its newline; nil when there is none.
    package mutating func line(at seq: Seq) throws(JournalError) -> ArraySlice<UInt8>? {
        var line: ArraySlice<UInt8>?
        try lines(at: [seq]) { line = $1 }
        return line
    }

    /// Hands the lines with the given numbers to `body`, in order of the numbers; those that are not there are left
    /// out.
    package mutating func lines(
        at seqs: [Seq], _ body: (Seq, ArraySlice<UInt8>) -> Void
    ) throws(JournalError) {
        segments = try layout.segments().segments
        var wanted = Set(seqs).sorted()[...]
        while let first = wanted.first {
            let next = segments.firstIndex { $0.firstSeq > first } ?? segments.endIndex
            let here = next < segments.endIndex ? segments[next].firstSeq : Seq.limit
            let part = wanted.prefix { $0 < here }
            wanted = wanted.dropFirst(part.count)
            if part.isEmpty { return }
            if next > 0 { try lines(at: part, in: segments[next - 1], body) }
        }
    }
}

extension RecordFetcher {
    /// Where a frame stands and what it holds.
    private typealias Entry = (trailer: Trailer, offset: Int)

    private mutating func lines(
        at seqs: ArraySlice<Seq>, in segment: SegmentName, _ body: (Seq, ArraySlice<UInt8>) -> Void
    ) throws(JournalError) {
        let path = layout.path(of: segment)
        let file = try mapping { () throws(SystemError) in try File(path, .read) }
        var seqs = seqs
        for entry in try Self.entries(seqs, in: file, path) {
            seqs = seqs.drop { $0 < entry.trailer.firstSeq }
            let here = seqs.prefix { $0 <= entry.trailer.lastSeq }
            guard !here.isEmpty, let plain = try plain(entry, in: file) else { continue }
            hand(here, of: plain, from: entry.trailer.firstSeq, to: body)
        }
    }

    /// The frames of a segment, in order, from the one with the lowest wanted number on.
    private static func entries(
        _ seqs: ArraySlice<Seq>, in file: borrowing File, _ path: String
    ) throws(JournalError) -> [Entry] {
        guard let lowest = seqs.first, let highest = seqs.last else { return [] }
        let size = try mapping { () throws(SystemError) in try file.status() }.size
        var walk = TrailerWalk(size: size)
        var entries: [Entry] = []
        while true {
            switch try walk.previous(in: file) {
            case .entry(let entry):
                if entry.trailer.firstSeq <= highest { entries.append((entry.trailer, entry.offset)) }
                if entry.trailer.firstSeq <= lowest { return entries.reversed() }
            case .beginning: return entries.reversed()
            case .broken: return try scannedEntries(path)
            }
        }
    }

    /// As `entries`, by scanning forward, for a segment whose trailers do not lead to its beginning.
    private static func scannedEntries(_ path: String) throws(JournalError) -> [Entry] {
        var scanner = SegmentScanner(try mapping { () throws(SystemError) in try File(path, .read) })
        var entries: [Entry] = []
        while true {
            switch try scanner.next() {
            case .frame(let found): entries.append((found.trailer, found.offset))
            case .damage: continue
            case .end: return entries
            }
        }
    }

    /// The lines of a frame; nil when it is damaged.
    private mutating func plain(
        _ entry: Entry, in file: borrowing File
    ) throws(JournalError) -> ArraySlice<UInt8>? {
        let frame: [UInt8]
        do throws(SystemError) {
            frame = try file.read(entry.trailer.frameBytes, at: entry.offset)
        } catch {
            throw JournalError(error)
        }
        guard CRC32C.checksum(frame.span) == entry.trailer.frameChecksum else { return nil }
        return decompressor.plain(of: frame[...], plainBytes: entry.trailer.plainBytes)?[...]
    }

    /// Picks the wanted lines out of a frame.
    private func hand(
        _ seqs: ArraySlice<Seq>, of plain: ArraySlice<UInt8>, from firstSeq: Seq,
        to body: (Seq, ArraySlice<UInt8>) -> Void
    ) {
        var seqs = seqs
        var seq = firstSeq
        for line in Lines(plain) {
            guard let wanted = seqs.first else { return }
            if wanted == seq, LineSeq.of(line) == seq { body(seq, line) }
            if wanted == seq { seqs = seqs.dropFirst() }
            seq += 1
        }
    }
}
