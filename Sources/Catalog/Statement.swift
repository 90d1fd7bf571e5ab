internal import Articles
internal import CSQLite

/// A prepared statement, used again and again; the only owner of the C pointer.
///
/// The C type is `sqlite3_stmt`.
@safe final class Statement {
    private let handle: OpaquePointer
    private let database: Database
    private let sql: String
    private var next: Int32 = 1

    /// Takes a statement over.
    init(_ handle: OpaquePointer, in database: Database, sql: String) {
        unsafe self.handle = handle
        self.database = database
        self.sql = sql
    }

    deinit { unsafe sqlite3_finalize(handle) }

    // MARK: Values in, in the order of the question marks

    /// Begins anew; values that are not bound again are null.
    @discardableResult
    func reset() -> Statement {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
        next = 1
        return self
    }

    @discardableResult
    func bind(_ value: Int64?) -> Statement {
        if let value { _ = unsafe sqlite3_bind_int64(handle, next, value) }
        next += 1
        return self
    }

    @discardableResult
    func bind(_ value: Int?) -> Statement { bind(value.map { Int64($0) }) }

    @discardableResult
    func bind(_ value: Seq) -> Statement { bind(Int64(bitPattern: value)) }

    @discardableResult
    func bind(_ value: Timestamp?) -> Statement { bind(value?.milliseconds) }

    @discardableResult
    func bind(_ value: Double) -> Statement {
        _ = unsafe sqlite3_bind_double(handle, next, value)
        next += 1
        return self
    }

    @discardableResult
    func bind(_ text: String?) -> Statement {
        if let text { bind(text: Array(text.utf8)) } else { next += 1 }
        return self
    }

    @discardableResult
    func bind(text: [UInt8]) -> Statement {
        let index = next
        // An empty array may have no address, and a null address would bind null.
        unsafe text.withUnsafeBufferPointer { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                _ = unsafe newslog_bind_text(handle, index, characters.baseAddress, Int32(characters.count))
            }
        }
        next += 1
        return self
    }

    @discardableResult
    func bind(blob: [UInt8]?) -> Statement {
        if let blob {
            _ = unsafe blob.withUnsafeBytes {
                unsafe newslog_bind_blob(handle, next, $0.baseAddress, Int32($0.count))
            }
        }
        next += 1
        return self
    }

    @discardableResult
    func bind(_ digest: Digest128?) -> Statement {
        if let digest { return bind(digest, first: 16) }
        next += 1
        return self
    }

    /// Binds the first bytes of a digest, at most 16.
    @discardableResult
    func bind(_ digest: Digest128, first count: Int) -> Statement {
        let halves = (digest.high.bigEndian, digest.low.bigEndian)
        _ = unsafe withUnsafeBytes(of: halves) {
            unsafe newslog_bind_blob(handle, next, $0.baseAddress, Int32(min(count, $0.count)))
        }
        next += 1
        return self
    }

    // MARK: Rows out

    /// Goes to the next row; false behind the last one.
    ///
    /// The C function is `sqlite3_step`.
    func step() throws(CatalogError) -> Bool {
        let result = unsafe sqlite3_step(handle)
        if result == SQLITE_ROW { return true }
        // The error is read before the reset that would clear it; the statement is left ready for its next use.
        defer { _ = unsafe sqlite3_reset(handle) }
        try database.check(result, sql)
        return false
    }

    /// Runs a statement that gives no rows.
    func run() throws(CatalogError) { _ = try step() }

    /// All rows, each made by `row`; the statement is free again afterwards.
    func rows<Row>(_ row: (Statement) -> Row) throws(CatalogError) -> [Row] {
        var rows: [Row] = []
        while try step() { rows.append(row(self)) }
        return rows
    }

    /// The first row; nil when there is none.
    func first<Row>(_ row: (Statement) -> Row) throws(CatalogError) -> Row? {
        guard try step() else { return nil }
        defer { _ = unsafe sqlite3_reset(handle) }
        return row(self)
    }

    /// A number; nil when the column is null.
    func integer(_ column: Int32) -> Int64? {
        unsafe sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
    }

    /// A number that cannot be null.
    func int(_ column: Int32) -> Int { Int(integer(column) ?? 0) }

    /// A position in the journal.
    func seq(_ column: Int32) -> Seq { Seq(bitPattern: integer(column) ?? 0) }

    /// An instant; nil when the column is null.
    func time(_ column: Int32) -> Timestamp? { integer(column).map { Timestamp(milliseconds: $0) } }

    /// A number with a fraction.
    func double(_ column: Int32) -> Double { unsafe sqlite3_column_double(handle, column) }

    /// A text; nil when the column is null.
    func text(_ column: Int32) -> String? { blob(column).map { String(decoding: $0, as: UTF8.self) } }

    /// Bytes; nil when the column is null.
    func blob(_ column: Int32) -> [UInt8]? {
        withBlob(column) { bytes in
            var copy: [UInt8] = []
            copy.append(bytes)
            return copy
        }
    }

    /// What `read` makes of the bytes of a column, which are not copied; nil when the column is null.
    func withBlob<Result>(_ column: Int32, _ read: (Span<UInt8>) -> Result?) -> Result? {
        guard unsafe sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
        let start = unsafe sqlite3_column_blob(handle, column)
        let count = unsafe sqlite3_column_bytes(handle, column)
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(count)).bindMemory(to: UInt8.self)
        return unsafe read(bytes.span)
    }

    /// A digest; nil when the column is null.
    func digest(_ column: Int32) -> Digest128? { withBlob(column) { Digest128($0) } }
}
