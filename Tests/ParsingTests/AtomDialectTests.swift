import Articles
import Testing

@testable import Parsing

@Suite("Atom")
struct AtomDialectTests {
    @Test(
        "a text construct becomes HTML source as its type says",
        arguments: [
            ("<title>1 &lt; 2 &amp; 3</title>", "1 < 2 & 3"),
            ("<title>a &lt;b&gt; c &amp;amp;</title>", "a &lt;b> c &amp;amp;"),
            ("<title type=\"html\">a &lt;b>c&lt;/b> &amp;amp;</title>", "a <b>c</b> &amp;"),
            (
                "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a <b>&lt;c&gt;</b><br/></div></title>",
                "a <b>&lt;c&gt;</b><br />"
            ),
            ("<title mode=\"base64\" type=\"text/html\">PGI+aGk8L2I+</title>", "<b>hi</b>"),
            ("<title mode=\"escaped\" type=\"text/html\">&lt;i>x&lt;/i></title>", "<i>x</i>"),
            ("<title type=\"nonsense\">x</title>", "x"), ("<title>a <b>c</b></title>", "a <b>c</b>"),
        ])
    func textConstructs(title: String, expected: String) throws {
        #expect(try ReadFeed(atom("<entry>\(title)</entry>")).titles == [expected])
    }

    @Test(
        "the link is the alternate one, a page before other types",
        arguments: [
            ("<link href=\"https://example.org/1\"/>", "https://example.org/1" as String?),
            (
                "<link rel=\"self\" href=\"https://example.org/s\"/><link rel=\"alternate\" href=\"https://example.org/1\"/>",
                "https://example.org/1"
            ),
            (
                "<link type=\"application/pdf\" href=\"https://example.org/p\"/><link type=\"text/html\" href=\"https://example.org/1\"/>",
                "https://example.org/1"
            ),
            ("<link rel=\"edit\" href=\"https://example.org/e\"/>", nil),
        ])
    func links(entry: String, link: String?) throws {
        let feed = try ReadFeed(atom("<entry>\(entry)</entry>"))
        #expect(feed[feed.entries[0].link] == link)
    }

    @Test("authors, categories, enclosures and both dates are kept")
    func lists() throws {
        let feed = try ReadFeed(
            atom(
                """
                <entry xml:lang="ar"><id>urn:1</id><published>2026-11-23T14:05:06Z</published>
                <updated>2026-11-24T00:00:00Z</updated>
                <author><name>Ann</name><email>ann@example.org</email><uri>https://example.org/ann</uri></author>
                <author><name>Bob</name></author><category term="x" label="X"/><category label="Y"/>
                <link rel="enclosure" href="https://example.org/1.mp3" type="audio/mpeg" length="7"/></entry>
                """))
        let entry = try #require(feed.entries.first)
        #expect(entry.published == Timestamp(year: 2026, month: 11, day: 23, hour: 14, minute: 5, second: 6))
        #expect(entry.updated == Timestamp(year: 2026, month: 11, day: 24))
        #expect(
            feed.authors() == [["Ann", "ann@example.org", "https://example.org/ann"], ["Bob", nil, nil]])
        #expect(feed.categories() == ["x", "Y"])
        #expect(feed.enclosures() == [["https://example.org/1.mp3", "audio/mpeg", "7"]])
        #expect(feed[entry.language] == "ar")
    }

    @Test("an element that stands deeper is not the entry's")
    func depth() throws {
        let feed = try ReadFeed(atom("<entry><image><id>no</id></image><id>yes</id></entry>"))
        #expect(feed[feed.entries[0].id] == "yes")
    }

    @Test("xml:base chains from the document through feed and entry to the link")
    func bases() throws {
        let feed = try ReadFeed(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"x/\"><entry xml:base=\"y/\"><link href=\"z\"/></entry></feed>",
            base: "https://example.org/a/b")
        #expect(feed[feed.entries[0].link] == "https://example.org/a/x/y/z")
        #expect(feed[feed.entries[0].base] == "https://example.org/a/x/y/")
    }

    @Test("of two dates of one name the last one counts, as of two links")
    func repeatedDates() throws {
        let feed = try ReadFeed(
            atom(
                """
                <entry><published>2010-12-01T10:14:55Z</published><published>2003-12-31T10:14:55Z</published>
                <updated>2011-01-01T00:00:00Z</updated><updated>no date</updated></entry>
                """))
        #expect(
            feed.entries[0].published
                == Timestamp(year: 2003, month: 12, day: 31, hour: 10, minute: 14, second: 55))
        #expect(feed.entries[0].updated == Timestamp(year: 2011, month: 1, day: 1))
    }

    @Test(
        "a feed was updated when it says so, whenever it was first published",
        arguments: [
            "<published>2005-09-18T22:37:10Z</published><updated>2015-05-04T00:01:27Z</updated>",
            "<updated>2015-05-04T00:01:27Z</updated><published>2005-09-18T22:37:10Z</published>",
            "<modified>2015-05-04T00:01:27Z</modified><issued>2005-09-18T22:37:10Z</issued>",
        ])
    func feedDates(dates: String) throws {
        let feed = try ReadFeed(atom(dates + "<entry><id>urn:1</id></entry>"))
        #expect(
            feed.feed.updated == Timestamp(year: 2015, month: 5, day: 4, hour: 0, minute: 1, second: 27))
    }

    @Test(
        "XHTML is told by any name it goes by, and the div around it is not content",
        arguments: ["xhtml", "application/xhtml+xml", "APPLICATION/XHTML+XML"])
    func xhtmlTypes(type: String) throws {
        let title =
            "<title type=\"\(type)\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><i>a</i></div></title>"
        #expect(try ReadFeed(atom("<entry>\(title)</entry>")).titles == ["<i>a</i>"])
    }

    @Test(
        "escaped HTML inside of a real div is HTML all the same",
        arguments: [
            ("<div xmlns=\"http://www.w3.org/1999/xhtml\">a &lt;b&gt;c&lt;/b&gt;</div>", "a <b>c</b>"),
            ("<div xmlns=\"http://www.w3.org/1999/xhtml\">a <b>&lt;c&gt;</b></div>", "a <b>&lt;c&gt;</b>"),
            ("a &lt;b&gt;c&lt;/b&gt;", "a <b>c</b>"),
        ])
    func escapedInDivision(content: String, expected: String) throws {
        let feed = try ReadFeed(atom("<entry><content type=\"html\">\(content)</content></entry>"))
        #expect(feed[feed.entries[0].content] == expected)
    }
}
