/// Bytes looked for eight at a time.
extension Span<UInt8> {
    /// Where the first of two bytes stands in `start` ..< `end`; not before `end` when neither does.
    @inlinable
    public func firstIndex(of one: UInt8, or other: UInt8, from start: Int, before end: Int) -> Int {
        precondition(start >= 0 && end <= count)
        let ones = UInt64(one) &* 0x0101_0101_0101_0101
        let others = UInt64(other) &* 0x0101_0101_0101_0101
        var index = start
        while index <= end - 8 {
            let word = unsafe UInt64(
                littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
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
