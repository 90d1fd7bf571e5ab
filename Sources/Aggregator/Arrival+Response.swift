internal import Articles
internal import Fetching

extension Arrival.Metadata {
    /// What a good answer says besides its document.
    init(_ response: FetchResponse) {
        self.init(
            status: response.status, url: response.url, etag: response.etag,
            lastModified: response.lastModified,
            bodyHash: response.wireHash, documentBytes: response.body.isEmpty ? nil : response.body.count,
            maxAge: response.freshness.lifetime,
            permanentURL: response.isPermanentlyMoved ? response.url : nil, phase: "parse",
            wireBytes: response.wireBytes, took: response.timings.total)
    }
}

extension Arrival {
    /// What an answer says without its document.
    init(_ response: FetchResponse) {
        self.init(token: response.token, result: .unchanged, metadata: Metadata(response))
    }

    /// The arrival of a fetch without a usable answer.
    init(_ failure: FetchFailure, now: Timestamp) {
        self.init(
            token: failure.token,
            result: .failed(
                code: failure.code.rawValue, message: failure.message,
                retryAfter: failure.freshness.hold(at: now)))
        metadata.status = failure.status
        metadata.phase = failure.phase.rawValue
        metadata.wireBytes = failure.bytes
        metadata.took = failure.timings.total
    }
}

extension Freshness {
    /// How long the answer is fresh: max-age minus Age, else Expires minus Date; nil where neither bounds anything.
    var lifetime: Duration? {
        guard !isUncacheable else { return nil }
        if let maxAgeSeconds { return .seconds(max(0, maxAgeSeconds - (ageSeconds ?? 0))) }
        guard let expires, let date, expires > date else { return nil }
        return expires - date
    }

    /// How long the server asks to wait (RFC 9110 10.2.3); nil when it does not.
    func hold(at now: Timestamp) -> Duration? {
        switch retryAfter {
        case .seconds(let seconds): .seconds(seconds)
        case .date(let date): date - now
        case nil: nil
        }
    }
}
