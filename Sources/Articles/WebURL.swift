/// The door to URLs as bytes: resolving references, the form that is compared, the parts, the form on the wire.
///
/// Between RFC 3986 and the browsers (WHATWG URL), which publishers test with: blanks around and line breaks inside
/// are removed, extra slashes before a host are forgiven; a backslash is never a slash, and an authority that two
/// parsers could read differently is no URL at all.
public enum WebURL {
    /// Resolves a reference (RFC 3986 5.2) and appends the result; false, and nothing appended, when nothing sensible
    /// results.
    ///
    /// A reference with a scheme other than http and https (`mailto:`, `tag:`, `urn:`) is absolute and taken as it is.
    /// In the others blanks, quotes, angle brackets and control characters are percent-encoded; letters beyond ASCII
    /// stay UTF-8. An empty reference is the base without its fragment. A URL longer than `Limits.urlBytes` is none.
    public static func resolve(
        _ reference: Span<UInt8>, against base: Span<UInt8>, into output: inout [UInt8]
    ) -> Bool {
        guard let cleaned = clean(reference), let cleanedBase = clean(base) else { return false }
        let start = output.count
        if appendResolved(cleaned.span, against: cleanedBase.span, to: &output),
            output.count - start <= Limits.urlBytes
        {
            return true
        }
        output.removeSubrange(start...)
        return false
    }

    /// The form in which two URLs are compared; nil for anything but http and https.
    ///
    /// It is written without a scheme (`//host/path?query`), because http and https are the same to it: lower-case
    /// host, no default port, no fragment but `#!`, no dot segments, percent-encoding normalised (RFC 3986 6.2.2),
    /// known tracking parameters removed. Nothing that could make two pages one: no `www.`, slash or case folding
    /// of paths, no reordering of queries.
    public static func canonical(_ url: Span<UInt8>, strippingTracking: Bool = true) -> [UInt8]? {
        guard let cleaned = clean(url), let authority = webAuthority(of: cleaned.span) else { return nil }
        return canonicalForm(of: cleaned.span, authority, strippingTracking: strippingTracking)
    }

    /// The parts of an http or https URL; nil for anything else.
    public static func parts(_ url: Span<UInt8>) -> Parts? {
        let whole = trimmed(url)
        guard whole.count <= Limits.urlBytes else { return nil }
        let text = url.extracting(whole)
        guard let authority = webAuthority(of: text) else { return nil }
        let rest = URLComponents(text, from: authority.end)
        let shift = whole.lowerBound
        return Parts(
            scheme: authority.isSecure ? .https : .http,
            host: authority.host.map { text[$0].lowercasedASCII },
            port: authority.port ?? (authority.isSecure ? 443 : 80),
            userinfo: authority.userinfo.map { $0.lowerBound + shift..<$0.upperBound + shift },
            target: rest.path.lowerBound + shift..<(rest.query ?? rest.path).upperBound + shift)
    }

    /// The URL as a request names it: no fragment and no userinfo, blanks and everything beyond ASCII percent-encoded
    /// in path and query; nil for anything but http and https.
    ///
    /// The host stays as it is but for case: internationalised names are libcurl's business.
    public static func requestForm(_ url: Span<UInt8>) -> [UInt8]? {
        guard let cleaned = clean(url), let authority = webAuthority(of: cleaned.span) else { return nil }
        let text = cleaned.span
        let rest = URLComponents(text, from: authority.end)
        var output = Array((authority.isSecure ? "https://" : "http://").utf8)
        for index in authority.host { output.append(text[index].lowercasedASCII) }
        if let port = authority.port {
            output.append(UInt8(ascii: ":"))
            output.appendJSON(number: port)
        }
        output.appendEncoded(pathWithoutDots(text, rest.path).span, keepingUTF8: false)
        if let query = rest.query {
            output.append(UInt8(ascii: "?"))
            output.appendEncoded(text.extracting(query), keepingUTF8: false)
        }
        return output
    }
}

extension WebURL {
    /// The two schemes that newslog fetches.
    public enum Scheme: Sendable { case http, https }

    /// What stands in an http or https URL.
    public struct Parts: Hashable, Sendable {
        /// Which of the two it is.
        public var scheme: Scheme
        /// The host in lower case; an IPv6 address with its brackets.
        public var host: [UInt8]
        /// The port, the scheme's own when none is written.
        public var port: UInt16
        /// Where `user:password` stands in the URL given, without the `@`; nil when there is none.
        public var userinfo: Range<Int>?
        /// Where path and query stand in the URL given; empty when the URL ends after its host.
        public var target: Range<Int>

        /// Whether both URLs have one scheme, host and port (RFC 6454): credentials and cookies stay within.
        public func isSameOrigin(as other: Parts) -> Bool {
            scheme == other.scheme && host == other.host && port == other.port
        }
    }
}
