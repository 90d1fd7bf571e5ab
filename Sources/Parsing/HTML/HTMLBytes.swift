import Articles

/// Bytes appended to arrays, for what is not written often enough to need `ByteBuffer`.
extension [UInt8] {
    /// Appends part of a span with one copy.
    @inline(__always)
    mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
        let part = source.extracting(range)
        unsafe part.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Appends a character in UTF-8; anything that is no scalar value becomes U+FFFD.
    mutating func append(scalar: UInt32) {
        UTF8Encoding.write(scalar) { append($0) }
    }
}

/// Searches that look at sixteen bytes at a time.
extension Span<UInt8> {
    /// Where text that stays as it is ends: at the first `<`, `>`, `&`, control, blank before a blank, or C2, which may
    /// begin a no-break space; the count when there is none.
    @inline(__always)
    func endOfPlainText(from start: Int) -> Int {
        var index = start
        while hasBlock(at: index + 1) {
            let block = ByteBlock(self, at: index)
            let markup =
                block.equal(UInt8(ascii: "<")) | block.equal(UInt8(ascii: ">"))
                | block.equal(UInt8(ascii: "&"))
            let blanks = block.equal(0x20) & ByteBlock(self, at: index + 1).equal(0x20)
            let offset = (markup | block.atMost(0x1F) | block.equal(0xC2) | blanks).leadingClear
            if offset < ByteBlock.size { return index + offset }
            index += ByteBlock.size
        }
        while index < count {
            switch self[index] {
            case 0..<0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0xC2: return index
            case 0x20 where index + 1 < count && self[index + 1] == 0x20: return index
            default: index += 1
            }
        }
        return index
    }

    /// The first byte in `start` ..< `end` that is not the same in an attribute's value as in the source: `&`, `<`,
    /// `>`, `"` or NUL; `end` when there is none.
    @inline(__always)
    func endOfPlainValue(from start: Int, before end: Int) -> Int {
        var index = start
        // Bytes behind `end` are looked at as well where there are any; what is found there does not count.
        while index < end, hasBlock(at: index) {
            let block = ByteBlock(self, at: index)
            let markup =
                block.equal(UInt8(ascii: "<")) | block.equal(UInt8(ascii: ">"))
                | block.equal(UInt8(ascii: "&"))
            let offset = (markup | block.equal(UInt8(ascii: "\"")) | block.equal(0)).leadingClear
            if offset < ByteBlock.size { return Swift.min(index + offset, end) }
            index += ByteBlock.size
        }
        index = Swift.min(index, end)
        while index < end {
            switch self[index] {
            case 0, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""): return index
            default: index += 1
            }
        }
        return index
    }

    /// The index of the first such byte from `start` on; the count when there is none.
    @inline(__always)
    func firstIndex(of byte: UInt8, from start: Int) -> Int {
        var index = start
        while hasBlock(at: index) {
            let offset = ByteBlock(self, at: index).equal(byte).leadingClear
            if offset < ByteBlock.size { return index + offset }
            index += ByteBlock.size
        }
        while index < count, self[index] != byte { index += 1 }
        return index
    }

    /// The index of the first byte below U+0020 in `start` ..< `end`; `end` when there is none.
    func firstControl(from start: Int, before end: Int) -> Int {
        var index = start
        while index + ByteBlock.size <= end {
            let offset = ByteBlock(self, at: index).atMost(0x1F).leadingClear
            if offset < ByteBlock.size { return index + offset }
            index += ByteBlock.size
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

    /// Whether these very bytes stand at `index`.
    @inline(__always)
    func hasBytes(_ word: StaticString, at index: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard index + length <= count else { return false }
        let letters = unsafe word.utf8Start
        for offset in 0..<length where unsafe self[index + offset] != letters[offset] { return false }
        return true
    }

    /// The eight bytes at `index`, which must all be there, the first one lowest.
    @inline(__always)
    func eightBytes(at index: Int) -> UInt64 {
        assert(index >= 0 && index + 8 <= count)
        return unsafe UInt64(
            littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
    }
}
