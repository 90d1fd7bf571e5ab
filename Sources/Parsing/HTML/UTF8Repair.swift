import Articles

/// Makes bytes UTF-8: what is not (Unicode table 3-7) becomes U+FFFD.
enum UTF8Repair {
    /// Where the first byte that is not well-formed UTF-8 stands; the count when all is well.
    static func firstFault(in source: Span<UInt8>, from start: Int = 0) -> Int {
        var index = source.endOfASCII(from: start)
        while index < source.count {
            // A block looks back at two bytes, and none before `start` may count.
            if index >= start + 2 { index = endOfUsual(source, from: index) }
            // What blocks do not decide is read character by character, and some more, so that this stays rare.
            let next = min(index + 32, source.count)
            while index < next {
                let length = source.lengthOfUTF8(at: index)
                if length == 0 { return index }
                index += length
            }
        }
        return index
    }

    /// The beginning of a character behind `start`, before which all are well-formed, found sixteen bytes at a time.
    ///
    /// In a block a byte must continue a character exactly when the one before it begins one, or the one before that
    /// begins one of three bytes. First bytes that ask more of the next one, or begin four bytes, end the search.
    private static func endOfUsual(_ source: Span<UInt8>, from start: Int) -> Int {
        var (index, isOpen) = (start, false)
        while source.hasBlock(at: index) {
            let block = ByteBlock(source, at: index)
            if !block.atLeast(0x80).isEmpty {
                let isContinued =
                    ByteBlock(source, at: index - 1).atLeast(0xC2)
                    | ByteBlock(source, at: index - 2).atLeast(0xE0)
                let isOdd =
                    block.within(0xC0, 0xC1) | block.equal(0xE0) | block.equal(0xED) | block.atLeast(0xF0)
                guard (block.within(0x80, 0xBF) ^ isContinued | isOdd).isEmpty else { break }
                isOpen = source[index + 15] >= 0xC2 || source[index + 14] >= 0xE0
            } else if isOpen {
                break
            }
            index += ByteBlock.size
        }
        guard isOpen else { return index }
        repeat { index -= 1 } while source[index] & 0xC0 == 0x80
        return index
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
