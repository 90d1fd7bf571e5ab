import Articles
import Host
import Synchronization
import Testing

@testable import Journal

/// A store's life drawn by lot: commits, ends of segments, sealing and new starts, while any call may fail, and any may fail
/// again while what failed is mended.
@Suite struct RandomFaultsTests {
    /// Numbers that look drawn by lot, the same for a seed.
    private struct Lot {
        var state: UInt64

        mutating func next(below count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    /// A disk of which one call of so many fails, while it is bad.
    private final class BadDisk: Sendable {
        private let lot: Mutex<Lot>
        private let isBad = Atomic(true)

        init(seed: UInt64) { lot = Mutex(Lot(state: seed)) }

        func heal() { isBad.store(false, ordering: .relaxed) }

        var disk: JournalDisk {
            JournalDisk { call in
                guard self.isBad.load(ordering: .relaxed) else { return nil }
                return self.lot.withLock { lot in
                    guard lot.next(below: 8) == 0 else { return nil }
                    if call == .write, lot.next(below: 2) == 0 { return .writesOnly(lot.next(below: 90)) }
                    return .fails(lot.next(below: 2) == 0 ? .noSpace : .ioError)
                }
            }
        }
    }

    @Test(
        "what was acknowledged is read once, in order, by who follows and who comes later",
        arguments: 1...100
    )
    func life(seed: UInt64) throws {
        let store = try TestStore()
        let bad = BadDisk(seed: seed &* 7919)
        let disk = bad.disk
        var lot = Lot(state: seed)
        var now = noon
        var attempted: Set<String> = []
        var acknowledged: [String] = []
        var follower = try JournalReader(store.layout)
        var followed = Contents()

        func open() throws -> JournalWriter {
            for _ in 0..<1000 {
                if let writer = try? JournalWriter.open(store.layout, now: now, disk: disk) { return writer }
            }
            return try JournalWriter.open(store.layout, now: now)
        }
        func follow() throws {
            let more = try Contents(draining: &follower)
            followed.lines += more.lines
            followed.seqs += more.seqs
            followed.gaps += more.gaps
            followed.damage += more.damage
        }

        /// A start takes what was written and not acknowledged before a kill.
        func expectRecovered() throws {
            let recovered = try store.read().lines
            let isAcknowledged = Set(acknowledged)
            #expect(recovered.filter(isAcknowledged.contains) == acknowledged, "seed \(seed)")
            acknowledged = recovered
        }

        var writer = try open()
        for step in 0..<60 {
            if step == 50 { bad.heal() }
            now = now + .seconds(Int64(lot.next(below: 20_000)))
            switch lot.next(below: 12) {
            case 0: try? writer.closeSegment()
            case 1:
                // Killed in the middle of a write.
                if writer.isAppending, let path = try store.segments.last {
                    var compressor = FrameCompressor()
                    let frame =
                        compressor.frame(of: batch(from: writer.nextSeq, 2), sparing: 0) + Trailer.marker
                    _ = try File(path, .append).write(frame.prefix(lot.next(below: frame.count)))
                }
                writer = try open()
                try expectRecovered()
            case 2, 3:
                let survey = try SegmentSurvey(store.layout, isHighestClosed: !writer.isAppending)
                guard !survey.closed.isEmpty else { break }
                let segment = survey.closed[lot.next(below: survey.closed.count)]
                _ = try? SegmentRewriter(store.layout, disk: disk).rewrite(segment.firstSeq)
            case 4, 5, 6: try follow()
            default:
                let plain = batch(from: writer.nextSeq, 1 + lot.next(below: 3), "step \(step)")
                let lines = Lines(plain[...]).map { String(decoding: $0, as: UTF8.self) }
                attempted.formUnion(lines)
                guard (try? writer.commit(plain, records: lines.count, at: now)) != nil else { break }
                acknowledged += lines
                // What was refused is not there once something is acknowledged behind it.
                #expect(try store.read().lines == acknowledged, "seed \(seed), step \(step)")
            }
        }
        acknowledged += try writer.write(1, "last", at: now)
        attempted.insert(acknowledged.last ?? "")
        try follow()
        let read = try store.read()
        for contents in [followed, read] {
            #expect(zip(contents.seqs, contents.seqs.dropFirst()).allSatisfy(<))
            #expect(contents.lines.allSatisfy(attempted.contains))
            let isAcknowledged = Set(acknowledged)
            #expect(contents.lines.filter(isAcknowledged.contains) == acknowledged, "seed \(seed)")
            #expect(contents.gaps.isEmpty, "seed \(seed)")
            #expect(contents.damage.isEmpty, "seed \(seed): \(contents.damage)")
        }
        let report = try JournalVerifier.verify(store.layout)
        #expect(report.isSound && report.lines == read.lines.count, "seed \(seed): \(report)")
    }
}
