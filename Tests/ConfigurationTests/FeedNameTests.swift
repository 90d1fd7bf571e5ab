import Testing

@testable import Configuration

@Suite struct FeedNameTests {
    @Test(
        "an id is made of host, path and query",
        arguments: [
            ("https://feeds.bbci.co.uk/arabic/rss.xml", "feeds.bbci.co.uk-arabic"),
            ("https://www.Example.ORG/", "www.example.org"),
            ("https://example.org/feed/rss/index.xml", "example.org"),
            ("https://example.org:8080/news/world.xml", "example.org-8080-news-world"),
            (
                "https://www.youm7.com/rss/SectionRss?SectionID=65",
                "www.youm7.com-rss-SectionRss-SectionID-65"
            ),
            (
                "https://arabic.euronews.com/rss?level=vertical&name=next",
                "arabic.euronews.com-level-vertical-name-next"
            ),
            ("https://example.org//a//../b;c", "example.org-a-..-b-c"),
            ("https://example.org/%D9%85", "example.org-D9-85-788091a2"),
            ("https://[2001:db8::1]/feed", "2001-db8-1"),
            ("https://example.org/feed?page=1&apiKey=geheim&x", "example.org-page-1-x"),
        ])
    func made(url: String, id: String) throws {
        #expect(FeedName.make(for: try FeedAddress(url)) == id)
        #expect(FeedName.isValid(id))
    }

    @Test("a long id is cut and told apart by a hash")
    func long() throws {
        let (one, two) = (
            "https://example.org/" + String(repeating: "a", count: 200),
            "https://example.org/" + String(repeating: "a", count: 201)
        )
        let ids = [try FeedName.make(for: FeedAddress(one)), try FeedName.make(for: FeedAddress(two))]
        #expect(ids[0] != ids[1])
        #expect(ids.allSatisfy { $0.utf8.count == 64 && FeedName.isValid($0) })
    }

    @Test(
        "the id of a file is its name",
        arguments: [
            ("sample/cairo.xml", "cairo"), ("/var/feeds/a.b.rss", "a.b"), (".hidden", "hidden"),
            ("...", "feed-0ac31c19"),
        ])
    func files(path: String, id: String) { #expect(FeedName.make(forFile: path) == id) }

    @Test(
        "two addresses of one feed compare as one",
        arguments: [
            ("http://EXAMPLE.org:80#x", "https://example.org/", true),
            ("https://example.org/a", "https://example.org/A", false),
            ("https://example.org/#!a", "https://example.org/", false),
            ("https://example.org/a", "https://www.example.org/a", false),
            ("https://example.org/?a=1", "https://example.org/?a=2", false),
            ("https://u:p@example.org/", "https://example.org/", true),
            ("https://example.org:8443/", "https://example.org/", false),
        ])
    func keys(left: String, right: String, equal: Bool) throws {
        #expect((try FeedAddress(left).comparisonKey == FeedAddress(right).comparisonKey) == equal)
    }
}

@Suite struct QuantityTests {
    @Test(
        "durations",
        arguments: [
            ("90s", 90), ("15m", 900), ("6h", 21_600), ("7d", 604_800), ("0s", 0), ("1w", nil), ("15", nil),
            ("m", nil), ("", nil),
            ("-5m", nil), ("1.5h", nil), ("1h30m", nil), ("15 m", nil), ("99999999999999999999d", nil),
            ("9223372036854775807d", nil),
        ] as [(String, Int64?)])
    func durations(text: String, seconds: Int64?) {
        #expect(Quantity.duration(text) == seconds.map { .seconds($0) })
    }

    @Test(
        "sizes",
        arguments: [
            ("64KiB", 65_536), ("16MiB", 16 << 20), ("50GiB", 50 << 30), ("10B", 10), ("16MB", nil),
            ("16", nil), ("9223372036854775807KiB", nil),
        ])
    func sizes(text: String, bytes: Int?) { #expect(Quantity.size(text) == bytes) }

    @Test("what is printed reads the same", arguments: ["90s", "15m", "25h", "7d", "0s"])
    func printed(text: String) { #expect(Quantity.duration(text).map { Quantity.print($0) } == text) }
}

@Suite struct CIDRTests {
    @Test(
        "blocks",
        arguments: [
            ("10.1.0.0/16", "10.1.0.0/16"), ("127.0.0.1", "127.0.0.1/32"),
            ("fd00::/8", "fd00:0:0:0:0:0:0:0/8"), ("::/0", "0:0:0:0:0:0:0:0/0"),
            ("::ffff:10.0.0.1", "0:0:0:0:0:ffff:a00:1/128"), ("1:2:3:4:5:6:7:8/64", "1:2:3:4:5:6:7:8/64"),
            ("10.1.0/16", nil), ("10.1.0.256", nil),
            ("010.1.0.0/16", nil), ("10.1.0.0/", nil), ("10.1.0.0/16/16", nil), ("10.1.0.0/33", nil),
            ("fd00:::/8", nil), ("fd00::1::2", nil),
            ("1:2:3:4:5:6:7", nil), ("1:2:3:4:5:6:7:8:9", nil), ("12345::", nil), ("", nil), ("/8", nil),
            ("::1/129", nil), ("+1.0.0.0", nil),
        ] as [(String, String?)])
    func blocks(text: String, block: String?) { #expect(CIDR(text)?.description == block) }

    @Test(
        "bits behind the prefix are cleared",
        arguments: [
            ("10.1.2.3/16", "10.1.0.0/16"), ("10.1.2.255/25", "10.1.2.128/25"), ("1.2.3.4/0", "0.0.0.0/0"),
            ("1.2.3.4/32", "1.2.3.4/32"),
        ])
    func masked(text: String, block: String) { #expect(CIDR(text)?.masked.description == block) }
}

@Suite struct SpellingTests {
    @Test(
        "what was meant",
        arguments: [
            ("evry", "every"), ("evrey", "every"), ("minevery", "min_every"), ("ulr", "url"),
            ("lnag", "lang"), ("xyz", nil), ("u", nil), ("colour", nil),
        ] as [(String, String?)])
    func suggestions(name: String, meant: String?) {
        let keys = ["every", "min_every", "max_every", "url", "lang", "title"]
        #expect(Spelling.suggestion(for: name, among: keys) == meant.map { "did you mean `\($0)`?" })
    }

    @Test(
        "distances",
        arguments: [("", "", 0), ("", "ab", 2), ("ab", "ba", 1), ("abc", "abc", 0), ("kitten", "sitting", 3)])
    func distances(left: String, right: String, distance: Int) {
        #expect(Spelling.distance(Array(left.utf8), Array(right.utf8)) == distance)
    }
}
