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
