package import Articles
internal import Host

/// Rewrites a segment that is no longer appended to: sealing, retention, erasure and repair are one operation.
///
/// The new file is written into tmp/, read back and held against the old one, made durable, given the old one's name,
/// and the directory made durable: at every moment the name has all the old lines or all the new ones. Whoever has the
/// old file open keeps it. The caller holds the store's lock, and no two rewrite one segment at once.
package struct SegmentRewriter: ~Copyable {
    /// What became of a segment.
    package struct Outcome: Hashable, Sendable {
        /// Bytes before and after.
        package fileprivate(set) var bytes = 0, newBytes = 0
        package fileprivate(set) var lines = 0
        /// Lines that were replaced.
        package fileprivate(set) var replaced = 0
        /// What was left out; its bytes stand in damaged/.
        package fileprivate(set) var damage: [Damage] = []
        /// Whether there is a new file.
        package fileprivate(set) var isChanged = false

        /// Nothing done.
        package init() {}

        /// What became of several segments together.
        package static func += (sum: inout Self, other: Self) {
            sum.bytes += other.bytes
            sum.newBytes += other.newBytes
            sum.lines += other.lines
            sum.replaced += other.replaced
            sum.damage += other.damage
            sum.isChanged = sum.isChanged || other.isChanged
        }
    }

    /// What is done with a segment that has damage in it.
    package enum DamagePolicy: Sendable {
        /// It stays as it is, and rewriting throws `damaged`.
        case refuse
        /// Its bytes are copied to damaged/, under names with this time, and left out.
        case moveAway(at: Timestamp)
    }

    private let layout: StoreLayout
    private let disk: JournalDisk
    private let isCancelled: @Sendable () -> Bool
    /// Bytes written with one call.
    private static let writeBytes = 1 << 20

    /// `isCancelled` is asked at every frame; when it says so, `interrupted` is thrown and nothing has changed.
    package init(
        _ layout: StoreLayout, disk: JournalDisk = JournalDisk(),
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.layout = layout
        self.disk = disk
        self.isCancelled = isCancelled
    }

    /// Rewrites the segment whose name is `firstSeq` into frames of `FramePacker`, and marks it as sealed.
    ///
    /// `replacement` may give other bytes for a line, without a newline and with the same number; it is asked twice for each line, and a
    /// segment that is sealed and of which it replaces nothing stays as it is.
    package func rewrite(
        _ firstSeq: Seq, onDamage policy: DamagePolicy = .refuse,
        replacing replacement: (ArraySlice<UInt8>) -> [UInt8]? = { _ in nil }
    ) throws(JournalError) -> Outcome {
        let name = SegmentName(firstSeq: firstSeq)
        let (path, temporary) = (layout.path(of: name), "\(layout.temporary)/\(name)")
        var outcome = Outcome()
        let old = try mapping { () throws(SystemError) in try File.status(of: path) }
        guard let old else { throw JournalError(.notFound, path, "no such segment") }
        outcome.bytes = old.size
        outcome.newBytes = old.size
        var isNeeded = !old.isSealed
        if !isNeeded { isNeeded = try isAnyReplaced(in: path, policy, replacement) }
        guard isNeeded else {
            // It may be the name that an attempt before left without being sure of it.
            try mapping { () throws(SystemError) in try disk.syncDirectory(layout.journal) }
            return outcome
        }
        do throws(JournalError) {
            try replace(path, of: old, with: temporary, name, policy, replacement, &outcome)
        } catch {
            // A file that stays in tmp/ is removed by the next attempt or the next start.
            try? disk.remove(temporary)
            throw error
        }
        return outcome
    }
}

extension SegmentRewriter {
    /// Whether there is any reason to rewrite a sealed segment.
    private func isAnyReplaced(
        in path: String, _ policy: DamagePolicy, _ replacement: (ArraySlice<UInt8>) -> [UInt8]?
    ) throws(JournalError) -> Bool {
        var lines = try SegmentLines(path)
        while let part = try lines.next() {
            try checkCancelled(path)
            for line in Lines(part.plain[...]) where replacement(line.dropLast()) != nil { return true }
        }
        if case .moveAway = policy { return !lines.damage.isEmpty }
        return false
    }

    private func replace(
        _ path: String, of old: FileStatus, with temporary: String, _ name: SegmentName,
        _ policy: DamagePolicy,
        _ replacement: (ArraySlice<UInt8>) -> [UInt8]?, _ outcome: inout Outcome
    ) throws(JournalError) {
        var new = try mapping { () throws(SystemError) in
            try disk.remove(temporary)
            return try disk.create(temporary)
        }
        try write(path, into: new, replacement, &outcome)
        if !outcome.damage.isEmpty { try keep(outcome.damage, of: name, policy) }
        guard outcome.lines > 0 else {
            // Nothing of it can be read, and all of it stands in damaged/.
            try mapping { () throws(SystemError) in
                try disk.remove(temporary)
                try disk.remove(path)
                try disk.syncDirectory(layout.journal)
            }
            outcome.isChanged = true
            return
        }
        try compare(path, with: temporary, replacement)
        // Whoever cannot give the group or the mode seals the segment once more later.
        try? new.setGroup(old.group)
        try? new.setMode(old.mode & ~0o222)
        do throws(SystemError) {
            try disk.sync(new)
            outcome.newBytes = try new.status().size
            try disk.rename(&new, to: path)
            outcome.isChanged = true
            try disk.syncDirectory(layout.journal)
        } catch {
            throw JournalError(error)
        }
    }

    /// Writes the new frames.
    private func write(
        _ path: String, into file: borrowing File, _ replacement: (ArraySlice<UInt8>) -> [UInt8]?,
        _ outcome: inout Outcome
    ) throws(JournalError) {
        var lines = try SegmentLines(path)
        var packer = FramePacker()
        func write(_ bytes: [UInt8], to file: borrowing File) throws(JournalError) {
            do throws(SystemError) { try disk.write(bytes, to: file) } catch { throw JournalError(error) }
        }
        while let part = try lines.next() {
            try checkCancelled(path)
            var seq = part.trailer.firstSeq
            var prevSeq = part.trailer.prevSeq
            for line in Lines(part.plain[...]) {
                let other = try Self.checked(replacement(line.dropLast()), for: line, path)
                packer.add(
                    other ?? line, seq, after: prevSeq, committedAt: part.trailer.committedAt)
                if other != nil { outcome.replaced += 1 }
                outcome.lines += 1
                prevSeq = seq
                seq += 1
            }
            if packer.packed.count >= Self.writeBytes {
                try write(packer.packed, to: file)
                packer.packed.removeAll(keepingCapacity: true)
            }
        }
        packer.flush()
        if !packer.packed.isEmpty { try write(packer.packed, to: file) }
        outcome.damage = lines.damage
    }

    /// A replacement with its newline; one that is not the same line's is a bug of ours.
    private static func checked(
        _ other: [UInt8]?, for line: ArraySlice<UInt8>, _ path: String
    ) throws(JournalError) -> ArraySlice<UInt8>? {
        guard let other else { return nil }
        guard LineSeq.of(other[...]) == LineSeq.of(line), !other.contains(0x0A),
            other.count < Limits.lineBytes
        else {
            throw JournalError(.invalidBatch, path, "a line was to be replaced by what is not that line")
        }
        return (other + [0x0A])[...]
    }

    /// Reads the new file and holds every byte, number and gap of it against the old one.
    private func compare(
        _ path: String, with temporary: String, _ replacement: (ArraySlice<UInt8>) -> [UInt8]?
    ) throws(JournalError) {
        var old = try SegmentLines(path)
        var new = try SegmentLines(temporary)
        var expected: [UInt8] = []
        var start = 0
        var before: [Seq: Seq] = [:]
        func differs() -> JournalError {
            JournalError(
                .damaged, temporary, "does not read as \(path), which stays as it is: look at the disk")
        }
        while let part = try new.next() {
            try checkCancelled(path)
            expected.removeFirst(start)
            start = 0
            while expected.count < part.plain.count, let more = try old.next() {
                before[more.trailer.firstSeq] = more.trailer.prevSeq
                for line in Lines(more.plain[...]) {
                    if let other = replacement(line.dropLast()) {
                        expected += other
                        expected.append(0x0A)
                    } else {
                        expected += line
                    }
                }
            }
            let firstSeq = part.trailer.firstSeq
            guard expected.starts(with: part.plain),
                part.trailer.prevSeq == before[firstSeq] ?? firstSeq - 1
            else { throw differs() }
            start = part.plain.count
        }
        guard new.damage.isEmpty, start == expected.count, try old.next() == nil else { throw differs() }
    }

    /// Copies damaged stretches to damaged/, or refuses to go on.
    private func keep(_ damage: [Damage], of name: SegmentName, _ policy: DamagePolicy) throws(JournalError) {
        guard case .moveAway(let now) = policy else {
            let bytes = damage.reduce(0) { $0 + $1.bytes.count }
            throw JournalError(damaged: layout.path(of: name), bytes: bytes)
        }
        try mapping { () throws(SystemError) in
            let file = try File(layout.path(of: name), .read)
            for stretch in damage {
                try disk.copy(stretch.bytes, of: file, to: layout.copy(of: stretch, in: name, at: now))
            }
            try disk.syncDirectory(layout.damaged)
        }
    }

    private func checkCancelled(_ path: String) throws(JournalError) {
        if isCancelled() { throw JournalError(.interrupted, path, "not rewritten: interrupted") }
    }
}

extension FileStatus {
    /// Whether nobody may write the file: the mark of a segment that is sealed.
    ///
    /// A mode survives a restart, costs no read, and every copy that keeps modes keeps it; where it is lost a segment
    /// is sealed once more.
    var isSealed: Bool { mode & 0o222 == 0 }
}
