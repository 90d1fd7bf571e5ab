import Articles
import Testing

@testable import Parsing

@Suite("RSS and its modules")
struct RSSDialectTests {
    @Test("an item's own elements fill its fields")
    func ownElements() throws {
        let feed = try ReadFeed(
            rss(
                """
                <item><title>One</title><link>https://example.org/1</link><guid isPermaLink="false">g1</guid>
                <description>&lt;p&gt;Short&lt;/p&gt;</description><pubDate>Mon, 23 Nov 2026 14:05:06 GMT</pubDate>
                <author>me@example.org (Me)</author><category>a</category><category>b</category>
                <enclosure url="https://example.org/1.mp3" length="12" type="audio/mpeg"/></item>
                """))
        let entry = try #require(feed.entries.first)
        #expect(feed[feed.feed.title] == "Feed")
        #expect(feed[feed.feed.link] == "https://example.org/")
        #expect(feed[entry.title] == "One")
        #expect(feed[entry.link] == "https://example.org/1")
        #expect(feed[entry.id] == "g1")
        #expect(feed[entry.summary] == "<p>Short</p>")
        #expect(entry.published == Timestamp(year: 2026, month: 11, day: 23, hour: 14, minute: 5, second: 6))
        #expect(feed[entry.publishedRaw] == "Mon, 23 Nov 2026 14:05:06 GMT")
        #expect(feed.authors() == [["Me", "me@example.org", nil]])
        #expect(feed.categories() == ["a", "b"])
        #expect(feed.enclosures() == [["https://example.org/1.mp3", "audio/mpeg", "12"]])
        #expect(feed.document.isWellFormed)
    }

    @Test("elements are known by namespace, never by prefix or local name alone")
    func namespaces() throws {
        let feed = try ReadFeed(
            rss(
                """
                <item><x:title>no</x:title><m:title>picture</m:title><title>yes</title>
                <media:title>not media</media:title></item>
                """,
                namespaces: """
                    xmlns:x="urn:x" xmlns:m="http://search.yahoo.com/mrss/" xmlns:media="urn:other"
                    """))
        #expect(feed.titles == ["yes"])
    }

    @Test(
        "modules fill in what RSS left open",
        arguments: [
            ("<dc:title>t</dc:title>", "t"), ("<title>own</title><dc:title>t</dc:title>", "own"),
            ("<dc:title>t</dc:title><title>own</title>", "own"), ("<media:title>m</media:title>", "m"),
            ("<itunes:title>i</itunes:title>", "i"), ("<atom:title>a</atom:title>", "a"),
        ])
    func titles(item: String, title: String) throws {
        #expect(try ReadFeed(rss("<item>\(item)</item>", namespaces: Self.modules)).titles == [title])
    }

    @Test("summary and content are two slots")
    func slots() throws {
        let feed = try ReadFeed(
            rss(
                """
                <item><content:encoded><![CDATA[<p>All & more</p>]]></content:encoded><description>Some</description>
                <dc:date>2026-11-23T14:05:06Z</dc:date><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator></item>
                """, namespaces: Self.modules))
        let entry = try #require(feed.entries.first)
        #expect(feed[entry.summary] == "Some")
        #expect(feed[entry.content] == "<p>All & more</p>")
        #expect(entry.published == Timestamp(year: 2026, month: 11, day: 23, hour: 14, minute: 5, second: 6))
        #expect(feed.authors() == [["Ann", nil, nil], ["Bob", nil, nil]])
    }

    @Test("media groups give enclosures and a picture, and nothing twice")
    func media() throws {
        let feed = try ReadFeed(
            rss(
                """
                <item><enclosure url="https://example.org/a.mp4" type="video/mp4"/>
                <media:group><media:content url="https://example.org/a.mp4" fileSize="9"/>
                <media:content url="https://example.org/b.jpg" medium="image"/></media:group>
                <media:thumbnail url="https://example.org/t.jpg"/></item>
                """, namespaces: Self.modules))
        #expect(
            feed.enclosures() == [
                ["https://example.org/a.mp4", "video/mp4", "9"], ["https://example.org/b.jpg", nil, nil],
            ])
        #expect(feed[feed.entries[0].image] == "https://example.org/t.jpg")
    }

    @Test(
        "a permalink guid is the link when there is none",
        arguments: [
            ("<guid>https://example.org/g</guid>", "https://example.org/g" as String?),
            ("<guid isPermaLink=\"true\">https://example.org/g</guid>", "https://example.org/g"),
            ("<guid isPermaLink=\"false\">https://example.org/g</guid>", nil), ("<guid>42</guid>", nil),
            ("<guid>https://example.org/g</guid><link>https://example.org/l</link>", "https://example.org/l"),
        ])
    func permalinks(item: String, link: String?) throws {
        let feed = try ReadFeed(rss("<item>\(item)</item>"))
        #expect(feed[feed.entries[0].link] == link)
    }

    @Test(
        "authors are split from what RSS writes",
        arguments: [
            ("me@example.org (Me)", ["Me", "me@example.org"] as [String?]),
            ("Me (me@example.org)", ["Me", "me@example.org"]),
            ("Me &lt;me@example.org&gt;", ["Me", "me@example.org"]),
            ("me@example.org", [nil, "me@example.org"]),
            ("Me (the second)", ["Me (the second)", nil]), ("Me", ["Me", nil]),
            ("me@example.org (me@example.org)", [nil, "me@example.org"]),
        ])
    func authors(text: String, expected: [String?]) throws {
        let feed = try ReadFeed(rss("<item><author>\(text)</author></item>"))
        #expect(feed.authors() == [expected + [nil]])
    }

    @Test("RDF items stand beside the channel and are known by rdf:about")
    func rdf() throws {
        let feed = try ReadFeed(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
            <channel rdf:about="u"><title>Feed</title><link>https://example.org/</link></channel>
            <image><title>no</title></image>
            <item rdf:about="urn:1"><title>One</title><link>https://example.org/1</link></item></rdf:RDF>
            """)
        #expect(feed.document.format == .rss10)
        #expect(feed[feed.feed.title] == "Feed")
        #expect(feed[feed.entries[0].id] == "urn:1")
    }

    @Test("ttl, skipHours, skipDays and sy: are read for the schedule")
    func schedule() throws {
        let feed = try ReadFeed(
            rss(
                """
                <ttl>90</ttl><skipHours><hour>0</hour><hour>23</hour></skipHours>
                <skipDays><day>Monday</day><day>Sunday</day></skipDays>
                <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
                """, namespaces: "xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\""))
        #expect(feed.feed.ttlMinutes == 90)
        #expect(feed.feed.skipHours == 1 << 23 | 1)
        #expect(feed.feed.skipDays == 1 << 6 | 1)
        #expect(feed.feed.updateInterval == .seconds(1800))
    }

    @Test("the fields of image, textInput and source are not the channel's or the item's")
    func foreignFields() throws {
        let feed = try ReadFeed(
            rss(
                """
                <image><title>no</title><link>https://example.org/no</link></image>
                <item><source url="u">no</source><title>yes</title></item>
                """))
        #expect(feed[feed.feed.link] == "https://example.org/")
        #expect(feed.titles == ["yes"])
    }

    @Test(
        "links resolve against xml:base, then the document's URL",
        arguments: [
            ("", "https://example.org/a/c.html"), ("xml:base=\"/x/\"", "https://example.org/x/c.html"),
            ("xml:base=\"https://other.org/y/z\"", "https://other.org/y/c.html"),
        ])
    func bases(attribute: String, link: String) throws {
        let feed = try ReadFeed(
            rss("<item \(attribute)><link>c.html</link></item>"), base: "https://example.org/a/b.html")
        #expect(feed[feed.entries[0].link] == link)
    }

    static let modules = """
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
        xmlns:atom="http://www.w3.org/2005/Atom"
        """
}
