import Testing

@testable import Parsing

@Suite("Charset decision")
struct CharsetDecisionTests {
    /// An RSS document whose title is bytes of some charset.
    static func document(_ title: [UInt8], encoding: String?) -> [UInt8] {
        let declaration = encoding.map { "<?xml version=\"1.0\" encoding=\"\($0)\"?>" } ?? ""
        return Array("\(declaration)<rss><channel><title>".utf8) + title
            + Array("</title></channel></rss>".utf8)
    }

    @Test(
        "each charset that feeds use is read",
        arguments: [
            // Windows-1256: Arabic salam, then Latin.
            (
                "windows-1256", [0xD3, 0xE1, 0xC7, 0xE3, 0x20, 0x4E, 0x65, 0x77, 0x73] as [UInt8],
                "\u{633}\u{644}\u{627}\u{645} News"
            ),
            ("iso-8859-6", [0xD3, 0xE4, 0xC7, 0xE5], "\u{633}\u{644}\u{627}\u{645}"),
            ("windows-1251", [0xCC, 0xE8, 0xF0], "\u{41C}\u{438}\u{440}"),
            ("KOI8-R", [0xED, 0xC9, 0xD2], "\u{41C}\u{438}\u{440}"),
            ("windows-1255", [0xF9, 0xEC, 0xE5, 0xED], "\u{5E9}\u{5DC}\u{5D5}\u{5DD}"),
            ("iso-8859-1", [0x93, 0xE9, 0x94], "\u{201C}\u{E9}\u{201D}"),
            ("gb2312", [0xD6, 0xD0], "\u{4E2D}"), ("big5", [0xA4, 0xA4], "\u{4E2D}"),
            ("euc-kr", [0xC7, 0xD1], "\u{D55C}"),
            ("euc-jp", [0xC6, 0xFC], "\u{65E5}"), ("shift_jis", [0x93, 0xFA], "\u{65E5}"),
            ("utf-8", [0xD8, 0xB3], "\u{633}"),
        ])
    func charsets(label: String, bytes: [UInt8], text: String) throws {
        let declared = try ReadFeed(Self.document(bytes, encoding: label))
        #expect(declared[declared.feed.title] == text)
        let served = try ReadFeed(
            Self.document(bytes, encoding: nil), contentType: "text/xml; charset=\"\(label)\"")
        #expect(served[served.feed.title] == text)
        let configured = try ReadFeed(Self.document(bytes, encoding: nil), encoding: label)
        #expect(configured[configured.feed.title] == text)
    }

    @Test("UTF-16 and UTF-32 are known by mark or by the zero bytes around <", arguments: [false, true])
    func wide(isMarked: Bool) throws {
        let text =
            "<?xml version=\"1.0\" encoding=\"utf-16\"?><rss><channel><title>\u{633}</title></channel></rss>"
        let mark = isMarked ? "\u{FEFF}" : ""
        let big = (mark + text).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let little = (mark + text).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let wide = (mark + text).unicodeScalars.flatMap {
            [0, 0, UInt8($0.value >> 8), UInt8($0.value & 0xFF)]
        }
        for bytes in [big, little, wide] {
            let feed = try ReadFeed(bytes)
            #expect(feed[feed.feed.title] == "\u{633}")
        }
    }

    @Test(
        "a label that lies is not believed, and said",
        arguments: [
            // Claimed, bytes of the title, what it means.
            (
                "iso-8859-1", Array("\u{645}\u{631}\u{62D}\u{628}\u{627}".utf8),
                "\u{645}\u{631}\u{62D}\u{628}\u{627}"
            ),
            ("utf-16", Array("\u{645}\u{631}".utf8), "\u{645}\u{631}"),
            (
                "windows-1251", Array("\u{41C}\u{438}\u{440} \u{41C}\u{438}\u{440}".utf8),
                "\u{41C}\u{438}\u{440} \u{41C}\u{438}\u{440}"
            ),
            ("utf-8", [0x63, 0x61, 0x66, 0xE9, 0x20, 0x61, 0x75], "caf\u{E9} au"),
            ("no-such-charset", Array("x".utf8), "x"),
        ])
    func lies(label: String, bytes: [UInt8], text: String) throws {
        let feed = try ReadFeed(Self.document(bytes, encoding: label))
        #expect(feed[feed.feed.title] == text)
        #expect(feed.codes.contains { $0.hasPrefix("charset-") })
        #expect(!feed.document.isWellFormed)
    }

    @Test("damage in UTF-8 becomes U+FFFD and the rest stays")
    func damage() throws {
        let feed = try ReadFeed(
            Self.document(Array("\u{645}\u{631}".utf8) + [0xD8] + Array("\u{62D}".utf8), encoding: "utf-8"))
        #expect(feed[feed.feed.title] == "\u{645}\u{631}\u{FFFD}\u{62D}")
        #expect(feed.codes.contains("charset-damaged"))
    }

    @Test("the HTTP header goes before the declaration, the mark before both")
    func precedence() throws {
        let bytes = Self.document([0xCC, 0xE8, 0xF0], encoding: "windows-1252")
        let served = try ReadFeed(bytes, contentType: "application/xml;charset=windows-1251")
        #expect(served[served.feed.title] == "\u{41C}\u{438}\u{440}")
        let marked = try ReadFeed(
            [0xEF, 0xBB, 0xBF] + Self.document(Array("\u{633}".utf8), encoding: "windows-1256"),
            contentType: "text/xml; charset=windows-1251")
        #expect(marked[marked.feed.title] == "\u{633}")
    }

    @Test(
        "charsets in which markup can hide are refused",
        arguments: ["utf-7", "hz-gb-2312", "iso-2022-cn", "UTF-7//TRANSLIT"])
    func refused(label: String) {
        #expect(
            CharsetLabels.iconvName(for: label.utf8).map { $0 == "HZ-GB-2312" && !CharsetLabels.isKnown($0) }
                ?? true)
    }

    @Test("the one pair that iconv does not know takes nothing with it")
    func postalMark() throws {
        let feed = try ReadFeed(Self.document([0xC7, 0xD1, 0xA2, 0xE8], encoding: "euc-kr"))
        #expect(feed[feed.feed.title] == "\u{D55C}\u{FFFD}")
        #expect(feed.codes == ["charset-damaged"])
    }
}
