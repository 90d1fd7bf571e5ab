import Articles

/// Makes what publishers write alike: digits of every script, letters without case and accents, blanks and dashes,
/// and the character references that were left in.
///
/// The names in the rows of languages are folded by the same function, so that they can be written as readers know
/// them.
enum DateFolding {
    /// Appends the folded form of UTF-8 text; what is no UTF-8 becomes U+FFFD, which no date contains.
    static func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                if byte == UInt8(ascii: "&"), let (scalar, end) = reference(text, at: index) {
                    append(scalar, to: &output)
                    index = end
                } else {
                    output.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
                    index += 1
                }
                continue
            }
            let (scalar, length) = scalar(text, at: index)
            append(scalar, to: &output)
            index += max(length, 1)
        }
    }

    /// The folded form of a name of a table, as words are looked up: without the dots of abbreviations.
    static func name(_ name: String) -> [UInt8] {
        var output: [UInt8] = []
        append(Array(name.utf8).span, to: &output)
        output.removeAll { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "'") }
        return output
    }

    private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        guard let folded = folded(scalar) else { return }
        output.append(scalar: folded)
    }

    private static func scalar(_ text: Span<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
        let length = text.lengthOfUTF8(at: index)
        guard length > 0 else { return (0xFFFD, 1) }
        var value = UInt32(text[index]) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
        return (value, length)
    }

    /// `&#43;`, `&nbsp;`, `&amp;#160;`: what it stands for, and where it ends.
    private static func reference(_ text: Span<UInt8>, at start: Int) -> (scalar: UInt32, end: Int)? {
        var index = start + 1
        let ampersand: StaticString = "amp;"
        while text.hasBytes(ampersand, at: index) { index += 4 }
        let name = index
        while index < text.count, index - name < 10, text[index] != UInt8(ascii: ";") { index += 1 }
        guard index < text.count, index > name, text[index] == UInt8(ascii: ";") else { return nil }
        let body = text.extracting(name..<index)
        if body[0] == UInt8(ascii: "#") {
            return number(body.extracting(1..<body.count)).map { ($0, index + 1) }
        }
        return HTMLEntities.lookup(body).map { ($0.scalar1, index + 1) }
    }

    private static func number(_ text: Span<UInt8>) -> UInt32? {
        guard !text.isEmpty else { return nil }
        let isHexadecimal = text[0] | 0x20 == UInt8(ascii: "x")
        var value: UInt32 = 0
        for index in (isHexadecimal ? 1 : 0)..<text.count {
            let byte = text[index] | 0x20
            if byte >= 0x30, byte <= 0x39 {
                value = value * (isHexadecimal ? 16 : 10) + UInt32(byte - 0x30)
            } else if isHexadecimal, byte >= 0x61, byte <= 0x66 {
                value = value * 16 + UInt32(byte - 0x57)
            } else {
                return nil
            }
            guard value <= 0x10FFFF else { return nil }
        }
        return value > 0 ? value : nil
    }
}

extension DateFolding {
    /// One character; nil when it is dropped.
    private static func folded(_ scalar: UInt32) -> UInt32? {
        if scalar < 0x800 { return low[Int(scalar)] == 0 ? nil : UInt32(low[Int(scalar)]) }
        switch scalar {
        // Marks that say where text runs, joiners, the half-width space that joins no words.
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: return nil
        case 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
        case 0x2010...0x2015, 0x2212, 0xFF0D: return 0x2D
        // Commas, dots between words, the danda.
        case 0x3001, 0xFF0C, 0x2022, 0x30FB, 0x0964, 0x104A: return 0x2C
        case 0x3002, 0xFF0E: return 0x2E
        case 0xFF0F, 0x2044, 0x2215: return 0x2F
        case 0xFF1A, 0x2236, 0xFE55: return 0x3A
        case 0xFF08: return 0x28
        case 0xFF09: return 0x29
        case 0xFF0B: return 0x2B
        case 0x2018, 0x2019: return 0x27
        case 0xFF21...0xFF3A: return scalar - 0xFF21 + 0x61
        case 0xFF41...0xFF5A: return scalar - 0xFF41 + 0x61
        case 0x1E00...0x1FFF: return UInt32(extended[Int(scalar - 0x1E00)])
        // The nukta of South Asian letters, which stand with it and as one.
        case 0x093C, 0x09BC, 0x0A3C: return nil
        case 0x0958...0x095F:
            return [0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F][Int(scalar - 0x958)]
        case 0x09DC: return 0x09A1
        case 0x09DD: return 0x09A2
        case 0x09DF: return 0x09AF
        case 0x0A33: return 0x0A32
        case 0x0A36: return 0x0A38
        case 0x0A59: return 0x0A16
        case 0x0A5A: return 0x0A17
        case 0x0A5B: return 0x0A1C
        case 0x0A5E: return 0x0A2B
        default: return digit(scalar) ?? scalar
        }
    }

    /// The ASCII digit for a decimal digit of another script.
    private static func digit(_ scalar: UInt32) -> UInt32? {
        guard scalar < 0x1820 || scalar >= 0xFF10, let zero = zeros.last(where: { $0 <= scalar }) else {
            return nil
        }
        return scalar - zero < 10 ? scalar - zero + 0x30 : nil
    }

    /// The zeros of scripts, rising: Devanagari to Malayalam, Thai, Lao, Tibetan, Myanmar, Khmer, full width.
    private static let zeros: [UInt32] = [
        0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20,
        0x1040, 0x17E0, 0xFF10,
    ]

    /// What U+0000 to U+07FF fold to; 0 for what is dropped.
    private static let low: [UInt16] = {
        var table = (0..<0x800).map { UInt16(truncatingIfNeeded: plain(UInt32($0))) }
        // Accents, points of Hebrew and vowels of Arabic, tatweel, geresh and gershayim, marks of direction, ordinals.
        let dropped: [ClosedRange<Int>] = [
            0x0300...0x036F, 0x0591...0x05BD, 0x05BF...0x05C7, 0x05F3...0x05F4, 0x0640...0x0640,
            0x064B...0x065F,
            0x0670...0x0670, 0x061C...0x061C, 0x00AD...0x00AD, 0x00AA...0x00AA, 0x00B0...0x00B0,
            0x00BA...0x00BA,
        ]
        for range in dropped { for scalar in range { table[scalar] = 0 } }
        for digit in 0..<10 {
            table[0x0660 + digit] = UInt16(0x30 + digit)
            table[0x06F0 + digit] = UInt16(0x30 + digit)
        }
        for (scalar, plain) in [
            (0xA0, " "), (0x05BE, "-"), (0x060C, ","), (0x061B, ","), (0x06D4, "."), (0x066B, "."),
            (0x00B7, ","),
            (0x02BC, "'"), (0x02BB, "'"), (0x0589, ","),
        ] as [(Int, Unicode.Scalar)] {
            table[scalar] = UInt16(plain.value)
        }
        return table
    }()

    /// What U+1E00 to U+1FFF fold to.
    private static let extended: [UInt16] = (0x1E00..<0x2000).map { UInt16(truncatingIfNeeded: plain($0)) }

    private static func plain(_ scalar: UInt32) -> UInt32 {
        guard let letter = Unicode.Scalar(scalar) else { return scalar }
        let lowered = letter.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
        return alike[lowered] ?? lowered
    }

    /// Letters with marks and the letters that stand for them.
    private static let alike: [UInt32: UInt32] = {
        let families = [
            "aàáâãäåāăąạảấầẩẫậắằẳẵặ", "cçćĉċč", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệ", "gğĝġģ", "hħ", "iìíîïĩīĭįıỉị",
            "kķ", "lĺļľł", "nñńņňŉ", "oòóôõöøōŏőơọỏốồổỗộớờởỡợ", "rŕŗř", "sśŝşšș", "tţťŧț",
            "uùúûüũūŭůűųưụủứừửữự",
            "yýÿŷỳỵỷỹ", "zźżž",
            // Greek: alpha, epsilon, eta, iota, omicron, upsilon, omega with tonos and dialytika; final sigma.
            "αά", "εέ", "ηή", "ιίϊΐ", "οό", "υύϋΰ", "ωώ", "σς",
            // Cyrillic: io; short i and yi, and short u, whose marks may stand apart.
            "её", "ийї", "уў",
            // Arabic: alef with hamza and madda and wasla; yeh for alef maqsura and the Persian yeh; kaf for keheh;
            // heh for teh marbuta, the Urdu heh and the heh with yeh; waw and yeh for those that carry a hamza.
            "ا\u{622}\u{623}\u{625}\u{671}", "ي\u{649}\u{6CC}\u{626}", "ك\u{6A9}",
            "ه\u{629}\u{6C1}\u{6C0}\u{6D5}",
            "و\u{624}",
        ]
        var table: [UInt32: UInt32] = [:]
        for family in families {
            let scalars = family.unicodeScalars.map(\.value)
            for scalar in scalars.dropFirst() { table[scalar] = scalars[0] }
        }
        return table
    }()
}
