internal import Policy

/// A URL that needs no normalising: nearly every one that a configuration names.
///
/// libcurl's parser takes more instructions than all else that is done before a request, so what it would leave as it
/// stands does not go through it. What is uncommon in any way is none.
struct PlainAddress {
    var isSecure: Bool
    var host: String
    var port: Int
    var query: String?

    /// Looks at a text; nil where libcurl has to.
    init?(_ text: String) {
        var text = text
        guard let found = text.withUTF8({ bytes in unsafe Self.read(bytes.span) }) else { return nil }
        self = found
    }

    private init(isSecure: Bool, host: String, port: Int, query: String?) {
        (self.isSecure, self.host, self.port, self.query) = (isSecure, host, port, query)
    }

    private static let longest = 2_048

    private static func read(_ bytes: Span<UInt8>) -> PlainAddress? {
        guard bytes.count <= longest, begins(bytes, with: "http") else { return nil }
        let isSecure = bytes.count > 4 && bytes[4] == UInt8(ascii: "s")
        guard begins(bytes, with: isSecure ? "https://" : "http://") else { return nil }
        let start = isSecure ? 8 : 7
        var index = start
        while index < bytes.count, isHost(bytes[index]) { index += 1 }
        guard let host = host(bytes, start..<index) else { return nil }
        var port = isSecure ? 443 : 80
        if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
            guard let (other, end) = number(bytes, from: index + 1), other != port else { return nil }
            (port, index) = (other, end)
        }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "/") else { return nil }
        while index < bytes.count, isPath(bytes[index]) {
            // Dot segments are resolved.
            if bytes[index] == UInt8(ascii: "."), bytes[index - 1] == UInt8(ascii: "/") { return nil }
            index += 1
        }
        guard index < bytes.count else {
            return PlainAddress(isSecure: isSecure, host: host, port: port, query: nil)
        }
        guard bytes[index] == UInt8(ascii: "?"), index + 1 < bytes.count else { return nil }
        let query = index + 1
        index = query
        while index < bytes.count, isPath(bytes[index]) || bytes[index] == UInt8(ascii: "?") { index += 1 }
        guard index == bytes.count else { return nil }
        return PlainAddress(
            isSecure: isSecure, host: host, port: port, query: string(bytes, query..<bytes.count))
    }

    /// A name of at least two labels whose last begins with a letter, or four decimal numbers: every other form with
    /// digits is one of the ways to write an address.
    private static func host(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        var (label, dots) = (range.lowerBound, 0)
        for index in range where bytes[index] == UInt8(ascii: ".") {
            guard (1...63).contains(index - label) else { return nil }
            label = index + 1
            dots += 1
        }
        guard dots > 0, (1...63).contains(range.upperBound - label) else { return nil }
        let isName = bytes[label] >= UInt8(ascii: "a")
        return isName || IPAddress(dotted: bytes.extracting(range)) != nil ? string(bytes, range) : nil
    }

    private static func number(_ bytes: Span<UInt8>, from start: Int) -> (Int, end: Int)? {
        var (value, index) = (0, start)
        while index < bytes.count, (0x30...0x39).contains(bytes[index]), index - start < 5 {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        guard index > start, bytes[start] != 0x30, value <= 65_535 else { return nil }
        return (value, index)
    }

    private static func begins(_ bytes: Span<UInt8>, with mark: StaticString) -> Bool {
        guard bytes.count >= mark.utf8CodeUnitCount else { return false }
        for index in 0..<mark.utf8CodeUnitCount where unsafe bytes[index] != mark.utf8Start[index] {
            return false
        }
        return true
    }

    private static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    private static func isHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// What stands in paths and queries and is never changed; `%` is left to libcurl.
    private static func isPath(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "+"),
            UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "@"):
            true
        default: false
        }
    }
}

extension WebAddress {
    /// A URL as it stands.
    fileprivate init(_ text: String, _ plain: PlainAddress) {
        self.init(
            text: text, scheme: plain.isSecure ? "https" : "http", host: plain.host, port: plain.port,
            user: nil, password: nil, query: plain.query)
    }

    /// Reads a URL that needs no normalising; nil where libcurl has to.
    static func plain(_ text: String) -> WebAddress? { PlainAddress(text).map { WebAddress(text, $0) } }
}
