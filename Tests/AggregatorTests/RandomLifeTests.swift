import Articles
import Host
import Journal
import Synchronization
import Testing

@testable import Aggregator
@testable import Catalog

/// A store's life drawn by lot: documents, edits, indexing, retention, forgetting, new starts and catalogs made anew, while calls
/// on the journal fail and the catalog refuses commits.
@Suite struct RandomLifeTests {
    /// Numbers that look drawn by lot, the same for a seed.
    private struct Lot {
        var state: UInt64

        mutating func next(below count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    private final class Flag: Sendable { let value = Atomic(true) }

    /// One call of 25 fails, also while what failed is mended.
    private final class Faults: Sendable {
        private let lot: Mutex<Lot>

        init(seed: UInt64) { lot = Mutex(Lot(state: seed)) }

        func next() -> JournalDisk.Fault? {
            lot.withLock { lot in
                guard lot.next(below: 25) == 0 else { return nil }
                return .fails(lot.next(below: 2) == 0 ? .noSpace : .ioError)
            }
        }
    }

    private let directory: TestStore

    init() throws { directory = try TestStore() }

    private func open(_ disk: JournalDisk, at now: Timestamp) throws -> Store {
        for _ in 0..<1000 {
            do {
                return try whenFree {
                    try Store(directory.layout, now: now, replay: LineReplay(site: site(of:)), disk: disk) {
                        _ in
                    }
                }
            } catch {}
        }
        return try Store(directory.layout, now: now, replay: LineReplay(site: site(of:))) { _ in }
    }

    /// How many lines of the full text have the word that stands in each title; both indexes are sound.
    private func words(in store: borrowing Store) throws -> Int {
        let database = store.committer.catalog.database
        try database.execute("INSERT INTO head(head) VALUES('integrity-check')")
        try database.execute("INSERT INTO body(body) VALUES('integrity-check')")
        try database.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, body, row)")
        return try database.prepare("SELECT doc FROM temp.words WHERE term = 'title'").first { $0.int(0) }
            ?? 0
    }

    @Test(
        "nothing is lost or comes twice, what is forgotten is gone, and the full text has what the journal has",
        arguments: 1...12)
    func life(seed: UInt64) throws {
        let (isBad, faults) = (Flag(), Faults(seed: seed &* 7919))
        let disk = JournalDisk { _ in isBad.value.load(ordering: .relaxed) ? faults.next() : nil }
        var lot = Lot(state: seed)
        var now = noon
        var published = posts(1...1)
        var forgotten: Set<ArticleID> = []
        var store = try open(disk, at: now)
        let limits = Upkeep.Limits(keep: .seconds(5 * 86_400))

        for step in 0..<70 {
            if step == 60 { isBad.value.store(false, ordering: .relaxed) }
            now = now + .seconds(Int64(lot.next(below: 40_000)))
            switch lot.next(below: 14) {
            case 0, 1, 2:
                let last = published.count
                published += posts(last + 1...last + 1 + lot.next(below: 3))
                fallthrough
            case 3, 4:
                let index = lot.next(below: published.count)
                if lot.next(below: 2) == 0 { published[index].text = story(1000 + step) }
                let isRefused = isBad.value.load(ordering: .relaxed) && lot.next(below: 6) == 0
                let other = isRefused ? try Database(directory.layout.catalog, .write) : nil
                try other?.execute("ALTER TABLE positions RENAME TO away")
                if (try? store.catchUp()) != nil {
                    _ = try? store.committer.take([("a", Array(published.suffix(12)))], at: now)
                }
                try other?.execute("ALTER TABLE away RENAME TO positions")
            case 5, 6: _ = try? store.index(atMost: 1 + lot.next(below: 9))
            case 7: try? store.committer.journal.closeSegment()
            case 8, 9, 10:
                guard let state = try? store.upkeepState(at: now),
                    let task = Upkeep.next(state, limits, now: now, isSteady: true)
                else { break }
                try? store.perform(task)
            case 11:
                let lines = try directory.lines()
                guard !lines.isEmpty, lot.next(below: 2) == 0 else { break }
                let id = lines[lot.next(below: lines.count)].head.id
                if (try? store.forget(id, now: now)) != nil { forgotten.insert(id) }
            case 12:
                _ = consume store
                store = try open(disk, at: now)
            default:
                _ = consume store
                _ = try whenFree {
                    try Store.rebuild(
                        directory.layout, now: now, replay: LineReplay(site: site(of:)), note: { _ in },
                        progress: { _ in })
                }
                store = try open(disk, at: now)
            }
        }
        now = now + .seconds(86_400)
        try store.catchUp()
        _ = try store.committer.take([("a", published)], at: now)
        while try store.index(atMost: 50) {}
        while let task = Upkeep.next(try store.upkeepState(at: now), limits, now: now, isSteady: true) {
            try store.perform(task)
        }
        try expectWhole(store, published, forgotten, at: now)
        let again = try store.committer.take([("a", published)], at: now)[0]
        #expect(again.new == 0 && again.duplicate == 0)
    }

    /// Expects all that was published, once, of what is forgotten no text, and a catalog that can be made anew.
    private func expectWhole(
        _ store: borrowing Store, _ published: [Post], _ forgotten: Set<ArticleID>, at now: Timestamp
    ) throws {
        let lines = try directory.lines()
        let texts = lines.filter { $0.head.event != .removed }
        #expect(try words(in: store) == texts.count)
        #expect(Set(lines.map { $0.text($0.guid) }) == Set(published.map(\.guid)))
        #expect(texts.allSatisfy { !forgotten.contains($0.head.id) })
        #expect(Set(lines.map { "\($0.head.id) \($0.head.revision)" }).count == lines.count)
        let rebuilt = try Catalog.open(path: "\(directory.layout.root)/rebuilt.sqlite")
        _ = try LineReplay(site: site(of:)).apply(directory.layout, to: rebuilt) { _ in }
        try expectAgreement(rebuilt, store.committer.catalog, on: Set(lines.map(\.head.id)), now: now)
    }
}
