import Articles
import Host
import Testing

@testable import Journal

/// A small segment of several frames, and where they stand.
struct SmallJournal {
    static let counts = [2, 1, 3, 1, 2]
    let store: TestStore
    let path: String
    let bytes: [UInt8]
    let lines: [String]
    /// Where each frame ends, trailer included.
    private(set) var ends: [Int] = []

    init() throws {
        store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        var lines: [String] = []
        for (index, count) in Self.counts.enumerated() {
            lines += try writer.write(count, "frame \(index)")
            ends.append(try JournalTests.bytes(of: try store.segment).count)
        }
        path = try store.segment
        bytes = try JournalTests.bytes(of: path)
        self.lines = lines
    }

    /// Lines in the first frames.
    func lines(inFirst frames: Int) -> [String] {
        Array(lines.prefix(Self.counts.prefix(frames).reduce(0, +)))
    }

    /// All lines but those of one frame.
    func lines(without frame: Int) -> [String] {
        let before = Self.counts.prefix(frame).reduce(0, +)
        return Array(lines.prefix(before)) + lines.dropFirst(before + Self.counts[frame])
    }
}

@Suite struct DamageTests {
    @Test("cut at every byte: all whole frames survive, and nothing else is read") func cut() throws {
        let journal = try SmallJournal()
        var survivors = 0
        for length in 0...journal.bytes.count {
            try write(Array(journal.bytes.prefix(length)), to: journal.path)
            let whole = journal.ends.count { $0 <= length }
            let contents = try journal.store.read()
            #expect(contents.lines == journal.lines(inFirst: whole), "cut at \(length)")
            #expect(contents.gaps.isEmpty && contents.damage.isEmpty)
            survivors += contents.lines.count
        }
        print("cut at \(journal.bytes.count + 1) places: \(survivors) lines read, 0 wrong")
    }

    @Test("cut at every byte and opened again: all whole frames survive, damaged/ holds the rest")
    func reopen() throws {
        let journal = try SmallJournal()
        for length in 0..<journal.bytes.count {
            let path = journal.path
            try write(Array(journal.bytes.prefix(length)), to: path)
            let now = noon + .seconds(Int64(length) + 1)
            var writer = try JournalWriter.open(journal.store.layout, now: now)
            let whole = journal.ends.count { $0 <= length }
            let kept = whole == 0 ? 0 : journal.ends[whole - 1]
            let recovery = writer.recovery
            #expect(recovery.droppedBytes == length - kept, "cut at \(length)")
            #expect(recovery.records == journal.lines(inFirst: whole).count)
            if length > kept {
                let copies = try Directory.names(in: journal.store.layout.damaged)
                    .filter { $0.hasSuffix("-\(kept)-\(now.milliseconds).torn") }
                let copy = try bytes(of: "\(journal.store.layout.damaged)/\(try #require(copies.first))")
                #expect(copy == Array(journal.bytes[kept..<length]))
            }
            #expect(try File.status(of: path)?.size == (whole == 0 ? nil : kept))
            let more = try writer.write(2, "after")
            let contents = try journal.store.read()
            #expect(contents.lines == journal.lines(inFirst: whole) + more)
            #expect(contents.gaps.isEmpty && contents.damage.isEmpty)
            if whole == 0 { try File.remove(try journal.store.segment) }
        }
    }

    @Test("every flipped bit: found, the frame it hit is lost and no other line") func flips() throws {
        let journal = try SmallJournal()
        var survivors = 0
        var bytes = journal.bytes
        let size = bytes.count
        for bit in 0..<8 * size {
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            try write(bytes, to: journal.path)
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let hit = try #require(journal.ends.firstIndex { $0 > bit / 8 })
            let contents = try journal.store.read()
            #expect(contents.lines == journal.lines(without: hit), "bit \(bit)")
            let isLast = hit == journal.ends.count - 1
            #expect(contents.damage.count == (isLast ? 0 : 1), "bit \(bit)")
            #expect(
                contents.gaps.count == (isLast || hit == 0 && contents.damage.isEmpty ? 0 : 1), "bit \(bit)")
            let report = try JournalVerifier.verify(journal.store.layout)
            #expect(!report.isSound || report.tail != nil, "bit \(bit)")
            survivors += contents.lines.count
        }
        let all = 8 * size * journal.lines.count
        print("\(8 * size) flipped bits: 0 undetected, 0 wrong lines, \(survivors) of \(all) lines survive")
    }

    @Test("damage in the middle is left alone by the writer") func damageInTheMiddle() throws {
        let journal = try SmallJournal()
        var bytes = journal.bytes
        bytes[journal.ends[0] + 10] ^= 1
        try write(bytes, to: journal.path)
        var writer = try JournalWriter.open(journal.store.layout, now: noon + .seconds(1))
        let recovery = writer.recovery
        #expect(recovery.droppedBytes == 0)
        #expect(recovery.warnings.map(\.code) == ["damaged"])
        #expect(try JournalTests.bytes(of: journal.path) == bytes)
        let more = try writer.write(1)
        let contents = try journal.store.read()
        #expect(contents.lines == journal.lines(without: 1) + more)
        #expect(contents.gaps.map(\.records) == [1])
        #expect(contents.damage.map(\.bytes) == [journal.ends[0]..<journal.ends[1]])
    }

    @Test("zeros behind the last frame are torn bytes", arguments: [1, 56, 4096, 300_000])
    func zeroTail(count: Int) throws {
        let journal = try SmallJournal()
        try write(journal.bytes + [UInt8](repeating: 0, count: count), to: journal.path)
        #expect(try journal.store.read().lines == journal.lines)
        let writer = try JournalWriter.open(journal.store.layout, now: noon)
        #expect(writer.recovery.droppedBytes == count)
        #expect(try JournalTests.bytes(of: journal.path) == journal.bytes)
    }

    @Test("a directory in tmp/ is left alone and told") func directoryInTemporary() throws {
        let journal = try SmallJournal()
        let path = "\(journal.store.layout.temporary)/somebody's"
        try Directory.create(path, mode: 0o750)
        var writer = try JournalWriter.open(journal.store.layout, now: noon)
        let warnings = writer.recovery.warnings
        #expect(warnings.map(\.code) == ["stranger"] && warnings[0].message.contains(path))
        let more = try writer.write(1)
        #expect(try journal.store.read().lines == journal.lines + more)
    }

    @Test("a bit that flipped in the last frame does not give its numbers again") func lastFrameDamaged()
        throws
    {
        let journal = try SmallJournal()
        let last = try #require(try journal.store.read().seqs.last)
        var bytes = journal.bytes
        bytes[journal.ends[3] + 20] ^= 4
        try write(bytes, to: journal.path)
        let writer = try JournalWriter.open(journal.store.layout, now: noon - .seconds(31_536_000))
        let (next, kept) = (writer.nextSeq, writer.lastSeq)
        #expect(next == last + 1)
        #expect(kept == last - 2)
    }

    /// Trailers that are whole, and that no frame fits.
    static let crafted: [(String, @Sendable (inout Trailer) -> Void)] = [
        ("huge frame", { $0.frameBytes = Int(UInt32.max) }),
        ("huge content", { $0.plainBytes = Int(UInt32.max) }),
        ("content over the limit", { $0.plainBytes = Limits.frameBytes + 1 }),
        ("many records", { $0.records = Int(UInt32.max) }),
        ("no records", { $0.records = 0 }),
        ("empty frame", { $0.frameBytes = 0 }),
        ("number above 2^53", { $0.firstSeq = Seq.limit }),
        ("numbers that overflow", { $0.firstSeq = .max }),
        ("number before the last", { $0.prevSeq = $0.firstSeq }),
        (
            "falling number",
            {
                $0.firstSeq = 1; $0.prevSeq = 0
            }
        ),
    ]

    @Test("trailers that lie are no frames", arguments: crafted.indices) func lies(index: Int) throws {
        let journal = try SmallJournal()
        let (name, change) = Self.crafted[index]
        let (start, end) = (journal.ends[3], journal.ends[4])
        var trailer = try #require(Trailer(journal.bytes[(end - Trailer.size)..<end]))
        change(&trailer)
        let bytes = journal.bytes.prefix(end - Trailer.size) + trailer.encoded
        try write(Array(bytes), to: journal.path)
        #expect(try journal.store.read().lines == journal.lines(inFirst: 4), "\(name)")
        let writer = try JournalWriter.open(journal.store.layout, now: noon)
        #expect(writer.recovery.droppedBytes == end - start)
    }

    @Test("a frame whose header declares terabytes costs nothing") func hugeHeader() throws {
        let journal = try SmallJournal()
        // Single segment, eight bytes of content size: 2^62.
        let frame: [UInt8] = FrameHeader.magic + [0xE0, 0, 0, 0, 0, 0, 0, 0, 0x40, 1, 0, 0]
        let trailer = Trailer(
            records: 1, firstSeq: Seq.limit - 2, prevSeq: 1, committedAt: noon, frameBytes: frame.count,
            plainBytes: Limits.frameBytes, frameChecksum: CRC32C.checksum(frame.span))
        try write(journal.bytes + frame + trailer.encoded, to: journal.path)
        #expect(try journal.store.read().lines == journal.lines)
    }

    @Test("a crafted run of trailers is passed in linear time") func trailerRun() throws {
        let journal = try SmallJournal()
        var bytes = journal.bytes
        // Each claims that all before it is its frame.
        for index in 0..<4000 {
            let trailer = Trailer(
                records: 1, firstSeq: Seq.limit - 5000 + Seq(index), prevSeq: 1, committedAt: noon,
                frameBytes: index * Trailer.size + 100, plainBytes: 100, frameChecksum: 0)
            bytes += trailer.encoded
        }
        bytes[journal.ends[0] + 8] ^= 1
        try write(bytes, to: journal.path)
        #expect(try journal.store.read().lines == journal.lines(without: 1))
    }

    @Test("a newer version is refused and nothing is touched", arguments: [true, false])
    func unknownVersion(inTheMiddle: Bool) throws {
        let journal = try SmallJournal()
        var bytes = journal.bytes
        let end = journal.ends[inTheMiddle ? 2 : 4]
        let place = end - Trailer.size
        bytes.replaceSubrange(place + 8..<place + 12, with: Array("NLJ2".utf8))
        // A newer trailer's checksum holds over its own bytes.
        let checksum = CRC32C.checksum(bytes[place..<place + 52].span)
        for index in 0..<4 {
            bytes[place + 52 + index] = UInt8(truncatingIfNeeded: checksum >> UInt32(8 * index))
        }
        try write(bytes, to: journal.path)
        #expect(throws: JournalError.self) { try journal.store.read() }
        do throws(JournalError) {
            _ = try JournalWriter.open(journal.store.layout, now: noon)
            Issue.record("opened")
        } catch {
            #expect(error.code == .unknownVersion)
        }
        #expect(try JournalTests.bytes(of: journal.path) == bytes)
        #expect(try Directory.names(in: journal.store.layout.damaged).isEmpty)
    }
}
