package import Articles
internal import Host

/// The one writer of the journal: commits batches of lines, each durable when `commit` returns.
///
/// Whoever opens it holds the store's lock. After an error nothing of the batch is acknowledged: look at `nextSeq`
/// again, number the lines anew, and try again later.
package struct JournalWriter: ~Copyable {
    /// The number that the next line gets.
    package private(set) var nextSeq: Seq
    /// The number of the last line that was committed, 0 when there is none.
    package private(set) var lastSeq: Seq

    /// What opening found and did.
    package let recovery: Recovery

    private let layout: StoreLayout
    private let disk: JournalDisk
    private var compressor = FrameCompressor()
    private var segment: ActiveSegment?
    private var file: File?
    /// Whether bytes of a failed commit may stand behind the last good frame.
    private var hasRemains = false
    /// Whether an fdatasync of the segment failed, so that nothing is appended to it any more.
    private var isSuspect = false
    /// The name of a segment that was refused and could not be taken away.
    private var leftover: String?

    /// Bytes after which a segment is closed; tests make it small.
    var segmentBytes = Limits.segmentBytes
    /// A segment is closed so long after its first commit, so that it can be sealed.
    static let segmentAge = Duration.seconds(24 * 60 * 60)

    /// Makes the journal ready (FORMAT.md, "Recovery") and chooses the next number from `now`.
    package static func open(
        _ layout: StoreLayout, now: Timestamp, disk: JournalDisk = JournalDisk()
    ) throws(JournalError) -> JournalWriter {
        try JournalWriter(layout, disk, try Recovery.run(layout, now: now, disk: disk), now)
    }

    private init(
        _ layout: StoreLayout, _ disk: JournalDisk, _ recovery: Recovery, _ now: Timestamp
    ) throws(JournalError) {
        self.layout = layout
        self.disk = disk
        self.recovery = recovery
        lastSeq = recovery.lastSeq
        nextSeq = max(recovery.usedSeq + 1, Seq.floor(at: now) ?? 0)
        segment = recovery.segment
        if let path = recovery.segment?.path {
            file = try mapping { () throws(SystemError) in try File(path, .append) }
        }
    }

    /// Commits one frame: one write and one fdatasync.
    ///
    /// `plain` holds `records` lines, at most `Limits.frameBytes`, each with its newline and numbered from `nextSeq`
    /// on.
    package mutating func commit(_ plain: [UInt8], records: Int, at now: Timestamp) throws(JournalError) {
        try check(plain, records: records)
        let bytes = encode(plain, records: records, at: now)
        // Nothing is acknowledged behind what was refused: it would be in the journal, and the catalog would not know of it.
        try removeRemains()
        try removeLeftover()
        if needsNewSegment(for: bytes.count, at: now) {
            try closeSegment()
            try beginSegment(with: bytes, records: records, at: now)
        } else {
            try append(bytes, records: records, at: now)
        }
        acknowledge(records)
    }

    /// Whether there is a segment to which the next commit may be appended; where there is none, the highest is closed, too.
    package var isAppending: Bool { segment != nil }

    /// Ends the segment when it is old enough, though nothing is committed: sealing and retention wait for that.
    package mutating func closeOldSegment(at now: Timestamp) throws(JournalError) {
        if let segment, isOld(segment, at: now) { try closeSegment() }
    }

    /// Ends the segment: the next commit begins a new one, and what is written so far may be rewritten.
    package mutating func closeSegment() throws(JournalError) {
        try removeRemains()
        file = nil
        segment = nil
        isSuspect = false
    }
}

extension JournalWriter {
    private func check(_ plain: [UInt8], records: Int) throws(JournalError) {
        func refuse(_ code: JournalError.Code, _ message: String) -> JournalError {
            JournalError(code, layout.journal, message)
        }
        guard records > 0, plain.count <= Limits.frameBytes else {
            throw refuse(.invalidBatch, "\(records) lines of \(plain.count) bytes are not one commit")
        }
        guard Seq(records) <= Seq.limit - min(nextSeq, Seq.limit) else {
            throw refuse(.exhausted, "no numbers left for lines after \(lastSeq)")
        }
        guard areLinesNumbered(plain[...], records: records, from: nextSeq) else {
            throw refuse(.invalidBatch, "the lines are not \(records) that are numbered from \(nextSeq) on")
        }
    }

    /// Frame and trailer in one buffer.
    private mutating func encode(_ plain: [UInt8], records: Int, at now: Timestamp) -> [UInt8] {
        var bytes = compressor.frame(of: plain, sparing: Trailer.size)
        let trailer = Trailer(
            records: records, firstSeq: nextSeq, prevSeq: lastSeq, committedAt: now, frameBytes: bytes.count,
            plainBytes: plain.count, frameChecksum: CRC32C.checksum(bytes.span))
        bytes += trailer.encoded
        return bytes
    }

    private func needsNewSegment(for bytes: Int, at now: Timestamp) -> Bool {
        guard file != nil, !isSuspect, let segment else { return true }
        return segment.length + bytes > segmentBytes || isOld(segment, at: now)
    }

    private func isOld(_ segment: ActiveSegment, at now: Timestamp) -> Bool {
        // One from the future would else stay open, unsealed and with all its texts, until then.
        let age = now - segment.firstCommit
        return age >= Self.segmentAge || age <= .zero - Self.segmentAge
    }

    private mutating func acknowledge(_ records: Int) {
        lastSeq = nextSeq + Seq(records) - 1
        nextSeq = lastSeq + 1
    }

    /// Gives the numbers of a failed batch up: its frame may yet be found on the disk, and readers may have seen it.
    private mutating func burn(through last: Seq) { nextSeq = max(nextSeq, last + 1) }

    private mutating func append(_ bytes: [UInt8], records: Int, at now: Timestamp) throws(JournalError) {
        try checkNamed()
        guard let length = segment?.length else { preconditionFailure("no segment to append to") }
        do throws(SystemError) {
            hasRemains = true
            try withFile { file, disk throws(SystemError) in try disk.write(bytes, to: file) }
        } catch {
            // What remains is removed before the next commit if it cannot be now.
            try? removeRemains()
            throw JournalError(error)
        }
        do throws(SystemError) {
            try withFile { file, disk throws(SystemError) in try disk.sync(file) }
        } catch {
            try moveOn(from: error, with: bytes, records: records, at: now)
            return
        }
        hasRemains = false
        segment?.length = length + bytes.count
    }

    /// What is appended to a file that has lost its name is read by nobody: somebody has removed the journal, or put a backup
    /// back, while we run.
    private func checkNamed() throws(JournalError) {
        guard let path = segment?.path else { return }
        let isNamed = try mapping { () throws(SystemError) in
            guard let named = try File.status(of: path) else { return false }
            return try status().map(named.isSameFile) ?? false
        }
        guard isNamed else {
            throw JournalError(.io, path, "was removed or replaced while newslogd runs; restart it")
        }
    }

    private func status() throws(SystemError) -> FileStatus? {
        switch file {
        case .some(let file): try file.status()
        case .none: nil
        }
    }

    /// Cuts off what a failed write left.
    private mutating func removeRemains() throws(JournalError) {
        guard hasRemains, let length = segment?.length else { return }
        try mapping { () throws(SystemError) in
            try withFile { file, disk throws(SystemError) in try disk.truncate(file, to: length) }
        }
        hasRemains = false
    }

    /// After a failed fdatasync the same pages are never trusted again (Rebello et al., "Can Applications Recover
    /// from fsync Failures?", ATC 2020): the same bytes with the same numbers begin a new segment.
    private mutating func moveOn(
        from error: SystemError, with bytes: [UInt8], records: Int, at now: Timestamp
    ) throws(JournalError) {
        // If this fails a whole frame stays behind; readers drop the numbers that they have seen.
        try? removeRemains()
        isSuspect = true
        let last = nextSeq + Seq(records) - 1
        do throws(JournalError) {
            try beginSegment(with: bytes, records: records, at: now)
        } catch {
            burn(through: last)
            throw error
        }
    }

    /// Writes the first frame of a segment into tmp/ and gives it its name when it is durable.
    private mutating func beginSegment(
        with bytes: [UInt8], records: Int, at now: Timestamp
    ) throws(JournalError) {
        let name = SegmentName(firstSeq: nextSeq)
        let (temporary, path) = ("\(layout.temporary)/\(name)", layout.path(of: name))
        let disk = disk
        let begun: File
        do throws(SystemError) {
            try disk.remove(temporary)
            var new = try disk.create(temporary)
            try disk.write(bytes, to: new)
            try disk.sync(new)
            try disk.rename(&new, to: path)
            begun = new
        } catch {
            // A file that stays in tmp/ is removed by the next attempt or the next start.
            try? disk.remove(temporary)
            throw JournalError(error)
        }
        do throws(SystemError) {
            try disk.syncDirectory(layout.journal)
        } catch {
            // Readers may have seen its lines; their numbers are not given again.
            leftover = path
            try? removeLeftover()
            burn(through: name.firstSeq + Seq(records) - 1)
            throw JournalError(error)
        }
        file = consume begun
        segment = ActiveSegment(path: path, length: bytes.count, firstCommit: now)
        hasRemains = false
        isSuspect = false
    }

    private mutating func removeLeftover() throws(JournalError) {
        guard let path = leftover else { return }
        let disk = disk
        try mapping { () throws(SystemError) in try disk.remove(path) }
        leftover = nil
    }

    private func withFile(
        _ body: (borrowing File, JournalDisk) throws(SystemError) -> Void
    ) throws(SystemError) {
        switch file {
        case .some(let file): try body(file, disk)
        case .none: preconditionFailure("no segment is open")
        }
    }
}
