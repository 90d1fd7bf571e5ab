import Articles
import Host
import Testing

@testable import Journal

@Suite struct JournalVerifierTests {
    @Test("a sound journal is told with its numbers") func sound() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        let first = writer.nextSeq
        for day in 0..<3 { try writer.write(4, at: noon + .seconds(Int64(day) * 90_000)) }
        var done: [Int] = []
        let report = try JournalVerifier.verify(store.layout) { done.append($0.bytesDone) }
        #expect(report.isSound)
        #expect((report.segments, report.frames, report.lines) == (3, 3, 12))
        #expect((report.firstSeq, report.lastSeq) == (first, first + 11))
        #expect(report.tail == nil)
        #expect(done == done.sorted() && done.last == report.compressedBytes)
    }

    @Test("damage, gaps, tails and strangers are told") func findings() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        for day in 0..<4 { try writer.write(2, at: noon + .seconds(Int64(day) * 90_000)) }
        let paths = try store.segments
        try File.remove(paths[1])
        try write(try bytes(of: paths[0]) + [7], to: paths[0])
        try write(try bytes(of: paths[3]) + [0, 0], to: paths[3])
        try write([], to: "\(store.layout.journal)/notes.txt")
        let report = try JournalVerifier.verify(store.layout)
        #expect(report.damage.map(\.bytes.count) == [1])
        #expect(report.tail?.bytes.count == 2)
        #expect(report.gaps.count == 1)
        #expect(report.warnings.map(\.code) == ["stranger"])
        #expect(report.lines == 6)
    }

    @Test("lines that stood before all that there are now are told") func beginning() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        for day in 0..<3 { try writer.write(2, at: noon + .seconds(Int64(day) * 90_000)) }
        let seqs = try store.read().seqs
        try File.remove(try store.segments[0])
        let report = try JournalVerifier.verify(store.layout)
        #expect(report.gaps == [Gap(after: 0, through: seqs[1], records: nil)])
        #expect(report.lines == 4 && !report.isSound)
    }

    @Test("a frame whose checksums hold but whose lines do not count is damage", arguments: [0, 1, 2])
    func wrongLines(index: Int) throws {
        let journal = try SmallJournal()
        let last = try #require(try journal.store.read().seqs.last)
        var compressor = FrameCompressor()
        let plain = [batch(from: last + 2, 2), batch(from: last + 1, 3), Array("{}\n{}\n".utf8)][index]
        let frame = compressor.frame(of: plain, sparing: 0)
        let trailer = Trailer(
            records: 2, firstSeq: last + 1, prevSeq: last, committedAt: noon, frameBytes: frame.count,
            plainBytes: plain.count, frameChecksum: CRC32C.checksum(frame.span))
        try write(journal.bytes + frame + trailer.encoded, to: journal.path)
        let report = try JournalVerifier.verify(journal.store.layout)
        #expect(report.damage.map(\.bytes.lowerBound) == [journal.bytes.count])
        #expect(!report.isSound)
    }

    @Test("a segment under another's name is told") func misnamed() throws {
        let journal = try SmallJournal()
        try write(journal.bytes, to: "\(journal.store.layout.journal)/00000000000000000005.jsonl.zst")
        try File.remove(journal.path)
        #expect(try JournalVerifier.verify(journal.store.layout).warnings.map(\.code) == ["misnamed"])
    }
}
