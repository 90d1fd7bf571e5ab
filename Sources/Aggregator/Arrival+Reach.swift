internal import Articles
internal import Fetching

extension Arrival {
    /// Whether the network was reached: an answer of any kind, or a failure that has nothing to do with it; nil when
    /// nothing was tried.
    var isNetworkReached: Bool? {
        guard metadata.status == nil, case .failed(let code, _, _) = result else { return true }
        return switch FetchCode(rawValue: code) {
        case .dnsFailed, .dnsTimeout, .connectRefused, .connectTimeout, .connectFailed, .tlsTimeout,
            .proxyFailed,
            .connectionReset, .emptyReply, .firstByteTimeout, .totalTimeout, .stalled:
            false
        case .tlsCertificate, .tlsFailed, .protocolError, .headerTooLarge, .bodyTooLarge, .decodedTooLarge,
            .truncatedBody, .badEncoding, .redirectLoop, .tooManyRedirects, .badRedirect, .downgradeRefused,
            .gone, .challenge, .clientError, .serverError, .unexpectedStatus, .decodeTruncated, .noContent,
            .unexpected304:
            true
        case .invalidURL, .schemeRefused, .addressRefused, .tooManyRequests, .cancelled, .internalError, nil:
            nil
        }
    }

    /// How long a host is still held, where the feed was not asked because of it; nil otherwise.
    var heldFor: Duration? {
        guard metadata.status == nil, case .failed(FetchCode.tooManyRequests.rawValue, _, let rest) = result
        else {
            return nil
        }
        return rest
    }
}

extension FeedState {
    /// The host and port that the feed is asked at; nil for a file.
    var origin: String? {
        guard let parts = WebURL.parts(Array(url.utf8).span) else { return nil }
        return "\(String(decoding: parts.host, as: UTF8.self)):\(parts.port)"
    }
}
