import Articles
import Testing

@testable import Parsing

@Suite("JSON Feed")
struct JSONFeedDialectTests {
    static let document = """
        {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "home_page_url": "https://example.org/",
         "authors": [{"name": "Ann"}], "language": "ar", "items": [
          {"id": "1", "url": "one", "title": "1 < 2 <b>", "content_html": "<p>\\u0633</p>", "summary": "s",
           "date_published": "2026-11-23T14:05:06Z", "tags": ["a", "b"],
           "attachments": [{"url": "https://example.org/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 7}]},
          {"id": 2, "external_url": "https://other.org/", "content_text": "a <b>\\nc", "author": {"name": "Bob"}}]}
        """

    @Test("items, authors, tags and attachments are read")
    func items() throws {
        let feed = try ReadFeed(Self.document, base: "https://example.org/feed.json")
        #expect(feed.document.format == .jsonFeed11)
        #expect(feed[feed.feed.title] == "Feed")
        #expect(feed.titles == ["1 < 2 &lt;b>", nil])
        #expect(feed[feed.entries[0].link] == "https://example.org/one")
        #expect(feed[feed.entries[0].content] == "<p>\u{633}</p>")
        #expect(
            feed.entries[0].published
                == Timestamp(year: 2026, month: 11, day: 23, hour: 14, minute: 5, second: 6))
        #expect(feed.categories() == ["a", "b"])
        #expect(feed.enclosures() == [["https://example.org/1.mp3", "audio/mpeg", "7"]])
        #expect(feed.authors(0) == [["Ann", nil, nil]])
        #expect(feed.authors(1) == [["Bob", nil, nil]])
        #expect(feed[feed.entries[1].id] == "2")
        #expect(feed[feed.entries[1].externalLink] == "https://other.org/")
        #expect(feed[feed.entries[1].content] == "a &lt;b><br>\nc")
    }

    @Test("cut at any byte it keeps whole items only")
    func truncation() throws {
        let text = Array(Self.document.utf8)
        for end in 0..<text.count {
            guard let feed = try? ReadFeed(Array(text[..<end])) else { continue }
            #expect(feed.document.isTruncated)
            if let last = feed.entries.last { #expect(["1", "2"].contains(feed[last.id])) }
        }
    }

    @Test(
        "authors count before the author of version 1.0, in either order",
        arguments: [
            #""author": {"name": "Old"}, "authors": [{"name": "Ann"}, {"name": "Bob"}]"#,
            #""authors": [{"name": "Ann"}, {"name": "Bob"}], "author": {"name": "Old"}"#,
        ])
    func authorsBeforeAuthor(members: String) throws {
        let feed = try ReadFeed(
            """
            {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", \(members),
             "items": [{"id": "1", \(members)}, {"id": "2"}]}
            """)
        #expect(feed[feed.feed.author] == "Ann")
        #expect(feed.authors(0) == [["Ann", nil, nil], ["Bob", nil, nil]])
        #expect(feed.authors(1) == [["Ann", nil, nil], ["Bob", nil, nil]])
    }
}
