import Articles
import Testing

@testable import Parsing

@Suite("Charset guess")
struct CharsetGuessTests {
    typealias Row = CharsetTable.Row

    /// A feed as publishers of legacy charsets write it, around bytes of any charset.
    static func feed(_ text: [UInt8], encoding: String? = nil, language: String? = nil) -> [UInt8] {
        let declaration = encoding.map { " encoding=\"\($0)\"" } ?? ""
        let named = language.map { "<language>\($0)</language>" } ?? ""
        let parts = [
            "<?xml version=\"1.0\"\(declaration)?><rss version=\"2.0\"><channel>\(named)<title>",
            "</title><link>http://example.org/?a=1&amp;b=2</link><description><![CDATA[<p>",
            "</p>]]></description></channel></rss>",
        ].map { Array($0.utf8) }
        return Array(parts.joined(separator: text))
    }

    /// What a feed around bytes is read as: its title, and the charset that was told or nil.
    static func read(
        _ text: [UInt8], encoding: String? = nil, language: String? = nil, contentType: String? = nil
    ) throws -> (title: String?, warnings: [String]) {
        let feed = try ReadFeed(
            Self.feed(text, encoding: encoding, language: language), contentType: contentType)
        return (feed[feed.feed.title], feed.document.warnings.map(\.message))
    }

    static let nonWestern = CharsetTable.otherScripts + CharsetTable.otherLatin

    @Test("where nothing is claimed the letters tell the charset", arguments: nonWestern)
    func undeclared(row: Row) throws {
        let (title, warnings) = try Self.read(row.bytes)
        #expect(title == row.text)
        let told = warnings.filter { $0.hasSuffix("read as \(row.read)") }
        #expect(told.count == 1 && warnings.count == 1, "\(warnings)")
    }

    @Test(
        "Latin text stays windows-1252, also in a language that is not known",
        arguments: CharsetTable.western + CharsetTable.strangers)
    func western(row: Row) throws {
        let (title, warnings) = try Self.read(row.bytes)
        #expect(title == row.text)
        #expect(warnings.count == 1 && warnings[0].hasSuffix("read as CP1252"), "\(warnings)")
    }

    @Test("a claim of UTF-8 that the bytes refute is no claim", arguments: nonWestern + CharsetTable.western)
    func falselyUTF8(row: Row) throws {
        for (encoding, contentType) in [("utf-8", nil), (nil, "text/xml; charset=UTF-8")] {
            let (title, warnings) = try Self.read(row.bytes, encoding: encoding, contentType: contentType)
            #expect(title == row.text)
            #expect(warnings.contains { $0.hasSuffix("but the text is \(row.read)") }, "\(warnings)")
        }
    }

    @Test("a claim of Latin-1 is not believed against another script", arguments: CharsetTable.otherScripts)
    func falselyLatin1(row: Row) throws {
        for label in ["iso-8859-1", "windows-1252", "us-ascii"] {
            let declared = try ReadFeed(Self.feed(row.bytes, encoding: label))
            #expect(declared[declared.feed.title] == row.text)
            let warning = try #require(declared.document.warnings.first { $0.code == "charset-wrong" })
            #expect(warning.message == "the XML declaration claims CP1252, but the text is \(row.read)")
            #expect(warning.line == 1 && warning.column == 31 && warning.byte == 30)
            let served = try Self.read(row.bytes, contentType: "text/xml; charset=\(label)")
            #expect(served.title == row.text)
            #expect(served.warnings == ["the HTTP header claims CP1252, but the text is \(row.read)"])
        }
    }

    @Test(
        "a claim of Latin-1 is believed of Latin text",
        arguments: CharsetTable.western + CharsetTable.strangers)
    func rightlyLatin1(row: Row) throws {
        let (title, warnings) = try Self.read(row.bytes, encoding: "iso-8859-1")
        #expect(title == row.text)
        #expect(warnings.isEmpty, "\(warnings)")
    }

    /// Between Latin alphabets a few letters would decide, and a claim is worth more than these.
    @Test("a claim of Latin-1 is believed of all text in Latin letters", arguments: CharsetTable.otherLatin)
    func perhapsLatin1(row: Row) throws {
        let (_, warnings) = try Self.read(row.bytes, encoding: "iso-8859-1")
        #expect(!warnings.contains { $0.contains("but the text is") }, "\(warnings)")
    }

    /// Shift_JIS is full of bytes that windows-1252 has not, which refutes the configuration too.
    @Test(
        "what the configuration says is not guessed at",
        arguments: CharsetTable.otherScripts.filter { $0.charset != "SHIFT_JIS" })
    func configured(row: Row) {
        let bytes = Self.feed(row.bytes)
        let decision = CharsetDecision(bytes, override: "iso-8859-1", contentType: nil)
        #expect(!decision.warnings.contains { $0.code == "charset-wrong" })
    }

    @Test("any other charset that is claimed and decodes is believed", arguments: CharsetTable.otherScripts)
    func rightlyClaimed(row: Row) throws {
        let label = row.charset == "UHC" ? "euc-kr" : row.charset.lowercased()
        let name = label.hasPrefix("cp125") ? label.replacing("cp", with: "windows-") : label
        let (title, warnings) = try Self.read(row.bytes, encoding: name == "cp874" ? "windows-874" : name)
        #expect(title == row.text)
        #expect(warnings.isEmpty, "\(warnings)")
    }

    @Test("a text that is cut off, in the middle of a character or not", arguments: CharsetTable.otherScripts)
    func cut(row: Row) {
        let bytes = Array(Self.feed([]).prefix(48)) + row.bytes
        let whole = CharsetDecision(bytes, override: nil, contentType: nil).text
        for length in 1...3 {
            let decision = CharsetDecision(Array(bytes.dropLast(length)), override: nil, contentType: nil)
            #expect(decision.warnings.contains { $0.message.hasSuffix("read as \(row.read)") })
            let sound = decision.text.prefix(whole.count - 3 * length - 3)
            #expect(sound == whole.prefix(sound.count))
        }
    }

    @Test(
        "damaged bytes in the middle of a text",
        arguments: CharsetTable.otherScripts.filter { $0.text.count > 60 })
    func damaged(row: Row) {
        for byte in [0xFF, 0x00] as [UInt8] where row.charset != "ISO-2022-JP" {
            var text = row.bytes
            text[text.count / 2] = byte
            let decision = CharsetDecision(Self.feed(text), override: nil, contentType: nil)
            #expect(decision.warnings.contains { $0.message.hasSuffix("read as \(row.read)") })
        }
    }

    @Test("ASCII is ASCII whatever is claimed", arguments: [nil, "utf-8", "iso-8859-1", "windows-1256"])
    func ascii(label: String?) throws {
        let text = Array("Minister: no money (yet) for schools; see ~/[draft] {2} \\ `x` ^ | _ @ 100%".utf8)
        let (title, warnings) = try Self.read(text, encoding: label)
        #expect(title.map { Array($0.utf8) } == text)
        #expect(warnings.isEmpty)
        #expect(CharsetGuess(CharsetSample(text)) == nil)
    }

    @Test("words of UTF-8 beside a damaged one are no Chinese")
    func mixed() {
        let bytes = Array("<p>été à Noël, où ça, façade".utf8) + [0x20, 0xE9, 0x74, 0xE9]
        #expect(CharsetGuess(CharsetSample(bytes)) == nil)
    }

    @Test(
        "a word or two is too little, unless the document says its language",
        arguments: [
            // The word, its charset, and the language that says it.
            ("Sığ", "CP1254", "tr"), ("Dvořák", "CP1250", "cs"), ("są", "ISO-8859-2", "pl-PL"),
            ("да", "CP1251", "bg"),
        ])
    func named(word: String, charset: String, language: String) {
        let bytes = word.encoded(in: charset)
        #expect(CharsetGuess(CharsetSample(bytes)) == nil)
        #expect(CharsetGuess(CharsetSample(bytes), language: language)?.charset == charset)
        #expect(CharsetGuess(CharsetSample(bytes), language: "en") == nil)
    }

    @Test(
        "a document says its language in XML or JSON",
        arguments: [
            ("<rss><channel><language>ru-RU</language>", "ru-ru"), ("<feed xml:lang='el'>", "el"),
            ("<dc:language><![CDATA[he]]></dc:language>", nil), ("{\"language\": \"zh-TW\"", "zh-tw"),
            ("<html lang=\"tr\">", "tr"), ("<rss><title>language</title>", nil),
            ("<language></language>", nil),
        ])
    func language(head: String, tag: String?) {
        #expect(CharsetSample.language(of: Array(head.utf8)) == tag)
    }

    @Test("tags, the text of none, are not looked at; CDATA is")
    func sample() {
        let sample = CharsetSample(
            Array("<a title='".utf8) + [0xCF, 0xF0] + Array("'>x <![CDATA[".utf8) + [0xE8, 0xE9]
                + Array("]]> 1 < ".utf8) + [0xE0] + Array(" d".utf8) + [0xE9, 0x6A, 0xE0])
        #expect(
            sample.words == [0xE8, 0xE9, 0x5D, 0x5D, 0x20, 0xE0, 0x20, 0x64, 0xE9, 0x6A, 0xE0, 0x20])
        #expect(sample.highBytes == 5)
        #expect(sample.loneBytes == 2)
    }

    @Test(
        "the letters of a language are letters of its charsets", arguments: CharsetLanguage.all.map(\.tags[0])
    )
    func table(tag: String) throws {
        let language = try #require(CharsetLanguage.all.first { $0.tags[0] == tag })
        #expect(language.bits.count > 20)
        // They are nearly all that is written, so their parts of a text add up to about one.
        let parts = language.bits.values.reduce(0) { $0 + 1 / Double(1 << Int($1)) }
        #expect((0.6...1.3).contains(parts), "\(parts)")
        for charset in language.charsets {
            let characters = try #require(CharsetCharacters(charset))
            for letter in language.bits.keys {
                let text = String(Character(try #require(Unicode.Scalar(letter))))
                let bytes = text.encoded(in: charset)
                let read =
                    switch bytes.count {
                    case 1: characters.single[Int(bytes[0])]
                    case 2: characters.pairs[Int(bytes[0]) << 8 | Int(bytes[1])]
                    default: nil as UInt32?
                    }
                #expect(read == letter, "\(text) in \(charset)")
            }
        }
    }

    @Test(
        "a C1 control in UTF-8 is the character of windows-1252 that it was",
        arguments: [
            ("don\u{92}t", "don\u{2019}t"), ("\u{93}x\u{94}\u{85}", "\u{201C}x\u{201D}\u{2026}"),
            ("10 \u{80}", "10 \u{20AC}"), ("a\u{A0}b\u{AD}\u{E9}", "a b\u{AD}\u{E9}"),
        ])
    func doubleConversion(source: String, text: String) {
        #expect(HTMLCleaned(source).text == text)
        #expect(HTMLCleaned("<p>\(source)</p>").html == "<p>\(text.replacing("a b", with: "a\u{A0}b"))</p>")
    }
}
