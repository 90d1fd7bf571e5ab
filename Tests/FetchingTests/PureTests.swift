import Articles
import Testing

@testable import Fetching

@Suite struct PureTests {
    @Test(
        "The hash is XXH64",
        arguments: [
            ("", 0xEF46_DB37_51D8_E999 as UInt64), ("a", 0xD24E_C4F1_A98C_6E5B),
            ("abc", 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
        ])
    func hash(text: String, expected: UInt64) { #expect(BodyHash.of(Array(text.utf8)) == expected) }

    @Test(
        "Dates of headers, in their three forms and in none",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777 as Int64?),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("0", nil),
            ("-1", nil),
            ("", nil), ("Sun, 06 Nov 9999999 08:49:37 GMT", nil), ("Sun, 36 Nov 1994 08:49:37 GMT", nil),
            ("sun, 06 nov 1994 08:49:37 gmt", 784_111_777), ("Sun, 06 Nov 1994 24:49:37 GMT", nil),
            ("Sun, 06 Nox 1994 08:49:37 GMT", nil), ("Sun, 0x Nov 1994 08:49:37 GMT", nil),
        ])
    func dates(text: String, seconds: Int64?) {
        #expect(HTTPDate.parse(text) == seconds.map { Timestamp(seconds: $0) })
        #expect(HTTPDate.parse(Array(text.utf8)) == seconds.map { Timestamp(seconds: $0) })
    }

    @Test(
        "A URL that is taken as it stands is what libcurl makes of it",
        arguments: [
            ("http://example.com/", true), ("https://feeds.example.co.uk/rss/news.xml", true),
            ("http://example.com:8080/a?b=c&d=%", false), ("https://example.com:8443/?feed=rss2", true),
            ("http://127.0.0.1:8099/feed-0.xml", true), ("https://a-b.example/~user/x;y=1,2/:@z+", true),
            ("https://example.com/a.b/..c", false), ("http://example.com//a?b=/../c/./d?e", true),
            ("https://xn--bcher-kva.example/", true), ("http://example.com/a/../b", false),
            ("http://example.com/a/.", false), ("http://example.com/..", false),
            ("http://example.com", false),
            ("http://example.com?a", false), ("http://example.com/?", false),
            ("http://example.com/#a", false),
            ("http://u@example.com/", false), ("http://Example.com/", false), ("HTTP://example.com/", false),
            ("http://example.com:80/", false), ("https://example.com:443/", false),
            ("http://a.example:0/", false),
            ("http://a.example:08080/", false), ("http://a.example:65536/", false),
            ("http://a.example:/", false),
            ("http://127.1/", false), ("http://0x7f.0.0.1/", false), ("http://127.0.0.01/", false),
            ("http://2130706433/", false), ("http://1.2.3.4.5/", false), ("http://1.2.3.0x7f/", false),
            ("http://256.1.1.1/", false), ("http://a..example/", false), ("http://a.example./", false),
            ("http://.example/", false), ("http://localhost/", false), ("http://[::1]/", false),
            ("http://example.com/%41", false), ("http://example.com/a b", false),
            ("http://a_b.example/", false),
            ("http://example.com/\u{E9}", false), ("http://example.com/a\\b", false),
            ("ftp://example.com/", false),
            ("httpss://example.com/", false), ("http:/example.com/", false), ("", false),
        ])
    func plain(url: String, isPlain: Bool) throws {
        let plain = WebAddress.plain(url)
        #expect((plain != nil) == isPlain)
        guard let plain else { return }
        #expect(try WebAddress.parse(Array(url.utf8), base: nil) == plain)
    }

    @Test(
        "checklist 49: A header that the user names counts instead of ours; one with a control character is not sent"
    )
    func headerLines() {
        var lines = HeaderLines()
        lines.append("Accept", "a/b".utf8)
        lines.append("User-Agent", "newslog".utf8)
        lines.append("X", "1\r\nY: 2".utf8)
        lines.append("Z", "\t\u{E9}".utf8)
        #expect(lines.texts == ["Accept: a/b", "User-Agent: newslog", "Z: \t\u{E9}"])
        lines.remove("accept")
        lines.remove("user")
        lines.append("ACCEPT", "c".utf8)
        #expect(lines.texts == ["User-Agent: newslog", "Z: \t\u{E9}", "ACCEPT: c"])
    }

    @Test(
        "Cache-Control and its like",
        arguments: [
            ("Cache-Control: max-age=60, public", 60 as Int?), ("Cache-Control: public,Max-Age = \"60\"", 60),
            ("Cache-Control: max-age=99999999999999999999999", Int(Int32.max)),
            ("Cache-Control: max-age=-1", nil),
            ("Cache-Control: max-age", nil), ("Cache-Control: s-maxage=60", nil), ("X: max-age=60", nil),
        ])
    func maxAge(line: String, seconds: Int?) {
        var head = ResponseHead()
        for line in ["HTTP/1.1 200 OK\r\n", line + "\r\n", "\r\n"] { _ = head.take(Array(line.utf8).span) }
        #expect(head.status == 200)
        #expect(head.isComplete)
        #expect(Freshness(head).maxAgeSeconds == seconds)
    }

    @Test("Trailers change nothing; a new status line begins anew")
    func headBlocks() {
        var head = ResponseHead()
        for line in ["HTTP/1.1 200\r\n", "ETag: a\r\n", "\r\n", "ETag: b\r\n"] {
            _ = head.take(Array(line.utf8).span)
        }
        #expect(head.text(.etag) == "a")
        for line in ["HTTP/2 304 \r\n", "\r\n"] { _ = head.take(Array(line.utf8).span) }
        #expect(head.status == 304)
        #expect(head.text(.etag) == nil)
    }

    @Test(
        "checklist 51: URLs are normalised",
        arguments: [
            ("HTTP://Example.COM:80", "http://example.com/"),
            ("https://example.com:443/a/../b#c", "https://example.com/b"),
            ("https://u:p@h.example:8080/?q=a b", "https://h.example:8080/?q=a+b"),
            // U+0623 U+062E, "akh"
            ("http://h.example/\u{623}\u{62E}", "http://h.example/%d8%a3%d8%ae"),
            ("http://0x7f.1/", "http://127.0.0.1/"),
            ("http://[::1]:8080/x", "http://[::1]:8080/x"),
            ("http://B\u{FC}cher.example/", "http://xn--bcher-kva.example/"),
            // U+0645 U+0648 U+0642 U+0639, "mawqi" (site)
            ("http://\u{645}\u{648}\u{642}\u{639}.\u{645}\u{635}\u{631}/", "http://xn--4gbrim.xn--wgbh1c/"),
            ("http://\u{4F8B}\u{3048}\u{3002}jp/", "http://xn--r8jz45g.jp/"),
        ])
    func normal(url: String, expected: String) throws {
        let address = try WebAddress.parse(url)
        #expect(address.text == expected)
        #expect(try WebAddress.parse(address.text).text == expected)
    }

    @Test("The phases of an exchange follow each other, each with its deadline, and all within the budget")
    func phases() {
        var clock = PhaseClock(Deadlines(), phase: .connect, at: .zero, budget: .seconds(60))
        #expect(clock.expired(at: .seconds(9), bytes: 0) == nil)
        #expect(clock.expired(at: .seconds(10), bytes: 0) == .connectTimeout)
        clock.enter(.handshake, at: .seconds(10))
        #expect(clock.next == .seconds(20))
        #expect(clock.expired(at: .seconds(20), bytes: 0) == .tlsTimeout)
        clock.enter(.request, at: .seconds(11))
        #expect(clock.expired(at: .seconds(41), bytes: 0) == .firstByteTimeout)
        clock.enter(.headers, at: .seconds(20))
        #expect(clock.expired(at: .seconds(34), bytes: 10) == nil)
        clock.enter(.body, at: .seconds(34))
        #expect(
            clock.expired(at: .seconds(35), bytes: 1_499) == .stalled,
            "a new phase does not refill the window")
        #expect(clock.expired(at: .seconds(35), bytes: 1_500) == nil, "a full window opens the next")
        #expect(clock.next == .seconds(50))
        #expect(clock.expired(at: .seconds(50), bytes: 2_999) == .stalled)
        clock.pause(at: .seconds(40))
        #expect(clock.expired(at: .seconds(400), bytes: 0) == nil, "what we keep waiting does not stall")
        clock.resume(at: .seconds(400), bytes: 1_500)
        #expect(clock.expired(at: .seconds(414), bytes: 1_500) == nil)
        #expect(clock.expired(at: .seconds(420), bytes: 9_999) == .totalTimeout)
    }

    @Test(
        "The registrable domain",
        arguments: [
            ("feeds.bbci.co.uk", "bbci.co.uk"), ("a.b.example.com", "example.com"),
            ("X.GitHub.io", "x.github.io"),
            ("com", "com"), ("localhost", "localhost"), ("127.0.0.1", "127.0.0.1"), ("", ""),
        ])
    func site(host: String, expected: String) { #expect(Site.registrableDomain(ofHost: host) == expected) }

    @Test("Every code has a name of its own that scripts can rely on")
    func codes() {
        for code in FetchCode.allCases {
            #expect(code.rawValue.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
        }
    }
}
