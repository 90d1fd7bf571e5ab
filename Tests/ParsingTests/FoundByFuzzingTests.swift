import Articles
import Testing

@testable import Parsing

/// What `Tests/fuzz` has found, each as small as it gets, and what it means since.
@Suite("Found by fuzzing")
struct FoundByFuzzingTests {
    @Test(
        "html",
        arguments: [
            // An address that was refused is none, so nothing is left of the track.
            (
                "<video src=/v><track src=javascript:x kind=captions></video>",
                "<video src=\"https://example.com/v\" controls></video>"
            ),
            // The comma was the end of the address once the control behind it was dropped, and began another candidate.
            ("<img srcset='/a,\u{1} 2x'>", "<img srcset=\"https://example.com/a 2x\">"),
        ])
    func html(source: String, html: String) { #expect(HTMLCleaned(source).html == html) }

    @Test("html: a no-break space in pre is one blank, as a character and as a reference")
    func preformattedBlank() { #expect(HTMLCleaned("<pre>a\u{A0}b&nbsp;c</pre>").text == "a b c") }

    @Test("url: a base with one slash or three before its host gives an absolute address")
    func slashes() {
        for base in ["https:/a.example/b", "https:///a.example/b"] {
            let bytes = Array(base.utf8)
            var output: [UInt8] = []
            #expect(WebURL.resolve(Array("c".utf8).span, against: bytes.span, into: &output))
            #expect(String(decoding: output, as: UTF8.self) == "https://a.example/c")
        }
    }

    @Test("url: a percent sign that encodes nothing cannot begin to encode something")
    func strayPercent() {
        let url = Array("https://a.example/%%34A".utf8)
        let canonical = WebURL.canonical(url.span) ?? []
        #expect(String(decoding: canonical, as: UTF8.self) == "//a.example/%%34A")
    }

    @Test("charset: U+FFFF, which XML forbids, is one U+FFFD in any form of Unicode")
    func noncharacter() throws {
        let wide: [UInt8] = Array("\u{FEFF}<a>\u{FFFF}\u{645}\u{635}</a>".utf16).flatMap {
            [UInt8($0 >> 8), UInt8($0 & 0xFF)]
        }
        for bytes in [wide, Array("<a>\u{FFFF}\u{645}\u{635}</a>".utf8)] {
            let decision = CharsetDecision(bytes, override: nil, contentType: "text/xml; charset=utf-8")
            #expect(String(decoding: decision.text, as: UTF8.self) == "<a>\u{FFFD}\u{645}\u{635}</a>")
            #expect(decision.warnings.map(\.code) == ["charset-damaged"])
        }
    }
}
