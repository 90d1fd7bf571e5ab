import Articles
import Testing

@Suite("Canonical URL")
struct CanonicalURLTests {
    private func canonical(_ url: String, strippingTracking: Bool = true) throws -> String {
        let bytes = WebURL.canonical(Array(url.utf8).span, strippingTracking: strippingTracking)
        return String(decoding: try #require(bytes, "\(url)"), as: UTF8.self)
    }

    @Test(
        "Writes one form",
        arguments: [
            ("HTTPS://Example.TEST:443/A/./b/../C?x=1#top", "//example.test/A/C?x=1"),
            ("http://example.test", "//example.test/"), ("http://u:p@x.test/", "//u:p@x.test/"),
            ("http://x.test:8080/", "//x.test:8080/"), ("http://[2001:DB8::1]:80/", "//[2001:db8::1]/"),
            ("http://x.test/%7e%41%2f%d8%b9", "//x.test/~A%2F%D8%B9"),
            ("http://x.test/\u{639}", "//x.test/%D8%B9"),
            ("http://x.test/a b|c", "//x.test/a%20b%7Cc"), ("http://x.test/100%", "//x.test/100%"),
            ("http://x.test/%2e%2E/a", "//x.test/a"), ("http://x.test/#!/page", "//x.test/#!/page"),
            ("http://x.test/a?", "//x.test/a?"), ("http://x.test/?b&a&&b", "//x.test/?b&a&&b"),
            ("http://x.test/%zz%4", "//x.test/%zz%4"),
        ])
    func form(url: String, expected: String) throws {
        #expect(try canonical(url) == expected)
    }

    @Test(
        "Merges what is one page",
        arguments: [
            ("http://x.test/a", "https://x.test/a"), ("http://x.test:80/a", "https://x.test:443/a"),
            ("http://X.TEST/a", "http://x.test/a"), ("http://x.test/a#b", "http://x.test/a"),
            ("http://x.test/a#", "http://x.test/a"), ("http://x.test", "http://x.test/"),
            ("http://x.test/%61", "http://x.test/a"), ("http://x.test/%d9%85", "http://x.test/\u{645}"),
            ("http://x.test/a/../b", "http://x.test/b"), (" http://x.test/a\n", "http://x.test/a"),
            ("http://x.test/a?utm_source=rss&utm_medium=feed", "http://x.test/a"),
            ("http://x.test/a?id=1&fbclid=IwAR0&x=2", "http://x.test/a?id=1&x=2"),
            ("http://x.test/a?gclid=1", "http://x.test/a"), ("http://x.test/a?xtor=RSS-1", "http://x.test/a"),
            ("http://x.test/a?maca=ara-rss-ar-all", "http://x.test/a"),
            ("http://x.test/a?at_medium=RSS&at_campaign=rss", "http://x.test/a"),
            ("http://x.test/a?mc_cid=1&mc_eid=2", "http://x.test/a"),
            ("http://x.test/a?UTM_Source=x", "http://x.test/a"),
            ("http://x.test/a?utm%5fsource=x", "http://x.test/a"),
            ("http://x.test/a?p=1&amp;utm_source=x", "http://x.test/a?p=1"),
            ("http://x.test/a#utm_source=x", "http://x.test/a"),
            ("http://x.test/a?fbclid", "http://x.test/a"),
        ])
    func merges(one: String, other: String) throws {
        #expect(try canonical(one) == canonical(other))
    }

    @Test(
        "Never merges what may be two pages",
        arguments: [
            ("http://www.x.test/a", "http://x.test/a"), ("http://m.x.test/a", "http://x.test/a"),
            ("http://x.test/a/", "http://x.test/a"), ("http://x.test/A", "http://x.test/a"),
            ("http://x.test/a?x=1&y=2", "http://x.test/a?y=2&x=1"), ("http://x.test/?a", "http://x.test/?A"),
            ("http://x.test/a?", "http://x.test/a"), ("http://x.test/a%2Fb", "http://x.test/a/b"),
            ("http://x.test/?q=a%26b", "http://x.test/?q=a&b"),
            ("http://x.test/?q=a+b", "http://x.test/?q=a%20b"),
            ("http://x.test/a%3Fb", "http://x.test/a?b"), ("http://x.test/%23!a", "http://x.test/#!a"),
            ("http://x.test:8080/", "http://x.test/"), ("http://x.test:443/", "http://x.test/"),
            ("https://x.test:80/", "https://x.test/"), ("http://x.test//a", "http://x.test/a"),
            ("http://x.test/#!a", "http://x.test/#!b"), ("http://x.test./", "http://x.test/"),
            ("http://x.test/amp/a", "http://x.test/a"), ("http://x.test/?id=1", "http://x.test/?id=2"),
            ("http://x.test/?ref=a", "http://x.test/"), ("http://x.test/?source=a", "http://x.test/"),
            ("http://x.test/?utm=a", "http://x.test/"), ("http://x.test/?cid=a", "http://x.test/"),
            ("http://x.test/?myutm_source=a", "http://x.test/"),
            ("http://x.test/?fbclids=a", "http://x.test/"),
            ("http://x.test/utm_source=1", "http://x.test/"),
            ("http://x.test/?q=utm_source", "http://x.test/"),
            ("http://one@x.test/", "http://two@x.test/"), ("http://x.test/%", "http://x.test/%25"),
            ("http://x.test/a;b", "http://x.test/a"), ("http://x.test/a%00", "http://x.test/a"),
        ])
    func neverMerges(one: String, other: String) throws {
        #expect(try canonical(one) != canonical(other))
    }

    @Test("Keeps tracking parameters when told so")
    func keepsTracking() throws {
        #expect(
            try canonical("http://x.test/?utm_source=a&b", strippingTracking: false)
                == "//x.test/?utm_source=a&b")
    }

    @Test(
        "Is the same when taken twice",
        arguments: ["x.test/%2e%2e/%41?%7e&utm_a=1&b#!%61", "x.test:1/%?&&#a"])
    func idempotent(rest: String) throws {
        let once = try canonical("http://" + rest)
        #expect(try canonical("http:" + once) == once)
        #expect(try canonical("https:" + once) == once)
    }
}
