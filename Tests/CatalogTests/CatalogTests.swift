import Articles
import Testing

@testable import Catalog

@Suite struct CatalogTests {
    private let scratch = Scratch()

    private var fullState: FeedState {
        var state = FeedState(id: "herald", url: "https://herald.example/feed?a=\"b\"")
        state.validatorURL = "https://herald.example/feed"
        // Validators are bytes; these are no UTF-8.
        state.etag = [0x22, 0xFF, 0x00, 0x5C, 0x22]
        state.lastModified = Array("Sun, 06 Nov 1994 08:49:37 GMT".utf8)
        state.bodyHash = 0xFEDC_BA98_7654_3210
        state.title = "Herald \u{0627}\n\"x\""
        state.siteURL = "https://herald.example/"
        state.nextFetch = Timestamp(milliseconds: 1_700_000_000_123)
        state.nextReason = "learned: about 20 a day"
        state.interval = .milliseconds(1_234_567)
        state.lastAttempt = Timestamp(milliseconds: 1)
        state.lastSuccess = Timestamp(milliseconds: 2)
        state.lastNew = Timestamp(milliseconds: 3)
        state.lastStatus = 304
        state.failures = 4
        state.errorCode = "timeout"
        state.errorMessage = "no answer\\"
        state.redirectURL = "https://new.example/"
        state.redirectCount = 5
        state.redirectSince = Timestamp(milliseconds: 6)
        state.movedURL = "http://moved.example/feed"
        state.uselessValidators = 9
        state.goneSince = Timestamp(milliseconds: 7)
        state.endedAt = Timestamp(milliseconds: 20)
        (state.errorPhase, state.errorBytes, state.errorTook) = ("body", 21, .milliseconds(22))
        state.requester = 23
        state.reusedETags = 24
        state.fetches = 8
        state.unchanged = 9
        state.articles = 10
        state.failingSince = Timestamp(milliseconds: 11)
        state.timeToLive = .seconds(12)
        state.skipHours = 1 << 23
        state.skipDays = 1 << 6
        state.documentBytes = 13
        state.lastWhole = Timestamp(milliseconds: 18)
        state.falseUnchanged = 19
        state.publication = fullRecord
        return state
    }

    private var fullRecord: PublicationRecord {
        var record = PublicationRecord()
        record.hours = (0..<24).map { Float($0) / 8 }
        record.minutes = (0..<12).map { Float($0) / 4 }
        (record.lastHour, record.lastHours) = (0.125, 0.25)
        (record.hourFollowers, record.hoursFollowers, record.judged) = (0.375, 0.5, 0.625)
        record.since = Timestamp(milliseconds: 14)
        record.asOf = Timestamp(milliseconds: 15)
        record.newest = Timestamp(milliseconds: 16)
        record.window = 17
        record.contradictions = 2
        record.areDatesMadeUp = true
        return record
    }

    @Test("Feed states come back as they were, empty ones and full ones, after opening anew")
    func feedStates() throws {
        let empty = FeedState(id: "empty", url: "")
        let full = fullState
        do {
            let catalog = try Catalog.open(path: scratch.path)
            try catalog.commit(CatalogChanges(lines: [], feeds: [full, empty], appliedSeq: 3))
        }
        let catalog = try Catalog.open(path: scratch.path)
        #expect(try catalog.feedStates() == [empty, full])
        #expect(try CatalogReader.open(path: scratch.path).feedStates() == [empty, full])
        #expect(catalog.appliedSeq == 3)
        #expect(catalog.indexedSeq == 0)
        try catalog.commit(
            CatalogChanges(lines: [], feeds: [FeedState(id: "herald", url: "x")], appliedSeq: 4))
        #expect(try catalog.feedStates().last == FeedState(id: "herald", url: "x"))
    }

    @Test(
        "A text is remembered under its name, after opening anew, also in a catalog that had no place for it")
    func memory() throws {
        do {
            let catalog = try Catalog.open(path: scratch.path)
            #expect(try catalog.memory("price") == nil)
            try catalog.remember(Array("1".utf8), as: "price")
            try catalog.remember(Array("{\"é\":2}".utf8), as: "price")
            try catalog.remember(Array("3".utf8), as: "other")
        }
        do {
            let catalog = try Catalog.open(path: scratch.path)
            #expect(try catalog.memory("price") == Array("{\"é\":2}".utf8))
            #expect(try catalog.memory("other") == Array("3".utf8))
        }
        try Database(scratch.path, .write).execute("DROP TABLE memory")
        #expect(try Catalog.open(path: scratch.path).memory("price") == nil)
    }

    @Test("A body hash of any bits and times before 1970 come back", arguments: [0, 1, 1 << 63, UInt64.max])
    func bodyHash(_ hash: UInt64) throws {
        var state = FeedState(id: "a", url: "u")
        state.bodyHash = hash
        state.lastAttempt = Timestamp(milliseconds: -5)
        state.publication.newest = Timestamp(milliseconds: -6)
        #expect(FeedStateRow.decode(id: "a", FeedStateRow.encode(state)) == state)
    }

    @Test("An article comes back with every piece of its evidence")
    func evidence() throws {
        var article = known(7, latest: 9, revision: 3, duplicateOf: digest(77))
        article.evidence.guidAndURL = digest(11)
        article.evidence.feedURL = digest(12)
        article.evidence.titleAndDate = digest(13)
        article.evidence.url = digest(14)
        article.evidence.match = digest(15)
        article.evidence.title = .max
        article.evidence.path = 16
        article.evidence.published = Timestamp(milliseconds: -17)
        article.evidence.foldedCharacters = .max
        article.evidence.urlSite = 18
        article.evidence.feedSite = 19
        let bare = KnownArticle(
            number: 20, latest: 20, id: digest(20), revision: 1, feed: "", duplicateOf: nil,
            fetchedAt: Timestamp(milliseconds: 1), evidence: ItemEvidence(hash: digest(21)))
        let catalog = try Catalog.open(path: scratch.path)
        try catalog.commit(
            CatalogChanges(lines: [line(article, .updated), line(bare)], feeds: [], appliedSeq: 20))
        #expect(try catalog.article(id: digest(7)) == article)
        #expect(try catalog.article(id: digest(20)) == bare)
        #expect(try catalog.article(id: digest(8)) == nil)
        for key in article.evidence.keys {
            #expect(try catalog.articles(matching: key, limit: 9) == [article])
        }
    }

    @Test("A key names all of its articles, oldest first, also those that have since taken another key")
    func keysWithSeveralArticles() throws {
        let catalog = try Catalog.open(path: scratch.path)
        try catalog.commit(
            CatalogChanges(lines: [line(known(3)), line(known(1)), line(known(2))], feeds: [], appliedSeq: 3))
        #expect(try catalog.articles(matching: digest(1), limit: 9).map(\.number) == [1, 2, 3])
        #expect(try catalog.articles(matching: digest(1), limit: 2).map(\.number) == [1, 2])
        #expect(try catalog.articles(matching: digest(9), limit: 9).isEmpty)
        let moved = known(1, latest: 8, key: 9, revision: 2)
        try catalog.commit(CatalogChanges(lines: [line(moved, .updated)], feeds: [], appliedSeq: 8))
        #expect(try catalog.articles(matching: digest(9), limit: 9) == [moved])
        #expect(try catalog.articles(matching: digest(1), limit: 1) == [moved])
        #expect(try CatalogReader.open(path: scratch.path).revisions(of: 1) == [1, 8])
    }

    @Test("A commit that fails in its middle leaves nothing of itself, and the next one is whole")
    func atomicCommit() throws {
        let catalog = try Catalog.open(path: scratch.path)
        try catalog.commit(CatalogChanges(lines: [line(known(1))], feeds: [], appliedSeq: 1))
        let saboteur = try Database(scratch.path, .write)
        try saboteur.execute(
            "CREATE TRIGGER t BEFORE INSERT ON feeds BEGIN SELECT raise(ABORT, 'sabotage'); END")
        let changes = CatalogChanges(
            lines: [line(known(2, feed: "other"))], feeds: [FeedState(id: "other", url: "u")], appliedSeq: 2)
        let error = #expect(throws: CatalogError.self) { try catalog.commit(changes) }
        #expect(error?.message.contains("sabotage") == true)
        #expect(catalog.appliedSeq == 1)
        #expect(try catalog.article(id: digest(2)) == nil)
        #expect(try catalog.articles(matching: digest(1), limit: 9).map(\.number) == [1])
        #expect(try catalog.feedStates().isEmpty)
        #expect(try Catalog.open(path: scratch.path).appliedSeq == 1)
        try saboteur.execute("DROP TRIGGER t")
        try catalog.commit(changes)
        #expect(try catalog.article(id: digest(2)) == known(2, feed: "other"))
        #expect(catalog.appliedSeq == 2)
    }

    private func code(_ work: () throws(CatalogError) -> Void) -> CatalogError.Code? {
        do { try work() } catch { return error.code }
        return nil
    }

    @Test("What is no catalog, or a newer one, is refused and not touched")
    func refusals() throws {
        let (path, directory) = (scratch.path, scratch.directory)
        let noise = [UInt8](repeating: 0x5A, count: 8192)
        scratch.write(noise, to: "catalog.sqlite")
        #expect(code { () throws(CatalogError) in _ = try Catalog.open(path: path) } == .corrupt)
        #expect(scratch.bytes("catalog.sqlite") == noise)
        scratch.write([], to: "catalog.sqlite")
        try Database(path, .write).execute("PRAGMA user_version=999")
        #expect(code { () throws(CatalogError) in _ = try Catalog.open(path: path) } == .newerVersion)
        #expect(code { () throws(CatalogError) in _ = try CatalogReader.open(path: path) } == .newerVersion)
        let none = "\(directory)/none"
        #expect(code { () throws(CatalogError) in _ = try CatalogReader.open(path: none) } == .cannotOpen)
    }

    @Test(
        "A reader sees commits while the writer is open, after it closed, and in a copy as a kill leaves it")
    func readers() throws {
        let killed = Scratch()
        do {
            let catalog = try Catalog.open(path: scratch.path)
            let reader = try CatalogReader.open(path: scratch.path)
            #expect(try reader.counts().articles == 0)
            try catalog.add(known(1), title: "flood")
            #expect(try reader.counts().articles == 1)
            for name in ["catalog.sqlite", "catalog.sqlite-wal"] {
                killed.write(try #require(scratch.bytes(name)), to: name)
            }
        }
        #expect(
            scratch.bytes("catalog.sqlite-wal") == [],
            "the log stays for readers who may not make one, and is empty")
        for path in [scratch.path, killed.path] {
            let reader = try CatalogReader.open(path: path)
            #expect(try reader.hits(Query(parsing: "flood"), limit: 9).map(\.seq) == [1])
            #expect(try reader.counts().appliedSeq == 1)
        }
        #expect(try Catalog.open(path: killed.path).appliedSeq == 1)
    }

    @Test("Copies, ids by their beginning, and counts")
    func found() throws {
        let catalog = try Catalog.open(path: scratch.path)
        try catalog.add(known(1), title: "a")
        try catalog.add(known(2, feed: "echo", duplicateOf: digest(1)), .duplicate, title: "a")
        let reader = try CatalogReader.open(path: scratch.path)
        #expect(try reader.duplicates(of: digest(1)).map(\.feed) == ["echo"])
        let beginning = Array(digest(2).bytes.prefix(4))
        #expect(try reader.articles(idPrefix: beginning, limit: 9).map(\.number) == [2])
        #expect(try reader.articles(idPrefix: [], limit: 9).count == 2)
        let (start, next) = (Array(beginning.prefix(3)), beginning[3] >> 4)
        #expect(try reader.articles(idPrefix: start, andDigit: next, limit: 9).map(\.number) == [2])
        #expect(try reader.articles(idPrefix: start, andDigit: next ^ 1, limit: 9).isEmpty)
        let counts = try reader.counts()
        #expect(counts.articles == 2)
        #expect(counts.duplicates == 1)
        #expect(counts.indexedSeq == 2)
    }
}
