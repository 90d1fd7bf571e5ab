internal import Articles

/// The URL of a feed, in its parts: http or https, with a host, and without what must not be kept in it.
struct FeedAddress {
    /// Why something is not the URL of a feed.
    struct Malformed: Error {
        var message: String
        var hint: String?
    }

    /// User and password of a URL, decoded.
    struct Credentials {
        var user: String
        var password: String
    }

    private(set) var scheme: String
    private(set) var credentials: Credentials?
    /// As written; IPv6 addresses in their brackets.
    private(set) var host: String
    private(set) var port: Int?
    /// From the first slash on; may be empty.
    private(set) var path: String
    private(set) var query: String?
    private(set) var fragment: String?
    /// Equal for two addresses of one feed: the canonical URL, by which articles are compared too.
    private(set) var comparisonKey = ""

    init(_ text: String) throws(Malformed) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= Limits.urlBytes else {
            throw Malformed(message: "a URL has 1 to \(Limits.urlBytes) bytes")
        }
        guard !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F }),
            !text.unicodeScalars.contains(where: \.isControl)
        else { throw Malformed(message: "a URL holds no blanks and no control characters") }
        let (scheme, rest) = try Self.split(text, bytes)
        self.scheme = scheme
        let end = rest.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 || $0 == 0x5C } ?? rest.endIndex
        var authority = rest[..<end]
        if let at = authority.lastIndex(of: 0x40) {
            credentials = Self.credentials(authority[..<at])
            authority = authority[(at + 1)...]
        }
        (host, port) = try Self.hostAndPort(authority)
        var tail = rest[end...]
        guard tail.first != 0x5C else {
            throw Malformed(message: "a URL's path begins with `/`, not with `\\`")
        }
        if let hash = tail.firstIndex(of: 0x23) {
            fragment = String(decoding: tail[(hash + 1)...], as: UTF8.self)
            tail = tail[..<hash]
        }
        if let mark = tail.firstIndex(of: 0x3F) {
            query = String(decoding: tail[(mark + 1)...], as: UTF8.self)
            tail = tail[..<mark]
        }
        path = String(decoding: tail, as: UTF8.self)
        // What two parsers could read differently has no canonical form, and is no feed.
        guard let key = WebURL.canonical(Array((url + (fragment.map { "#\($0)" } ?? "")).utf8).span) else {
            throw Malformed(message: "this is not a URL that can be fetched")
        }
        comparisonKey = String(decoding: key, as: UTF8.self)
    }

    /// The URL as written, without user, password and fragment.
    var url: String {
        "\(scheme)://\(hostAndPort)\(path)" + (query.map { "?\($0)" } ?? "")
    }

    var hostAndPort: String { host + (port.map { ":\($0)" } ?? "") }
}

extension FeedAddress {
    /// The scheme in lower case, and what follows its `//`.
    private static func split(_ text: String, _ bytes: [UInt8]) throws(Malformed) -> (
        String, ArraySlice<UInt8>
    ) {
        guard let colon = bytes.firstIndex(of: 0x3A), bytes[(colon + 1)...].starts(with: [0x2F, 0x2F]) else {
            let hint =
                text.contains(".") && !text.contains(":")
                ? "write it as \"https://\(text.shortened(to: 60))\"" : nil
            throw Malformed(message: "a feed's URL begins with https:// or http://", hint: hint)
        }
        let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
        guard scheme == "http" || scheme == "https" else {
            let hint = scheme == "file" ? "a file is given as `path = \"…\"`" : nil
            throw Malformed(
                message:
                    "a feed's URL begins with https:// or http://, not with \(scheme.shortened(to: 20)):",
                hint: hint)
        }
        return (scheme, bytes[(colon + 3)...])
    }

    private static func hostAndPort(_ authority: ArraySlice<UInt8>) throws(Malformed) -> (String, Int?) {
        var host = authority
        var port: Int?
        let bracket = authority.lastIndex(of: 0x5D) ?? authority.startIndex
        if let colon = authority[bracket...].lastIndex(of: 0x3A) {
            host = authority[..<colon]
            let digits = authority[(colon + 1)...]
            if !digits.isEmpty {
                guard digits.count <= 5, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
                    let number = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(number)
                else { throw Malformed(message: "a port is a number from 1 to 65535") }
                port = number
            }
        }
        guard !host.isEmpty else { throw Malformed(message: "the URL names no host") }
        if host.first == 0x5B {
            guard host.last == 0x5D,
                let block = CIDR(String(decoding: host.dropFirst().dropLast(), as: UTF8.self)),
                block.address.count == 16
            else { throw Malformed(message: "what stands in brackets is not an IPv6 address") }
        } else if host.contains(where: { $0 < 0x80 && !$0.isNameByte }) {
            throw Malformed(message: "the URL's host is not a name")
        }
        return (String(decoding: host, as: UTF8.self), port)
    }

    private static func credentials(_ bytes: ArraySlice<UInt8>) -> Credentials {
        let colon = bytes.firstIndex(of: 0x3A) ?? bytes.endIndex
        return Credentials(
            user: decoded(bytes[..<colon]), password: decoded(bytes[colon...].dropFirst()))
    }

    /// Percent-decoding; a `%` without two digits stays.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == 0x25, index + 2 < bytes.endIndex, let high = bytes[index + 1].hexadecimalDigit,
                let low = bytes[index + 2].hexadecimalDigit
            {
                out.append(UInt8(high << 4 | low))
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
