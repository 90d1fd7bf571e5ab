import Articles
import Host
import Testing

@testable import Journal

@Suite struct JournalReaderTests {
    @Test("from every position the lines above it come, each once") func positions() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        writer.segmentBytes = 400
        for count in [3, 1, 4, 1, 5, 2, 6] { try writer.write(count, noise(30)) }
        // A jump of the numbers between two segments is no gap.
        var second = try JournalWriter.open(store.layout, now: noon + .seconds(5))
        for count in [2, 2] { try second.write(count, noise(30)) }
        let all = try store.read()
        #expect(all.seqs.count == 26)
        #expect(try store.segments.count > 3)
        let (first, last) = (try #require(all.seqs.first), try #require(all.seqs.last))
        for position in Array(first - 2...first + 30) + Array(last - 5...last + 2) {
            let contents = try store.read(after: position)
            #expect(contents.seqs == all.seqs.filter { $0 > position }, "after \(position)")
            #expect(contents.gaps.isEmpty)
        }
    }

    @Test("an empty journal has no lines, one that is not there is an error") func emptyJournal() throws {
        let store = try TestStore()
        #expect(try store.read() == Contents())
        do throws(JournalError) {
            _ = try JournalReader(StoreLayout(root: "\(store.layout.root)/none"))
            Issue.record("opened")
        } catch {
            #expect(error.code == .notFound)
        }
    }

    @Test("a reader follows a writer through its rotations") func follow() throws {
        let store = try TestStore()
        var reader = try JournalReader(store.layout)
        var writer = try JournalWriter.open(store.layout, now: noon)
        writer.segmentBytes = 600
        var written: [String] = []
        var read: [String] = []
        for round in 0..<40 {
            written += try writer.write(1 + round % 3, noise(20 + round, seed: UInt64(round)))
            // Now and then the reader falls behind by some commits, or by a segment.
            if round % 7 < 4 { read += try Contents(draining: &reader).lines }
        }
        read += try Contents(draining: &reader).lines
        #expect(read == written)
        #expect(try store.segments.count > 5)
    }

    @Test("a commit that is being written is not read before it is whole") func halfWritten() throws {
        let journal = try SmallJournal()
        let path = journal.path
        try write(Array(journal.bytes.prefix(journal.ends[2])), to: path)
        var reader = try JournalReader(journal.store.layout)
        #expect(try Contents(draining: &reader).lines == journal.lines(inFirst: 3))
        let file = try File(path, .append)
        for byte in journal.bytes[journal.ends[2]..<journal.ends[3]] {
            #expect(try reader.nextFrame() == nil)
            _ = try file.write([byte])
        }
        #expect(try Contents(draining: &reader).lines == [journal.lines[6]])
    }

    @Test("a failed commit that was cut off and written anew is read once, as it was committed")
    func cutAndWrittenAnew() throws {
        let journal = try SmallJournal()
        let path = journal.path
        try write(Array(journal.bytes.prefix(journal.ends[2])), to: path)
        var reader = try JournalReader(journal.store.layout)
        _ = try Contents(draining: &reader)
        let file = try File(path, .append)
        _ = try file.write([UInt8](repeating: 0x28, count: 300_000)[...])
        #expect(try reader.nextFrame() == nil)
        try file.truncate(to: journal.ends[2])
        _ = try file.write(journal.bytes[journal.ends[2]...])
        #expect(try Contents(draining: &reader).lines == Array(journal.lines.suffix(3)))
    }

    @Test("a commit in the place of a failed one is no damage, whatever of that one was seen")
    func inPlaceOfFailed() throws {
        let journal = try SmallJournal()
        let path = journal.path
        var compressor = FrameCompressor()
        let plain = batch(from: try journal.store.read().seqs[6], 9, noise(300))
        let frame = compressor.frame(of: plain, sparing: 0)
        try write(journal.bytes.prefix(journal.ends[2]) + frame + Trailer.marker, to: path)
        var reader = try JournalReader(journal.store.layout)
        // Reading the first frames has read what stands behind them.
        for _ in 0..<3 { #expect(try reader.nextFrame() != nil) }
        let file = try File(path, .append)
        try file.truncate(to: journal.ends[2])
        _ = try file.write(journal.bytes[journal.ends[2]...])
        let contents = try Contents(draining: &reader)
        #expect(contents.lines == Array(journal.lines.suffix(3)))
        #expect(contents.damage.isEmpty)
    }

    @Test("a frame that was read and then cut off as refused does not lead astray") func cutBehind() throws {
        let journal = try SmallJournal()
        var reader = try JournalReader(journal.store.layout)
        _ = try Contents(draining: &reader)
        let file = try File(journal.path, .append)
        try file.truncate(to: journal.ends[3])
        #expect(try reader.nextFrame() == nil)
        var writer = try JournalWriter.open(journal.store.layout, now: noon + .seconds(60))
        let written = try writer.write(2, noise(300)) + writer.write(1)
        let contents = try Contents(draining: &reader)
        #expect(contents.lines == written)
        #expect(contents.damage.isEmpty && contents.gaps.isEmpty)
    }

    @Test("a reader goes on in the file that took its segment's name: a backup that was restored")
    func restored() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        var written = try writer.write(2)
        let path = try store.segment
        let backup = try bytes(of: path)
        written += try writer.write(3)
        var reader = try JournalReader(store.layout)
        var read = try Contents(draining: &reader)
        try write(backup, to: path)
        var restored = try JournalWriter.open(store.layout, now: noon + .seconds(60))
        for _ in 0..<2 {
            written += try restored.write(2)
            let more = try Contents(draining: &reader)
            read.lines += more.lines
            #expect(more.gaps.isEmpty && more.damage.isEmpty)
        }
        #expect(read.lines == written)
    }

    @Test("waiting goes on in the directory that took the journal's name") func otherDirectory() throws {
        let store = try TestStore()
        let journal = store.layout.journal
        var writer = try JournalWriter.open(store.layout, now: noon)
        var written = try writer.write(2)
        var reader = try JournalReader(store.layout)
        var read = try Contents(draining: &reader).lines
        let began = reader.waitForChange(nil)
        #expect(began)
        #expect(shell("mv \(journal) \(journal).old && cp -r \(journal).old \(journal)") == 0)
        for _ in 0..<2 {
            let changed = reader.waitForChange(.zero)
            #expect(changed)
            #expect(try reader.nextFrame() == nil)
        }
        let quiet = reader.waitForChange(.zero)
        #expect(!quiet)
        var other = try JournalWriter.open(store.layout, now: noon + .seconds(60))
        written += try other.write(1)
        let changed = reader.waitForChange(.zero)
        #expect(changed)
        read += try Contents(draining: &reader).lines
        #expect(read == written)
    }

    @Test("a torn tail below a higher segment is told, and no gap when nothing is missing") func tornBelow()
        throws
    {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        let first = try writer.write(2)
        let path = try store.segment
        let next = try writer.write(1, at: noon + .seconds(90_000))
        let length = try bytes(of: path).count
        try write(try bytes(of: path) + [1, 2, 3], to: path)
        let contents = try store.read()
        #expect(contents.lines == first + next)
        #expect(contents.damage.map(\.bytes) == [length..<length + 3])
        #expect(contents.gaps.isEmpty)
    }

    @Test("a segment that is gone is a gap for who was before it, not for a new reader") func missingSegment()
        throws
    {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        for day in 0..<4 { try writer.write(2, at: noon + .seconds(Int64(day) * 90_000)) }
        let seqs = try store.read().seqs
        try File.remove(try store.segments[1])
        let contents = try store.read(after: seqs[0])
        #expect(contents.seqs == [seqs[1]] + seqs[4...])
        #expect(contents.gaps == [Gap(after: seqs[1], through: seqs[3], records: nil)])
        try File.remove(try store.segments[0])
        #expect(try store.read().gaps.isEmpty)
        #expect(try store.read(after: seqs[0]).gaps == [Gap(after: seqs[0], through: seqs[3], records: nil)])
    }

    @Test("waiting ends when something is committed, and when a segment begins") func waiting() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        var reader = try JournalReader(store.layout)
        let began = reader.waitForChange(nil)
        #expect(began)
        let quiet = reader.waitForChange(.zero)
        #expect(!quiet)
        for step in 0..<3 {
            // The first begins a segment, the second is appended to it, the third begins the next.
            try writer.write(1, at: noon + .seconds(step == 2 ? 90_000 : 0))
            let changed = reader.waitForChange(nil)
            #expect(changed)
            #expect(try Contents(draining: &reader).lines.count == 1)
            let still = reader.waitForChange(.zero)
            #expect(!still)
        }
    }

    @Test("single lines are fetched by their numbers, also around damage") func fetch() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        writer.segmentBytes = 500
        for count in [3, 1, 4, 1, 5, 2] { try writer.write(count, noise(60)) }
        let all = try store.read()
        var fetcher = RecordFetcher(store.layout)
        func fetched(_ seqs: [Seq]) throws -> [Seq: String] {
            var lines: [Seq: String] = [:]
            try fetcher.lines(at: seqs) { lines[$0] = String(decoding: $1, as: UTF8.self) }
            return lines
        }
        let expected = Dictionary(uniqueKeysWithValues: zip(all.seqs, all.lines))
        #expect(try fetched(all.seqs + [1, all.seqs[0] - 1, Seq.limit, .max]) == expected)
        #expect(try fetched(all.seqs.reversed() + all.seqs) == expected)
        for seq in all.seqs {
            let line = try fetcher.line(at: seq)
            #expect(line.map { String(decoding: $0, as: UTF8.self) } == expected[seq])
        }
        // A torn tail must not hide the lines before it.
        let path = try store.segments[0]
        try write(try bytes(of: path) + [9, 9, 9], to: path)
        #expect(try fetched(all.seqs) == expected)
        var damaged = try bytes(of: path)
        damaged[10] ^= 1
        try write(damaged, to: path)
        #expect(try fetched(all.seqs) == expected.filter { $0.key >= all.seqs[3] })
    }
}
