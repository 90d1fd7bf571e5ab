/// Hostile text made fit for one field of a line: what a title has to pass before it meets a terminal or a spreadsheet.
///
/// Controls (C0, DEL, C1, and with them every escape sequence), line and paragraph separators and blanks become one
/// blank between words; bidi embeddings, overrides and isolates are dropped, which could reorder what stands
/// beside the field. The marks LRM, RLM and ALM, ZWNJ and ZWJ are text and stay. Bytes that are not UTF-8 become U+FFFD.
package enum Field {
    /// First strong isolate and pop directional isolate (UAX 9): what is between cannot reorder what is around.
    package static let isolate: [UInt8] = [0xE2, 0x81, 0xA8]
    /// Isolates of a known direction (LRI, RLI).
    static let leftToRight: [UInt8] = [0xE2, 0x81, 0xA6]
    static let rightToLeft: [UInt8] = [0xE2, 0x81, 0xA7]
    /// Ends an isolate.
    package static let pop: [UInt8] = [0xE2, 0x81, 0xA9]
    static let ellipsis: [UInt8] = [0xE2, 0x80, 0xA6]

    /// The text without what could do harm, in one line.
    package static func clean(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        append(text[...], to: &output)
        return output
    }

    /// Appends the text without what could do harm, in one line.
    package static func append(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let start = output.count
        var blank = false
        var index = text.startIndex
        while index < text.endIndex {
            let (scalar, length) = CharacterScanner.scalar(in: text, at: index)
            defer { index += length }
            switch scalar {
            case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029: blank = true
            case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: break
            default:
                if blank, output.count > start { output.append(0x20) }
                blank = false
                if scalar == 0xFFFD {
                    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                } else {
                    output.append(contentsOf: text[index..<index + length])
                }
            }
        }
    }

    /// Cuts a clean text to so many cells, between characters and with … at the end, and says how many it takes.
    ///
    /// At the end of a line it is cut so that it fits on every terminal: many draw the parts of an emoji beside each other.
    static func cut(_ text: [UInt8], to cells: Int, atLineEnd: Bool = false) -> (text: [UInt8], cells: Int) {
        var scanner = CharacterScanner(text[...])
        var (used, taken) = (0, 0)
        var kept = (end: 0, cells: 0)
        while let character = scanner.next() {
            used += character.cells
            taken += atLineEnd ? character.apart : character.cells
            if taken > cells {
                guard cells > 0 else { return ([], 0) }
                return (Array(text[..<kept.end]) + ellipsis, kept.cells + 1)
            }
            if taken < cells { kept = (character.range.upperBound, used) }
        }
        return (text, used)
    }
}
