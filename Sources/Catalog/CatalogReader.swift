package import Articles

/// A view of the catalog for programs that only read, while the daemon writes, after it stopped and after it was
/// killed.
package final class CatalogReader {
    /// An article by its id.
    package struct Found: Hashable, Sendable {
        package var id: ArticleID
        package var number, latest: Seq
        package var feed: String
        package var duplicateOf: ArticleID?
        /// Whether its text is gone.
        package var isRemoved = false
    }

    /// How much there is.
    package struct Counts: Hashable, Sendable {
        package var articles = 0
        package var duplicates = 0
        package var appliedSeq: Seq = 0
        package var indexedSeq: Seq = 0
    }

    private let database: Database

    /// Opens the catalog for reading.
    package static func open(path: String) throws(CatalogError) -> CatalogReader { try CatalogReader(path) }

    private init(_ path: String) throws(CatalogError) {
        database = try Self.connect(path)
        let version = try database.prepare("PRAGMA user_version").first { $0.int(0) } ?? 0
        guard version == Schema.version else {
            throw CatalogError(
                code: version > Schema.version
                    ? .newerVersion : version == Schema.oldVersion ? .olderVersion : .corrupt, path: path,
                message: "layout \(version), this newslog reads \(Schema.version)")
        }
    }

    /// The hits of a query, in its order; `newest` are the lines that the full text does not have yet.
    package func search(_ query: Query, newest: NewestLines = .none) throws(CatalogError)
        -> ArticleHits
    {
        try ArticleHits(query, newest, database)
    }

    /// The last lines of the journal that the catalog knows and that the full text knows.
    package func positions() throws(CatalogError) -> (applied: Seq, indexed: Seq) {
        let position = try database.prepare("SELECT seq FROM positions WHERE name = ?")
        return (
            try position.bind("applied").first { $0.seq(0) } ?? 0,
            try position.reset().bind("indexed").first { $0.seq(0) } ?? 0
        )
    }

    /// Articles whose id begins with these bytes and, where one is given, with this digit behind them, at most `limit`.
    package func articles(
        idPrefix bytes: [UInt8], andDigit digit: UInt8? = nil, limit: Int
    ) throws(CatalogError) -> [Found] {
        let first = bytes + (digit.map { [$0 << 4] } ?? [])
        let last = bytes + (digit.map { [$0 << 4 | 0xF] } ?? [])
        let past = last + [UInt8](repeating: 0xFF, count: max(0, 17 - last.count))
        // An id is a key among others; it comes first of those that wait.
        let sql = """
            \(Self.foundColumns) WHERE a.id >= ?1 AND a.id < ?2 AND a.number IN (
              SELECT number FROM keys WHERE key >= ?4 AND key < ?2
              UNION ALL SELECT number FROM waiting WHERE substr(keys, 1, 16) >= ?1 AND substr(keys, 1, 16) < ?2)
            ORDER BY a.id LIMIT ?3
            """
        return try database.prepare(sql)
            .bind(blob: first).bind(blob: past).bind(limit).bind(blob: Array(first.prefix(KeyTable.keyBytes)))
            .rows(Self.found).compactMap(\.self)
    }

    /// The articles that say the same as this one, the first of them first.
    package func copies(of article: Found) throws(CatalogError) -> [Found] {
        let first = article.duplicateOf ?? article.id
        let original = article.duplicateOf == nil ? [] : try articles(idPrefix: first.bytes, limit: 1)
        return try (original + duplicates(of: first)).filter { $0.id != article.id }
    }

    /// The articles of other feeds that say the same as this one.
    package func duplicates(of id: ArticleID) throws(CatalogError) -> [Found] {
        try database.prepare("\(Self.foundColumns) WHERE a.duplicate_of = ? ORDER BY a.number")
            .bind(id).rows(Self.found).compactMap(\.self)
    }

    /// The lines of an article, oldest first.
    package func revisions(of number: Seq) throws(CatalogError) -> [Seq] {
        try database.lines(of: number)
    }

    /// Whether a feed of this name was ever asked, or has articles.
    package func knows(feed name: String) throws(CatalogError) -> Bool {
        let sql =
            "SELECT EXISTS(SELECT 1 FROM feeds WHERE id = ?) OR EXISTS(SELECT 1 FROM names WHERE name = ?)"
        return try database.prepare(sql).bind(name).bind(name).first { $0.int(0) == 1 } ?? false
    }

    /// The states of all feeds.
    package func feedStates() throws(CatalogError) -> [FeedState] { try Statements.feedStates(database) }

    /// How much there is.
    package func counts() throws(CatalogError) -> Counts {
        let sql = """
            SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL),
              (SELECT seq FROM positions WHERE name = 'applied'), (SELECT seq FROM positions WHERE name = 'indexed')
            """
        return try database.prepare(sql).first { row in
            Counts(
                articles: row.int(0), duplicates: row.int(1), appliedSeq: row.seq(2), indexedSeq: row.seq(3))
        } ?? Counts()
    }

    private static let foundColumns = """
        SELECT a.id, a.number, a.latest, n.name, a.duplicate_of, a.removed FROM articles a JOIN names n ON n.number = a.feed
        """

    private static func found(_ row: Statement) -> Found? {
        row.digest(0).map {
            Found(
                id: $0, number: row.seq(1), latest: row.seq(2), feed: row.text(3) ?? "",
                duplicateOf: row.digest(4), isRemoved: row.int(5) == 1)
        }
    }

    /// A user who may not make the shared-memory file can read all the same while nobody writes.
    private static func connect(_ path: String) throws(CatalogError) -> Database {
        do {
            let database = try Database(path, .read)
            try database.execute("SELECT count(*) FROM sqlite_schema")
            return database
        } catch {
            guard error.code == .cannotOpen, !Database.hasWriteAheadLog(path) else { throw error }
            guard let database = try? Database("file:\(uriEscaped(path))?immutable=1", .read),
                (try? database.execute("SELECT count(*) FROM sqlite_schema")) != nil
            else { throw error }
            return database
        }
    }

    private static func uriEscaped(_ path: String) -> String {
        path.utf8.reduce(into: "") { escaped, byte in
            let isPlain =
                byte > 0x20 && byte < 0x7F
                && ![UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%")].contains(byte)
            escaped +=
                isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
