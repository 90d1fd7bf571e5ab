internal import Articles

/// Text inside XML and HTML.
extension [UInt8] {
    /// Appends text as character data or as the value of a double-quoted attribute.
    ///
    /// What XML 1.0 has no character for (production 2: C0 but TAB, LF and CR, U+FFFE, U+FFFF) and what is not UTF-8
    /// becomes U+FFFD.
    mutating func append(markup text: ArraySlice<UInt8>) {
        var index = text.startIndex
        while index < text.endIndex {
            let (scalar, length) = CharacterScanner.scalar(in: text, at: index)
            switch scalar {
            case 0x26: append("&amp;")
            case 0x3C: append("&lt;")
            case 0x3E: append("&gt;")
            case 0x22: append("&quot;")
            case 0x0D: append("&#13;")
            case 0...0x08, 0x0B...0x0C, 0x0E...0x1F, 0xFFFD...0xFFFF: append(contentsOf: [0xEF, 0xBF, 0xBD])
            default: append(contentsOf: text[index..<index + length])
            }
            index += length
        }
    }

    /// Appends a field of a line as markup text.
    mutating func append(markup field: Range<Int>?, of line: ArticleLine) {
        append(markup: line.bytes(field)[...])
    }

    /// Appends a field of a line as markup text in one line, without controls.
    mutating func append(markupField field: Range<Int>?, of line: ArticleLine) {
        append(markup: Field.clean(line.bytes(field))[...])
    }

    /// Appends an address for an attribute; what an IRI may not hold (RFC 3987 2.2) is percent-encoded.
    mutating func append(address text: [UInt8]) {
        var encoded: [UInt8] = []
        for byte in text {
            switch byte {
            case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
                UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"),
                UInt8(ascii: "|"), UInt8(ascii: "}"):
                encoded.append(UInt8(ascii: "%"))
                for digit in [byte >> 4, byte & 15] {
                    encoded.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
                }
            default: encoded.append(byte)
            }
        }
        append(markup: encoded[...])
    }
}
