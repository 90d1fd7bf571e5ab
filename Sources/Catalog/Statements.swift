internal import Articles

/// The writer's statements, prepared once.
struct Statements {
    let setPosition, setFeed, addName, nameNumber, setArticle, addRevision, addHead,
        addBody, deleteHead, deleteBody: Statement
    let addErasure, noteEmptied, setRemoved: Statement
    let getMemory, setMemory: Statement
    private let getPosition: Statement

    init(_ database: Database) throws(CatalogError) {
        getPosition = try database.prepare("SELECT seq FROM positions WHERE name = ?")
        setPosition = try database.prepare("UPDATE positions SET seq = ? WHERE name = ?")
        setFeed = try database.prepare(
            "INSERT INTO feeds VALUES(?, ?) ON CONFLICT DO UPDATE SET state = excluded.state")
        getMemory = try database.prepare("SELECT value FROM memory WHERE name = ?")
        setMemory = try database.prepare(
            "INSERT INTO memory VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")
        addName = try database.prepare("INSERT OR IGNORE INTO names(name) VALUES(?)")
        nameNumber = try database.prepare("SELECT number FROM names WHERE name = ?")
        setArticle = try database.prepare(
            "INSERT OR REPLACE INTO articles VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        addRevision = try database.prepare("INSERT OR IGNORE INTO revisions VALUES(?, ?)")
        addHead = try database.prepare(
            "INSERT INTO head(rowid, title, summary, authors, tags) VALUES(?, ?, ?, ?, ?)")
        addBody = try database.prepare("INSERT INTO body(rowid, text) VALUES(?, ?)")
        deleteHead = try database.prepare(
            "INSERT INTO head(head, rowid, title, summary, authors, tags) VALUES('delete', ?, ?, ?, ?, ?)")
        deleteBody = try database.prepare("INSERT INTO body(body, rowid, text) VALUES('delete', ?, ?)")
        addErasure = try database.prepare("INSERT OR IGNORE INTO erasures VALUES(?)")
        noteEmptied = try database.prepare("INSERT OR IGNORE INTO emptied VALUES(?) RETURNING seq")
        setRemoved = try database.prepare("UPDATE articles SET removed = 1 WHERE latest = ?")
    }

    func position(_ name: String) throws(CatalogError) -> Seq {
        try getPosition.reset().bind(name).first { $0.seq(0) } ?? 0
    }

    /// The states of all feeds, for the writer and for readers.
    static func feedStates(_ database: Database) throws(CatalogError) -> [FeedState] {
        try database.prepare("SELECT id, state FROM feeds ORDER BY id")
            .rows { FeedStateRow.decode(id: $0.text(0) ?? "", $0.blob(1) ?? []) }.compactMap(\.self)
    }
}

extension Statement {
    /// Binds a line and its columns of `head`.
    func bindHead(_ text: IndexedText) -> Statement {
        bind(text.seq).bind(text: text.title).bind(text: text.summary).bind(text: text.authors)
            .bind(text: text.tags)
    }
}
