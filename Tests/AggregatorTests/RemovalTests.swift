import Articles
import Host
import Journal
import Synchronization
import Testing

@testable import Aggregator
@testable import Catalog

@Suite("Texts are removed, keys are not") struct RemovalTests {
    private let directory: TestStore

    init() throws { directory = try TestStore() }

    private func open(disk: JournalDisk = JournalDisk()) throws -> Store {
        try Store(directory.layout, now: noon, replay: LineReplay(site: site(of:)), disk: disk) { _ in }
    }

    /// The history in segments of one commit each, and all of it in the full text.
    private func fill(_ store: inout Store) throws -> Timestamp {
        var now = noon
        for batch in history() {
            _ = try store.committer.take(batch, at: now)
            try store.committer.journal.closeSegment()
            now = now + .seconds(7200)
        }
        while try store.index(atMost: 7) {}
        return now
    }

    /// How many lines of the full text have a word.
    private func count(_ word: String, in store: borrowing Store) throws -> Int {
        let database = store.committer.catalog.database
        // Both are damaged when words are taken out twice, or other ones than were put in.
        try database.execute("INSERT INTO head(head) VALUES('integrity-check')")
        try database.execute("INSERT INTO body(body) VALUES('integrity-check')")
        try database.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, body, row)")
        return try database.prepare("SELECT doc FROM temp.words WHERE term = ?").bind(word).first {
            $0.int(0)
        } ?? 0
    }

    private func found(_ text: String) throws -> Int {
        var hits = try CatalogReader.open(path: directory.layout.catalog).search(Query(parsing: text))
        return try hits.next(atMost: 100).count
    }

    private func expectHusk(_ line: ArticleLine, of old: ArticleLine) {
        var head = old.head
        head.event = .removed
        #expect(line.head == head)
        #expect(line.hash == old.hash && line.date == old.date && line.fetchedAt == old.fetchedAt)
        #expect(line.published == old.published && line.modified == old.modified)
        #expect(line.text(line.guid) == old.text(old.guid) && line.text(line.url) == old.text(old.url))
        #expect(line.json(line.feed) == old.json(old.feed))
        #expect(line.title == nil && line.summary == nil && line.contentHTML == nil)
        #expect(line.bytes(line.contentText).isEmpty && line.tags.isEmpty && line.authors.isEmpty)
    }

    /// Expects that a catalog made anew of the journal decides as this one.
    private func expectRebuildable(_ store: borrowing Store, now: Timestamp) throws {
        let path = "\(directory.layout.root)/tmp/rebuilt.sqlite"
        for suffix in ["", "-wal", "-shm"] { _ = try File.remove(path + suffix) }
        let rebuilt = try Catalog.open(path: path)
        _ = try LineReplay(site: site(of:)).apply(directory.layout, to: rebuilt) { _ in }
        let ids = Set(try directory.lines().map(\.head.id))
        try expectAgreement(rebuilt, store.committer.catalog, on: ids, now: now)
    }

    @Test("Retention empties every line of a segment, and identity knows all that it knew") func husked()
        throws
    {
        var store = try open()
        let now = try fill(&store)
        let before = try directory.lines()
        let segments = try SegmentSurvey(directory.layout).closed
        #expect(segments.count == 3)
        #expect(try found("word2x7") == 1)
        for segment in segments { try store.perform(.husk(segment.firstSeq)) }
        let after = try directory.lines()
        #expect(after.map(\.head.seq) == before.map(\.head.seq))
        let last = try #require(segments.last?.lastSeq)
        for (line, old) in zip(after, before) {
            if old.head.seq <= last {
                expectHusk(line, of: old)
            } else {
                #expect(line.source == old.source)
            }
        }
        #expect(try found("word2x7") == 0 && count("word2x7", in: store) == 0)
        #expect(try count("entry", in: store) == 0 && count("xy", in: store) == 0)
        #expect(try store.committer.catalog.huskedSegments() == Set(segments.map(\.firstSeq)))
        try expectRebuildable(store, now: now)
        for batch in history().reversed() {
            for outcome in try store.committer.take(batch, at: now) {
                #expect(outcome.new + outcome.duplicate == 0)
            }
        }
    }

    @Test("What is emptied once is as it is: again changes no byte") func twice() throws {
        var store = try open()
        _ = try fill(&store)
        let segment = try #require(try SegmentSurvey(directory.layout).closed.first)
        try store.perform(.husk(segment.firstSeq))
        let lines = try directory.lines().map(\.source)
        try store.perform(.husk(segment.firstSeq))
        #expect(try directory.lines().map(\.source) == lines)
        #expect(try count("title", in: store) > 0)
    }

    @Test("A damaged segment is left alone, and what can be read of it is found as before") func damaged()
        throws
    {
        var store = try open()
        _ = try fill(&store)
        let segment = try #require(try SegmentSurvey(directory.layout).closed.first)
        let before = try count("word2x7", in: store)
        let name = try #require(try Directory.names(in: directory.layout.journal).min())
        let path = "\(directory.layout.journal)/\(name)"
        shell("printf 'x' | dd of='\(path)' bs=1 seek=40 conv=notrunc status=none")
        #expect(throws: StoreFailure.self) { try store.perform(.husk(segment.firstSeq)) }
        let after = try count("word2x7", in: store)
        #expect(before > 0 && after == before)
        #expect(try found("word2x7") == 1)
        #expect(try store.committer.catalog.huskedSegments().isEmpty)
    }

    @Test("Forgetting appends one line, empties all revisions, and what the feed says from then on is seen")
    func forgotten() throws {
        var store = try open()
        let now = try fill(&store)
        let before = try directory.lines()
        let edited = try #require(before.first { $0.head.event == .updated })
        let id = edited.head.id
        let titles = try count("title", in: store)
        let number = try #require(before.first { $0.head.id == id }).head.seq
        #expect(try store.forget(id, now: now) == .begun(number))
        while try store.index(atMost: 7) {}
        // Before its text is gone nobody finds it any more.
        #expect(try found("word90x3") == 0)
        try store.perform(.erase(number))
        let after = try directory.lines()
        #expect(after.count == before.count + 1)
        for (line, old) in zip(after, before) {
            if old.head.id == id { expectHusk(line, of: old) } else { #expect(line.source == old.source) }
        }
        let last = try #require(after.last)
        #expect(last.forgets && last.head.id == id && last.fetchedAt == now)
        let revisions = before.filter { $0.head.id == id }
        #expect(last.head.revision == revisions.count + 1)
        #expect(
            try count("title", in: store) == titles - revisions.count && count("word90x3", in: store) == 0)
        #expect(try store.committer.catalog.erasures().isEmpty)
        #expect(try store.forget(id, now: now) == .done)
        try expectRebuildable(store, now: now)
        var changed = posts(1...3)
        changed[0].text = story(91)
        let outcome = try store.committer.take([("a", changed)], at: now + .seconds(864_000))[0]
        #expect(outcome.new == 0 && outcome.duplicate == 0)
        #expect(try directory.lines().filter { $0.head.id == id }.count == revisions.count + 1)
    }

    @Test("An article whose text stands in damaged bytes is not forgotten before those are put away")
    func forgottenDamaged() throws {
        var store = try open()
        let now = try fill(&store)
        let id = try #require(try directory.lines().first { $0.head.event == .updated }).head.id
        let lines = try directory.lines().filter { $0.head.id == id }
        let name = try #require(try Directory.names(in: directory.layout.journal).min())
        shell(
            "printf 'x' | dd of='\(directory.layout.journal)/\(name)' bs=1 seek=40 conv=notrunc status=none")
        #expect(try directory.lines().filter { $0.head.id == id }.count == lines.count - 1)
        _ = try store.forget(id, now: now)
        while try store.index(atMost: 7) {}
        let number = try #require(lines.first).head.seq
        #expect(throws: StoreFailure.self) { try store.perform(.erase(number)) }
        #expect(try store.committer.catalog.erasures().map(\.number) == [number])
        // What can be read is erased at once.
        #expect(try directory.lines().filter { $0.head.id == id }.allSatisfy { $0.head.event == .removed })
        _ = try JournalRepair.run(directory.layout, now: now)
        try store.perform(.erase(number))
        #expect(try store.committer.catalog.erasures().isEmpty)
    }

    @Test("Only an article that there is can be forgotten") func unknown() throws {
        var store = try open()
        _ = try fill(&store)
        let lines = try directory.lines().count
        #expect(try store.forget(ArticleID(high: 1, low: 2), now: noon) == .unknownArticle)
        #expect(try directory.lines().count == lines)
    }

    @Test(
        "After a crash between the words and the lines the words are not taken out again",
        arguments: [false, true])
    func crashed(isRebuilt: Bool) throws {
        var store = try open()
        let now = try fill(&store)
        let titles = try count("title", in: store)
        let article = try #require(try directory.lines().first)
        let number = article.head.seq
        let lines = try directory.lines().filter { $0.head.id == article.head.id }.count
        _ = try store.forget(article.head.id, now: now)
        while try store.index(atMost: 7) {}
        _ = try store.prepareErasure(of: number)
        #expect(try count("title", in: store) == titles - lines)
        _ = consume store
        if isRebuilt {
            _ = try Store.rebuild(
                directory.layout, now: noon, replay: LineReplay(site: site(of:)), note: { _ in },
                progress: { _ in })
        }
        var next = try open()
        // The rebuilt one reads the lines again, as they still are, and knows what is to be erased.
        #expect(try count("title", in: next) == titles - (isRebuilt ? 0 : lines))
        #expect(try next.committer.catalog.erasures().map(\.number) == [number])
        try next.perform(.erase(number))
        #expect(try count("title", in: next) == titles - lines)
        #expect(try next.committer.catalog.erasures().isEmpty)
        try expectRebuildable(next, now: now)
    }

    @Test("A line that stands in two segments is emptied in both, its words are taken out once")
    func doubled() throws {
        let isFailing = Atomic(false)
        // When fdatasync and the cutting off both fail, the frame stays, and stands again in the next segment.
        let disk = JournalDisk { call in
            guard isFailing.load(ordering: .relaxed), call == .sync || call == .truncate else { return nil }
            if call == .truncate { isFailing.store(false, ordering: .relaxed) }
            return .fails(.ioError)
        }
        var store = try open(disk: disk)
        _ = try store.committer.take([("a", posts(1...2))])
        isFailing.store(true, ordering: .relaxed)
        _ = try store.committer.take([("a", posts(1...4))])
        try store.committer.journal.closeSegment()
        _ = try store.committer.take([("a", posts(1...5))])
        while try store.index(atMost: 7) {}
        let segments = try SegmentSurvey(directory.layout).closed
        #expect(segments.count == 2 && segments[0].lastSeq >= segments[1].firstSeq)
        #expect(try count("title", in: store) == 5)
        for segment in segments { try store.perform(.husk(segment.firstSeq)) }
        #expect(try count("title", in: store) == 1)
        #expect(try directory.lines().map(\.head.event) == [.removed, .removed, .removed, .removed, .new])
        let emptied = try store.committer.catalog.database.prepare("SELECT count(*) FROM emptied").first {
            $0.int(0)
        }
        #expect(emptied == 0)
    }

    @Test("An article of the segment that is being written is erased at once") func active() throws {
        var store = try open()
        _ = try store.committer.take([("a", posts(1...3))])
        let line = try directory.lines()[1]
        _ = try store.forget(line.head.id, now: noon)
        while try store.index(atMost: 7) {}
        try store.perform(.erase(line.head.seq))
        #expect(try store.committer.take([("a", posts(1...5))])[0] == Committer.Outcome(new: 2, seen: 3))
        #expect(try directory.lines().map(\.head.event) == [.new, .removed, .new, .removed, .new, .new])
    }

    /// Takes a table away from the catalog while `work` is done, so that it refuses every commit.
    private func refusingCatalog(_ work: () throws -> Void) throws {
        let other = try Database(directory.layout.catalog, .write)
        try other.execute("ALTER TABLE positions RENAME TO away")
        try work()
        try other.execute("ALTER TABLE away RENAME TO positions")
    }

    @Test("What the journal has and the catalog refused is taken before an article is forgotten")
    func forgottenBehind() throws {
        var store = try open()
        _ = try store.committer.take([("a", posts(1...2))])
        var isRefused = false
        try refusingCatalog { isRefused = store.committer.refuses([("a", posts(1...3))]) }
        #expect(isRefused)
        let line = try directory.lines()[0]
        #expect(try store.forget(line.head.id, now: noon) == .begun(line.head.seq))
        #expect(try store.committer.take([("a", posts(1...4))]) == [Committer.Outcome(new: 1, seen: 3)])
        try expectRebuildable(store, now: noon)
    }

    @Test("An article whose forgetting the catalog refused is forgotten by one line") func forgottenOnce()
        throws
    {
        var store = try open()
        _ = try store.committer.take([("a", posts(1...2))])
        let line = try directory.lines()[0]
        try refusingCatalog {
            #expect(throws: StoreFailure.self) { try store.forget(line.head.id, now: noon) }
        }
        #expect(try store.forget(line.head.id, now: noon) == .begun(line.head.seq))
        #expect(try directory.lines().map(\.head.event) == [.new, .new, .removed])
    }
}
