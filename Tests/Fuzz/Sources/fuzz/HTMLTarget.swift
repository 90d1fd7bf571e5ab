import Articles

@testable import Parsing

extension FuzzTarget {
    /// The HTML of articles.
    static let html = FuzzTarget(
        name: "html", longest: 2048,
        words: [
            "<p>", "</p>", "<div", "<a href=\"", "\">", "<img src=", "srcset=\"/a 1x, /b 2x\"", "<br/>",
            "<ul><li>", "<table>",
            "<td>", "</table>", "<tr>", "<caption>", "<pre>", "<b><i></b>", "<script>", "</script>",
            "<style>", "<svg>",
            "</svg>", "<math>", "<mi>", "<foreignObject>", "<template>", "<select>", "<textarea>", "<title>",
            "<noscript>",
            "<iframe>", "<object>", "<button>", "<plaintext>", "<xmp>", "<!--", "-->", "--!>", "<!doctype>",
            "<![CDATA[", "]]>",
            "<?x", "javascript:", "&Tab;", "&colon;", "&amp;", "&lt;", "&#0;", "&#x80;", "&notin;",
            "&CounterClockwiseContourIntegral;",
            "&#xD800;", "onerror=", "style=", "dir=rtl", "lang=ar", "width=1", "height=\"1\"",
            "<video poster=", "<source", "<track",
            "<details open>", "<summary>", "<ol reversed start=3>", "<h1>", "</h2>", "<dl><dt>", "<dd>",
            "<image", "<font color>",
            "data-src=", "\u{0}", "\u{AD}", "\u{A0}", "\u{2028}", "\u{200F}", "<span lang=x>", "<picture>",
            "<audio", "<q cite=",
            "<time datetime=", "<center>", "</br>", "<hr>", "<ruby><rt>",
        ],
        seeds: [
            "<p>one &amp; two <a href='/x'>three</a><br>four</p>",
            "<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>",
            "<img src=a.png alt=\"x\" width=10><picture><source srcset='/a 1x, /b 2x'><img data-src=/c></picture>",
            "<pre>\n\n a\n b</pre>&nbsp;&#8217;&notit;", "<svg><p>x</svg><math><mi><b>y</math>z",
            "<script>a</script><!-- b -->c",
            "<b><i><div>x</b>y</i>", "<video src=/v poster=/p controls><track src=/t kind=captions></video>",
            "<dl><dt>a<dd>b<dt>c</dl><details open><summary>d</summary>e</details>",
            "<p dir=rtl lang=ar>\u{633}\u{644}\u{627}\u{645}",
            "<h1>a<h2>b</h1>c<select><option>d</select>e",
            "<a href=java&#9;script:x>y</a><a href=mailto:a@b.example>z</a>",
            "<blockquote cite=/q><q cite='https://a.example/'>x</q></blockquote><ol start=3 reversed><li value=4>y",
        ].map { Array($0.utf8) }
    ) { input in
        let first = Cleaned(input)
        if let fault = CleanMarkup.fault(in: first.html) {
            require(false, "\(fault) in \(String(decoding: first.html, as: UTF8.self))")
        }
        // U+FFFE and U+FFFF, which XML forbids, are characters to HTML.
        require(UTF8Repair.firstFault(in: first.text.span) == first.text.count, "the text is UTF-8")
        require(!first.text.contains(0), "the text has no NUL")
        require(first.steps <= 64 * (input.count + 64), "\(first.steps) steps for \(input.count) bytes")
        let second = Cleaned(first.html)
        // Elements that are read for their structure and not written hold others apart, so ends may move, and nothing else.
        require(
            withoutEnds(second.html) == withoutEnds(first.html),
            """
            what is clean stays as it is:
            \(String(decoding: first.html, as: UTF8.self))
            became
            \(String(decoding: second.html, as: UTF8.self))
            """)
        // Some elements separate words and are not written, so white space may differ.
        require(
            second.text.filter { $0 > 0x20 } == first.text.filter { $0 > 0x20 },
            """
            the text of what was written is the text of its source:
            \(String(decoding: first.text, as: UTF8.self))
            became
            \(String(decoding: second.text, as: UTF8.self))
            """)
    }
}

/// The bytes without end tags, in which a `>` can stand only at the end.
private func withoutEnds(_ html: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var index = 0
    while index < html.count {
        if html[index...].starts(with: "</".utf8) {
            index = html[index...].firstIndex(of: UInt8(ascii: ">")) ?? html.count
        } else {
            output.append(html[index])
        }
        index += 1
    }
    return output
}

/// What the cleaner makes of a source.
private struct Cleaned {
    var html: [UInt8] = []
    var text: [UInt8] = []
    var steps: Int

    init(_ source: [UInt8]) {
        var cleaner = HTMLCleaner()
        let base = Array("https://example.com/a/b".utf8)
        _ = cleaner.clean(source.span, base: base.span, html: &html, text: &text)
        steps = cleaner.steps
        var (html, text): ([UInt8], [UInt8]) = ([], [])
        _ = cleaner.clean(source.span, base: base.span, html: &html, text: &text)
        require(html == self.html && text == self.text, "a reader that was used before reads the same")
    }
}
