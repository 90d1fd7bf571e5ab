internal import Articles

/// The table by which articles are found under their keys, and the newest keys, which wait in memory until many go into
/// it at once.
///
/// Keys are digests: each belongs on a page of its own, and a page costs 4 KiB in the log and as much in the file,
/// however little of it is new. So the keys of each line are written down in one row, in the order of lines (`waiting`,
/// where a restart finds them), and go into the table part by part of the key space, round and round, each part with
/// all that has come for it since its last turn: the rolling merge of O'Neil et al., "The Log-Structured Merge-Tree"
/// (1996), 2.2.
struct KeyTable {
    /// What a transaction did, for the memory to follow once it is committed.
    struct Filed {
        fileprivate var parts: [Int] = []
        fileprivate var began: Seq
    }

    private var waiting = WaitingKeys()
    /// The part whose turn is next.
    private var next: Int
    /// The last line whose keys are all in the table when the round that goes on has come to its end.
    private var began: Seq
    /// Keys beyond these do not wait.
    private let most: Int

    private let insert, write, clear, setPosition, byKey, byNumber: Statement

    /// Bytes of a key in the table.
    ///
    /// Two keys of a billion have these in common once in 10^11 catalogs, and nobody can make a key that has them in common
    /// with another's.
    static let keyBytes = 12

    /// How many keys wait where nobody says it: as many as the file has pages, within bounds.
    ///
    /// Each page that is written takes several in then. They are some 8 to 16 MB, and as much to read at a start.
    private static func mostWaiting(_ database: Database) throws(CatalogError) -> Int {
        let pages = try database.prepare("PRAGMA page_count").first { $0.int(0) } ?? 0
        return min(max(pages, 1 << 17), 1 << 18)
    }

    private static let columns = """
        SELECT a.number, a.latest, a.id, a.revision, a.feed, a.duplicate_of, a.dropped, a.fetched, a.evidence
        """

    /// Opens the table and reads what waits.
    init(_ database: Database, most: Int?) throws(CatalogError) {
        if let most { self.most = most } else { self.most = try Self.mostWaiting(database) }
        insert = try database.prepare("INSERT OR IGNORE INTO keys VALUES(?, ?)")
        write = try database.prepare("INSERT OR REPLACE INTO waiting VALUES(?, ?, ?)")
        clear = try database.prepare("DELETE FROM waiting WHERE seq <= ?")
        setPosition = try database.prepare("INSERT OR REPLACE INTO positions VALUES(?, ?)")
        byKey = try database.prepare(
            "\(Self.columns) FROM keys k JOIN articles a USING(number) WHERE k.key = ? ORDER BY k.number LIMIT ?"
        )
        byNumber = try database.prepare("\(Self.columns) FROM articles a WHERE a.number = ?")
        let position = try database.prepare("SELECT seq FROM positions WHERE name = ?")
        next = Int(try position.reset().bind("key part").first { $0.seq(0) } ?? 0) % WaitingKeys.parts
        began = try position.reset().bind("key round").first { $0.seq(0) } ?? 0
        let rows = try database.prepare("SELECT seq, number, keys FROM waiting ORDER BY seq")
        while try rows.step() {
            let (seq, number) = (rows.seq(0), rows.seq(1))
            for key in rows.withBlob(2, Self.unpack) ?? [] {
                // The parts before the next one have had their turn with what there was when the round began.
                if seq <= began, WaitingKeys.part(of: key) < next { continue }
                waiting.insert(key, number)
            }
        }
    }

    /// The articles under a key, oldest first, at most `limit`, each made by `row` of the columns that it expects.
    func articles(of key: ItemKey, limit: Int, _ row: (Statement) -> KnownArticle?) throws(CatalogError)
        -> [KnownArticle]
    {
        var found = try byKey.reset().bind(key, first: Self.keyBytes).bind(limit).rows(row).compactMap(\.self)
        let newest = waiting.numbers(of: key, limit: limit)
        guard !newest.isEmpty else { return found }
        for number in newest where !found.contains(where: { $0.number == number }) {
            if let article = try byNumber.reset().bind(number).first(row) ?? nil { found.append(article) }
        }
        return Array(found.sorted { $0.number < $1.number }.prefix(limit))
    }

    /// Writes the keys of lines down, and puts so many parts into the table that not too many wait: a piece of the
    /// transaction that takes the lines in.
    ///
    /// `applied` is the last line before them.
    func write(_ lines: [CommittedLine], after applied: Seq) throws(CatalogError) -> Filed {
        for line in lines {
            let article = line.article
            try write.reset().bind(article.latest).bind(article.number).bind(blob: Self.pack(article)).run()
        }
        var filed = Filed(began: began)
        var rest = waiting.count
        while rest > most {
            let part = (next + filed.parts.count) % WaitingKeys.parts
            // Twice in one transaction there is nothing new.
            guard filed.parts.count < WaitingKeys.parts else { break }
            if part == 0 {
                try clear.reset().bind(filed.began).run()
                filed.began = applied
            }
            for (key, number) in waiting.sorted(part) {
                try insert.reset().bind(key, first: Self.keyBytes).bind(number).run()
            }
            filed.parts.append(part)
            rest -= waiting.count(in: part)
        }
        if !filed.parts.isEmpty {
            try setPosition.reset().bind("key part").bind((next + filed.parts.count) % WaitingKeys.parts)
                .run()
            try setPosition.reset().bind("key round").bind(filed.began).run()
        }
        return filed
    }

    /// Follows a transaction that is committed.
    mutating func note(_ filed: Filed, _ lines: [CommittedLine]) {
        for part in filed.parts { waiting.remove(part) }
        next = (next + filed.parts.count) % WaitingKeys.parts
        began = filed.began
        for line in lines {
            waiting.insert(line.article.id, line.article.number)
            for key in line.article.evidence.keys { waiting.insert(key, line.article.number) }
        }
    }

    /// An article's id, then the keys of its newest line.
    private static func pack(_ article: KnownArticle) -> [UInt8] {
        var bytes = article.id.bytes
        for key in article.evidence.keys { key.append(to: &bytes) }
        return bytes
    }

    private static func unpack(_ bytes: Span<UInt8>) -> [ItemKey] {
        stride(from: 0, to: bytes.count, by: 16).compactMap { ItemKey(bytes, at: $0) }
    }
}
