import Articles
import Testing

@Suite("WebURL")
struct WebURLTests {
    /// The resolved URL, nil when there is none.
    private func resolve(_ reference: String, _ base: String) -> String? {
        var output = Array("before ".utf8)
        let resolved = WebURL.resolve(
            Array(reference.utf8).span, against: Array(base.utf8).span, into: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.hasPrefix("before "))
        if !resolved { #expect(text == "before ", "nothing is appended") }
        return resolved ? String(text.dropFirst(7)) : nil
    }

    @Test(
        "Resolves the normal and abnormal examples of RFC 3986 5.4",
        arguments: [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
            ("../..", "http://a/"), ("../../", "http://a/"), ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
            ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
            ("http:g", "http://a/b/c/g"),
        ])
    func rfc3986(reference: String, result: String) {
        #expect(resolve(reference, "http://a/b/c/d;p?q") == result)
    }

    @Test(
        "Forgives what browsers forgive",
        arguments: [
            (" \n\t/news/1 \r\n", "https://x.test/", "https://x.test/news/1"),
            ("/ne\nws/\t1", "https://x.test/", "https://x.test/news/1"),
            ("\u{1}http://a.test/", "", "http://a.test/"),
            ("HTTPS://X.test/A", "", "https://X.test/A"),
            ("http:///x.test/a", "", "http://x.test/a"),
            ("///y.test/a", "https://x.test/", "https://y.test/a"),
            ("https:y.test/a", "http://x.test/b/", "https://y.test/a"),
            ("http:/a", "http://x.test/b/", "http://x.test/a"),
            ("a b.html?c d#e f", "https://x.test/", "https://x.test/a%20b.html?c%20d#e%20f"),
            ("/a\"><script>", "https://x.test/", "https://x.test/a%22%3E%3Cscript%3E"),
            ("/\u{627}\u{644}?\u{631}=1", "https://x.test/", "https://x.test/\u{627}\u{644}?\u{631}=1"),
            ("https://x.test", "", "https://x.test/"), ("?p=1", "https://x.test", "https://x.test/?p=1"),
            ("b", "https://x.test?q", "https://x.test/b"),
            ("/a\\b", "https://x.test/", "https://x.test/a\\b"),
            ("a:80", "https://x.test/", "a:80"), ("x/y:80", "https://x.test/", "https://x.test/x/y:80"),
            ("http://u:p@x.test:8080/a", "", "http://u:p@x.test:8080/a"),
            ("//[::1]:8/a", "http://a/", "http://[::1]:8/a"),
            ("/a//b/../c", "http://a/", "http://a/a//c"), ("/a//../c", "http://a/", "http://a/a/c"),
            ("c", "file:///a/b", "file:///a/c"),
        ])
    func forgives(reference: String, base: String, result: String) {
        #expect(resolve(reference, base) == result)
    }

    @Test(
        "Takes other schemes as they are",
        arguments: [
            "mailto:a b@c.test", "tag:x.test,2020:1", "urn:uuid:1", "data:text/plain,a b", "ftp://x/../y",
        ])
    func otherSchemes(reference: String) {
        #expect(resolve(reference, "https://x.test/") == reference)
        #expect(resolve(reference, "") == reference)
    }

    @Test(
        "Finds no URL where none is",
        arguments: [
            ("/a", ""), ("a", "tag:x.test,2020:1"), ("", "mailto:a@b.test"), ("http://", "http://a/"),
            ("http:// /", ""), ("http://a b/", ""), ("http://:80/", ""), ("http://a:99999/", ""),
            ("http://a:8x/", ""), ("http://good.test\\@evil.test/", ""), ("http://[::1/", ""),
            ("http://[]/", ""),
            ("http://a]b/", ""), ("http://[::1]x/", ""), ("http://[fe80::1%25eth0]/", ""), ("http://u@/", ""),
            ("//", "http://a/"), ("/a", "http://"), ("/a", "relative"), ("http://a%2fb/", ""),
        ])
    func noURL(reference: String, base: String) {
        #expect(resolve(reference, base) == nil)
    }

    @Test("Refuses a URL that is longer than the limit")
    func tooLong() {
        let path = String(repeating: "a", count: Limits.urlBytes)
        #expect(resolve("http://x.test/" + path, "") == nil)
        #expect(resolve(String(path.dropLast(14)), "http://x.test/") != nil)
        #expect(resolve(String(path.dropLast(13)), "http://x.test/") == nil)
        #expect(resolve(String(repeating: "\"", count: Limits.urlBytes / 2), "http://x.test/") == nil)
    }

    @Test(
        "Names the parts of a URL",
        arguments: [
            ("http://x.test", "http", "x.test", 80, "", nil),
            ("https://X.Test/A?b#c", "https", "x.test", 443, "/A?b", nil),
            (" https://u:p@x.test:8443?q ", "https", "x.test", 8443, "?q", "u:p"),
            ("http://[2001:DB8::1]:8080/", "http", "[2001:db8::1]", 8080, "/", nil),
            ("http://a@b@x.test:/", "http", "x.test", 80, "/", "a@b"),
            ("http://@x.test/#", "http", "x.test", 80, "/", nil),
        ] as [(String, String, String, UInt16, String, String?)])
    func parts(url: String, scheme: String, host: String, port: UInt16, target: String, userinfo: String?)
        throws
    {
        let bytes = Array(url.utf8)
        let found = WebURL.parts(bytes.span)
        let parts = try #require(found)
        #expect("\(parts.scheme)" == scheme)
        #expect(String(decoding: parts.host, as: UTF8.self) == host)
        #expect(parts.port == port)
        #expect(String(decoding: bytes[parts.target], as: UTF8.self) == target)
        #expect(parts.userinfo.map { String(decoding: bytes[$0], as: UTF8.self) } == userinfo)
    }

    @Test(
        "Has no parts for anything but http and https",
        arguments: ["", "x.test", "//x.test/", "ftp://x/", "http:"])
    func noParts(url: String) {
        let bytes = Array(url.utf8)
        let parts = WebURL.parts(bytes.span)
        let request = WebURL.requestForm(bytes.span)
        let canonical = WebURL.canonical(bytes.span)
        #expect(parts == nil && request == nil && canonical == nil)
    }

    @Test("Compares origins by scheme, host and port")
    func origins() throws {
        func parts(_ url: String) throws -> WebURL.Parts {
            let parts = WebURL.parts(Array(url.utf8).span)
            return try #require(parts)
        }
        let origin = try parts("https://x.test/a")
        #expect(origin.isSameOrigin(as: try parts("HTTPS://X.test:443/b?c")))
        for other in ["http://x.test/a", "https://y.test/a", "https://x.test:444/a", "https://x.test./a"] {
            #expect(!origin.isSameOrigin(as: try parts(other)))
        }
    }

    @Test(
        "Writes what goes on the wire",
        arguments: [
            ("https://X.test/a b?c d#e", "https://x.test/a%20b?c%20d"),
            ("http://u:p@x.test", "http://x.test/"),
            ("http://x.test:80/%d8?%41", "http://x.test:80/%d8?%41"),
            ("http://x.test/\u{639}?\u{639}", "http://x.test/%D8%B9?%D8%B9"),
            ("http://x.test/a/../b/.", "http://x.test/b/"), ("http://x.test?q", "http://x.test/?q"),
            ("http://\u{639}.test/\"<>", "http://\u{639}.test/%22%3C%3E"),
            ("http://x.test/?", "http://x.test/?"),
        ])
    func requestForm(url: String, wire: String) {
        let bytes = WebURL.requestForm(Array(url.utf8).span)
        #expect(bytes.map { String(decoding: $0, as: UTF8.self) } == wire)
    }

    @Test("Never fails on any byte after a host, and answers nothing longer than it may")
    func hostileBytes() {
        for first in UInt8.min...UInt8.max {
            for tail in [[], [0x3A], [0x2F, 0x2E], [0x25, 0x34], [0x5D, 0x40]] as [[UInt8]] {
                let url = Array("http://x".utf8) + [first] + tail
                let canonical = WebURL.canonical(url.span)
                let parts = WebURL.parts(url.span)
                let request = WebURL.requestForm(url.span)
                #expect((canonical == nil) == (request == nil))
                if let parts { #expect(parts.target.upperBound <= url.count) }
                let reference = [first] + tail
                var output: [UInt8] = []
                if WebURL.resolve(reference.span, against: Array("http://x/".utf8).span, into: &output) {
                    #expect(!output.isEmpty)
                }
            }
        }
    }
}
