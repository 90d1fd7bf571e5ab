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
        ])
    func dates(text: String, seconds: Int64?) {
        #expect(HTTPDate.parse(text) == seconds.map { Timestamp(seconds: $0) })
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
        "URLs are normalised",
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
