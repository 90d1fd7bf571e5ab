import Articles

/// How far bytes are UTF-8, found in one pass.
struct UTF8Census {
    /// Well-formed sequences of two bytes and more.
    var sequences = 0
    /// Bytes that belong to no well-formed sequence, and U+FFFE and U+FFFF, which XML 1.0 forbids.
    var errors = 0
    /// Offset of the first error.
    var firstError: Int?

    /// Counts `bytes` from `start` on.
    init(_ bytes: [UInt8], from start: Int = 0) {
        let span = bytes.span
        var index = start
        while index < span.count {
            if span[index] < 0x80 {
                index = span.endOfASCII(from: index)
                continue
            }
            let length = span.lengthOfXMLCharacter(at: index)
            if length == 0 {
                errors += 1
                if firstError == nil { firstError = index }
                index += max(1, span.lengthOfUTF8(at: index))
            } else {
                sequences += 1
                index += length
            }
        }
    }
}

extension [UInt8] {
    /// The bytes with everything that is not UTF-8, or forbidden in XML, replaced by U+FFFD: one for each bad byte, one
    /// for U+FFFE and U+FFFF.
    func repairedUTF8(from start: Int = 0) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(count - start + 64)
        let span = self.span
        var index = start
        var clean = start
        while index < span.count {
            let length = span[index] < 0x80 ? 1 : span.lengthOfXMLCharacter(at: index)
            if length > 0 {
                index += length
                continue
            }
            output.append(contentsOf: self[clean..<index])
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
            index += Swift.max(1, span.lengthOfUTF8(at: index))
            clean = index
        }
        output.append(contentsOf: self[clean...])
        return output
    }
}

extension Span<UInt8> {
    /// Length of the UTF-8 sequence at `index`, 0 when there is none or XML 1.0 forbids it (U+FFFE, U+FFFF).
    func lengthOfXMLCharacter(at index: Int) -> Int {
        let length = lengthOfUTF8(at: index)
        if length == 3, self[index] == 0xEF, self[index + 1] == 0xBF, self[index + 2] >= 0xBE { return 0 }
        return length
    }
}
