internal import Articles

/// What the full text knows of a line beside its words: its feed, its language, its URL, that it is a revision.
///
/// A mark is filed in `body` as if it were a word, so that one full-text query decides words and marks together. It
/// begins with U+0001, which no folded word holds, and ends at U+0002; in between every byte counts as it is.
enum IndexMark {
    static let start: UInt8 = 0x01
    static let end: UInt8 = 0x02
    /// FTS5 cuts longer words nowhere, but a feed's id or a URL may be of any length.
    private static let mostBytes = 240

    /// A line that is not its article's first.
    static let updated = mark("is", Array("updated".utf8))

    static func feed(_ id: [UInt8]) -> [UInt8] { mark("feed", id) }

    /// A language tag or the beginning of one, `ar` as well as `ar-EG` (RFC 4647 3.3.1, basic filtering).
    static func language(_ tag: [UInt8]) -> [UInt8] { mark("lang", tag.map(\.lowercasedASCII)) }

    static func url(word: [UInt8]) -> [UInt8] { mark("url", word) }

    /// The marks of all ranges that a language tag is in: `zh-Hant-TW` is in `zh` and `zh-Hant`, too.
    static func languages(_ tag: [UInt8]) -> [[UInt8]] {
        guard !tag.isEmpty else { return [] }
        let ends = tag.indices.filter { tag[$0] == UInt8(ascii: "-") } + [tag.count]
        return ends.map { language(Array(tag[..<$0])) }
    }

    private static func mark(_ kind: String, _ value: [UInt8]) -> [UInt8] {
        [start] + kind.utf8 + [UInt8(ascii: ":")]
            + value.prefix(mostBytes).filter { $0 > 0x1F && $0 != UInt8(ascii: "\"") } + [end]
    }
}
