/// JSON text appended to a buffer of bytes: what the article line needs and nothing more.
///
/// UTF-8 stays unescaped, but U+0000 is dropped and C0, DEL, C1, U+2028 and U+2029 are escaped: Python's
/// `splitlines` cuts lines at U+0085, U+2028 and U+2029. Invalid bytes become U+FFFD.
extension [UInt8] {
    /// Appends a quoted JSON string (RFC 8259 section 7) of UTF-8 bytes, repairing what is not UTF-8.
    public mutating func appendJSON(string bytes: Span<UInt8>) {
        reserve(forAppending: bytes.count + 2)
        append(UInt8(ascii: "\""))
        var index = 0
        while index < bytes.count {
            let end = bytes.endOfPlainText(from: index)
            append(bytes.extracting(index..<end))
            index = end
            guard index < bytes.count else { break }
            index = appendEscaped(bytes, at: index)
        }
        append(UInt8(ascii: "\""))
    }

    /// Appends a quoted JSON string of a slice of an arena.
    public mutating func appendJSON(string bytes: ArraySlice<UInt8>) { appendJSON(string: bytes.span) }

    /// Appends a quoted JSON string; for names and other short texts.
    public mutating func appendJSON(string text: String) { appendJSON(string: Array(text.utf8).span) }

    /// Appends a quoted JSON string, or `null`.
    public mutating func appendJSON(optional text: String?) {
        if let text { appendJSON(string: text) } else { append(contentsOf: "null".utf8) }
    }

    /// Appends a decimal number.
    public mutating func appendJSON(number: some BinaryInteger) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = UInt64(number.magnitude)
        var digits: (count: Int, packed: InlineArray<20, UInt8>) = (0, InlineArray(repeating: 0))
        repeat {
            digits.packed[digits.count] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            digits.count += 1
            rest /= 10
        } while rest > 0
        for index in stride(from: digits.count - 1, through: 0, by: -1) { append(digits.packed[index]) }
    }

    /// Appends a quoted instant, or `null`.
    public mutating func appendJSON(time: Timestamp?) {
        guard let time else {
            append(contentsOf: "null".utf8)
            return
        }
        append(UInt8(ascii: "\""))
        time.append(to: &self)
        append(UInt8(ascii: "\""))
    }

    /// Appends a literal that is known at compile time, such as `,"guid":`.
    public mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }
}

extension [UInt8] {
    /// Writes the character at `index` that is not plain ASCII and returns the index after it.
    fileprivate mutating func appendEscaped(_ bytes: Span<UInt8>, at index: Int) -> Int {
        let byte = bytes[index]
        if byte < 0x80 {
            switch byte {
            case 0: break
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            default: appendUnicodeEscape(UInt16(byte))
            }
            return index + 1
        }
        let length = bytes.lengthOfUTF8(at: index)
        guard length > 0 else {
            append(contentsOf: [0xEF, 0xBF, 0xBD])
            return index + 1
        }
        if length == 2, byte == 0xC2, bytes[index + 1] < 0xA0 {
            appendUnicodeEscape(UInt16(bytes[index + 1]))
        } else if length == 3, byte == 0xE2, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 {
            appendUnicodeEscape(0x2000 + UInt16(bytes[index + 2] & 0x3F))
        } else {
            for offset in index..<index + length { append(bytes[offset]) }
        }
        return index + length
    }

    private mutating func appendUnicodeEscape(_ unit: UInt16) {
        append("\\u")
        for shift: UInt16 in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> shift & 15)
            append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}

extension Span<UInt8> {
    /// The end of the text from `start` on that a JSON string takes as it is: UTF-8 without controls, quotes,
    /// backslashes and the line separators that are escaped.
    fileprivate func endOfPlainText(from start: Int) -> Int {
        var index = start
        // Where blocks are tried again: not at once in a text whose characters are all longer.
        var retry = start + 1
        while index < count {
            if index >= retry {
                let end = endOfPlainBlocks(from: index)
                retry = end == index ? index + ByteBlock.size : end + 1
                index = end
                guard index < count else { break }
            }
            let byte = self[index]
            if byte < 0x7F {
                guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
                index += 1
            } else if byte >= 0xC3, byte <= 0xDF {
                // Arabic, Cyrillic and most of what is not ASCII: two bytes, none of them escaped.
                guard index + 1 < count, self[index + 1] & 0xC0 == 0x80 else { break }
                index += 2
            } else {
                let length = lengthOfUTF8(at: index)
                guard length > 1, !isEscaped(at: index) else { break }
                index += length
            }
        }
        return index
    }

    /// Passes whole blocks that are taken as they are; `start` is not the first byte.
    ///
    /// Plain ASCII, and well-formed characters of two bytes from U+00C0 on: Arabic, Cyrillic and most of what is not
    /// ASCII, none of them escaped.
    private func endOfPlainBlocks(from start: Int) -> Int {
        var index = start
        while hasBlock(at: index) {
            let block = ByteBlock(self, at: index)
            let special =
                block.atMost(0x1F) | block.equal(UInt8(ascii: "\"")) | block.equal(UInt8(ascii: "\\"))
                | block.equal(0x7F) | block.within(0xC0, 0xC2) | block.atLeast(0xE0)
            // A byte continues a character just where the one before it begins one.
            let follows = block.within(0x80, 0xBF)
            let wrong = special | follows ^ ByteBlock(self, at: index - 1).within(0xC3, 0xDF)
            guard wrong.isEmpty else {
                index += wrong.leadingClear
                break
            }
            index += ByteBlock.size
        }
        // The last byte may begin a character that goes on behind.
        return index > start && self[index - 1] >= 0xC3 ? index - 1 : index
    }

    /// Whether the well-formed character at `index`, which is not ASCII, is C1 or a line separator.
    private func isEscaped(at index: Int) -> Bool {
        switch self[index] {
        case 0xC2: self[index + 1] < 0xA0
        case 0xE2: self[index + 1] == 0x80 && self[index + 2] & 0xFE == 0xA8
        default: false
        }
    }

    /// Length of the well-formed UTF-8 sequence at `index` (Unicode table 3-7), 0 when there is none.
    @inlinable
    public func lengthOfUTF8(at index: Int) -> Int {
        let first = self[index]
        func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + offset < count && range.contains(self[index + offset])
        }
        switch first {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return continues(1) ? 2 : 0
        case 0xE0: return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
        case 0xED: return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
        case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : 0
        case 0xF0: return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
        case 0xF4: return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
        case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : 0
        default: return 0
        }
    }
}
