internal import CSQLite

/// One connection to SQLite, with its statements; the only owner of the C pointer.
///
/// The C type is `sqlite3`.
@safe final class Database {
    /// How the file is opened.
    enum Mode { case write, read }

    let path: String
    private let handle: OpaquePointer
    private var isReading = false

    /// Opens the file.
    ///
    /// The C function is `sqlite3_open_v2`.
    init(_ path: String, _ mode: Mode) throws(CatalogError) {
        self.path = path
        let flags =
            mode == .write
            ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        var opened: OpaquePointer?
        let result = unsafe sqlite3_open_v2(
            path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard result == SQLITE_OK, let database = unsafe opened else {
            let words = unsafe String(cString: sqlite3_errstr(result))
            unsafe sqlite3_close_v2(opened)
            throw Self.error(result, path: path, words)
        }
        unsafe handle = database
        unsafe sqlite3_busy_timeout(database, 5000)
        unsafe FullTextTokenizer.register(in: database)
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    /// Keeps -wal and -shm when the last connection closes.
    func keepWriteAheadLog() { _ = unsafe newslog_keep_wal(handle) }

    /// Whether commits wait beside the database: without them it may be older than it should, or half checkpointed.
    static func hasWriteAheadLog(_ path: String) -> Bool {
        unsafe newslog_file_has_content("\(path)-wal") != 0
    }

    /// Runs statements without results.
    ///
    /// The C function is `sqlite3_exec`.
    func execute(_ sql: String) throws(CatalogError) {
        try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil), sql)
    }

    /// Prepares a statement to be used again and again.
    ///
    /// The C function is `sqlite3_prepare_v3`.
    func prepare(_ sql: String) throws(CatalogError) -> Statement {
        var statement: OpaquePointer?
        try check(
            unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil),
            sql)
        guard let statement = unsafe statement else { throw error(SQLITE_MISUSE, sql) }
        return unsafe Statement(statement, in: self, sql: sql)
    }

    /// Runs work as one transaction: all of it or, when it throws, nothing.
    func transaction<Result>(_ work: () throws(CatalogError) -> Result) throws(CatalogError) -> Result {
        try endReading()
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try work()
            try execute("COMMIT")
            return result
        } catch {
            // A failed COMMIT may have ended the transaction already; the first error is the one to tell.
            try? execute("ROLLBACK")
            throw error
        }
    }

    /// Keeps one view of the file until `endReading` or the next transaction.
    func beginReading() throws(CatalogError) {
        guard !isReading else { return }
        try execute("BEGIN")
        isReading = true
    }

    /// Lets go of the view that `beginReading` keeps.
    func endReading() throws(CatalogError) {
        guard isReading else { return }
        isReading = false
        try execute("COMMIT")
    }

    /// Turns a result code into an error; the one place where SQLite's codes get their meaning.
    func check(_ result: Int32, _ sql: String) throws(CatalogError) {
        guard result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW else {
            throw error(result, sql)
        }
    }

    private func error(_ result: Int32, _ sql: String) -> CatalogError {
        let words = unsafe String(cString: sqlite3_errmsg(handle))
        return Self.error(result, path: path, "\(words) (\(sql.prefix(80)))")
    }

    private static func error(_ result: Int32, path: String, _ message: String) -> CatalogError {
        let code: CatalogError.Code =
            switch result & 0xFF {
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY: .cannotOpen
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .noSpace
            default: .failed
            }
        return CatalogError(code: code, path: path, message: message)
    }
}
