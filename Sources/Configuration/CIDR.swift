/// A block of addresses in CIDR notation, such as `10.1.0.0/16` (RFC 4632) or `fd00::/8` (RFC 4291 2.3).
package struct CIDR: Sendable, Equatable {
    /// Four or sixteen bytes, in network order.
    package var address: [UInt8]
    /// Leading bits that count.
    package var prefixLength: Int

    /// Reads a block, or one address; nil for anything else.
    ///
    /// Bits behind the prefix are kept as written.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = Self.address(parts[0]) else { return nil }
        self.address = address
        prefixLength = address.count * 8
        guard parts.count == 2 else { return }
        guard let length = Self.number(parts[1], maximum: address.count * 8) else { return nil }
        prefixLength = length
    }

    /// The block with all bits behind the prefix cleared; one that differs was probably a slip.
    package var masked: CIDR {
        var block = self
        for index in address.indices {
            let bits = min(8, max(0, prefixLength - index * 8))
            block.address[index] &= bits == 0 ? 0 : 0xFF << UInt8(8 - bits)
        }
        return block
    }

    private static func address(_ text: Substring) -> [UInt8]? {
        text.contains(":") ? version6(text) : version4(text)
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard let number = number(part, maximum: 255) else { return nil }
            bytes.append(UInt8(number))
        }
        return bytes
    }

    /// Eight groups, or fewer with one `::`; the last two may be an IPv4 address.
    private static func version6(_ text: Substring) -> [UInt8]? {
        guard let gap = text.firstRange(ofDoubleColon: ()) else { return groups(text, count: 16) }
        let tail = text[gap.upperBound...]
        guard !tail.hasPrefix(":"), let left = groups(text[..<gap.lowerBound], count: nil),
            let right = groups(tail, count: nil), left.count + right.count <= 14
        else { return nil }
        return left + [UInt8](repeating: 0, count: 16 - left.count - right.count) + right
    }

    private static func groups(_ text: Substring, count: Int?) -> [UInt8]? {
        guard !text.isEmpty else { return count == nil ? [] : nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 8 else { return nil }
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains("."), let four = version4(part) {
                bytes += four
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexadecimalDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(truncatingIfNeeded: group)]
            }
        }
        return count.map { bytes.count == $0 ? bytes : nil } ?? bytes
    }

    /// Decimal digits without a leading zero, which others read as octal.
    private static func number(_ text: Substring, maximum: Int) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            text == "0" || !text.hasPrefix("0"), let number = Int(text), number <= maximum
        else { return nil }
        return number
    }
}

extension CIDR: CustomStringConvertible {
    /// The usual notation; IPv6 groups are written out.
    package var description: String {
        if address.count == 4 { return address.map(String.init).joined(separator: ".") + "/\(prefixLength)" }
        let groups = stride(from: 0, to: address.count - 1, by: 2).map {
            String(UInt16(address[$0]) << 8 | UInt16(address[$0 + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "/\(prefixLength)"
    }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}

extension Substring {
    /// Where the first `::` stands.
    fileprivate func firstRange(ofDoubleColon: Void) -> Range<Index>? {
        var last: Index?
        for index in indices {
            if self[index] == ":", let last, self[last] == ":" { return last..<self.index(after: index) }
            last = index
        }
        return nil
    }
}
