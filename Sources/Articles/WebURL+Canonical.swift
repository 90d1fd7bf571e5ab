/// The canonical form of a URL, rule by rule (RFC 3986 6.2.2, and tracking parameters).
extension WebURL {
    static func canonicalForm(
        of text: Span<UInt8>, _ authority: WebAuthority, strippingTracking: Bool
    ) -> [UInt8] {
        var output: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "/")]
        output.reserveCapacity(text.count + 8)
        if let userinfo = authority.userinfo {
            output.appendNormalized(text.extracting(userinfo))
            output.append(UInt8(ascii: "@"))
        }
        for index in authority.host { output.append(text[index].lowercasedASCII) }
        if let port = authority.unusualPort {
            output.append(UInt8(ascii: ":"))
            output.appendJSON(number: port)
        }
        let rest = URLComponents(text, from: authority.end)
        // Encoding first: `%2E%2E` is `..`.
        var path: [UInt8] = []
        path.appendNormalized(text.extracting(rest.path))
        output += pathWithoutDots(path.span, 0..<path.count)
        if let query = rest.query {
            appendQuery(text.extracting(query), to: &output, strippingTracking: strippingTracking)
        }
        if let fragment = rest.fragment, !fragment.isEmpty, text[fragment.lowerBound] == UInt8(ascii: "!") {
            output.append(UInt8(ascii: "#"))
            output.appendNormalized(text.extracting(fragment))
        }
        return output
    }

    /// Appends `?` and the parameters that remain, in their order; nothing when tracking was all there was.
    private static func appendQuery(
        _ query: Span<UInt8>, to output: inout [UInt8], strippingTracking: Bool
    ) {
        var normal: [UInt8] = []
        normal.appendNormalized(query)
        var separator = UInt8(ascii: "?")
        var start = 0
        while start <= normal.count {
            let end = normal[start...].firstIndex(of: UInt8(ascii: "&")) ?? normal.count
            if !(strippingTracking
                && TrackingParameters.contains(nameOf: normal.span.extracting(start..<end)))
            {
                output.append(separator)
                output += normal[start..<end]
                separator = UInt8(ascii: "&")
            }
            start = end + 1
        }
    }
}

extension [UInt8] {
    /// Appends part of a URL with every percent-encoding as RFC 3986 6.2.2 wants it: unreserved characters plain, all
    /// that may not stand in a URL encoded, hexadecimal digits upper-case, reserved characters as they were.
    fileprivate mutating func appendNormalized(_ text: Span<UInt8>) {
        reserve(forAppending: text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "%"), index + 2 < text.count, let high = text[index + 1].hexadecimalDigit,
                let low = text[index + 2].hexadecimalDigit
            {
                let encoded = UInt8(high << 4 | low)
                if encoded.isUnreservedInURL, !wouldBeEncoding(encoded) {
                    append(encoded)
                } else {
                    appendPercent(encoded)
                }
                index += 3
                continue
            }
            if byte.mayStandInURL { append(byte) } else { appendPercent(byte) }
            index += 1
        }
    }

    /// Whether a digit would become part of an encoding that begins with a percent sign which so far encodes nothing:
    /// `%%34A` must not become `%4A`, which is `J`.
    private func wouldBeEncoding(_ byte: UInt8) -> Bool {
        guard byte.hexadecimalDigit != nil, let last else { return false }
        if last == UInt8(ascii: "%") { return true }
        return last.hexadecimalDigit != nil && dropLast().last == UInt8(ascii: "%")
    }
}

extension UInt8 {
    /// Letters, digits and `-._~` (RFC 3986 2.3): the same encoded or not.
    fileprivate var isUnreservedInURL: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Unreserved or reserved (RFC 3986 2.2), or a percent sign that encodes nothing.
    fileprivate var mayStandInURL: Bool {
        switch self {
        case 0x00...0x20, 0x7F..., UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            false
        default: true
        }
    }
}
