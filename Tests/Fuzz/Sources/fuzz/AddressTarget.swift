import Articles

extension FuzzTarget {
    /// URLs: the first line is a base, the rest a reference.
    static let address = FuzzTarget(
        name: "url", longest: 512,
        words: [
            "http://", "https://", "HTTP:", "//", "/../", "/./", "%2E%2E", "%2e", "%", "%00", "%ZZ", "?", "#",
            "#!",
            "@", ":80", ":443", ":0", ":99999", "[::1]", "[", "]", "xn--", "\u{645}\u{635}\u{631}",
            "utm_source=x",
            "&fbclid=1", ";", "mailto:", "javascript:", "data:,", "tag:", "\t", "\\", "..", "localhost", "&",
            "+",
        ],
        seeds: [
            "https://example.org/a/b.html\nc.html",
            "https://example.org/a/b.html?q#f\n../d/./e?x=1&utm_source=y#top",
            "http://user:pass@Example.ORG:80/%7Ea/%2e%2e/b\n//other.example:443",
            "https://[2001:db8::1]:8443/\n?q",
            "https://example.org\n\u{62E}\u{628}\u{631} \"1\"",
            "https://example.org/#!/a\nmailto:a@b.example",
            "\nhttps://a.example/\\b", "https://example.org/a\nhttps:page",
            "https://a.example/\n///b.example///c",
        ].map { Array($0.utf8) }
    ) { input in
        let end = input.firstIndex(of: 0x0A) ?? input.count
        let base = Array(input[..<end])
        let reference = Array(input[min(end + 1, input.count)...])
        checkResolution(of: reference, against: base)
        checkForms(of: base)
        checkForms(of: reference)
    }

    private static func checkResolution(of reference: [UInt8], against base: [UInt8]) {
        var output = Array("kept".utf8)
        guard WebURL.resolve(reference.span, against: base.span, into: &output) else {
            require(output.elementsEqual("kept".utf8), "a refused reference leaves the output alone")
            return
        }
        let resolved = Array(output.dropFirst(4))
        require(
            output.starts(with: "kept".utf8) && resolved.count <= Limits.urlBytes,
            "appended, within the limit")
        var again: [UInt8] = []
        require(
            WebURL.resolve(resolved.span, against: base.span, into: &again) && again == resolved,
            "\(text(resolved)) is absolute and resolves to itself, not to \(text(again))")
        checkForms(of: resolved)
    }

    private static func checkForms(of url: [UInt8]) {
        guard let canonical = WebURL.canonical(url.span) else { return }
        guard let request = WebURL.requestForm(url.span) else {
            return require(false, "what has a canonical form can be requested")
        }
        guard let requested = WebURL.parts(request.span) else {
            return require(request.count > Limits.urlBytes, "\(text(request)) can be requested")
        }
        // Only the host keeps bytes beyond ASCII: libcurl writes it as IDNA.
        require(request[requested.target].allSatisfy { $0 > 0x20 && $0 < 0x7F }, "ASCII in \(text(request))")
        require(requested.userinfo == nil, "no credentials in \(text(request))")
        require(WebURL.requestForm(request.span) == request, "\(text(request)) is its own request form")
        if let parts = WebURL.parts(url.span) {
            require(parts.isSameOrigin(as: requested), "\(text(request)) has the origin of \(text(url))")
            require(parts.target.upperBound <= url.count, "the target lies in the URL")
        }
        require(
            canonical.allSatisfy { $0 > 0x20 && $0 != 0x7F }, "no blank and no control in \(text(canonical))")
        // http and https are one, but the port that goes without saying is each one's own.
        let written = Array((requested.scheme == .http ? "http:" : "https:").utf8) + canonical
        require(
            written.count > Limits.urlBytes || WebURL.canonical(written.span) == canonical,
            "\(text(canonical)) is its own canonical form, not \(text(WebURL.canonical(written.span) ?? []))")
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
