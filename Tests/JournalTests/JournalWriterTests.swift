import Articles
import Host
import Testing

@testable import Journal

@Suite struct JournalWriterTests {
    @Test("what is committed is read back, line for line") func roundTrip() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        var lines: [String] = []
        for count in [1, 10, 3] { lines += try writer.write(count, "القاهرة") }
        let contents = try store.read()
        #expect(contents.lines == lines)
        #expect(contents.gaps.isEmpty && contents.damage.isEmpty)
        let last = writer.lastSeq
        #expect(contents.seqs.last == last)
        #expect(try store.segments.count == 1)
        #expect(try Array(bytes(of: store.segment).prefix(4)) == FrameHeader.magic)
    }

    @Test("the first number comes from the clock and is the segment's name")
    func firstSeq() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        let first = writer.nextSeq
        #expect(first == Seq(noon.milliseconds / 1000 - 1_577_836_800) << 20)
        try writer.write(1)
        #expect(try store.segment.hasSuffix("/00000\(first).jsonl.zst"))
    }

    @Test(
        "numbers rise over restarts, whatever the clock does",
        arguments: [
            (Duration.seconds(60), Seq(60) << 20), (.zero, 4), (.seconds(-31_536_000), 4),
            (.seconds(31_536_000), Seq(31_536_000) << 20), (.seconds(-400_000_000), 4),
            (.seconds(10_000_000_000), 4),
        ])
    func restart(step: Duration, rise: Seq) throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        let first = writer.nextSeq
        try writer.write(4)
        var second = try JournalWriter.open(store.layout, now: noon + step)
        let (next, last) = (second.nextSeq, second.lastSeq)
        #expect(last == first + 3)
        #expect(next == first + rise)
        try second.write(2)
        let contents = try store.read()
        #expect(contents.seqs == Array(first..<first + 4) + [next, next + 1])
        #expect(contents.gaps.isEmpty)
    }

    @Test("a restored older journal does not give numbers again") func restoredBackup() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        try writer.write(2)
        let path = try store.segment
        let backup = try bytes(of: path)
        try writer.write(1000)
        let lost = writer.lastSeq
        try write(backup, to: path)
        let restored = try JournalWriter.open(store.layout, now: noon + .seconds(60))
        let next = restored.nextSeq
        #expect(next > lost)
    }

    @Test("a segment is closed by size") func rotationBySize() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        writer.segmentBytes = 10_000
        var lines = 0
        while try store.segments.count < 3 {
            try writer.write(2, noise(500, seed: UInt64(lines)))
            lines += 2
            try #require(lines < 200)
        }
        let sizes = try store.segments.map { try bytes(of: $0).count }
        #expect(sizes[0] <= 10_000 && sizes[1] <= 10_000)
        #expect(sizes[0] > 8_000 && sizes[1] > 8_000)
        #expect(try store.read().seqs.count == lines)
        #expect(try Directory.names(in: store.layout.temporary).isEmpty)
    }

    @Test(
        "a segment is closed a day after its first commit, also when the clock was wrong then or is now",
        arguments: [
            (Duration.seconds(86_399), 1), (.seconds(86_400), 2), (.seconds(31_536_000), 2),
            (.seconds(-86_399), 1), (.seconds(-86_400), 2), (.seconds(-31_536_000), 2),
        ])
    func rotationByAge(age: Duration, segments: Int) throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        try writer.write(1)
        // The age is that of the first commit, also after a restart.
        var second = try JournalWriter.open(store.layout, now: noon)
        try second.write(1, at: noon + age)
        #expect(try store.segments.count == segments)
        #expect(try store.read().seqs.count == 2)
    }

    @Test(
        "a segment that is old enough can be closed without a commit, and is surveyed as closed",
        arguments: [(Duration.seconds(86_399), false), (.seconds(86_400), true)])
    func closedByAge(age: Duration, isClosed: Bool) throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        try writer.write(2)
        let last = writer.lastSeq
        try writer.closeOldSegment(at: noon + age)
        let isAppending = writer.isAppending
        #expect(isAppending != isClosed)
        let survey = try SegmentSurvey(store.layout, isHighestClosed: !isAppending)
        #expect(survey.closed.map(\.lastSeq) == (isClosed ? [last] : []))
        #expect(survey.segments(holding: [last]).count == 1)
        #expect(survey.bytes == (try bytes(of: try store.segment).count))
        try writer.write(1, at: noon + age)
        #expect(try store.segments.count == (isClosed ? 2 : 1))
        #expect(try store.read().seqs.count == 3)
    }

    @Test(
        "what nobody would read is not acknowledged: the segment was removed, or a backup put in its place",
        arguments: [false, true])
    func lostName(isReplaced: Bool) throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        try writer.write(2)
        let path = try store.segment
        let backup = try bytes(of: path)
        try writer.write(2)
        if isReplaced { try write(backup, to: path) } else { try File.remove(path) }
        for _ in 0..<2 {
            let isRefused = (try? writer.write(1)) == nil
            #expect(isRefused)
        }
        #expect(try store.segments.count == (isReplaced ? 1 : 0))
        var next = try JournalWriter.open(store.layout, now: noon + .seconds(60))
        try next.write(1)
        #expect(try store.read().seqs.count == (isReplaced ? 3 : 1))
    }

    @Test("a batch that is not what its caller says is refused and changes nothing")
    func invalidBatches() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        let next = writer.nextSeq
        let good = batch(from: next, 3)
        let long = batch(from: next, 1, noise(Limits.frameBytes))
        for (plain, records) in [
            (good, 2), (good, 4), (good, 0), (good.dropLast(), 3), (batch(from: next + 1, 3), 3), ([], 0),
            (good + Array("\n".utf8), 4), (long, 1),
        ] {
            do throws(JournalError) {
                try writer.commit(Array(plain), records: records, at: noon)
                Issue.record("taken: \(records) records")
            } catch {
                #expect(error.code == .invalidBatch)
            }
        }
        #expect(try store.segments.isEmpty)
        try writer.commit(good, records: 3, at: noon)
        #expect(try store.read().seqs == [next, next + 1, next + 2])
    }

    @Test("the largest commit goes through") func largest() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        let frame = batch(from: writer.nextSeq, 1, "")
        let text = noise(Limits.frameBytes - frame.count)
        let lines = try writer.write(1, text)
        #expect(lines[0].utf8.count == Limits.frameBytes)
        #expect(try store.read().lines == lines)
    }

    @Test("files and directories have their modes") func modes() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        try writer.write(1)
        let mask: UInt32 = 0o022
        #expect(try #require(try File.status(of: store.segment)).mode & ~mask == 0o640 & ~mask)
        #expect(try #require(try File.status(of: store.layout.journal)).mode == 0o750)
        #expect(try #require(try File.status(of: store.layout.cursors)).mode == 0o770)
    }

    @Test("zstd and jq read a segment") func otherTools() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        for _ in 0..<3 { try writer.write(5) }
        let first = try store.read().seqs[0]
        let output = "\(store.layout.temporary)/out"
        guard shell("command -v zstd && command -v jq") == 0 else {
            print("skipped: zstd or jq is not installed")
            return
        }
        #expect(shell("zstd -dc '\(try store.segment)' | jq -c .seq > '\(output)'") == 0)
        let expected = (0..<15).map { "\(first + Seq($0))\n" }.joined()
        #expect(try String(decoding: bytes(of: output), as: UTF8.self) == expected)
    }
}
