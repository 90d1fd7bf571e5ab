internal import Articles
internal import Host

/// Rewrites closed segments once: the many frames of their commits into few, harder compressed ones of a size that a
/// search still unpacks at once.
///
/// The lines and their numbers stay as they are, and so does the name; readers that have the old file open keep it.
package struct SegmentSealer: ~Copyable {
    /// What became of a segment.
    package enum Outcome: Hashable, Sendable {
        /// It was rewritten, from so many bytes to so many.
        case sealed(before: Int, after: Int)
        /// It holds damage, and stays as it is: `newslog verify` tells of it.
        case damaged
        /// It was given up because somebody wants an end.
        case cancelled
    }

    /// Bytes of lines in a frame of a sealed segment; a longer line has a frame of its own.
    static let frameBytes = 256 << 10
    /// Six is worth its time: the levels above it take twice as long for two percent.
    private static let level: Int32 = 6

    private let layout: StoreLayout
    private let disk: JournalDisk
    private var compressor = FrameCompressor(level: Self.level)
    private var decompressor = FrameDecompressor()
    private let isCancelled: () -> Bool

    /// Makes a sealer; `isCancelled` is asked after every frame.
    package init(
        _ layout: StoreLayout, disk: JournalDisk = JournalDisk(),
        isCancelled: @escaping () -> Bool = { false }
    ) {
        self.layout = layout
        self.disk = disk
        self.isCancelled = isCancelled
    }

    /// The paths of segments that nobody writes any more and that are not sealed, oldest first.
    package func candidates() throws(JournalError) -> [String] {
        var found: [String] = []
        for name in try layout.segments().segments.dropLast() where try isWorthIt(layout.path(of: name)) {
            found.append(layout.path(of: name))
        }
        return found
    }

    /// Seals a segment; on an error the old one stands where it stood.
    package mutating func seal(_ path: String) throws(JournalError) -> Outcome {
        let temporary = "\(layout.temporary)/\(path.split(separator: "/").last ?? "segment").sealing"
        do throws(JournalError) {
            try mapping { () throws(SystemError) in try disk.remove(temporary) }
            let outcome = try rewrite(path, into: temporary)
            guard case .sealed = outcome else {
                try? disk.remove(temporary)
                return outcome
            }
            guard try holdTheSame(path, temporary) else {
                throw JournalError(
                    .io, temporary, "reads back otherwise than it was written; the segment stays as it was")
            }
            try mapping { () throws(SystemError) in
                var new = try File(temporary, .append)
                try disk.rename(&new, to: path)
                try disk.syncDirectory(layout.journal)
            }
            return outcome
        } catch {
            // What stays in tmp/ is removed at the next start.
            try? disk.remove(temporary)
            throw error
        }
    }
}

extension SegmentSealer {
    /// Whether frames of a segment would be joined or split.
    ///
    /// Nothing marks a sealed segment: its trailers tell. No two frames of it that follow each other would fit into one, and
    /// none but that of a single line is larger than a frame should be.
    private func isWorthIt(_ path: String) throws(JournalError) -> Bool {
        let file = try mapping { () throws(SystemError) in try File(path, .read) }
        var walk = TrailerWalk(size: try mapping { () throws(SystemError) in try file.status() }.size)
        var next: Trailer?
        while case .entry(let entry) = try walk.previous(in: file) {
            let trailer = entry.trailer
            if trailer.plainBytes > Self.frameBytes, trailer.records > 1 { return true }
            if let next, next.firstSeq == trailer.lastSeq + 1, next.prevSeq == trailer.lastSeq,
                next.plainBytes + trailer.plainBytes <= Self.frameBytes
            {
                return true
            }
            next = trailer
        }
        return false
    }

    private mutating func rewrite(_ path: String, into temporary: String) throws(JournalError) -> Outcome {
        let source = try mapping { () throws(SystemError) in try File(path, .read) }
        let before = try mapping { () throws(SystemError) in try source.status() }.size
        var scanner = SegmentScanner(source)
        let target = try mapping { () throws(SystemError) in try disk.create(temporary) }
        var (written, batch) = (0, Batch())
        while true {
            guard !isCancelled() else { return .cancelled }
            switch try scanner.next() {
            case .damage, .end(torn: _?): return .damaged
            case .end(torn: nil):
                try write(&batch, to: target, &written)
                try mapping { () throws(SystemError) in try disk.sync(target) }
                return written > 0 ? .sealed(before: before, after: written) : .damaged
            case .frame(let found):
                guard
                    let plain = decompressor.plain(
                        of: try scanner.bytes(of: found), plainBytes: found.trailer.plainBytes)
                else { return .damaged }
                // A frame never spans a gap.
                if !batch.isFollowed(by: found.trailer) { try write(&batch, to: target, &written) }
                batch.begin(with: found.trailer)
                for line in Lines(plain[...]) {
                    if !batch.plain.isEmpty, batch.plain.count + line.count > Self.frameBytes {
                        try write(&batch, to: target, &written)
                    }
                    batch.add(line)
                }
            }
        }
    }

    private mutating func write(
        _ batch: inout Batch, to target: borrowing File, _ written: inout Int
    ) throws(JournalError) {
        guard batch.records > 0 else { return }
        var bytes = compressor.frame(of: batch.plain, sparing: Trailer.size)
        bytes +=
            Trailer(
                records: batch.records, firstSeq: batch.firstSeq, prevSeq: batch.prevSeq,
                committedAt: batch.committedAt, frameBytes: bytes.count, plainBytes: batch.plain.count,
                frameChecksum: CRC32C.checksum(bytes.span)
            ).encoded
        do throws(SystemError) { try disk.write(bytes, to: target) } catch { throw JournalError(error) }
        written += bytes.count
        batch.clear()
    }

    /// Whether two segments hold the same lines under the same numbers, read from the disk.
    private mutating func holdTheSame(_ one: String, _ other: String) throws(JournalError) -> Bool {
        var left = try LineStream(one)
        var right = try LineStream(other)
        while true {
            if left.rest.isEmpty { try left.readMore(&decompressor) }
            if right.rest.isEmpty { try right.readMore(&decompressor) }
            let count = min(left.rest.count, right.rest.count)
            guard count > 0 else {
                return left.rest.isEmpty && right.rest.isEmpty && left.isSound && right.isSound
                    && left.numbers == right.numbers
            }
            guard left.rest.prefix(count) == right.rest.prefix(count) else { return false }
            left.rest = left.rest.dropFirst(count)
            right.rest = right.rest.dropFirst(count)
        }
    }
}

/// Lines that become one frame.
private struct Batch {
    private(set) var plain: [UInt8] = []
    private(set) var records = 0
    private(set) var firstSeq: Seq = 0
    private(set) var prevSeq: Seq = 0
    private(set) var committedAt = Timestamp(milliseconds: 0)

    private var nextSeq: Seq { firstSeq + Seq(records) }

    /// Whether a frame's lines are numbered on from these.
    func isFollowed(by trailer: Trailer) -> Bool {
        records > 0 && trailer.firstSeq == nextSeq && trailer.prevSeq == nextSeq - 1
    }

    /// Takes a frame in whose lines come next.
    mutating func begin(with trailer: Trailer) {
        if records == 0 { (firstSeq, prevSeq) = (trailer.firstSeq, trailer.prevSeq) }
        committedAt = trailer.committedAt
    }

    mutating func add(_ line: ArraySlice<UInt8>) {
        plain += line
        records += 1
    }

    /// Begins anew behind these lines.
    mutating func clear() {
        (firstSeq, prevSeq) = (nextSeq, nextSeq - 1)
        plain.removeAll(keepingCapacity: true)
        records = 0
    }
}

/// The lines of a segment, frame after frame, and where their numbers jump.
private struct LineStream: ~Copyable {
    private var scanner: SegmentScanner
    var rest: ArraySlice<UInt8> = []
    private(set) var isSound = true
    /// First and last number of each run without a gap, and the number before it.
    private(set) var numbers: [[Seq]] = []

    init(_ path: String) throws(JournalError) {
        scanner = SegmentScanner(try mapping { () throws(SystemError) in try File(path, .read) })
    }

    mutating func readMore(_ decompressor: inout FrameDecompressor) throws(JournalError) {
        switch try scanner.next() {
        case .damage, .end(torn: _?): isSound = false
        case .end(torn: nil): break
        case .frame(let found):
            let trailer = found.trailer
            guard
                let plain = decompressor.plain(
                    of: try scanner.bytes(of: found), plainBytes: trailer.plainBytes)
            else { isSound = false; return }
            rest = plain[...]
            if let last = numbers.last, trailer.firstSeq == last[1] + 1, trailer.prevSeq == last[1] {
                numbers[numbers.count - 1][1] = trailer.lastSeq
            } else {
                numbers.append([trailer.firstSeq, trailer.lastSeq, trailer.prevSeq])
            }
        }
    }
}
