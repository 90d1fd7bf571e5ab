internal import CCurl

/// A URL as the fetcher uses it: normalised by libcurl's parser, so that what is judged is what is fetched.
struct WebAddress: Hashable, Sendable {
    /// Why a text is no address to fetch from.
    enum Defect: Error {
        case invalid(String)
        case scheme(String)
    }

    /// Normalised; without credentials, fragment and default port.
    let text: String
    let scheme: String
    /// In lower case; an IPv6 address without brackets.
    let host: String
    let port: Int
    /// Credentials that stood in the URL.
    let user: String?
    let password: String?
    let query: String?

    /// Scheme, host and port: the border that credentials do not cross (RFC 6454 4).
    var origin: String { "\(scheme)://\(host):\(port)" }
    var isSecure: Bool { scheme == "https" }

    /// The same place under https: the default port becomes that of https, another one stays (RFC 6797 8.3).
    var secured: WebAddress {
        guard !isSecure, let secured = try? Self.parse("https" + text.dropFirst("http".utf8.count)) else {
            return self
        }
        return secured
    }

    /// The text for messages and logs: values of the query that look like secrets are left out.
    var redacted: String {
        guard let query, let mark = text.firstIndex(of: "?") else { return text }
        let parts = query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            guard let equals = pair.firstIndex(of: "=") else { return String(pair) }
            let name = pair[..<equals].lowercased()
            return Self.secretNames.contains(where: name.contains) ? "\(pair[...equals])…" : String(pair)
        }
        return "\(text[..<mark])?\(parts.joined(separator: "&"))"
    }

    private static let secretNames = [
        "key", "token", "secret", "pass", "pwd", "auth", "sig", "session", "credential",
    ]

    /// Reads a URL.
    static func parse(_ text: String) throws(Defect) -> WebAddress {
        if let address = plain(text) { return address }
        return try parse(Array(text.utf8), base: nil)
    }

    /// Reads the Location of an answer from this address (RFC 9110 10.2.2); raw bytes, since many are not
    /// ASCII.
    func resolving(_ location: [UInt8]) throws(Defect) -> WebAddress {
        try Self.parse(location, base: text)
    }

    /// Reads a URL with libcurl, whatever it looks like.
    static func parse(_ bytes: [UInt8], base: String?) throws(Defect) -> WebAddress {
        guard !bytes.contains(0) else { throw .invalid("it contains a NUL") }
        let url = CurlURL()
        if let base, let problem = url.set(CURLUPART_URL, Array(base.utf8)) { throw .invalid(problem) }
        if let problem = url.set(CURLUPART_URL, bytes) { throw .invalid(problem) }
        guard let scheme = url.get(CURLUPART_SCHEME), scheme == "http" || scheme == "https" else {
            throw .scheme(url.get(CURLUPART_SCHEME) ?? "none")
        }
        let (user, password) = (
            url.get(CURLUPART_USER, decoded: true), url.get(CURLUPART_PASSWORD, decoded: true)
        )
        guard let name = url.get(CURLUPART_HOST), !name.isEmpty else { throw .invalid("it has no host") }
        guard var host = Punycode.ascii(ofHost: name) else { throw .invalid("its host name is too long") }
        for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT] { url.clear(part) }
        if let problem = url.set(CURLUPART_HOST, Array(host.utf8)) { throw .invalid(problem) }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard let text = url.get(CURLUPART_URL), let port = url.get(CURLUPART_PORT).flatMap({ Int($0) })
        else {
            throw .invalid("it cannot be read")
        }
        return WebAddress(
            text: text, scheme: scheme, host: host, port: port, user: user, password: password,
            query: url.get(CURLUPART_QUERY))
    }
}

/// The owner of a `CURLU`.
@safe private struct CurlURL: ~Copyable {
    private let handle: OpaquePointer?

    init() { unsafe handle = curl_url() }
    deinit { unsafe curl_url_cleanup(handle) }

    /// Sets a part; says what is wrong with it, nil when nothing is.
    ///
    /// The C function is `curl_url_set`.
    func set(_ part: CURLUPart, _ bytes: [UInt8]) -> String? {
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME) | UInt32(part == CURLUPART_URL ? CURLU_URLENCODE : 0)
        let code = unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) {
                unsafe curl_url_set(handle, part, $0.baseAddress, flags)
            }
        }
        guard code != CURLUE_OK else { return nil }
        return unsafe String(cString: curl_url_strerror(code))
    }

    /// Takes a part away.
    func clear(_ part: CURLUPart) { _ = unsafe curl_url_set(handle, part, nil, 0) }

    /// Reads a part; nil when it is not there.
    ///
    /// The C function is `curl_url_get`.
    func get(_ part: CURLUPart, decoded: Bool = false) -> String? {
        var flags: Int32 = decoded ? CURLU_URLDECODE : 0
        if part == CURLUPART_PORT { flags |= CURLU_DEFAULT_PORT }
        if part == CURLUPART_URL { flags |= CURLU_NO_DEFAULT_PORT }
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text = unsafe text
        else {
            return nil
        }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
