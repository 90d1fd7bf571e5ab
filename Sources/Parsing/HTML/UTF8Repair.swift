import Articles

/// Makes bytes UTF-8: what is not (Unicode table 3-7) becomes U+FFFD.
enum UTF8Repair {
    /// Where the first byte that is not well-formed UTF-8 stands; the count when all is well.
    static func firstFault(in source: Span<UInt8>, from start: Int = 0) -> Int {
        var index = start
        while true {
            index = source.endOfASCII(from: index)
            guard index < source.count else { return index }
            while index < source.count, source[index] >= 0x80 {
                let first = source[index]
                // Two bytes are most of Arabic, Greek, Hebrew and Cyrillic.
                if first >= 0xC2, first < 0xE0, index + 1 < source.count, source[index + 1] & 0xC0 == 0x80 {
                    index += 2
                    continue
                }
                let length = source.lengthOfUTF8(at: index)
                if length == 0 { return index }
                index += length
            }
        }
    }

    /// The bytes with each maximal ill-formed part as one U+FFFD (Unicode 3.9, as browsers do).
    static func repaired(_ source: Span<UInt8>, firstFault: Int) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(source.count + 16)
        var (start, fault) = (0, firstFault)
        while fault < source.count {
            output.append(source, start..<fault)
            output.append(scalar: 0xFFFD)
            start = fault + lengthOfFault(source, at: fault)
            fault = Self.firstFault(in: source, from: start)
        }
        output.append(source, start..<source.count)
        return output
    }

    /// Bytes that a broken sequence gets right before it goes wrong; at least one.
    private static func lengthOfFault(_ source: Span<UInt8>, at index: Int) -> Int {
        let first = source[index]
        guard first >= 0xC2, first <= 0xF4, index + 1 < source.count else { return 1 }
        let second = source[index + 1]
        let isPossible =
            switch first {
            case 0xC2...0xDF: false
            case 0xE0: second >= 0xA0 && second <= 0xBF
            case 0xED: second >= 0x80 && second <= 0x9F
            case 0xF0: second >= 0x90 && second <= 0xBF
            case 0xF4: second >= 0x80 && second <= 0x8F
            default: second & 0xC0 == 0x80
            }
        guard isPossible else { return 1 }
        guard first >= 0xF0, index + 2 < source.count, source[index + 2] & 0xC0 == 0x80 else { return 2 }
        return 3
    }
}
