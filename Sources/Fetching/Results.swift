internal import Articles

/// How results are made of what the loop has at hand.
extension FetchResponse {
    init(_ transfer: Transfer, _ exchange: Exchange) {
        let reception = exchange.sink.reception
        let head = reception.head
        self.init(
            token: transfer.request.token, status: head.status, url: transfer.address.text,
            hops: transfer.hops,
            etag: head.validator(.etag), lastModified: head.validator(.lastModified),
            contentType: head.text(.contentType), freshness: Freshness(head), body: [], isBodyKnown: false,
            wireBytes: reception.body.count, wireHash: 0,
            timings: FetchTimings(exchange, total: transfer.spent), remoteAddress: reception.remote,
            warnings: [])
    }
}

extension FetchTimings {
    init(_ exchange: Exchange, total: Duration) {
        let times = exchange.connectTimes
        connect = times.connect
        handshake = max(.zero, times.ready - times.connect)
        firstByte = exchange.sink.firstByte.map { $0 - exchange.sink.start } ?? .zero
        self.total = total
    }
}

extension FetchFailure {
    /// A request whose URL cannot be fetched from; of its text only what can be no secret is repeated.
    init(_ request: FetchRequest, _ defect: WebAddress.Defect) {
        let (code, words): (FetchCode, String) =
            switch defect {
            case .invalid(let words): (.invalidURL, "this is no URL: \(words)")
            case .scheme(let scheme): (.schemeRefused, "\(scheme): is not fetched, only http and https are")
            }
        let url = String(request.url.prefix { $0 != "?" }.split(separator: "@").last ?? "")
        self.init(token: request.token, code: code, phase: .policy, url: url, message: words)
    }
}

extension FetchCode {
    /// What to say when a deadline has passed.
    var deadlineWords: String {
        switch self {
        case .connectTimeout: "the server does not answer (no connection in time)"
        case .tlsTimeout: "the server does not finish the TLS handshake"
        case .firstByteTimeout: "the server takes the request but does not answer"
        case .stalled: "the server sends too slowly"
        default: "the fetch took longer than its timeout"
        }
    }
}

extension FetchSettings {
    /// A document may unpack to twice what it may have on the wire (16 MiB, 32 MiB by default).
    static func decodedCap(ofWireCap bytes: Int) -> Int {
        max(
            bytes,
            bytes.multipliedReportingOverflow(by: Limits.decodedBodyBytes / Limits.wireBodyBytes).partialValue
        )
    }
}
