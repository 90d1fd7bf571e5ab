import Articles
import Host
import Testing

@testable import Journal

@Suite struct SealingTests {
    /// A store with closed segments of many small commits, gaps between starts, and lines larger than a frame should be.
    private func filled() throws -> TestStore {
        let store = try TestStore()
        for start in 0..<3 {
            let now = noon + .seconds(start * 3600)
            var writer = try JournalWriter.open(store.layout, now: now)
            writer.segmentBytes = 200 << 10
            for number in 0..<60 {
                try writer.write(
                    1 + number % 7, "\(start) \(number) \(noise(900, seed: UInt64(number)))", at: now)
            }
            try writer.write(2, noise(300 << 10, seed: 7), at: now)
            // Many lines in one commit that is larger than a frame of a sealed segment.
            try writer.write(900, noise(500, seed: 8), at: now)
            try writer.write(3, "after", at: now)
        }
        return store
    }

    private func frames(of path: String) throws -> [Int] {
        var scanner = SegmentScanner(try File(path, .read))
        var sizes: [Int] = []
        while case .frame(let found) = try scanner.next() { sizes.append(found.trailer.plainBytes) }
        return sizes
    }

    @Test("Sealing changes no line, no number and no gap; what is sealed is left alone")
    func sameLines() throws {
        let store = try filled()
        let before = try store.read()
        #expect(before.seqs.count == 3 * (60 / 7 * 28 + 10 + 2 + 900 + 3))
        var sealer = SegmentSealer(store.layout)
        let paths = try sealer.candidates()
        let open = try store.segment
        #expect(paths.count >= 3 && !paths.contains(open))
        for path in paths {
            let old = try (bytes(of: path).count, frames(of: path).count)
            guard case .sealed(let from, let to) = try sealer.seal(path) else {
                Issue.record("\(path) is not sealed")
                continue
            }
            let new = try (bytes(of: path).count, frames(of: path).count)
            #expect(from == old.0 && to == new.0 && new.1 != old.1)
        }
        let left = try sealer.candidates()
        #expect(left == [])
        #expect(try store.read() == before)
        for (index, seq) in before.seqs.enumerated() where index % 97 == 0 {
            let rest = try store.read(after: seq)
            #expect(rest.seqs == Array(before.seqs[(index + 1)...]))
        }
        #expect(try Directory.names(in: store.layout.temporary) == [])
        var writer = try JournalWriter.open(store.layout, now: noon + .seconds(90_000))
        try writer.write(1)
        #expect(try store.read().seqs.count == before.seqs.count + 1)
        let report = try JournalVerifier.verify(store.layout) { _ in }
        #expect(report.isSound)
    }

    @Test("The frames of a sealed segment are as large as they may be, a larger line has its own")
    func sizes() throws {
        let store = try filled()
        var sealer = SegmentSealer(store.layout)
        for path in try sealer.candidates() {
            _ = try sealer.seal(path)
            for size in try frames(of: path) where size > SegmentSealer.frameBytes {
                #expect(size > 300 << 10)
            }
        }
    }

    @Test(
        "Whatever call fails, the old segment or the new one stands there whole",
        arguments: JournalDisk.Call.allCases,
        [JournalDisk.Fault.fails(.noSpace), .fails(.ioError), .writesOnly(0), .writesOnly(100)])
    func faults(_ call: JournalDisk.Call, _ fault: JournalDisk.Fault) throws {
        let store = try filled()
        let before = try store.read()
        let path = try #require(try SegmentSealer(store.layout).candidates().first)
        let old = try bytes(of: path)
        var failures = 0
        for count in 0..<4 {
            let plan = FaultPlan(call, fault)
            plan.arm(after: count)
            var sealer = SegmentSealer(store.layout, disk: plan.disk)
            do throws(JournalError) {
                _ = try sealer.seal(path)
                break
            } catch {
                failures += 1
                // A directory that cannot be made durable comes after the rename: then the new one stands there.
                let stands = try bytes(of: path)
                #expect(call == .syncDirectory || stands == old)
            }
            #expect(try store.read() == before)
            if call == .syncDirectory { break }
        }
        let isWrite = if case .writesOnly = fault { true } else { false }
        #expect((failures > 0) == (call == .write || !isWrite && call != .truncate), "\(failures) failures")
        var sealer = SegmentSealer(store.layout)
        for path in try sealer.candidates() { _ = try sealer.seal(path) }
        #expect(try store.read() == before)
    }

    @Test("A segment with any bit flipped is not sealed, or the bit was none of its lines'")
    func damage() throws {
        let store = try TestStore()
        var writer = try JournalWriter.open(store.layout, now: noon)
        for number in 0..<4 { try writer.write(2, "\(number)") }
        writer.segmentBytes = 0
        try writer.write(1)
        let path = try #require(try SegmentSealer(store.layout).candidates().first)
        let whole = try bytes(of: path)
        for bit in 0..<whole.count * 8 {
            var damaged = whole
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            try write(damaged, to: path)
            var sealer = SegmentSealer(store.layout)
            let outcome = try? sealer.seal(path)
            #expect(outcome == nil || outcome == .damaged, "bit \(bit)")
            #expect(try bytes(of: path) == damaged)
        }
        for length in 0..<whole.count {
            try write(Array(whole[..<length]), to: path)
            var sealer = SegmentSealer(store.layout)
            if case .sealed = try? sealer.seal(path) {
                // Cut between two frames: what is there is whole, and the next segment tells what is missing.
                #expect(try frames(of: path).count == 1)
            } else {
                #expect(try bytes(of: path).count == length)
            }
        }
    }

    @Test("A reader that has the old file open goes on in it, and then in the next segments")
    func openReader() throws {
        let store = try filled()
        let before = try store.read()
        var reader = try JournalReader(store.layout, after: 0)
        let first = try #require(try reader.nextFrame())
        var sealer = SegmentSealer(store.layout)
        for path in try sealer.candidates() { _ = try sealer.seal(path) }
        let rest = try Contents(draining: &reader)
        #expect((0..<first.records).map { first.firstSeq + Seq($0) } + rest.seqs == before.seqs)
        #expect(rest.damage == [])
    }

    @Test("Who is told to end leaves the segment as it was")
    func cancelled() throws {
        let store = try filled()
        var sealer = SegmentSealer(store.layout) { true }
        let path = try #require(try sealer.candidates().first)
        let old = try bytes(of: path)
        let outcome = try sealer.seal(path)
        #expect(outcome == .cancelled)
        #expect(try bytes(of: path) == old)
        #expect(try Directory.names(in: store.layout.temporary) == [])
    }
}
