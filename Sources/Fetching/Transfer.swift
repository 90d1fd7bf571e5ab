internal import Articles
internal import Policy

/// One fetch from its first request to its result, redirects included: what is known and what is decided.
///
/// The loop does what it says; nothing here calls libcurl.
///
/// A class because the loop's tables name it: a copy of all that a request holds costs more than a look at it.
final class Transfer {
    let request: FetchRequest
    private(set) var address: WebAddress {
        didSet { lookup = place(of: address) }
    }
    /// The name that has to be looked up: the site's, or its proxy's; nil when it is an address already.
    private(set) var lookup: (host: String, port: Int)?
    /// The request on its way; nil before it and between two hops.
    var exchange: Exchange?
    /// The deadline of one that waits for a name server; one that waits for a free thread has none yet.
    var lookupClock: PhaseClock?
    private(set) var hops: [Hop] = []
    /// How much of the request's `timeout` is used up.
    private(set) var spent: Duration = .zero
    private var hopStart: Duration?
    /// Credentials and the feed's own headers go only to the origin they were given for, and once another
    /// origin was visited not even there.
    private var isAtHome = true
    private let authorization: FetchRequest.Authorization?
    private let validatorText: String
    /// Where it was before.
    private var visited: [String] = []

    /// `address` is that of the request.
    init(_ request: consuming FetchRequest, at address: WebAddress) {
        self.address = address
        authorization =
            request.authorization
            ?? address.user.map { .basic(user: $0, password: address.password ?? "") }
        // What the validators came from is written as we write addresses.
        let validatorURL = request.validatorURL.flatMap { try? WebAddress.parse($0).text }
        validatorText = request.validatorURL == nil ? address.text : validatorURL ?? ""
        self.request = request
        lookup = place(of: address)
    }

    private func place(of address: WebAddress) -> (host: String, port: Int)? {
        guard let proxy else {
            return IPAddress(address.host) == nil ? (address.host, address.port) : nil
        }
        let start = proxy.range(ofFirst: "://").map { proxy[$0...] } ?? proxy[...]
        let place = start.split(separator: "@").last ?? start
        guard let url = try? WebAddress.parse("http://\(place)"), IPAddress(url.host) == nil else {
            return nil
        }
        return (url.host, url.port)
    }

    /// Whose TLS sessions may be resumed; nil without TLS.
    var sessionKey: SessionCache.Key? {
        address.isSecure ? SessionCache.Key(origin: address.origin, tls: request.tls) : nil
    }

    /// Whether an address is of a version that the feed is held to.
    func speaks(_ address: IPAddress) -> Bool {
        switch request.ipVersion {
        case .either: true
        case .v4: address.width == 32
        case .v6: address.width == 128
        }
    }

    /// Goes to the same place over TLS, since its host wants nothing else.
    func secure() {
        visited.append(address.text)
        address = address.secured
    }

    /// How much time the next exchange may take.
    var budget: Duration { request.timeout - spent }

    /// The proxy for the present address; nil where the way is direct.
    var proxy: String? { request.directHosts.contains(address.host) ? nil : request.proxy }

    /// The proxy is the user's own choice of an address, so whatever it is, it is allowed.
    var allowance: AddressPolicy.Allowance { proxy == nil ? request.privateNetworks : .everything }

    /// A hop begins.
    func begin(at now: Duration) { hopStart = now }

    /// A hop ends, if one had begun.
    func end(at now: Duration) {
        spent += now - (hopStart ?? now)
        hopStart = nil
    }

    /// Whether the validators go to this address; a 304 is an answer only then.
    var isConditional: Bool {
        (request.etag != nil || request.lastModified != nil) && address.text == validatorText
    }

    /// The header lines of the next request: what a polite reader says, and nothing else.
    var headerLines: HeaderLines {
        var lines = HeaderLines()
        lines.append("User-Agent", request.userAgent.utf8)
        lines.append(Self.usualLines)
        if isConditional {
            if let etag = request.etag { lines.append("If-None-Match", etag) }
            if let modified = request.lastModified { lines.append("If-Modified-Since", modified) }
        }
        guard isAtHome else { return lines }
        if let value = authorization?.headerValue { lines.append("Authorization", value) }
        for header in request.headers {
            // The user's word counts before ours.
            lines.remove(header.name)
            lines.append(header.name, header.value.utf8)
        }
        return lines
    }

    private static let usualLines: HeaderLines = {
        var lines = HeaderLines()
        lines.append(
            "Accept",
            ("application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
                + "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5").utf8)
        lines.append("Accept-Encoding", "gzip, br, zstd".utf8)
        return lines
    }()

    /// Moves to where a redirect points, or says why not.
    ///
    /// `wantsTLS` says whether a host does.
    func follow(
        status: Int, location: [UInt8], wantsTLS: (String) -> Bool = { _ in false }
    ) -> (code: FetchCode, words: String)? {
        guard !location.isEmpty else { return (.badRedirect, "the server redirects (\(status)) to nowhere") }
        guard hops.count < Limits.redirects else {
            return (.tooManyRedirects, "the server redirects more than \(Limits.redirects) times")
        }
        var next: WebAddress
        do throws(WebAddress.Defect) {
            next = try address.resolving(location)
        } catch {
            switch error {
            case .invalid(let words):
                return (.badRedirect, "the server redirects to something that is no URL: \(words)")
            case .scheme(let scheme):
                return (
                    .schemeRefused, "the server redirects to \(scheme):, only http and https are followed"
                )
            }
        }
        if wantsTLS(next.host) { next = next.secured }
        if address.isSecure, !next.isSecure, !request.allowsDowngrade {
            return (
                .downgradeRefused,
                "the server redirects from https to http (\(next.redacted)), which is not followed"
            )
        }
        guard next.text != address.text, !visited.contains(next.text) else {
            return (.redirectLoop, "the server redirects in a circle, back to \(next.redacted)")
        }
        visited.append(address.text)
        hops.append(Hop(url: address.text, status: status))
        if next.origin != address.origin { isAtHome = false }
        address = next
        return nil
    }

    /// A failure of this fetch at its present address.
    func failure(_ code: FetchCode, _ phase: FetchPhase, _ words: String, bytes: Int = 0) -> FetchFailure {
        var failure = FetchFailure(
            token: request.token, code: code, phase: phase, url: address.redacted, message: words,
            bytes: bytes)
        failure.hops = hops
        failure.timings.total = spent
        return failure
    }
}

extension FetchRequest.Authorization {
    /// The value of the header.
    fileprivate var headerValue: [UInt8] {
        switch self {
        case .basic(let user, let password): Array("Basic ".utf8) + base64(Array("\(user):\(password)".utf8))
        case .bearer(let token): Array("Bearer \(token)".utf8)
        }
    }

    /// RFC 4648 4.
    private func base64(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            var bits = part.reduce(0) { $0 << 8 | Int($1) }
            bits <<= 8 * (3 - part.count)
            for index in 0..<4 {
                output.append(
                    index <= part.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return output
    }
}

extension String {
    /// The index after the first occurrence of a mark.
    fileprivate func range(ofFirst mark: String) -> Index? {
        indices.first { self[$0...].hasPrefix(mark) }.map { index($0, offsetBy: mark.count) }
    }
}
