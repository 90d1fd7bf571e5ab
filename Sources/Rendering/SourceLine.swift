internal import Articles

/// A line of a hostile document as people are shown it, with a caret below the place in question.
package enum SourceLine {
    /// Appends the line, indented, and the caret; `place` is an offset in `text`.
    ///
    /// Controls are shown as their pictures (U+2400 …), so that what is wrong can be seen, and do nothing. A line from right
    /// to left has no caret, because every terminal orders it as it likes: it begins at the place instead.
    package static func append(
        _ text: [UInt8], place: Int, indent: Int, on display: Display, to output: inout [UInt8]
    ) {
        let margin = [UInt8](repeating: 0x20, count: indent)
        let rest = shown(text[place...])
        output += margin
        guard !hasRightToLeft(text) else {
            let mark = Array("\u{2026} ".utf8)
            output += (display.isTerminal ? Field.isolate : []) + (place > 0 ? mark : []) + rest
            output += (display.isTerminal ? Field.pop : []) + [0x0A]
            return
        }
        let before = shown(text[..<place])
        output += before + rest + [0x0A] + margin
        output += [UInt8](repeating: 0x20, count: CharacterScanner.cells(in: before[...]))
        output.paint(.red, on: display) { $0.append(UInt8(ascii: "^")) }
        output.append(0x0A)
    }

    private static func shown(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            let (scalar, length) = CharacterScanner.scalar(in: text, at: index)
            switch scalar {
            case 0x09: output.append(0x20)
            // SYMBOL FOR NULL and its kin, U+2400 + the control; SYMBOL FOR DELETE.
            case 0..<0x20: output += [0xE2, 0x90, 0x80 + UInt8(scalar)]
            case 0x7F: output += [0xE2, 0x90, 0xA1]
            case 0x80..<0xA0, 0x2028, 0x2029, 0xFFFD: output += [0xEF, 0xBF, 0xBD]
            case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: break
            default: output += text[index..<index + length]
            }
            index += length
        }
        return output
    }

    /// Whether there is a letter of a script that runs from right to left: Hebrew, Arabic and their neighbours.
    private static func hasRightToLeft(_ text: [UInt8]) -> Bool {
        var index = 0
        while index < text.count {
            let (scalar, length) = CharacterScanner.scalar(in: text[...], at: index)
            switch scalar {
            case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
                return true
            default: index += length
            }
        }
        return false
    }
}
