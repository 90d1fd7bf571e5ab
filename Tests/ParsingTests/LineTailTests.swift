import Articles
import Testing

@testable import Parsing

@Suite struct LineTailTests {
    /// The keys of article.md, in its order.
    static let keys = [
        "v", "seq", "event", "id", "revision", "duplicate_of", "dropped", "date", "fetched_at", "feed",
        "language",
        "direction", "url", "external_url", "guid", "title", "summary", "authors", "tags", "image",
        "attachments",
        "date_published", "date_modified", "date_raw", "date_source", "matched", "hash", "content_source",
        "truncated", "content_html", "content_text",
    ]

    private func keys(of json: [UInt8]) -> [String] {
        var reader = JSONReader(json)
        var keys: [String] = []
        guard reader.enter() else { return [] }
        while let key = reader.nextKey() {
            keys.append(reader.text(key))
            guard reader.skipValue() else { return [] }
        }
        return keys
    }

    private func line(_ tail: LineTail) -> [UInt8] {
        var bytes: [UInt8] = []
        ArticleHead(seq: 7, event: .new, id: ArticleID(high: 1, low: 2), revision: 1).append(to: &bytes)
        tail.append(to: &bytes)
        return bytes
    }

    private var full: LineTail {
        var tail = LineTail(
            feed: Array("{\"id\":\"a\",\"url\":\"u\",\"title\":null,\"site_url\":null,\"tags\":[]}".utf8))
        let text = Array("x\"\\\n\u{0}\u{1B}\u{2028}".utf8)
        (tail.url, tail.externalURL, tail.guid, tail.title, tail.summary) = (text, text, text, text, text)
        (tail.image, tail.dateRaw, tail.contentHTML, tail.contentText) = (text, text, text, text)
        (tail.language, tail.direction) = (Array("ar".utf8), "rtl")
        (tail.published, tail.modified) = (fetched, fetched)
        tail.tags = [text, []]
        tail.authors = [LineTail.Author(name: text), LineTail.Author(email: text)]
        tail.attachments = [
            LineTail.Attachment(url: text, sizeInBytes: 1 << 53, durationInSeconds: 1e-7),
            LineTail.Attachment(url: text, durationInSeconds: .infinity),
        ]
        return tail
    }

    @Test("Every key is always there, in the order of the format") func order() {
        #expect(keys(of: line(full)) == Self.keys)
        #expect(keys(of: line(LineTail(feed: Array("{}".utf8)))) == Self.keys)
    }

    @Test("A full line is one line and reads back") func readBack() throws {
        let bytes = line(full)
        #expect(!bytes.contains(0x0A))
        let read = try #require(ArticleLine(bytes))
        for field in [
            read.url, read.guid, read.title, read.summary, read.contentHTML, read.contentText, read.tags[0],
        ] {
            #expect(read.text(field) == "x\"\\\n\u{1B}\u{2028}")
        }
        #expect(read.tags.count == 2 && read.authors.count == 2 && read.attachments.count == 2)
        #expect(read.authors[0].email == nil && read.authors[1].name == nil)
        #expect(read.attachments.map(\.sizeInBytes) == [1 << 53, nil])
    }

    @Test("What is absent is null, but text and lists never are") func absent() throws {
        let text = String(decoding: line(LineTail(feed: Array("{}".utf8))), as: UTF8.self)
        for part in [
            "\"url\":null", "\"direction\":null", "\"content_html\":null", "\"content_text\":\"\"",
            "\"authors\":[]",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }
}
