import Articles
import Testing

@testable import Parsing

/// What identity may be asked to look at: texts that a line cannot hold as they are, and texts that it can.
private let oddities: [[UInt8]] =
    [
        "plain", "nul \u{0} in it", "\u{0}", "\"quoted\" \\ back", "C1 \u{85} and \u{9B}",
        "lines \u{2028}\u{2029}",
        "bom \u{FEFF} and \u{FFFE}", "القاهرة", "東京都", "e\u{301} \u{1F469}\u{200D}\u{1F680}",
        "<b>&amp;&#0;&#x80;</b>",
        "\u{202E}override", "tab\tand\r\nbreak", " blanks ", "HTTP://A.example/%7e?utm_source=x#y", "urn:x:y",
    ].map { Array($0.utf8) } + [[0xFF, 0xFE, 0x41], [0x41, 0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC0, 0x80]]

@Suite struct EvidenceMakerTests {
    private func maker(_ feed: String = "herald") -> EvidenceMaker {
        EvidenceMaker(
            feed: feed, feedURL: "https://www.herald.example/feed", stripsTracking: true, site: context().site
        )
    }

    @Test("The evidence of an item is that of its own line read back", arguments: oddities, [true, false])
    func lineReadBack(bytes: [UInt8], isDated: Bool) throws {
        for fields in 1..<32 {
            let document = DocumentBuilder.one { builder, entry in
                if fields & 1 != 0 { entry.id = builder.add(bytes: bytes) }
                if fields & 2 != 0 {
                    entry.link = builder.add(bytes: Array("http://b.example/".utf8) + bytes)
                }
                if fields & 4 != 0 { entry.title = builder.add(bytes: bytes) }
                if fields & 8 != 0 { entry.content = builder.add(bytes: bytes) }
                if fields & 16 != 0 { entry.summary = builder.add(bytes: bytes) }
                if isDated { entry.published = fetched + .milliseconds(-1234) }
            }
            let (prepared, lines) = try lines(document)
            for (item, line) in zip(prepared.items, lines) {
                var read = EvidenceMaker.Fields()
                read.guid = line.bytes(line.guid)
                read.url = line.bytes(line.url)
                read.title = line.bytes(line.title)
                read.text = line.bytes(line.contentText)
                if read.text.isEmpty { read.text = line.bytes(line.summary) }
                read.published = line.published
                var maker = maker()
                #expect(maker.evidence(of: read, hash: line.hash) == item.evidence)
                #expect(maker.candidateIDs(of: read) == item.candidateIDs)
            }
        }
    }

    private func evidence(_ feed: String = "herald", _ fill: (inout EvidenceMaker.Fields) -> Void)
        -> ItemEvidence
    {
        var fields = EvidenceMaker.Fields()
        fill(&fields)
        var maker = maker(feed)
        return maker.evidence(of: fields, hash: ContentHash(high: 0, low: 0))
    }

    @Test("Keys are the feed's own, but for those that are held against other feeds") func ownKeys() {
        func fill(_ fields: inout EvidenceMaker.Fields) {
            fields.guid = Array("1".utf8)
            fields.url = Array("http://a.example/1".utf8)
            fields.title = Array("title".utf8)
            fields.text = Array("text".utf8)
            fields.published = fetched
        }
        let (one, other) = (evidence("one", fill), evidence("other", fill))
        #expect(one.url == other.url && one.match == other.match && one.url != nil && one.match != nil)
        let own = [one.guid, one.guidAndURL, one.feedURL, one.titleAndDate]
        let others = [other.guid, other.guidAndURL, other.feedURL, other.titleAndDate]
        #expect(own.compactMap(\.self).count == 4)
        #expect(Set(own + others).count == 8)
        #expect(Set(one.keys).count == 6)
    }

    @Test(
        "http is https, in guids and URLs",
        arguments: [
            ("http://a.example/x", "https://a.example/x"), ("HTTP://a.example/x", "https://a.example/x"),
        ])
    func schemes(first: String, second: String) {
        let (one, other) = (
            evidence {
                $0.guid = Array(first.utf8)
                $0.url = $0.guid
            },
            evidence {
                $0.guid = Array(second.utf8)
                $0.url = $0.guid
            }
        )
        #expect(one == other)
    }

    @Test("Sites are those of URL and feed") func sites() {
        let own = evidence { $0.url = Array("http://news.herald.example/1".utf8) }
        let foreign = evidence { $0.url = Array("http://other.example/1".utf8) }
        #expect(own.urlSite == own.feedSite && own.feedSite != 0)
        #expect(foreign.urlSite != foreign.feedSite && foreign.urlSite != 0)
        #expect(evidence { $0.url = Array("urn:x".utf8) }.urlSite == 0)
    }

    @Test("The match key folds, the title's key for its date does not; characters are counted folded")
    func folding() {
        func text(_ text: String) -> ItemEvidence {
            evidence {
                $0.title = Array("القاهرة".utf8)
                $0.text = Array(text.utf8)
                $0.published = fetched
            }
        }
        // qahira with ta marbuta and with ha
        #expect(text("قاهرة").match == text("قاهره").match)
        #expect(text("قاهرة").match != text("قاهر").match)
        #expect(text("قاهرة").titleAndDate == text("other").titleAndDate)
        #expect(text(String(repeating: "ق", count: 200)).foldedCharacters == 200)
        #expect(evidence { $0.title = Array("t".utf8) }.foldedCharacters == 0)
    }

    @Test("Whatever an item has, it has a key by which it is found again") func alwaysKeyed() {
        let fields: [(inout EvidenceMaker.Fields) -> Void] = [
            { $0.guid = [0x31] }, { $0.url = Array("urn:x".utf8) }, { $0.title = [0x21] },
            { $0.text = [0x21] },
            { $0.published = fetched },
        ]
        let keys = fields.map { evidence("herald", $0).titleAndDate }
        #expect(keys.allSatisfy { $0 != nil })
        #expect(Set(keys).count == 5, "and no two of them share it")
    }
}
