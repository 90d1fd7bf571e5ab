import Articles

/// The named character references of HTML (WHATWG HTML 13.5), looked up by their bytes.
package enum HTMLEntities {
    /// The one or two characters that `&name;` stands for; `name` without ampersand and semicolon.
    ///
    /// `second` is 0 for all but 93 names.
    package static func lookup(_ name: Span<UInt8>) -> (scalar1: UInt32, scalar2: UInt32)? {
        if let frequent = frequent(name) { return (frequent, 0) }
        return table.find(name).map { ($0.first, $0.second) }
    }

    /// The character that a name stands for when no semicolon follows; only names that HTML 4 had are read so.
    static func lookupWithoutSemicolon(_ name: Span<UInt8>) -> UInt32? {
        guard let found = table.find(name), found.isLegacy else { return nil }
        return found.first
    }

    /// Bytes of the longest name.
    static let longestName = 31
    /// Bytes of the longest and the shortest name that is read without a semicolon.
    static let lengthsWithoutSemicolon = 2...6

    private static let table = Table()

    /// The five of XML and the no-break space are most of what feeds hold.
    private static func frequent(_ name: Span<UInt8>) -> UInt32? {
        guard (2...4).contains(name.count) else { return nil }
        var packed: UInt32 = 0
        for index in name.indices { packed = packed << 8 | UInt32(name[index]) }
        switch packed {
        case 0x616D70: return 0x26  // amp
        case 0x6C74: return 0x3C  // lt
        case 0x6774: return 0x3E  // gt
        case 0x71756F74: return 0x22  // quot
        case 0x61706F73: return 0x27  // apos
        case 0x6E627370: return 0xA0  // nbsp
        default: return nil
        }
    }
}

extension HTMLEntities {
    /// What a name stands for.
    private struct Meaning {
        var first: UInt32 = 0
        var second: UInt32 = 0
        var isLegacy = false
    }

    /// The generated lines taken apart once: names in one buffer, what each means, and where to look for a name.
    private struct Table {
        private var names: [UInt8] = []
        private var ends: [Int] = [0]
        private var meanings: [Meaning] = []
        /// Numbers of names from 1 on, each at the slot of its bytes or at the next one that was free; 0 for none.
        private var slots = [UInt16](repeating: 0, count: 8192)

        init() {
            var lines: [UInt8] = []
            lines.append(HTMLEntityTable.lines)
            for line in lines.split(separator: UInt8(ascii: "\n")) {
                var meaning = Meaning()
                var rest = line.drop { byte in
                    let isName = byte != UInt8(ascii: "!") && byte != UInt8(ascii: "=")
                    if isName { names.append(byte) }
                    return isName
                }
                ends.append(names.count)
                meaning.isLegacy = rest.first == UInt8(ascii: "!")
                rest = rest.drop { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: "=") }
                for byte in rest {
                    if byte == UInt8(ascii: ",") {
                        meaning.second = meaning.first
                        meaning.first = 0
                    } else {
                        meaning.first = meaning.first << 4 | UInt32(byte.hexadecimalValue ?? 0)
                    }
                }
                if meaning.second != 0 { swap(&meaning.first, &meaning.second) }
                meanings.append(meaning)
                var slot = self.slot(of: names.span.extracting(ends[ends.count - 2]..<names.count))
                while slots[slot] != 0 { slot = (slot + 1) % slots.count }
                slots[slot] = UInt16(truncatingIfNeeded: meanings.count)
            }
        }

        private func slot(of name: Span<UInt8>) -> Int {
            var mixed: UInt64 = 0
            for index in name.indices { mixed = (mixed ^ UInt64(name[index])) &* 0x9E37_79B9_7F4A_7C15 }
            return Int(truncatingIfNeeded: mixed >> 51)
        }

        func find(_ name: Span<UInt8>) -> Meaning? {
            var slot = slot(of: name)
            while slots[slot] != 0 {
                let number = Int(slots[slot]) - 1
                if name.isEqual(to: names.span.extracting(ends[number]..<ends[number + 1])) {
                    return meanings[number]
                }
                slot = (slot + 1) % slots.count
            }
            return nil
        }
    }
}

extension Span<UInt8> {
    fileprivate func isEqual(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }

    /// A letter A to Z or a to z.
    var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    /// A digit 0 to 9.
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// What HTML calls ASCII white space.
    var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C }
}
