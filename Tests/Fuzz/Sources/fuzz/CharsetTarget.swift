import Articles

@testable import Parsing

extension FuzzTarget {
    /// Charsets: the first line is a content type, the rest a document.
    static let charset = FuzzTarget(
        name: "charset", longest: 512,
        words: [
            "text/xml; charset=", "charset=\"utf-8\"", "<?xml version=\"1.0\" encoding=\"", "\"?>",
            "windows-1256",
            "iso-8859-6", "windows-1251", "koi8-r", "big5", "euc-kr", "euc-jp", "iso-2022-jp", "shift_jis",
            "gb18030",
            "gb2312", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-7", "iso-8859-1", "x-user-defined",
            "replacement",
            "cp037", "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}", "\u{1B}$B", "\u{1B}(B",
        ],
        seeds: [
            "text/xml; charset=utf-8\n<rss>\u{645}\u{635}\u{631}</rss>",
            "\n<?xml version=\"1.0\" encoding=\"gb2312\"?><a/>",
            "text/xml; charset=iso-8859-1\n<rss>\u{645}</rss>", "text/xml; charset=nonsense\n<rss/>",
            "\n\u{FEFF}<rss/>",
        ].map { Array($0.utf8) } + [
            // Undeclared, or falsely declared, so that the letters must tell: Arabic, Russian, Chinese, Japanese, Czech.
            Array("\n<a>".utf8) + [0xC7, 0xE1, 0xCD, 0xDF, 0xE6, 0xE3, 0xC9, 0x20, 0xCA, 0xDA, 0xE1, 0xE4],
            Array("text/xml; charset=latin1\n<a>".utf8)
                + [0xCF, 0xF0, 0xE0, 0xE2, 0xE8, 0xF2, 0xE5, 0xEB, 0xFC, 0xF1, 0xF2, 0xE2, 0xEE, 0x20, 0xEE],
            Array("\n<![CDATA[".utf8) + [0xD5, 0xFE, 0xB8, 0xAE, 0xB9, 0xAB, 0xB2, 0xBC, 0xD0, 0xC2],
            Array("\n<language>ja</language>".utf8) + [0x90, 0xAD, 0x95, 0x7B, 0x82, 0xAA, 0x90, 0x56],
            Array("\n<a>\u{1B}$B".utf8) + [0x40, 0x2F, 0x49, 0x5C, 0x24, 0x2C, 0x1B, 0x28, 0x42],
            Array("\n<a>\u{1B}$B".utf8) + [0x24, 0x2C, 0x24, 0x4E, 0x24, 0x1B, 0x28, 0x4A],
            Array("\n".utf8) + [0xE8, 0x65, 0x9A, 0x74, 0x69, 0x6E, 0x61, 0x20, 0xF8, 0xE1, 0x64],
            Array("text/xml; charset=windows-1256\n<a>".utf8) + [0xE3, 0xD5, 0xD1, 0x81],
            Array("text/xml; charset=shift_jis\n<a>".utf8) + [0x83, 0x65, 0x83, 0x58, 0x83],
            Array("text/xml; charset=iso-2022-jp\n<a>\u{1B}$B".utf8) + [0x25, 0x46, 0x1B],
            [0x0A, 0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00, 0x3E, 0x00, 0x00, 0xD8],
            [0x0A, 0xFE, 0xFF, 0x00, 0x3C, 0xDC, 0x00, 0x00, 0x3E],
            [0x0A, 0x3C, 0, 0, 0, 0x61, 0, 0, 0, 0x3E],
            [0x0A, 0, 0, 0xFE, 0xFF, 0, 0, 0, 0x3C, 0, 0x11, 0, 0], [0x0A, 0x4C, 0x6F, 0xA7, 0x94, 0x40],
            [0x0A, 0xED, 0xA0, 0x80, 0xC0, 0x80, 0xF5, 0x80, 0xEF, 0xBF, 0xBE],
        ]
    ) { input in
        let end = input.firstIndex(of: 0x0A) ?? 0
        let header = String(decoding: input[..<end], as: UTF8.self)
        let bytes = Array(input[min(end + 1, input.count)...])
        let decision = CharsetDecision(bytes, override: nil, contentType: header)
        require(UTF8Census(decision.text).errors == 0, "the text is UTF-8")
        // Three bytes for each that means nothing, and twice as many as a table of two characters a byte could make.
        require(decision.text.count <= 6 * bytes.count, "\(decision.text.count) bytes of \(bytes.count)")
        require(
            decision.isSound == decision.warnings.isEmpty, "what is not sound is said: \(decision.warnings)")
        let guess = CharsetGuess(bytes)
        require(guess?.charset != "CP1252", "windows-1252 is what is read where nothing is guessed")
        if CharsetGuess.overruling(bytes, from: 0) != nil {
            require(guess?.isCertain == true, "what overrules a claim is guessed without one")
        }
        let again = CharsetDecision(bytes, override: nil, contentType: header)
        require(again.text == decision.text && again.warnings == decision.warnings, "the same again")
        // A text that begins like another form of Unicode would be taken for it.
        guard !decision.text.prefix(4).contains(0), !decision.text.starts(with: [0xEF, 0xBB, 0xBF]) else {
            return
        }
        let read = CharsetDecision(decision.text, override: "utf-8", contentType: nil)
        require(read.text == decision.text, "UTF-8 stays as it is")
    }
}
