/// Where the five components of a URI reference stand (RFC 3986 3 and appendix B); never fails, checks nothing.
struct URLComponents {
    /// Before the first colon, when it is a scheme by its letters.
    var scheme: Range<Int>?
    /// After `//`.
    var authority: Range<Int>?
    /// What remains between authority and query; may be empty.
    var path: Range<Int>
    /// After the first `?`.
    var query: Range<Int>?
    /// After the first `#`.
    var fragment: Range<Int>?

    /// Splits a whole reference.
    init(_ text: Span<UInt8>) {
        let colon = text.endOfScheme
        let start = colon.map { $0 + 1 } ?? 0
        if text.count >= start + 2, text[start] == UInt8(ascii: "/"), text[start + 1] == UInt8(ascii: "/") {
            let end = text.endOfAuthority(from: start + 2)
            self.init(text, from: end)
            authority = start + 2..<end
        } else {
            self.init(text, from: start)
        }
        scheme = colon.map { 0..<$0 }
    }

    /// Splits what follows the authority, from `start` on.
    init(_ text: Span<UInt8>, from start: Int) {
        var index = start
        while index < text.count, text[index] != UInt8(ascii: "?"), text[index] != UInt8(ascii: "#") {
            index += 1
        }
        path = start..<index
        if index < text.count, text[index] == UInt8(ascii: "?") {
            let queryStart = index + 1
            while index < text.count, text[index] != UInt8(ascii: "#") { index += 1 }
            query = queryStart..<index
        }
        if index < text.count { fragment = index + 1..<text.count }
    }
}

/// The authority of an http or https URL, checked.
struct WebAuthority {
    /// https or http.
    var isSecure: Bool
    /// Before the last `@`; nil when empty or absent.
    var userinfo: Range<Int>?
    /// Never empty; an IPv6 address with its brackets.
    var host: Range<Int>
    /// As written; nil when none is.
    var port: UInt16?
    /// Where path, query and fragment begin.
    var end: Int

    /// The port unless it is the scheme's own.
    var unusualPort: UInt16? { port == (isSecure ? 443 : 80) ? nil : port }
}

extension WebAuthority {
    /// Reads `[userinfo@]host[:port]`; nil when it is none, or one that parsers disagree about.
    init?(_ text: Span<UInt8>, from start: Int, isSecure: Bool) {
        self.isSecure = isSecure
        end = text.endOfAuthority(from: start)
        var hostStart = start
        for index in start..<end {
            if text[index] == UInt8(ascii: "\\") { return nil }
            if text[index] == UInt8(ascii: "@") { hostStart = index + 1 }
        }
        if hostStart > start + 1 { userinfo = start..<hostStart - 1 }
        guard let hostEnd = text.endOfHost(in: hostStart..<end) else { return nil }
        host = hostStart..<hostEnd
        guard hostEnd < end else { return }
        guard text[hostEnd] == UInt8(ascii: ":") else { return nil }
        guard hostEnd + 1 < end else { return }
        var number = 0
        for index in hostEnd + 1..<end {
            guard (0x30...0x39).contains(text[index]) else { return nil }
            number = number * 10 + Int(text[index] - 0x30)
            guard number <= UInt16.max else { return nil }
        }
        port = UInt16(number)
    }
}

extension Span<UInt8> {
    /// The index of the colon behind a scheme (RFC 3986 3.1); nil when the text does not begin with one.
    var endOfScheme: Int? {
        for index in indices {
            switch self[index] {
            case 0x41...0x5A, 0x61...0x7A: continue
            case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if index == 0 { return nil }
            case UInt8(ascii: ":"): return index > 0 ? index : nil
            default: return nil
            }
        }
        return nil
    }

    /// Where an authority that begins at `start` is over.
    func endOfAuthority(from start: Int) -> Int {
        var index = start
        while index < count {
            switch self[index] {
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return index
            default: index += 1
            }
        }
        return index
    }

    /// Where a host is over (at the colon of a port or at the end); nil when it is empty or has a forbidden byte.
    fileprivate func endOfHost(in range: Range<Int>) -> Int? {
        guard let first = range.first else { return nil }
        if self[first] == UInt8(ascii: "[") { return endOfAddress(in: range) }
        for index in range {
            switch self[index] {
            case UInt8(ascii: ":"): return index > first ? index : nil
            case 0x00...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "<"),
                UInt8(ascii: ">"),
                UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "^"),
                UInt8(ascii: "`"),
                UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
                return nil
            default: continue
            }
        }
        return range.upperBound
    }

    /// The index after the bracket that closes an IPv6 address; zones are refused.
    private func endOfAddress(in range: Range<Int>) -> Int? {
        for index in range.dropFirst() {
            switch self[index] {
            case UInt8(ascii: "]"): return index > range.lowerBound + 2 ? index + 1 : nil
            case UInt8(ascii: ":"), UInt8(ascii: "."): continue
            case let byte where byte.hexadecimalDigit != nil: continue
            default: return nil
            }
        }
        return nil
    }
}

extension UInt8 {
    /// The byte, A to Z as a to z.
    public var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
