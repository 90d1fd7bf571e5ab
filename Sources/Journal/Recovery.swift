package import Articles
internal import Host

/// What a start found in the journal and did to it.
package struct Recovery: Sendable {
    /// Lines in valid frames of the highest segment.
    package fileprivate(set) var records = 0
    /// Bytes that were cut off; they stand in damaged/.
    package fileprivate(set) var droppedBytes = 0
    /// The number of the last line in the journal, 0 when it is empty.
    package fileprivate(set) var lastSeq: Seq = 0
    /// What was wrong, one a finding, with the file's name in its message.
    package fileprivate(set) var warnings: [Warning] = []

    /// No number up to this one may be given again, though its line may be lost.
    fileprivate(set) var usedSeq: Seq = 0
    /// Whether a segment with valid frames was met.
    private var isFound = false
    /// The segment that goes on; nil when the next commit begins a new one.
    fileprivate(set) var segment: ActiveSegment?
}

/// The segment that commits are appended to.
struct ActiveSegment: Sendable {
    let path: String
    /// Bytes of valid frames.
    var length: Int
    /// When its first frame was committed; the age of a segment counts from there.
    let firstCommit: Timestamp
}

extension Recovery {
    /// Makes the journal ready to be appended to: empties tmp/, validates the highest segment, cuts a torn tail.
    ///
    /// Only here is a segment ever cut, and only the highest; the caller holds the lock.
    static func run(
        _ layout: StoreLayout, now: Timestamp, disk: JournalDisk
    ) throws(JournalError) -> Recovery {
        var recovery = Recovery()
        try recovery.emptyTemporary(layout, disk)
        var (segments, strangers) = try layout.segments()
        for name in strangers {
            recovery.warnings.append(
                Warning("stranger", "\(layout.journal)/\(name): not a segment's name, left alone"))
        }
        while !recovery.isFound, let highest = segments.popLast() {
            try recovery.validate(highest, layout, now, disk)
        }
        try mapping { () throws(SystemError) in try disk.syncDirectory(layout.journal) }
        recovery.usedSeq = max(recovery.usedSeq, recovery.lastSeq)
        return recovery
    }

    private mutating func emptyTemporary(_ layout: StoreLayout, _ disk: JournalDisk) throws(JournalError) {
        try mapping { () throws(SystemError) in
            for name in try Directory.names(in: layout.temporary) {
                let path = "\(layout.temporary)/\(name)"
                do throws(SystemError) { try disk.remove(path) } catch {
                    guard error.errno == .isADirectory else { throw error }
                    warnings.append(Warning("stranger", "\(path): a directory, left alone"))
                }
            }
        }
    }

    /// Validates one segment; takes it as the one to go on with, or moves it away when no frame of it is valid.
    private mutating func validate(
        _ name: SegmentName, _ layout: StoreLayout, _ now: Timestamp, _ disk: JournalDisk
    ) throws(JournalError) {
        let path = layout.path(of: name)
        var scanner = SegmentScanner(try mapping { () throws(SystemError) in try File(path, .read) })
        var firstCommit: Timestamp?
        usedSeq = max(usedSeq, name.firstSeq)
        scan: while true {
            switch try scanner.next() {
            case .frame(let found):
                records += found.trailer.records
                lastSeq = found.trailer.lastSeq
                firstCommit = firstCommit ?? found.trailer.committedAt
            case .damage(let damage):
                usedSeq = max(usedSeq, damage.lastSeq)
                warnings.append(
                    Warning(
                        "damaged",
                        "\(path): \(damage.bytes.count) damaged bytes with valid frames behind them, left alone",
                        byte: damage.bytes.lowerBound))
            case .end(let torn):
                try cut(torn, name, layout, now, disk)
                break scan
            }
        }
        if let firstCommit {
            isFound = true
            // A sealed segment has replaced a file that a reader may still have open, and what would be appended to it
            // such a reader would never see.
            guard try mapping({ () throws(SystemError) in try File.status(of: path) })?.isSealed == false
            else { return }
            segment = ActiveSegment(path: path, length: scanner.position, firstCommit: firstCommit)
        } else {
            try mapping { () throws(SystemError) in try disk.remove(path) }
            warnings.append(Warning("removed", "\(path): no valid frame in it, moved away"))
        }
    }

    /// Copies the bytes behind the last valid frame to damaged/, then cuts them off; makes the segment durable.
    private mutating func cut(
        _ torn: Damage?, _ name: SegmentName, _ layout: StoreLayout, _ now: Timestamp, _ disk: JournalDisk
    ) throws(JournalError) {
        let path = layout.path(of: name)
        try mapping { () throws(SystemError) in
            let status = try File.status(of: path)
            guard torn != nil || status?.isSealed == false else { return }
            let file = try Self.writable(path, status)
            defer { if let status, status.isSealed { try? file.setMode(status.mode) } }
            if let torn {
                let copy =
                    "\(layout.damaged)/\(name.firstSeq)-\(torn.bytes.lowerBound)-\(now.milliseconds).torn"
                try disk.copy(torn.bytes, of: file, to: copy)
                try disk.syncDirectory(layout.damaged)
                try disk.truncate(file, to: torn.bytes.lowerBound)
                droppedBytes += torn.bytes.count
                usedSeq = max(usedSeq, torn.lastSeq)
                warnings.append(
                    Warning(
                        "torn", "\(path): \(torn.bytes.count) torn bytes at its end, moved to \(copy)",
                        byte: torn.bytes.lowerBound))
            }
            try disk.sync(file)
        }
    }

    /// Opens a segment so that it can be cut, a sealed one too; its mark is put back by the caller.
    private static func writable(_ path: String, _ status: FileStatus?) throws(SystemError) -> File {
        if let status, status.isSealed {
            let sealed = try File(path, .read)
            try sealed.setMode(status.mode | 0o200)
        }
        return try File(path, .append)
    }
}
