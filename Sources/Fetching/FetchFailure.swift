/// Why a fetch failed: a stable name for programs; `newslog feeds --failing` shows the words beside it.
package enum FetchCode: String, CaseIterable, Sendable {
    case invalidURL = "invalid-url"
    case schemeRefused = "scheme-refused"
    case addressRefused = "address-refused"
    case dnsFailed = "dns-failed"
    case dnsTimeout = "dns-timeout"
    case connectRefused = "connect-refused"
    case connectTimeout = "connect-timeout"
    case connectFailed = "connect-failed"
    case tlsCertificate = "tls-certificate"
    case tlsFailed = "tls-failed"
    case tlsTimeout = "tls-timeout"
    case proxyFailed = "proxy-failed"
    case connectionReset = "connection-reset"
    case emptyReply = "empty-reply"
    case firstByteTimeout = "first-byte-timeout"
    case stalled = "stalled"
    case totalTimeout = "total-timeout"
    case protocolError = "protocol-error"
    case headerTooLarge = "header-too-large"
    case bodyTooLarge = "body-too-large"
    case decodedTooLarge = "decoded-too-large"
    case truncatedBody = "truncated-body"
    case decodeTruncated = "decode-truncated"
    case badEncoding = "bad-encoding"
    case redirectLoop = "redirect-loop"
    case tooManyRedirects = "too-many-redirects"
    case badRedirect = "bad-redirect"
    case downgradeRefused = "downgrade-refused"
    case tooManyRequests = "too-many-requests"
    case gone = "gone"
    case challenge = "challenge"
    case clientError = "client-error"
    case serverError = "server-error"
    case noContent = "no-content"
    case unexpected304 = "unexpected-304"
    case unexpectedStatus = "unexpected-status"
    case cancelled = "cancelled"
    case internalError = "internal-error"
}

extension FetchCode {
    /// Whether something was lost on the way, so that the document may be whole when it is asked for again.
    package var meansCutShort: Bool { self == .truncatedBody || self == .decodeTruncated }
}

/// How far a fetch had come.
package enum FetchPhase: String, Sendable {
    case policy, resolve, connect, handshake, request, headers, body, decode
}

/// A fetch without a usable answer.
package struct FetchFailure: Error, Hashable, Sendable {
    /// The number that the request carried.
    package var token: Int
    package var code: FetchCode
    package var phase: FetchPhase
    /// The URL at which it failed, without credentials and secrets.
    package var url: String
    /// One line that a person can act on.
    package var message: String
    /// Bytes of the body that had come.
    package var bytes = 0
    /// The HTTP status, where there was one.
    package var status: Int?
    /// The redirects that led there.
    package var hops: [Hop] = []
    /// What the headers say about when to come again (Retry-After above all).
    package var freshness = Freshness()
    package var timings = FetchTimings()
}

extension FetchFailure: CustomStringConvertible {
    /// Message, URL and code.
    package var description: String { "\(message) (\(url)) [\(code.rawValue)]" }
}
