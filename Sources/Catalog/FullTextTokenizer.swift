internal import Articles
internal import CSQLite

/// The tokenizer `newslog` of FTS5: folds and splits as `Articles.Folding` does, so that there is one fold.
///
/// The C interface is `fts5_tokenizer` (SQLite, "fts5.html", section 7.1).
enum FullTextTokenizer {
    /// Makes the tokenizer known to a connection.
    @unsafe static func register(in database: OpaquePointer) {
        guard let api = unsafe newslog_fts5_api(database) else { return }
        var tokenizer = unsafe fts5_tokenizer(xCreate: create, xDelete: { _ in }, xTokenize: tokenize)
        _ = unsafe api.pointee.xCreateTokenizer(api, "newslog", nil, &tokenizer, nil)
    }

    /// There is no state: any address but null will do for an instance.
    private static let create:
        @convention(c) (
            UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafePointer<CChar>?>?, Int32,
            UnsafeMutablePointer<OpaquePointer?>?
        ) -> Int32 = { _, _, _, instance in
            unsafe instance?.pointee = OpaquePointer(bitPattern: 1)
            return SQLITE_OK
        }

    private static let tokenize:
        @convention(c) (
            OpaquePointer?, UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32,
            (
                @convention(c) (UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32, Int32, Int32)
                    -> Int32
            )?
        ) -> Int32 = { _, context, purpose, text, count, emit in
            guard let emit = unsafe emit, let text = unsafe text, count > 0 else { return SQLITE_OK }
            // The index files a noun also without its article; a query names each form it wants.
            let isQuery = purpose & FTS5_TOKENIZE_QUERY != 0
            var result = SQLITE_OK
            let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(count)).bindMemory(
                to: UInt8.self)
            Folding.words(of: unsafe bytes.span) { folded, start, end, isColocated in
                if isQuery, isColocated { return true }
                result = unsafe folded.withUnsafeBufferPointer { word in
                    unsafe word.withMemoryRebound(to: CChar.self) { word in
                        unsafe emit(
                            context, isColocated ? FTS5_TOKEN_COLOCATED : 0, word.baseAddress,
                            Int32(word.count),
                            Int32(start), Int32(end))
                    }
                }
                return result == SQLITE_OK
            }
            return result
        }
}
