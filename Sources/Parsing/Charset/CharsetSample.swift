import Articles

/// The words of a document that are not ASCII, which is all that tells one legacy charset from another.
struct CharsetSample {
    /// The words, each with a blank behind it.
    ///
    /// A word here is a run of bytes that may be letters in some charset: those beyond ASCII, and 0x40 to 0x7E, which
    /// can be the second byte of a Chinese, Japanese or Korean character.
    private(set) var words: [UInt8] = []
    /// Bytes beyond ASCII in the words.
    private(set) var highBytes = 0
    /// Those of them that stand alone beside a letter of ASCII, as in "déjà".
    private(set) var loneBytes = 0
    /// Bytes of words that are UTF-8 and so left out: they are no sign of any other charset.
    private(set) var bytesOfUTF8 = 0
    /// Bytes of words after which no more are gathered: two pages, of which any letter is met often.
    private static let enough = 16 << 10

    /// Gathers the words of `bytes` from `start` on, those inside of tags left out.
    init(_ bytes: [UInt8], from start: Int = 0) {
        let text = bytes.span
        var index = start
        while index < text.count, words.count < Self.enough {
            let byte = text[index]
            if byte == UInt8(ascii: "<") {
                index = Self.endOfTag(text, at: index)
            } else if Self.isWord(byte) {
                var end = index + 1
                while end < text.count, end - index < Self.enough, Self.isWord(text[end]) { end += 1 }
                add(text, index..<end)
                index = end
            } else {
                index += 1
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte >= 0x40 && byte != 0x7F }

    private mutating func add(_ text: Span<UInt8>, _ range: Range<Int>) {
        var (high, lone, isUTF8) = (0, 0, true)
        var endOfUTF8 = range.lowerBound
        for index in range where text[index] >= 0x80 {
            high += 1
            let before = index > range.lowerBound ? text[index - 1] : 0
            let after = index + 1 < range.upperBound ? text[index + 1] : 0
            if before < 0x80, after < 0x80, before.isASCIILetter || after.isASCIILetter { lone += 1 }
            guard isUTF8, index >= endOfUTF8 else { continue }
            let length = text.lengthOfUTF8(at: index)
            isUTF8 = length > 0
            endOfUTF8 = index + length
        }
        guard high > 0 else { return }
        guard !isUTF8 else {
            bytesOfUTF8 += range.count
            return
        }
        highBytes += high
        loneBytes += lone
        for index in range { words.append(text[index]) }
        words.append(0x20)
    }

    /// Where a tag that begins at a `<` ends, or where text goes on if none begins.
    private static func endOfTag(_ text: Span<UInt8>, at start: Int) -> Int {
        guard start + 1 < text.count else { return start + 1 }
        if text.hasBytes("<![CDATA[", at: start) { return start + 9 }
        let next = text[start + 1]
        guard next.isASCIILetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "?") else {
            return start + 1
        }
        var index = start + 1
        while index < text.count {
            if text[index] == UInt8(ascii: ">") { return index + 1 }
            // No tag, or a broken one; every byte is looked at twice at most.
            if text[index] == UInt8(ascii: "<") { return start + 1 }
            index += 1
        }
        return start + 1
    }

    /// What may stand between the name of a language's element or field and its value.
    private static let between = Array(" \t\r\n\"':".utf8)

    /// The language that a document says it is in, in XML or in JSON, in small letters.
    static func language(of bytes: [UInt8]) -> String? {
        let head = bytes.prefix(enough)
        for name in ["language>", "xml:lang=", "\"language\"", "lang="] {
            guard let start = head.firstIndex(of: Array(name.utf8)) else { continue }
            let value = head[(start + name.utf8.count)...].drop { between.contains($0) }
            let tag = value.prefix(16).prefix { $0.isASCIILetter || $0 == UInt8(ascii: "-") }
            if tag.count >= 2 { return String(decoding: tag.map(\.asciiLowercased), as: UTF8.self) }
        }
        return nil
    }
}
