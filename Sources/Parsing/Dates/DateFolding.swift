import Articles

/// Makes what publishers write alike: digits of every script, letters without case and accents, blanks and dashes.
///
/// The names in `DateNames` are folded by the same function, so that they can be written as readers know them.
enum DateFolding {
    /// Appends the folded form of UTF-8 text; what is no UTF-8 becomes U+FFFD, which no date contains.
    static func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                output.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
                index += 1
                continue
            }
            let length = text.lengthOfUTF8(at: index)
            guard length > 0 else {
                output.append(scalar: 0xFFFD)
                index += 1
                continue
            }
            var value = UInt32(byte) & (0xFF >> UInt32(length + 1))
            for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
            if let folded = folded(value) { output.append(scalar: folded) }
            index += length
        }
    }

    /// The folded form of a name.
    static func folded(_ name: String) -> [UInt8] {
        var output: [UInt8] = []
        append(Array(name.utf8).span, to: &output)
        return output
    }

    /// One character; nil when it is dropped.
    private static func folded(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x0300...0x036F, 0x0591...0x05BD, 0x05BF...0x05C7, 0x0640, 0x064B...0x065F, 0x0670: nil
        case 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: nil
        case 0x0660...0x0669: scalar - 0x0660 + 0x30
        case 0x06F0...0x06F9: scalar - 0x06F0 + 0x30
        case 0xFF10...0xFF19: scalar - 0xFF10 + 0x30
        case 0x0966...0x096F: scalar - 0x0966 + 0x30
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: 0x20
        case 0x05BE, 0x2010...0x2015, 0x2212: 0x2D
        case 0x060C, 0x3001, 0xFF0C: 0x2C
        case 0xFF1A: 0x3A
        case 0xFF08: 0x28
        case 0xFF09: 0x29
        case 0x2019, 0x02BC: 0x27
        default: foldedLetter(scalar)
        }
    }

    private static func foldedLetter(_ scalar: UInt32) -> UInt32 {
        guard let letter = Unicode.Scalar(scalar) else { return scalar }
        let lowered = letter.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
        return plain[lowered] ?? lowered
    }

    /// Letters with marks and the letters that stand for them.
    private static let plain: [UInt32: UInt32] = {
        let families = [
            "aàáâãäåāăą", "cçćĉċč", "dďđ", "eèéêëēĕėęě", "gğĝġģ", "iìíîïĩīĭįı", "lĺļľł", "nñńņňŉ",
            "oòóôõöøōŏő", "rŕŗř",
            "sśŝşšș", "tţťŧț", "uùúûüũūŭůűų", "yýÿŷ", "zźżž",
            // Greek: alpha, epsilon, eta, iota, omicron, upsilon, omega with tonos and dialytika; final sigma.
            "αά", "εέ", "ηή", "ιίϊΐ", "οό", "υύϋΰ", "ωώ", "σς",
            // Cyrillic: io.
            "её",
            // Arabic: alef with hamza and madda and wasla; yeh for alef maqsura and the Persian yeh; kaf for keheh;
            // heh for teh marbuta; waw and yeh for those that carry a hamza.
            "ا\u{622}\u{623}\u{625}\u{671}", "ي\u{649}\u{6CC}\u{626}", "ك\u{6A9}", "ه\u{629}", "و\u{624}",
        ]
        var table: [UInt32: UInt32] = [:]
        for family in families {
            let scalars = family.unicodeScalars.map(\.value)
            for scalar in scalars.dropFirst() { table[scalar] = scalars[0] }
        }
        return table
    }()
}
