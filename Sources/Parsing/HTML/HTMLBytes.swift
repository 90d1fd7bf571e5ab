import Articles

/// Bytes moved and searched many at a time: the only pointers of the HTML reader.
extension [UInt8] {
    /// Appends part of a span with one copy.
    @inline(__always)
    mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
        let part = source.extracting(range)
        unsafe part.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Appends a character in UTF-8; anything that is no scalar value becomes U+FFFD.
    mutating func append(scalar: UInt32) {
        guard let character = Unicode.Scalar(scalar) else {
            append(scalar: 0xFFFD)
            return
        }
        switch character.value {
        case 0..<0x80:
            append(UInt8(truncatingIfNeeded: scalar))
        case 0x80..<0x800:
            append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        case 0x800..<0x10000:
            append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        default:
            append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        }
    }
}

extension Span<UInt8> {
    /// Where the text from `start` on meets `<`, `>`, `&` or NUL; the count when it does not.
    func endOfPlainText(from start: Int) -> Int {
        var index = start
        while index + 8 <= count {
            let word = eightBytes(at: index)
            // `<` and `>` differ in one bit; a byte of zero borrows from its own high bit first.
            let brackets = (word & 0xFDFD_FDFD_FDFD_FDFD) ^ 0x3C3C_3C3C_3C3C_3C3C
            let ampersands = word ^ 0x2626_2626_2626_2626
            let found = Self.zeroBytes(brackets) | Self.zeroBytes(ampersands) | Self.zeroBytes(word)
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count {
            let byte = self[index]
            if byte == 0x3C || byte == 0x3E || byte == 0x26 || byte == 0 { break }
            index += 1
        }
        return index
    }

    /// The index of the first such byte from `start` on; the count when there is none.
    func firstIndex(of byte: UInt8, from start: Int) -> Int {
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        var index = start
        while index + 8 <= count {
            let found = Self.zeroBytes(eightBytes(at: index) ^ pattern)
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, self[index] != byte { index += 1 }
        return index
    }

    /// Where the first byte beyond ASCII stands from `start` on; the count when there is none.
    func endOfASCII(from start: Int) -> Int {
        var index = start
        while index + 8 <= count {
            let found = eightBytes(at: index) & 0x8080_8080_8080_8080
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, self[index] < 0x80 { index += 1 }
        return index
    }

    /// The index of the first byte below U+0020 in `start` ..< `end`; `end` when there is none.
    func firstControl(from start: Int, before end: Int) -> Int {
        var index = start
        while index + 8 <= end {
            let word = eightBytes(at: index)
            // Exact up to and including the first such byte, as in `zeroBytes`.
            let found = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < end, self[index] >= 0x20 { index += 1 }
        return index
    }

    /// Whether the bytes at `index`, A to Z as a to z, are this lower-case word.
    func hasLowercased(_ word: StaticString, at index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= count else { return false }
        return word.withUTF8Buffer { letters in
            for offset in 0..<length where unsafe self[index + offset] | 0x20 != letters[offset] | 0x20 {
                return false
            }
            return true
        }
    }

    /// The high bit of each byte that is zero, exact up to and including the first such byte.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    @inline(__always)
    private func eightBytes(at index: Int) -> UInt64 {
        assert(index >= 0 && index + 8 <= count)
        return unsafe UInt64(
            littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
    }
}
