extension Span<UInt8> {
    /// Where the first byte beyond ASCII stands from `start` on; the count when there is none.
    public func endOfASCII(from start: Int) -> Int {
        var index = start
        while hasBlock(at: index) {
            let offset = ByteBlock(self, at: index).atLeast(0x80).leadingClear
            if offset < ByteBlock.size { return index + offset }
            index += ByteBlock.size
        }
        while index < count, self[index] < 0x80 { index += 1 }
        return index
    }

    /// The scalar at `index` and its length in bytes; length 0 where no well-formed UTF-8 stands.
    func scalar(at index: Int) -> (scalar: UInt32, length: Int) {
        let length = lengthOfUTF8(at: index)
        let first = UInt32(self[index])
        func continuation(_ offset: Int) -> UInt32 { UInt32(self[index + offset] & 0x3F) }
        switch length {
        case 1: return (first, 1)
        case 2: return ((first & 0x1F) << 6 | continuation(1), 2)
        case 3: return ((first & 0x0F) << 12 | continuation(1) << 6 | continuation(2), 3)
        case 4:
            return ((first & 0x07) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3), 4)
        default: return (0xFFFD, 0)
        }
    }

    /// Where the well-formed scalar that ends before `index` begins; nil when there is none.
    func startOfScalar(before index: Int) -> Int? {
        var start = index - 1
        while start >= 0, index - start <= 4 {
            if self[start] & 0xC0 != 0x80 { return start + lengthOfUTF8(at: start) == index ? start : nil }
            start -= 1
        }
        return nil
    }
}

extension [UInt8] {
    /// Where the last scalar of well-formed text begins, not before `start`.
    func startOfLastScalar(from start: Int) -> Int {
        var index = count - 1
        while index > start, self[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }
}
