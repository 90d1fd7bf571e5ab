import Glibc
import Host
import Journal
import Testing

@testable import Aggregator
@testable import Configuration

/// Programs that read again and again while the daemon writes, begins new segments, seals and empties old ones.
@Suite("Readers beside the daemon") struct ReadersTests {
    /// Runs `newslog` in rounds, by a shell, until it is told to stop; what is said is kept in files.
    private struct Readers: ~Copyable {
        private let folder: ScratchFolder
        private let thread: WorkerThread?

        init(of state: String) throws {
            let folder = try ScratchFolder()
            let script = """
                cd \(folder.path)
                program=$(dirname "$(readlink /proc/$PPID/exe)")/newslog  # built beside the test bundle
                newslog() { "$program" "$@" --state \(state) 2>>faults; }
                find() {
                    newslog query --format jsonl --limit 9999 $1 >found || [ $? -eq 1 ] || echo "query: $?" >>faults
                    grep -o '"seq":[0-9]*' found | sort | uniq -d >>faults
                    [ ! -s found ] || echo >>finds
                }
                take() { newslog export --cursor mine >>exported || echo "export: $?" >>faults; }
                until [ -e stop ]; do take; find; find title:title; echo >>rounds; done
                take
                """
            self.folder = folder
            thread = WorkerThread(name: "readers") { _ = unsafe system(script) }
        }

        /// How often they have read everything.
        var rounds: Int { get throws { try read("rounds").count } }
        /// How often they have found something.
        var finds: Int { get throws { try read("finds").count } }

        /// Waits until they have come so far.
        func wait(forRound round: Int) throws {
            for _ in 0..<30_000 where try rounds < round { _ = poll(nil, 0, 1) }
            #expect(try rounds >= round)
        }

        /// Lets them end after one more look; what they were given by the cursor, and what went wrong.
        consuming func stop() throws -> (exported: [Substring], faults: String) {
            let folder = folder
            _ = try File("\(folder.path)/stop", .create(mode: 0o600))
            thread?.join()
            let exported = try Self.read("exported", in: folder)
            return (exported.split(separator: "\n"), try Self.read("faults", in: folder))
        }

        private func read(_ name: String) throws -> String { try Self.read(name, in: folder) }

        private static func read(_ name: String, in folder: ScratchFolder) throws -> String {
            let path = "\(folder.path)/\(name)"
            guard try File.status(of: path) != nil else { return "" }
            let file = try File(path, .read)
            var text: [UInt8] = []
            while case let part = try file.readNext(64 << 10), !part.isEmpty { text += part }
            return String(decoding: text, as: UTF8.self)
        }
    }

    private static func guids(ofDay day: Int) -> [String] { (1...3).map { "\(day).\($0)" } }

    @Test("Each line is exported once, in order, and queries answer, whatever is done to the segments")
    func beside() throws {
        let (days, daysKept, daysBehind) = (16, 5.0, 4)
        let world = try World()
        world.subscribe((0..<days).map { .feed(Self.guids(ofDay: $0) + Self.guids(ofDay: max(0, $0 - 1))) })
        world.settings.store.keep = .seconds(daysKept * 86_400)
        try world.keepStore()
        let readers = try Readers(of: world.folder.path)
        var roundsBefore: [Int] = []
        for day in 0..<days {
            if day > 0 { world.advance(by: .seconds(86_400)) }
            _ = try world.ask()
            roundsBefore.append(try readers.rounds)
            for _ in 1...3 {
                try world.lookAfterStore()
                world.advance(by: .seconds(601))
            }
            // Who falls behind by more than is kept loses lines, and is told: these do not.
            guard day >= daysBehind else { continue }
            try readers.wait(forRound: roundsBefore[day - daysBehind] + 2)
        }
        let (rounds, finds) = (try readers.rounds, try readers.finds)
        #expect(rounds >= 2 * (days / daysBehind - 1) && finds >= rounds)
        let (exported, faults) = try readers.stop()
        #expect(faults.isEmpty)
        let guids = exported.map { line in
            line.firstRange(of: "\"guid\":\"").map { line[$0.upperBound...].prefix { $0 != "\"" } } ?? line
        }
        #expect(guids.map(String.init) == (0..<days).flatMap(Self.guids(ofDay:)))
        // All of it has happened beside them.
        let layout = StoreLayout(root: world.folder.path)
        let segments = try Directory.names(in: layout.journal)
        let sealed = try segments.filter {
            try File.status(of: "\(layout.journal)/\($0)")?.mode.isSealed == true
        }
        #expect(segments.count == days && sealed.count >= days - 3)
        #expect(try world.lines().filter { $0.event == "removed" }.count >= 3 * (days - 8))
    }
}

extension UInt32 {
    /// A sealed segment is read-only.
    fileprivate var isSealed: Bool { self & 0o222 == 0 }
}
