import CSQLite
import Catalog

/// A connection of its own to a catalog, through which SQLite is asked and nothing of newslog's but the tokenizer.
final class BareFTS5 {
    private var database: OpaquePointer?

    init(_ path: String) {
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &database, flags, nil) == SQLITE_OK, let database else {
            fatalError("cannot open \(path)")
        }
        FullTextTokenizer.register(in: database)
    }

    deinit { sqlite3_close_v2(database) }

    /// The words of the table `head`, and in how many lines each stands.
    func vocabulary() -> [(word: String, lines: Int)] {
        sqlite3_exec(
            database, "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, head, row)", nil, nil, nil)
        return rows("SELECT term, doc FROM vocabulary") { statement in
            (String(cString: sqlite3_column_text(statement, 0)), Int(sqlite3_column_int64(statement, 1)))
        }
    }

    /// The lines that a statement gives for the texts of its question marks, from its preparation to its end, as a program
    /// does that is asked once.
    func lines(_ sql: String, _ texts: [UInt8]...) -> [Int64] {
        rows(sql, texts) { sqlite3_column_int64($0, 0) }
    }

    private func rows<Row>(_ sql: String, _ texts: [[UInt8]] = [], _ row: (OpaquePointer?) -> Row) -> [Row] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
            fatalError(String(cString: sqlite3_errmsg(database)))
        }
        defer { sqlite3_finalize(statement) }
        for (index, text) in texts.enumerated() {
            text.withUnsafeBytes { bytes in
                let characters = bytes.bindMemory(to: CChar.self)
                // Where there is no such question mark SQLite says so, and all is well.
                _ = newslog_bind_text(
                    statement, Int32(index + 1), characters.baseAddress, Int32(characters.count))
            }
        }
        var rows: [Row] = []
        while sqlite3_step(statement) == SQLITE_ROW { rows.append(row(statement)) }
        return rows
    }
}
