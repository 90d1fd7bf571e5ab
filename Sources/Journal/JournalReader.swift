package import Articles
internal import Host

/// Reads the journal in order of seq, from a position on, also while it is being written.
///
/// It never changes a file, holds at most one segment open, and hands out every line once: what is not above its
/// position is dropped.
package struct JournalReader: ~Copyable {
    /// The number of the last line handed out, or the position that it began with.
    package private(set) var position: Seq
    /// Damage that was passed over since the last frame.
    private var passed: [Damage] = []

    private let layout: StoreLayout
    private var segment: SegmentName?
    /// What the segment's name stood for when it was opened.
    private var opened: FileStatus?
    private var scanner: SegmentScanner?
    private var decompressor = FrameDecompressor()
    private var watch: DirectoryWatch?
    /// What is watched.
    private var watched: FileStatus?
    /// A reader from the very beginning misses nothing: the oldest line that there is, is its first.
    private var isFresh: Bool

    /// Begins behind the line `seq`; 0 is the oldest line.
    package init(_ layout: StoreLayout, after seq: Seq = 0) throws(JournalError) {
        self.layout = layout
        position = seq
        isFresh = seq == 0
        let segments = try layout.segments().segments
        if let holder = segments.last(where: { $0.firstSeq <= seq }) { try seek(to: holder) }
    }

    /// The next lines, checked; nil when there are none yet.
    package mutating func nextFrame() throws(JournalError) -> Frame? {
        while true {
            var step = try scan()
            if step.isEnd {
                if let segment, try isReplaced(segment) {
                    try seek(to: segment)
                    continue
                }
                guard let next = try successor() else { return nil }
                // The writer is done with a segment before a higher one appears, but perhaps not before the scanner
                // came to its end: drain it, then switch.
                step = try scan()
                if case .end(let torn) = step {
                    if let torn { passed.append(torn) }
                    try open(next)
                    continue
                }
            }
            switch step {
            case .damage(let stretch): passed.append(stretch)
            case .frame(let found): if let frame = try read(found) { return frame }
            case .end: break
            }
        }
    }

    /// Waits until there may be something to read or the time is over (nil: for ever); true in the first case.
    ///
    /// The first call only begins to watch and returns at once, so that nothing that happened before is missed; so does the
    /// first one after another directory took the journal's name.
    package mutating func waitForChange(_ timeout: Duration?) -> Bool {
        let isWatching: Bool
        switch watch {
        case .some(let watch):
            guard watch.wait(timeout) else { return false }
            isWatching = true
        case .none: isWatching = false
        }
        // What cannot be looked at now is said by the next reading.
        let journal = try? File.status(of: layout.journal)
        if isWatching {
            if let journal, let watched, !journal.isSameFile(as: watched) { watch = nil }
        } else if let begun = try? DirectoryWatch(layout.journal) {
            watch = consume begun
            watched = journal
        } else {
            // Without inotify (its instances are few and shared) looking every second must do.
            _ = Poll.wait(reading: [], timeout: min(timeout ?? .seconds(1), .seconds(1)))
        }
        return true
    }
}

extension JournalReader {
    private mutating func scan() throws(JournalError) -> SegmentScanner.Step {
        try scanner?.next() ?? .end(torn: nil)
    }

    /// Opens a segment at its beginning, or at the frame that `start` finds.
    private mutating func open(
        _ name: SegmentName, at start: (borrowing File) throws(JournalError) -> Int = { _ in 0 }
    ) throws(JournalError) {
        let path = layout.path(of: name)
        let file = try mapping { () throws(SystemError) in try File(path, .read) }
        opened = try mapping { () throws(SystemError) in try file.status() }
        let offset = try start(file)
        scanner = SegmentScanner(file, from: offset)
        segment = name
    }

    /// Opens the segment that holds the position, at the first frame that is not wholly before it.
    private mutating func seek(to name: SegmentName) throws(JournalError) {
        let position = position
        try open(name) { file throws(JournalError) in try TrailerWalk.start(after: position, in: file) }
    }

    /// Whether another file has the segment's name by now: its rewritten form, or a backup that was restored, and then what
    /// is appended stands in that one alone.
    private func isReplaced(_ name: SegmentName) throws(JournalError) -> Bool {
        let path = layout.path(of: name)
        let named = try mapping { () throws(SystemError) in try File.status(of: path) }
        guard let named, let opened else { return false }
        return !named.isSameFile(as: opened)
    }

    /// The segment after the one being read.
    private func successor() throws(JournalError) -> SegmentName? {
        let segments = try layout.segments().segments
        guard let segment else { return segments.first }
        return segments.first { $0 > segment }
    }

    /// Decompresses a frame that was found; nil when it holds nothing above the position, or only damage.
    private mutating func read(_ found: SegmentScanner.Found) throws(JournalError) -> Frame? {
        let trailer = found.trailer
        guard trailer.lastSeq > position else {
            // Whatever was passed over before it lies before the position too.
            passed = []
            return nil
        }
        guard var plain = try lines(of: found) else { return nil }
        let firstSeq = max(trailer.firstSeq, position + 1)
        for _ in trailer.firstSeq..<firstSeq { plain = plain.dropFirst(through: 0x0A) }
        defer {
            passed = []
            position = trailer.lastSeq
            isFresh = false
        }
        return Frame(
            firstSeq: firstSeq, records: Int(trailer.lastSeq - firstSeq) + 1, prevSeq: trailer.prevSeq,
            committedAt: trailer.committedAt, plain: plain, gap: gap(before: trailer), damage: passed)
    }

    /// The lines of a frame; nil, and noted as damage, when they are not what the trailer says.
    private mutating func lines(of found: SegmentScanner.Found) throws(JournalError) -> ArraySlice<UInt8>? {
        guard let bytes = try scanner?.bytes(of: found), let path = scanner?.path else { return nil }
        if let plain = decompressor.plain(of: bytes, plainBytes: found.trailer.plainBytes) {
            return plain[...]
        }
        passed.append(
            Damage(
                path: path, bytes: found.offset..<found.end, knownRecords: found.trailer.records,
                lastSeq: found.trailer.lastSeq))
        return nil
    }

    private func gap(before trailer: Trailer) -> Gap? {
        guard trailer.prevSeq > position, !isFresh || !passed.isEmpty else { return nil }
        let known = passed.reduce(0) { $0 + $1.knownRecords }
        return Gap(after: position, through: trailer.prevSeq, records: known > 0 ? known : nil)
    }
}

extension SegmentScanner.Step {
    fileprivate var isEnd: Bool {
        if case .end = self { true } else { false }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func dropFirst(through byte: UInt8) -> Self {
        firstIndex(of: byte).map { self[($0 + 1)...] } ?? []
    }
}
