internal import Articles
internal import CSQLite

/// The tokenizer `newslog` of FTS5: folds and splits as `Articles.Folding` does, so that there is one fold.
///
/// The C interface is `fts5_tokenizer` (SQLite, "fts5.html", section 7.1).
package enum FullTextTokenizer {
    /// Makes the tokenizer known to a connection.
    @unsafe package static func register(in database: OpaquePointer) {
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
            pieces(of: unsafe bytes.span) { piece, offset, isMark in
                func take(_ token: Span<UInt8>, _ start: Int, _ end: Int, _ isColocated: Bool) -> Bool {
                    if isQuery, isColocated { return true }
                    result = unsafe token.withUnsafeBufferPointer { word in
                        unsafe word.withMemoryRebound(to: CChar.self) { word in
                            unsafe emit(
                                context, isColocated ? FTS5_TOKEN_COLOCATED : 0, word.baseAddress,
                                Int32(word.count), Int32(offset + start), Int32(offset + end))
                        }
                    }
                    return result == SQLITE_OK
                }
                if isMark { return take(piece, 0, piece.count, false) }
                Folding.words(of: piece, take)
                return result == SQLITE_OK
            }
            return result
        }

    /// Hands text and marks (`IndexMark`) over in turn, with where each begins; false from `body` stops.
    private static func pieces(of text: Span<UInt8>, _ body: (Span<UInt8>, Int, Bool) -> Bool) {
        var start = 0
        while start < text.count {
            let isMark = text[start] == IndexMark.start
            var end = start + 1
            while end < text.count, text[end] != IndexMark.start, !(isMark && text[end - 1] == IndexMark.end)
            { end += 1 }
            guard body(text.extracting(start..<end), start, isMark) else { return }
            start = end
        }
    }
}
