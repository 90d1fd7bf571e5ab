package import Articles

/// The catalog: everything that is derived from the journal so that it can be found at once.
///
/// Keys by which identity looks articles up, one row an article, the state of each feed, and the full text. One thread
/// owns it and writes; readers open the file for themselves (`CatalogReader`).
package final class Catalog {
    let database: Database
    let statements: Statements
    private var keys: KeyTable
    private var feedNumbers: [String: Int64] = [:]
    /// The names of all feeds that ever had an article.
    private var feedNames: [Int64: String] = [:]

    /// The journal's last line that the catalog knows.
    package private(set) var appliedSeq: Seq
    /// The journal's last line that the full text knows.
    package private(set) var indexedSeq: Seq

    /// Opens the catalog, or makes an empty one; so many keys wait in memory for their table.
    package static func open(path: String, waitingKeys: Int? = nil) throws(CatalogError)
        -> Catalog
    {
        try Catalog(path, waitingKeys)
    }

    private init(_ path: String, _ waitingKeys: Int?) throws(CatalogError) {
        database = try Database(path, .write)
        database.keepWriteAheadLog()
        // The journal is what is durable: after a power cut the catalog may be older, never newer.
        try database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000")
        // A checkpoint syncs three times, and a page of random keys is written once for all commits since the last one. A
        // log of 16 MB is read in some 20 ms by who opens it first after a kill.
        try database.execute("PRAGMA wal_autocheckpoint=4000")
        try Self.migrate(database)
        try database.execute(Schema.additions)
        statements = try Statements(database)
        keys = try KeyTable(database, most: waitingKeys)
        feedNames = Dictionary(
            uniqueKeysWithValues: try database.prepare("SELECT number, name FROM names")
                .rows { ($0.integer(0) ?? 0, $0.text(1) ?? "") })
        (appliedSeq, indexedSeq) = (try statements.position("applied"), try statements.position("indexed"))
    }

    deinit {
        // Whoever opens the file first reads all of its log, to know what in it counts: an empty one is read at once. Where
        // somebody reads just now it stays as it is, for nobody shall wait for that at the end.
        try? database.execute("PRAGMA busy_timeout=100; PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// The states of all feeds.
    package func feedStates() throws(CatalogError) -> [FeedState] { try Statements.feedStates(database) }

    /// What the aggregator remembers under a name beside the feeds' states; nil when there is nothing.
    package func memory(_ name: String) throws(CatalogError) -> [UInt8]? {
        try statements.getMemory.reset().bind(name).first { $0.blob(0) ?? [] }
    }

    /// Remembers a text under a name.
    package func remember(_ text: [UInt8], as name: String) throws(CatalogError) {
        try database.transaction { () throws(CatalogError) in
            try statements.setMemory.reset().bind(name).bind(text: text).run()
        }
    }

    /// Keeps one view of the file for the look-ups that follow, until something is written or `endLookUps`.
    ///
    /// Without it each look-up takes and gives back SQLite's locks, which is half of its cost.
    package func beginLookUps() throws(CatalogError) { try database.beginReading() }

    /// Lets go of the view, so that the log can be written back.
    package func endLookUps() throws(CatalogError) { try database.endReading() }

    /// The articles filed under a key, oldest first.
    package func articles(matching key: ItemKey, limit: Int) throws(CatalogError) -> [KnownArticle] {
        try keys.articles(of: key, limit: limit, known)
    }

    /// The article of an id.
    package func article(id: ArticleID) throws(CatalogError) -> KnownArticle? {
        try keys.articles(of: id, limit: 2, known).first { $0.id == id }
    }

    /// Takes a commit of the journal in, as one transaction.
    package func commit(_ changes: CatalogChanges) throws(CatalogError) {
        let filed: KeyTable.Filed
        do {
            filed = try database.transaction { () throws(CatalogError) in
                for line in changes.lines { try add(line) }
                let filed = try keys.write(changes.lines, after: appliedSeq)
                for feed in changes.feeds {
                    try statements.setFeed.reset().bind(feed.id).bind(text: FeedStateRow.encode(feed)).run()
                }
                try statements.setPosition.reset().bind(changes.appliedSeq).bind("applied").run()
                return filed
            }
        } catch {
            // Feeds that the transaction numbered are unnumbered again; their names go when the numbers are given anew.
            feedNumbers = [:]
            throw error
        }
        keys.note(filed, changes.lines)
        appliedSeq = changes.appliedSeq
    }

    /// Takes words into the full text, up to a line of the journal, as one transaction.
    ///
    /// A revision is a row of its own; the row of an older one stays, and no search finds it, because it is not its
    /// article's newest line. `unindex` or a rebuilt catalog gives the space back. Lines that were indexed before are
    /// passed over: FTS5 without content would file their words twice.
    package func index(_ texts: [IndexedText], upTo seq: Seq) throws(CatalogError) {
        try database.transaction { () throws(CatalogError) in
            for text in texts where text.seq > indexedSeq {
                try statements.addHead.reset().bindHead(text).run()
                try statements.addBody.reset().bind(text.seq).bind(text: text.words).run()
            }
            try statements.setPosition.reset().bind(seq).bind("indexed").run()
        }
        indexedSeq = seq
    }
}

extension Catalog {
    private static func migrate(_ database: Database) throws(CatalogError) {
        let version = try database.prepare("PRAGMA user_version").first { $0.int(0) } ?? 0
        guard version != Schema.version else { return }
        guard version == 0 || version == Schema.oldVersion else {
            let isNewer = version > Schema.version
            throw CatalogError(
                code: isNewer ? .newerVersion : .corrupt, path: database.path,
                message: "layout \(version), this newslog writes \(Schema.version)"
                    + (isNewer
                        ? "; use the newer newslog, or remove the file: it is rebuilt from the journal" : ""))
        }
        try database.transaction { () throws(CatalogError) in
            try database.execute(version == 0 ? Schema.tables : Schema.changes)
            try database.execute("PRAGMA user_version=\(Schema.version)")
        }
    }

    private func add(_ line: CommittedLine) throws(CatalogError) {
        let article = line.article
        try statements.setArticle.reset()
            .bind(article.number).bind(article.latest).bind(article.id).bind(article.revision)
            .bind(try number(ofFeed: article.feed)).bind(article.duplicateOf).bind(line.head.dropped ? 1 : 0)
            .bind(line.head.event == .removed ? 1 : 0).bind(line.date).bind(article.fetchedAt)
            .bind(blob: EvidencePacking.pack(article.evidence)).run()
        if article.latest != article.number {
            try statements.addRevision.reset().bind(article.number).bind(article.latest).run()
        }
        if line.forgets { try statements.addErasure.reset().bind(article.number).run() }
    }

    private func number(ofFeed name: String) throws(CatalogError) -> Int64 {
        if let number = feedNumbers[name] { return number }
        try statements.addName.reset().bind(name).run()
        let number = try statements.nameNumber.reset().bind(name).first { $0.integer(0) ?? 0 } ?? 0
        feedNumbers[name] = number
        feedNames[number] = name
        return number
    }

    private func known(_ row: Statement) -> KnownArticle? {
        guard let id = row.digest(2), let evidence = row.withBlob(8, EvidencePacking.unpack) else {
            return nil
        }
        return KnownArticle(
            number: row.seq(0), latest: row.seq(1), id: id, revision: row.int(3),
            feed: feedNames[row.integer(4) ?? 0] ?? "", duplicateOf: row.digest(5),
            isDropped: row.int(6) != 0,
            fetchedAt: row.time(7) ?? Timestamp(milliseconds: 0), evidence: evidence)
    }
}
