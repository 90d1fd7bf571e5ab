/// The labels of the WHATWG Encoding Standard (4.2), each with the name under which glibc's iconv knows the charset.
///
/// A label means what browsers take it to mean: `iso-8859-1` is windows-1252, `gb2312` is gb18030,
/// `ks_c_5601-1987` is the unified Hangul code.
enum CharsetLabels {
    /// The iconv name for a label of the world, nil for an unknown or a dangerous one.
    ///
    /// Outside the table a plain name that iconv may know is let through (mac-cyrillic is met in feeds), except
    /// stateful charsets and UTF-7, in which markup can hide.
    static func iconvName(for label: some Sequence<UInt8>) -> String? {
        let name = String(decoding: label.lazy.map { $0.asciiLowercased }, as: UTF8.self)
        if let known = table[name] { return known }
        let isPlain = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
                || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
        }
        guard isPlain, (2...40).contains(name.utf8.count) else { return nil }
        let refused = [
            "utf-7", "utf7", "unicode-1-1-utf-7", "hz", "csunicode11utf7", "java", "char", "wchar_t",
        ]
        guard !refused.contains(name), !name.hasPrefix("iso-2022"), !name.hasPrefix("iso2022") else {
            return nil
        }
        return name.uppercased()
    }

    /// Whether the charset can be converted: names outside the table are taken at their word until here.
    static func isKnown(_ iconvName: String) -> Bool {
        names.contains(iconvName) || TextConverter(from: iconvName) != nil
    }

    private static let names = Set(table.values)

    /// Whether a charset is Latin-1 by another name: what servers claim without knowing.
    static func isLatin1(_ iconvName: String) -> Bool { iconvName == "CP1252" }

    /// Whether every byte of the charset is a character, so that nearly anything decodes.
    static func isSingleByte(_ iconvName: String) -> Bool {
        iconvName.hasPrefix("CP125") || iconvName.hasPrefix("ISO-8859") || iconvName.hasPrefix("KOI8")
            || iconvName.hasPrefix("MAC") || iconvName == "IBM866" || iconvName == "CP874"
    }

    private static let table: [String: String] = {
        var result: [String: String] = [:]
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let charset = words.first else { continue }
            for label in words.dropFirst() { result[String(label)] = String(charset) }
        }
        return result
    }()

    /// One charset a line: iconv's name, then the labels.
    private static let lines = """
        UTF-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8
        IBM866 866 cp866 csibm866 ibm866
        ISO-8859-2 csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
        ISO-8859-3 csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
        ISO-8859-4 csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
        ISO-8859-5 csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
        ISO-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i
        ISO-8859-6 iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
        ISO-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7
        ISO-8859-7 iso_8859-7:1987 sun_eu_greek
        ISO-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8
        ISO-8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical
        ISO-8859-10 csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6
        ISO-8859-13 iso-8859-13 iso8859-13 iso885913
        ISO-8859-14 iso-8859-14 iso8859-14 iso885914
        ISO-8859-15 csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9
        ISO-8859-16 iso-8859-16
        KOI8-R cskoi8r koi koi8 koi8-r koi8_r
        KOI8-U koi8-ru koi8-u
        MACINTOSH csmacintosh mac macintosh x-mac-roman
        CP874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874
        CP1250 cp1250 windows-1250 x-cp1250
        CP1251 cp1251 windows-1251 x-cp1251
        CP1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591
        CP1252 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252
        CP1253 cp1253 windows-1253 x-cp1253
        CP1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5
        CP1254 windows-1254 x-cp1254
        CP1255 cp1255 windows-1255 x-cp1255
        CP1256 cp1256 windows-1256 x-cp1256
        CP1257 cp1257 windows-1257 x-cp1257
        CP1258 cp1258 windows-1258 x-cp1258
        MAC-CYRILLIC x-mac-cyrillic x-mac-ukrainian mac-cyrillic
        GB18030 chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030
        BIG5-HKSCS big5 big5-hkscs cn-big5 csbig5 x-x-big5
        EUC-JP-MS cseucpkdfmtjapanese euc-jp x-euc-jp
        ISO-2022-JP csiso2022jp iso-2022-jp
        CP932 csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis
        UHC cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949
        UTF-16BE unicodefffe utf-16be
        UTF-16LE csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le
        """
}

extension UInt8 {
    /// The byte with an ASCII capital made small.
    var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    /// Whether the byte is blank in XML: space, tab, line feed, carriage return.
    var isXMLBlank: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }
}
