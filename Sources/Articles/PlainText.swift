/// Plain text that is to stand on one line beside other text: titles, names, tags.
public enum PlainText {
    /// Appends text as one line that cannot disturb what stands around it.
    ///
    /// A line break or tab becomes a blank. Other control characters (C0, DEL, C1), byte order marks, interlinear
    /// annotation and the bidi controls that open something (embeddings, overrides, isolates, U+206A to U+206F) go.
    /// What shapes letters stays (ZWNJ, ZWJ), and so do LRM, RLM and ALM: Arabic and Hebrew publishers need them beside
    /// digits and brackets, and as they open nothing they cannot reach out of their line. Invalid bytes become U+FFFD.
    public static func appendLine(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.reserve(forAppending: text.count)
        let start = output.count
        var index = 0
        while index < text.count {
            let end = text.endOfPrintableASCII(from: index)
            if end > index {
                output.append(text.extracting(index..<end))
                index = end
                continue
            }
            let (scalar, length) = text.scalar(at: index)
            switch fate(of: scalar) {
            case .stays where length == 0: output += [0xEF, 0xBF, 0xBD]
            case .stays: for offset in index..<index + length { output.append(text[offset]) }
            case .blank: if output.count > start, output.last != 0x20 { output.append(0x20) }
            case .goes: break
            }
            index += max(length, 1)
        }
    }

    /// Number of bytes, at most `limit`, after which text can be cut without cutting a character in two.
    public static func lengthOfPrefix(of text: Span<UInt8>, atMost limit: Int) -> Int {
        guard limit < text.count else { return text.count }
        var end = max(limit, 0)
        // A character has at most three bytes after its first one; more of them are no UTF-8 anyway.
        while end > 0, end > limit - 3, text[end] & 0xC0 == 0x80 { end -= 1 }
        return text[end] & 0xC0 == 0x80 ? limit : end
    }

    private enum Fate { case stays, blank, goes }

    private static func fate(of scalar: UInt32) -> Fate {
        switch scalar {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029: .blank
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFB: .goes
        default: .stays
        }
    }
}

extension Span<UInt8> {
    /// Where the first byte from `start` on stands that is no printable character of ASCII.
    fileprivate func endOfPrintableASCII(from start: Int) -> Int {
        var index = start
        while hasBlock(at: index) {
            let others = ByteBlock(self, at: index).within(0x20, 0x7E).inverted
            guard others.isEmpty else { return index + others.leadingClear }
            index += ByteBlock.size
        }
        while index < count, (0x20...0x7E).contains(self[index]) { index += 1 }
        return index
    }
}
