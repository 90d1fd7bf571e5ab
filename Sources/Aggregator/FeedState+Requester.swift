internal import Articles
internal import Configuration
internal import Fetching

/// Whom validators were given to: an answer depends on credentials, own headers and User-Agent too (RFC 9110 12.5.5).
extension FeedState {
    /// Takes note of who asks from now on; another one than before has no validators.
    ///
    /// False when it is another one, so that an answer under way is not his.
    mutating func isRequested(by requester: UInt16) -> Bool {
        defer { self.requester = requester }
        guard let known = self.requester, known != requester else { return true }
        (etag, lastModified, validatorURL) = (nil, nil, nil)
        return false
    }
}

extension FeedSettings {
    /// Tells who asks; a new version of newslog is nobody else.
    func requester(_ http: HTTPSettings) -> UInt16 {
        var text = http.userAgent(for: self, version: "")
        switch auth {
        case .basic(let user, let password): text += "\n\(user)\n\(password.reveal() ?? "")"
        case .bearer(let token): text += "\n\(token.reveal() ?? "")"
        case nil: break
        }
        for header in headers { text += "\n\(header.name): \(header.value.reveal() ?? "")" }
        return UInt16(truncatingIfNeeded: BodyHash.of(Array(text.utf8)))
    }
}
