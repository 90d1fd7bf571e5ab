internal import Articles
internal import Fetching
internal import Parsing

/// What came back of one fetch, after the parser had its look: the conductor's input.
struct Arrival: Sendable {
    /// What it was.
    enum Result: Sendable {
        /// 304, or a body whose bytes are those of last time.
        case unchanged
        /// A document.
        case document(PreparedDocument)
        /// A complete answer that is no feed.
        case notAFeed(NotAFeed)
        /// No usable answer: a code, words for people, and Retry-After where the server gave one.
        case failed(code: String, message: String, retryAfter: Duration?)
    }

    /// What an answer says besides its document.
    struct Metadata: Sendable {
        var status: Int?
        /// Where the document came from in the end; validators belong to it.
        var url: String?
        var etag: [UInt8]?
        var lastModified: [UInt8]?
        var bodyHash: UInt64?
        /// Bytes of the document, decoded; nil when it did not come.
        var documentBytes: Int?
        /// How long the server says the answer is fresh.
        var maxAge: Duration?
        /// Where a chain of permanent redirects led.
        var permanentURL: String?
        /// Whether the request had validators; nil for a file.
        var isConditional: Bool?
        /// How far it had come, as in `connect` or `parse`.
        var phase: String?
        /// Bytes of the body as they came.
        var wireBytes: Int?
        /// How long the whole fetch took.
        var took: Duration?
    }

    /// The number of the fetch.
    var token: Int
    var result: Result
    var metadata = Metadata()

    /// Bytes of the lines that its document may bring.
    var lineBytes: Int {
        if case .document(let document) = result { document.bytes.count } else { 0 }
    }
}
