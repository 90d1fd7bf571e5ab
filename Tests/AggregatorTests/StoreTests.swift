import Articles
import Glibc
import Journal
import Testing

@testable import Aggregator
@testable import Catalog

@Suite struct StoreTests {
    private let directory: TestStore
    private var layout: StoreLayout { directory.layout }

    init() throws { directory = try TestStore() }

    /// Opens the store, takes documents, indexes all and closes it; says what was mended.
    private func run(_ posts: [Post]) throws -> (outcome: Committer.Outcome?, notes: [String], etag: [UInt8]?)
    {
        var notes: [String] = []
        var store = try open { notes.append($0) }
        let etag = try store.feedStates().first?.etag
        let outcome = posts.isEmpty ? nil : try store.committer.take([("a", posts)])[0]
        while try store.index(atMost: 2) {}
        return (outcome, notes, etag)
    }

    private func open(_ note: (String) -> Void) throws -> Store {
        try whenFree { try Store(layout, now: noon, replay: LineReplay(site: site(of:)), note: note) }
    }

    private func found(_ text: String) throws -> Int {
        let reader = try CatalogReader.open(path: layout.catalog)
        var hits = try reader.search(Query(parsing: text))
        return try hits.next(atMost: 100).count
    }

    @Test("A store is opened again as it was left") func reopened() throws {
        #expect(try run(posts(1...3)).outcome == Committer.Outcome(new: 3))
        let second = try run(posts(1...3))
        #expect(second.outcome == Committer.Outcome(seen: 3))
        #expect(second.notes.isEmpty && second.etag != nil)
        #expect(try found("word2x7") == 1)
    }

    @Test("Long lines go into the full text a few at once, so that they are not all in memory")
    func longLines() throws {
        var store = try open { _ in }
        var long = posts(1...60)
        for index in long.indices { long[index].text = String(repeating: "word\(index) ", count: 30_000) }
        _ = try store.committer.take([("a", long)])
        #expect(try store.index(atMost: 1000))
        let found = try (0..<60).filter { try self.found("word\($0)") == 1 }.count
        #expect(found > 10 && found < 60)
        while try store.index(atMost: 1000) {}
        #expect(try (0..<60).allSatisfy { try self.found("word\($0)") == 1 })
    }

    @Test("A second writer is refused") func locked() throws {
        let store = try open { _ in }
        #expect(throws: StoreFailure.self) {
            _ = try Store(layout, now: noon, replay: LineReplay(site: site(of:))) { _ in }
        }
        _ = consume store
    }

    @Test("A catalog that is behind the journal is caught up") func behind() throws {
        _ = try run(posts(1...3))
        shell("cp -r \(layout.root) \(layout.root).old")
        _ = try run(posts(1...5))
        shell("mv \(layout.root).old/catalog* \(layout.root)/ && rm -r \(layout.root).old")
        let third = try run(posts(1...5))
        #expect(third.outcome == Committer.Outcome(seen: 5))
        #expect(third.notes.count == 1 && third.etag != nil)
        #expect(try directory.lines().count == 5)
        #expect(try found("title") == 5)
    }

    @Test("A catalog that knows more than the journal is built anew, without validators") func ahead() throws
    {
        _ = try run(posts(1...3))
        shell("cp -r \(layout.root) \(layout.root).old")
        _ = try run(posts(1...5))
        shell(
            "rm -r \(layout.journal) && mv \(layout.root).old/journal \(layout.root)/ && rm -r \(layout.root).old"
        )
        let third = try run(posts(1...5))
        #expect(third.outcome == Committer.Outcome(new: 2, seen: 3))
        #expect(third.notes.contains { $0.contains("building it anew") } && third.etag == nil)
        #expect(try found("title") == 5)
    }

    @Test("A damaged or lost catalog is rebuilt", arguments: ["head -c 9000 /dev/zero >", "rm"])
    func damaged(command: String) throws {
        _ = try run(posts(1...3))
        shell("rm -f \(layout.catalog)-wal \(layout.catalog)-shm; \(command) \(layout.catalog)")
        let second = try run(posts(1...4))
        #expect(second.outcome == Committer.Outcome(new: 1, seen: 3))
        #expect(!second.notes.isEmpty)
        #expect(try found("title") == 4)
    }

    @Test("What the journal has and the catalog refused is taken before anything else, and written once")
    func refused() throws {
        var store = try open { _ in }
        let other = try Database(layout.catalog, .write)
        try other.execute("ALTER TABLE positions RENAME TO away")
        let isRefused = store.committer.refuses([("a", posts(1...3))])
        #expect(isRefused)
        try other.execute("ALTER TABLE away RENAME TO positions")
        try store.catchUp()
        let outcomes = try store.committer.take([("a", posts(1...4))])
        #expect(outcomes == [Committer.Outcome(new: 1, seen: 3)])
        #expect(try directory.lines().map { $0.text($0.title) } == (1...4).map { "title \($0)" })
        let (applied, last) = (store.committer.catalog.appliedSeq, store.committer.journal.lastSeq)
        #expect(applied == last)
    }

    @Test("reindex keeps what is known of the feeds, wherever it is stopped") func rebuild() throws {
        _ = try run(posts(1...3))
        var known: [Int] = []
        let lines = try whenFree {
            try Store.rebuild(
                layout, now: noon, replay: LineReplay(site: site(of:)), note: { _ in },
                progress: { _ in
                    let reader = try? CatalogReader.open(path: layout.catalog)
                    known.append((try? reader?.feedStates().count) ?? 0)
                })
        }
        #expect(!known.isEmpty && known.allSatisfy { $0 == 1 })
        #expect(lines == 3)
        #expect(try run([]).etag != nil)
        #expect(try found("word3x1") == 1)
    }

    @Test("Indexing stops where the journal cannot be read, instead of trying for ever") func unreadableEnd()
        throws
    {
        let catalog = try Catalog.open(path: layout.catalog)
        var indexer = TextIndexer(layout, catalog)
        let isMore = try indexer.advance(atMost: 10, lastSeq: 5)
        #expect(!isMore)
    }
}
