/// A numeric internet address, without port and zone.
package enum IPAddress: Hashable, Sendable {
    /// An IPv4 address, most significant byte first.
    case v4(UInt32)
    /// An IPv6 address as two halves.
    case v6(high: UInt64, low: UInt64)

    /// Makes an address from 4 or 16 bytes in network order; nil for any other number of bytes.
    package init?(networkBytes bytes: [UInt8]) {
        switch bytes.count {
        case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        case 16:
            self = .v6(
                high: bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) },
                low: bytes[8...].reduce(0) { $0 << 8 | UInt64($1) })
        default: return nil
        }
    }

    /// Reads the usual written form: four decimal numbers, or RFC 4291 2.2 with or without a dotted tail.
    ///
    /// Octal, hexadecimal and short forms are no addresses here.
    package init?(_ text: String) {
        if let value = Self.dotted(text.utf8.span) {
            self = .v4(value)
        } else {
            guard text.utf8.contains(UInt8(ascii: ":")), let groups = Self.groups(text) else { return nil }
            let bytes = groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            self.init(networkBytes: bytes)
        }
    }

    /// Reads four decimal numbers; nil for any other form.
    package init?(dotted text: Span<UInt8>) {
        guard let value = Self.dotted(text) else { return nil }
        self = .v4(value)
    }

    /// The number of bits.
    package var width: Int {
        switch self {
        case .v4: 32
        case .v6: 128
        }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The written form; IPv6 in full, without `::` (it is for messages and for libcurl, which reads both).
    package var description: String {
        switch self {
        case .v4(let value):
            return [24, 16, 8, 0].map { String(value >> UInt32($0) & 0xFF) }.joined(separator: ".")
        case .v6(let high, let low):
            let groups = [high, low].flatMap { half in [48, 32, 16, 0].map { half >> UInt64($0) & 0xFFFF } }
            return groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
    }
}

extension IPAddress {
    /// Four decimal numbers without leading zeros (which some readers take for octal).
    ///
    /// What does not begin as one costs a look at its first bytes.
    private static func dotted(_ text: Span<UInt8>) -> UInt32? {
        var value: UInt32 = 0
        var (parts, digits, part) = (0, 0, UInt32(0))
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: ".") where digits > 0 && parts < 3:
                value = value << 8 | part
                (parts, digits, part) = (parts + 1, 0, 0)
            case 0x30...0x39:
                guard digits == 0 || part > 0 else { return nil }
                part = part * 10 + UInt32(byte - 0x30)
                digits += 1
                guard part <= 255 else { return nil }
            default: return nil
            }
        }
        return parts == 3 && digits > 0 ? value << 8 | part : nil
    }

    /// The eight groups of an IPv6 address.
    private static func groups(_ text: String) -> [UInt16]? {
        var text = Substring(text)
        var tail: [UInt16] = []
        if text.utf8.contains(UInt8(ascii: ".")), let colon = text.lastIndex(of: ":") {
            guard let value = dotted(Array(text[text.index(after: colon)...].utf8).span) else { return nil }
            tail = [UInt16(value >> 16), UInt16(value & 0xFFFF)]
            text = text[...colon]
            // The colon before the dotted tail is a separator unless it ends a `::`.
            if !text.hasSuffix("::") { text.removeLast() }
        }
        guard let gap = doubleColon(in: text) else {
            guard let all = hexadecimal(text) else { return nil }
            return all.count + tail.count == 8 ? all + tail : nil
        }
        guard let left = hexadecimal(text[..<gap.lowerBound]),
            let right = hexadecimal(text[gap.upperBound...])
        else { return nil }
        let missing = 8 - left.count - right.count - tail.count
        return missing >= 1 ? left + Array(repeating: 0, count: missing) + right + tail : nil
    }

    private static func doubleColon(in text: Substring) -> Range<Substring.Index>? {
        var index = text.startIndex
        while let colon = text[index...].firstIndex(of: ":") {
            let next = text.index(after: colon)
            if next < text.endIndex, text[next] == ":" { return colon..<text.index(after: next) }
            index = next
        }
        return nil
    }

    private static func hexadecimal(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            guard (1...4).contains(part.utf8.count), part.first != "+", part.first != "-",
                let group = UInt16(part, radix: 16)
            else { return nil }
            groups.append(group)
        }
        return groups
    }
}
