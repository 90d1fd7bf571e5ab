import Articles
import Host
import Synchronization
import Testing

@testable import Journal

/// A journal of two segments, the first of them closed, with a gap of numbers in it.
struct ClosedJournal {
    let store = Result { try TestStore() }
    let first: SegmentName
    let path: String
    let bytes: [UInt8]
    let contents: Contents
    /// How many lines each commit of the first segment has.
    static let counts = [2, 1, 3, 1]

    init() throws {
        let store = try store.get()
        var writer = try JournalWriter.open(store.layout, now: noon)
        for (index, count) in Self.counts.prefix(2).enumerated() {
            try writer.write(count, "commit \(index)")
        }
        // Another start, whose numbers begin higher.
        writer = try JournalWriter.open(store.layout, now: noon + .seconds(60))
        for (index, count) in Self.counts.dropFirst(2).enumerated() {
            try writer.write(count, "later \(index)", at: noon + .seconds(60))
        }
        try writer.closeSegment()
        try writer.write(2, "next segment", at: noon + .seconds(60))
        first = try #require(try store.layout.segments().segments.first)
        path = store.layout.path(of: first)
        bytes = try JournalTests.bytes(of: path)
        contents = try store.read()
        #expect(contents.lines.count == 9 && contents.gaps.isEmpty)
    }

    var layout: StoreLayout { get throws { try store.get().layout } }

    func read() throws -> Contents { try store.get().read() }

    func restore() throws { try write(bytes, to: path) }

    func rewriter(_ disk: JournalDisk = JournalDisk()) throws -> SegmentRewriter {
        SegmentRewriter(try layout, disk: disk)
    }

    func seal(_ disk: JournalDisk = JournalDisk()) throws -> SegmentRewriter.Outcome {
        try rewriter(disk).rewrite(first.firstSeq)
    }

    var temporaries: [String] { get throws { try Directory.names(in: layout.temporary) } }
}

/// A disk on which everything fails from the nth call on, as after a kill.
private func disk(dyingAt call: Int) -> JournalDisk {
    let made = Atomic(0)
    return JournalDisk { _ in made.add(1, ordering: .relaxed).oldValue >= call ? .fails(.ioError) : nil }
}

@Suite struct RewritingTests {
    @Test("sealing changes no line and no gap, packs commits together, and is done once") func seal() throws {
        let journal = try ClosedJournal()
        let outcome = try journal.seal()
        #expect(outcome.isChanged && outcome.lines == 7 && outcome.replaced == 0)
        #expect(try journal.read() == journal.contents)
        #expect(outcome.newBytes < outcome.bytes && outcome.bytes == journal.bytes.count)
        let report = try JournalVerifier.verify(try journal.layout)
        #expect(report.isSound && report.sealed == 1 && report.lines == 9)
        #expect(report.frames == 3, "two sides of a gap, and the next segment")
        #expect(try !journal.seal().isChanged)
        #expect(try journal.temporaries.isEmpty)
    }

    @Test("a line is found by its number after sealing, and the survey knows") func lookUp() throws {
        let journal = try ClosedJournal()
        let before = try #require(try SegmentSurvey(try journal.layout).closed.first)
        _ = try journal.seal()
        let survey = try SegmentSurvey(try journal.layout)
        let after = try #require(survey.closed.first)
        #expect(survey.closed.count == 1)
        #expect(!before.isSealed && after.isSealed)
        #expect(before.lastSeq == journal.contents.seqs[6] && after.lastSeq == before.lastSeq)
        #expect(after.lastCommit == noon + .seconds(60))
        var fetcher = RecordFetcher(try journal.layout)
        for (seq, line) in zip(journal.contents.seqs, journal.contents.lines) {
            #expect(try fetcher.line(at: seq).map { String(decoding: $0, as: UTF8.self) } == line)
        }
    }

    @Test("frames are filled to 256 KiB of lines, and larger lines have frames of their own") func packing()
        throws
    {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        for index in 0..<40 { try writer.write(3, noise(9_000, seed: UInt64(index))) }
        try writer.write(1, noise(700_000))
        // One commit that is larger than a frame of a sealed segment.
        try writer.write(900, noise(500))
        try writer.closeSegment()
        try writer.write(1)
        let before = try store.read()
        let first = try #require(try store.layout.segments().segments.first)
        _ = try SegmentRewriter(store.layout).rewrite(first.firstSeq)
        #expect(try store.read() == before)
        var lines = try SegmentLines(store.layout.path(of: first))
        var sizes: [Int] = []
        while let part = try lines.next() { sizes.append(part.plain.count) }
        let (full, large) = (sizes.filter { $0 <= FramePacker.frameBytes }, sizes.filter { $0 > 700_000 })
        #expect(full.count + large.count == sizes.count && large.count == 1)
        #expect(
            full.count { $0 > 250_000 } == full.count - 2,
            "but for the one before the large line, and the last")
        #expect(try JournalVerifier.verify(store.layout).isSound)
    }

    @Test("a reader that is in the middle of a segment keeps the old file, and misses and repeats nothing")
    func openReaders() throws {
        let journal = try ClosedJournal()
        for taken in 0...4 {
            try journal.restore()
            var reader = try JournalReader(try journal.layout)
            var seen: [Seq] = []
            for _ in 0..<taken {
                let frame = try #require(try reader.nextFrame())
                seen += (0..<frame.records).map { frame.firstSeq + Seq($0) }
            }
            _ = try journal.seal()
            let rest = try Contents(draining: &reader)
            #expect(seen + rest.seqs == journal.contents.seqs && rest.gaps.isEmpty && rest.damage.isEmpty)
            // And one that begins at that position.
            let late = try journal.store.get().read(after: seen.last ?? 0)
            #expect(seen + late.seqs == journal.contents.seqs && late.gaps.isEmpty)
        }
    }

    @Test(
        "any call that fails once leaves the old lines, and the next attempt works",
        arguments: JournalDisk.Call.allCases, [Errno.noSpace, .ioError])
    func oneFault(call: JournalDisk.Call, errno: Errno) throws {
        for skipped in 0..<3 {
            let journal = try ClosedJournal()
            let plan = FaultPlan(call, .fails(errno))
            plan.arm(after: skipped)
            let outcome = try? journal.seal(plan.disk)
            #expect(try journal.read() == journal.contents)
            if outcome == nil { #expect(try journal.temporaries.isEmpty || call == .remove) }
            plan.disarm()
            _ = try journal.seal(plan.disk)
            #expect(try journal.read() == journal.contents)
            #expect(try SegmentSurvey(try journal.layout).closed.map(\.isSealed) == [true])
            #expect(try journal.temporaries.isEmpty)
        }
    }

    @Test("killed before any call: all old lines or all new ones, and the next start goes on") func killed()
        throws
    {
        var sealed = 0
        for call in 0..<8 {
            let journal = try ClosedJournal()
            _ = try? journal.seal(disk(dyingAt: call))
            #expect(try journal.read() == journal.contents)
            sealed += try SegmentSurvey(try journal.layout).closed.count(where: \.isSealed)
            var writer = try JournalWriter.open(try journal.layout, now: noon + .seconds(120))
            let more = try writer.write(1)
            #expect(try journal.read().lines == journal.contents.lines + more)
            #expect(try journal.temporaries.isEmpty)
        }
        #expect(sealed == 3, "after the rename, and when nothing failed")
    }

    @Test("a write cut at every byte leaves the old segment as it was") func cut() throws {
        let journal = try ClosedJournal()
        let size = try journal.seal().newBytes
        for length in 0..<size {
            try journal.restore()
            let plan = FaultPlan(.write, .writesOnly(length))
            plan.arm()
            #expect(throws: JournalError.self) { try journal.seal(plan.disk) }
            #expect(try bytes(of: journal.path) == journal.bytes)
            #expect(try journal.temporaries.isEmpty)
        }
    }

    @Test("a disk that writes any other bit is found out before the old segment is given up") func flips()
        throws
    {
        let journal = try ClosedJournal()
        let size = try journal.seal().newBytes
        try journal.restore()
        for bit in 0..<8 * size {
            let plan = FaultPlan(.write, .flips(bit: bit))
            plan.arm()
            #expect(throws: JournalError.self, "bit \(bit)") { try journal.seal(plan.disk) }
        }
        #expect(try bytes(of: journal.path) == journal.bytes)
    }

    @Test("a damaged segment is not sealed, whichever bit of it is") func damaged() throws {
        let journal = try ClosedJournal()
        let rewriter = try journal.rewriter()
        var damaged = journal.bytes
        for bit in 0..<8 * damaged.count {
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            try write(damaged, to: journal.path)
            do throws(JournalError) {
                _ = try rewriter.rewrite(journal.first.firstSeq)
                Issue.record("sealed with bit \(bit) flipped")
            } catch {
                #expect(error.code == .damaged && error.path == journal.path)
            }
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        #expect(try journal.temporaries.isEmpty)
    }

    @Test("an interrupted rewriting changes nothing") func interrupted() throws {
        let journal = try ClosedJournal()
        for frames in 0..<8 {
            let asked = Atomic(0)
            let rewriter = SegmentRewriter(try journal.layout) {
                asked.add(1, ordering: .relaxed).oldValue >= frames
            }
            // Four frames are written, then two are compared.
            let outcome = try? rewriter.rewrite(journal.first.firstSeq)
            #expect((outcome == nil) == (frames < 6), "\(frames)")
            if frames < 6 { #expect(try bytes(of: journal.path) == journal.bytes) }
            #expect(try journal.temporaries.isEmpty && journal.read() == journal.contents)
        }
    }

    @Test("replaced lines are other lines, and nothing else is") func replacing() throws {
        let journal = try ClosedJournal()
        let wanted = Set([journal.contents.seqs[0], journal.contents.seqs[4]])
        func husk(_ line: ArraySlice<UInt8>) -> [UInt8]? {
            guard let seq = LineSeq.of(line), wanted.contains(seq), !line.contains(0x68) else { return nil }
            return Array("{\"v\":1,\"seq\":\(seq),\"h\":0}".utf8)
        }
        for attempt in 0..<2 {
            let outcome = try journal.rewriter().rewrite(journal.first.firstSeq, replacing: husk)
            #expect(outcome.isChanged == (attempt == 0))
            let now = try journal.read()
            #expect(now.seqs == journal.contents.seqs && now.gaps.isEmpty)
            for (index, line) in now.lines.enumerated() {
                let isHusk = wanted.contains(now.seqs[index])
                #expect(
                    line
                        == (isHusk
                            ? "{\"v\":1,\"seq\":\(now.seqs[index]),\"h\":0}\n"
                            : journal.contents.lines[index]))
            }
        }
    }

    @Test(
        "a replacement that is another line is refused", arguments: ["{\"v\":1,\"seq\":7,\"a\":1}", "", "{}"])
    func wrongReplacement(text: String) throws {
        let journal = try ClosedJournal()
        #expect(throws: JournalError.self) {
            try journal.rewriter().rewrite(journal.first.firstSeq) { _ in Array(text.utf8) }
        }
        #expect(try bytes(of: journal.path) == journal.bytes)
    }
}

@Suite struct SealedAtTheEndTests {
    /// A journal whose highest segment is sealed, as when those after it were lost.
    private func journal() throws -> ClosedJournal {
        let journal = try ClosedJournal()
        _ = try journal.seal()
        try File.remove(try #require(try journal.store.get().segments.last))
        return journal
    }

    @Test("nothing is appended to a sealed segment") func append() throws {
        let journal = try journal()
        let before = try journal.read()
        var reader = try JournalReader(try journal.layout)
        _ = try Contents(draining: &reader)
        var writer = try JournalWriter.open(try journal.layout, now: noon + .seconds(90))
        let more = try writer.write(1)
        #expect(try journal.store.get().segments.count == 2)
        #expect(try journal.read().lines == before.lines + more)
        let followed = try Contents(draining: &reader)
        #expect(followed.lines == more && followed.gaps.isEmpty)
    }

    @Test("torn bytes behind it are cut off, and it stays sealed") func torn() throws {
        let journal = try journal()
        let sealed = try bytes(of: journal.path)
        let before = try journal.read()
        try write(sealed + [1, 2, 3], to: journal.path)
        let file = try File(journal.path, .read)
        try file.setMode(0o440)
        let writer = try JournalWriter.open(try journal.layout, now: noon + .seconds(90))
        #expect(writer.recovery.droppedBytes == 3)
        #expect(try bytes(of: journal.path) == sealed && journal.read() == before)
        #expect(try File.status(of: journal.path)?.mode == 0o440)
    }
}

@Suite struct RepairTests {
    @Test("repairing leaves out the damaged frame only, keeps its bytes, and readers are told of the gap")
    func everyFrame() throws {
        let journal = try ClosedJournal()
        var start = 0
        for (index, count) in ClosedJournal.counts.enumerated() {
            var lines = try SegmentLines(journal.path)
            var end = 0
            for _ in 0...index {
                end = try #require(try lines.next()).trailer.frameBytes + Trailer.size + (end)
            }
            defer { start = end }
            for place in [start, start + 20, end - Trailer.size + 3, end - 1] {
                var damaged = journal.bytes
                damaged[place] ^= 0x10
                try write(damaged, to: journal.path)
                let now = noon + .seconds(Int64(place))
                let outcome = try journal.rewriter().rewrite(
                    journal.first.firstSeq, onDamage: .moveAway(at: now))
                #expect(outcome.damage.map(\.bytes) == [start..<end] && outcome.lines == 7 - count)
                let kept =
                    "\(try journal.layout.damaged)/\(journal.first.firstSeq)-\(start)-\(now.milliseconds).damaged"
                #expect(try bytes(of: kept) == Array(damaged[start..<end]))
                let before = ClosedJournal.counts.prefix(index).reduce(0, +)
                let rest = try journal.read()
                #expect(
                    rest.lines == Array(journal.contents.lines.prefix(before))
                        + journal.contents.lines.dropFirst(before + count))
                #expect(rest.damage.isEmpty)
                let report = try JournalVerifier.verify(try journal.layout)
                #expect(report.damage.isEmpty && report.warnings.isEmpty, "\(report.warnings)")
                #expect(
                    rest.gaps.count == (index == 0 ? 0 : 1),
                    "a reader from the beginning has the oldest line that there is")
                #expect(report.gaps.count == 1)
                try journal.restore()
            }
        }
    }

    @Test("a segment of which nothing can be read is moved away whole") func nothingLeft() throws {
        let journal = try ClosedJournal()
        try write([UInt8](repeating: 7, count: 999), to: journal.path)
        let outcome = try journal.rewriter().rewrite(journal.first.firstSeq, onDamage: .moveAway(at: noon))
        #expect(outcome.isChanged && outcome.lines == 0)
        #expect(try journal.read().lines == Array(journal.contents.lines.suffix(2)))
        let kept = try Directory.names(in: try journal.layout.damaged)
        #expect(kept == ["\(journal.first.firstSeq)-0-\(noon.milliseconds).damaged"])
    }

    @Test(
        "any call that fails once while repairing loses no line and no damaged byte",
        arguments: JournalDisk.Call.allCases, [Errno.noSpace, .ioError])
    func oneFault(call: JournalDisk.Call, errno: Errno) throws {
        for skipped in 0..<3 {
            let journal = try ClosedJournal()
            var damaged = journal.bytes
            damaged[30] ^= 1
            try write(damaged, to: journal.path)
            let plan = FaultPlan(call, .fails(errno))
            plan.arm(after: skipped)
            _ = try? journal.rewriter(plan.disk).rewrite(
                journal.first.firstSeq, onDamage: .moveAway(at: noon))
            #expect(try journal.read().lines == Array(journal.contents.lines.dropFirst(2)))
            plan.disarm()
            _ = try journal.rewriter().rewrite(journal.first.firstSeq, onDamage: .moveAway(at: noon))
            let kept =
                "\(try journal.layout.damaged)/\(journal.first.firstSeq)-0-\(noon.milliseconds).damaged"
            #expect(try damaged.starts(with: bytes(of: kept)) && bytes(of: kept).count > 30)
            #expect(try journal.read().lines == Array(journal.contents.lines.dropFirst(2)))
        }
    }

    @Test("the whole journal is repaired, its unfinished end excepted", arguments: [false, true])
    func wholeJournal(isTorn: Bool) throws {
        let journal = try ClosedJournal()
        var damaged = journal.bytes
        damaged[30] ^= 1
        try write(damaged, to: journal.path)
        let highest = try #require(try journal.store.get().segments.last)
        let whole = try bytes(of: highest)
        if isTorn { try write(whole + [1, 2, 3], to: highest) }
        let repaired = try JournalRepair.run(try journal.layout, now: noon)
        #expect(repaired.map(\.damage.path) == [journal.path])
        #expect(try damaged.starts(with: bytes(of: repaired[0].copy)))
        #expect(try bytes(of: highest) == whole + (isTorn ? [1, 2, 3] : []))
        #expect(try JournalVerifier.verify(try journal.layout).damage.isEmpty)
        #expect(try JournalRepair.run(try journal.layout, now: noon).isEmpty)
    }
}
