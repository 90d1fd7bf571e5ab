/// Bytes looked for eight and more at a time.
extension Span<UInt8> {
    /// Eight bytes as a number, the first one lowest; all of them must be there.
    @inlinable @inline(__always)
    func word(at index: Int) -> UInt64 {
        unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// Where the first of a byte stands in `start` ..< `end`; not before `end` when it does not.
    ///
    /// For stretches of some hundred bytes and more, such as lines: 64 at a time.
    @inlinable
    public func firstIndex(of byte: UInt8, from start: Int, before end: Int) -> Int {
        precondition(start >= 0 && end <= count)
        var index = start
        while index <= end - 4 * ByteBlock.size {
            let first = ByteBlock(self, at: index).equal(byte)
            let second = ByteBlock(self, at: index + ByteBlock.size).equal(byte)
            let third = ByteBlock(self, at: index + 2 * ByteBlock.size).equal(byte)
            let fourth = ByteBlock(self, at: index + 3 * ByteBlock.size).equal(byte)
            if !(first | second | third | fourth).isEmpty { break }
            index += 4 * ByteBlock.size
        }
        return firstIndex(of: byte, or: byte, from: index, before: end)
    }

    /// Where the first of two bytes stands in `start` ..< `end`; not before `end` when neither does.
    @inlinable
    public func firstIndex(of one: UInt8, or other: UInt8, from start: Int, before end: Int) -> Int {
        precondition(start >= 0 && end <= count)
        let ones = UInt64(one) &* 0x0101_0101_0101_0101
        let others = UInt64(other) &* 0x0101_0101_0101_0101
        var index = start
        while index <= end - 8 {
            let word = word(at: index)
            let found = (word ^ ones).lowestZeroByte | (word ^ others).lowestZeroByte
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < end, self[index] != one, self[index] != other { index += 1 }
        return index
    }
}

extension UInt64 {
    /// The high bit of each of its bytes that is zero, exact up to and including the lowest such byte.
    @inlinable
    public var lowestZeroByte: UInt64 {
        (self &- 0x0101_0101_0101_0101) & ~self & 0x8080_8080_8080_8080
    }
}
