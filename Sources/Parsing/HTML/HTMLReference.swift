/// A character reference in the source (WHATWG HTML 13.2.5.72): how long it is and what it stands for.
struct HTMLReference {
    /// Bytes from the ampersand on.
    var length: Int
    /// The character, and a second one for 93 of the names, else 0.
    var first: UInt32
    var second: UInt32 = 0

    /// Reads the reference whose ampersand stands at `start`; nil when it is only an ampersand.
    ///
    /// At most 32 bytes are looked at again, so that reading stays linear.
    init?(_ source: Span<UInt8>, at start: Int, inAttribute: Bool) {
        let index = start + 1
        guard index < source.count else { return nil }
        if source[index] == UInt8(ascii: "#") {
            self.init(numeric: source, at: start)
        } else if source[index].isASCIILetter {
            self.init(named: source, at: start, inAttribute: inAttribute)
        } else {
            return nil
        }
    }

    private init?(named source: Span<UInt8>, at start: Int, inAttribute: Bool) {
        let first = start + 1
        let limit = min(source.count, first + HTMLEntities.longestName)
        var end = first
        while end < limit, source[end].isASCIILetter || source[end].isASCIIDigit { end += 1 }
        if end < source.count, source[end] == UInt8(ascii: ";"),
            let (one, two) = HTMLEntities.lookup(source.extracting(first..<end))
        {
            self.init(length: end + 1 - start, first: one, second: two)
            return
        }
        for length in HTMLEntities.lengthsWithoutSemicolon.reversed() where first + length <= end {
            let name = first..<first + length
            guard let scalar = HTMLEntities.lookupWithoutSemicolon(source.extracting(name)) else { continue }
            if inAttribute, name.upperBound < source.count {
                let next = source[name.upperBound]
                // `?a=1&copy=2` in an address is no copyright sign.
                if next == UInt8(ascii: "=") || next.isASCIILetter || next.isASCIIDigit { return nil }
            }
            self.init(length: length + 1, first: scalar)
            return
        }
        return nil
    }

    private init?(numeric source: Span<UInt8>, at start: Int) {
        var index = start + 2
        let isHexadecimal = index < source.count && source[index] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { index += 1 }
        let digitsStart = index
        var value: UInt32 = 0
        while index < source.count {
            let byte = source[index]
            guard let digit = isHexadecimal ? byte.hexadecimalValue : byte.isASCIIDigit ? byte - 0x30 : nil
            else {
                break
            }
            // Beyond the last character the value stays beyond it.
            if value < 0x11_0000 { value = value * (isHexadecimal ? 16 : 10) + UInt32(digit) }
            index += 1
        }
        guard index > digitsStart else { return nil }
        if index < source.count, source[index] == UInt8(ascii: ";") { index += 1 }
        self.init(length: index - start, first: Self.character(numbered: value))
    }

    private init(length: Int, first: UInt32, second: UInt32 = 0) {
        self.length = length
        self.first = first
        self.second = second
    }

    private static func character(numbered value: UInt32) -> UInt32 {
        switch value {
        case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
        default: Windows1252.character(meantBy: value)
        }
    }
}
