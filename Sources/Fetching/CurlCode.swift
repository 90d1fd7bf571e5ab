internal import CCurl
internal import Glibc
internal import Policy

/// What libcurl's result means; the only place where its codes are read.
struct CurlOutcome {
    /// The failure; nil when the answer came whole, or as far as it was wanted.
    let failure: (code: FetchCode, phase: FetchPhase, words: String)?

    /// Whether the server speaks HTTP/2 so badly that HTTP/1.1 is worth trying.
    let isBrokenHTTP2: Bool

    init(_ code: CURLcode, _ exchange: Exchange, host: String) {
        isBrokenHTTP2 = code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM
        failure = Self.failure(code, exchange, exchange.sink, host)
    }

    private static func failure(
        _ code: CURLcode, _ exchange: Exchange, _ sink: ExchangeSink, _ host: String
    ) -> (FetchCode, FetchPhase, String)? {
        let phase = sink.clock.phase
        // What we ended ourselves has its reason in the sink; libcurl only says that a callback refused.
        if let refusal = sink.refusal {
            return (
                .addressRefused, .policy,
                "\(host) leads to \(refusal.rawValue), which private_networks does not allow"
            )
        }
        switch sink.head.defect {
        case .tooLarge: return (.headerTooLarge, .headers, "the server sends too many or too large headers")
        case .twoLengths: return (.protocolError, .headers, "the server gives two lengths for one body")
        case nil: break
        }
        if sink.isBodyTooLarge {
            return (.bodyTooLarge, .body, "the document is larger than max_body allows")
        }
        if code == CURLE_OK || sink.hasEnough { return nil }
        let words =
            exchange.errorWords.isEmpty
            ? unsafe String(cString: curl_easy_strerror(code)) : exchange.errorWords
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return (.dnsFailed, .resolve, "the name \(host) has no address")
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            return (.proxyFailed, .connect, "the proxy fails: \(words)")
        case CURLE_COULDNT_CONNECT: return connectFailure(exchange.systemError, host)
        case CURLE_OPERATION_TIMEDOUT: return (.totalTimeout, phase, "the fetch took too long")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return (.tlsCertificate, .handshake, "the certificate of \(host) is not trusted: \(words)")
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return (
                .tlsCertificate, .handshake, "the key of \(host) is not the one that the configuration pins"
            )
        case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM:
            return (.tlsCertificate, .handshake, "the file of trusted certificates cannot be used: \(words)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED:
            return (.tlsFailed, .handshake, "no secure connection to \(host): \(words)")
        case CURLE_GOT_NOTHING:
            return (.emptyReply, .request, "the server closed the connection without an answer")
        case CURLE_PARTIAL_FILE: return (.truncatedBody, .body, "the server cut the document short")
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR: return receiveFailure(exchange, words)
        case CURLE_OUT_OF_MEMORY where phase == .request || phase == .headers:
            // libcurl 7.88 calls a header of more than 100 KB so.
            return (.headerTooLarge, .headers, "the server sends a header that is too large")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            return (.protocolError, phase, "the server does not speak HTTP as it should: \(words)")
        default: return (.internalError, phase, words)
        }
    }

    private static func connectFailure(_ error: Int32, _ host: String) -> (FetchCode, FetchPhase, String) {
        switch error {
        case ECONNREFUSED: (.connectRefused, .connect, "nothing answers at \(host)")
        case ETIMEDOUT: (.connectTimeout, .connect, "\(host) does not answer")
        case 0: (.connectFailed, .connect, "no connection to \(host)")
        default:
            (.connectFailed, .connect, "no connection to \(host): \(unsafe String(cString: strerror(error)))")
        }
    }

    private static func receiveFailure(_ exchange: Exchange, _ words: String) -> (
        FetchCode, FetchPhase, String
    ) {
        let sink = exchange.sink
        if exchange.proxyStatus >= 400 {
            return (.proxyFailed, .connect, "the proxy answers \(exchange.proxyStatus)")
        }
        if words.contains("chunk") || words.contains("Chunk") {
            return (.protocolError, .body, "the server breaks off the chunked encoding: \(words)")
        }
        if words.contains("response headers") {
            return (.headerTooLarge, .headers, "the server sends too many or too large headers")
        }
        if sink.head.isComplete, sink.head.status >= 200 {
            return (.truncatedBody, .body, "the connection broke in the middle of the document")
        }
        return (.connectionReset, sink.clock.phase, "the server broke the connection off")
    }
}
