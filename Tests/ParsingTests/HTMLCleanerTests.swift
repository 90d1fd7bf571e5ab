import Articles
import Testing

@testable import Parsing

@Suite("HTML of articles")
struct HTMLCleanerTests {
    @Test(
        "Elements are closed where browsers close them",
        arguments: [
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("<ul><li>a<li>b<ul><li>c</ul>d</ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul>d</li></ul>"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
            (
                "<table><td>a<td>b<tr><th>c</table>d",
                "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>d"
            ),
            ("<td>a</td><tr>b", "ab"),
            ("<table><td><p>a</div></p></ul>b</td></table>", "<table><tr><td><p>a</p>b</td></tr></table>"),
            ("<b><i>a</b>b</i>", "<b><i>a</i></b>b"),
            ("<h2>a</h3>b", "<h2>a</h2>b"),
            (
                "<a href=/x>a<a href=/y>b",
                """
                <a href="https://example.com/x" rel="noopener noreferrer">a</a>\
                <a href="https://example.com/y" rel="noopener noreferrer">b</a>
                """
            ),
            ("a</p>b</br>c", "a<p></p>b<br>c"),
            ("</div>a</table></li>b", "ab"),
            ("<image src=/a.png>", "<img src=\"https://example.com/a.png\">"),
            ("<custom-tag>a<font color=red>b</font></custom-tag>", "ab"),
            ("<DIV CLASS=x>a</DiV>", "<div>a</div>"),
            ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
            ("<ruby>a<rp>(<rt>b<rp>)</ruby>", "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>"),
            (
                "<ol start=3 reversed type=i><li value=-2>a",
                "<ol start=\"3\" reversed type=\"i\"><li value=\"-2\">a</li></ol>"
            ),
            ("<time datetime=2026-11-23>a</time>", "<time datetime=\"2026-11-23\">a</time>"),
        ])
    func structure(source: String, html: String) { #expect(HTMLCleaned(source).html == html) }

    @Test(
        "Plain text follows the blocks",
        arguments: [
            ("<p>a</p><p>b</p>", "a\n\nb"), ("a<br>b<br><br>c", "a\nb\n\nc"),
            ("  a \n\t b&nbsp;&nbsp;c\u{A0}", "a b c"), ("<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
            ("x<pre>\n a\n\n  b\n</pre>y", "x\n\n a\n\n  b\n\ny"), ("a<b>b</b>c", "abc"),
            ("a<script>b</script><style>c</style>d", "ad"), ("<h1>a</h1>b<hr>c", "a\n\nb\n\nc"),
            ("<img src=/a.png alt=picture>a", "a"), ("<p> </p><p>&nbsp;</p>a", "a"),
            (
                "\u{627}\u{644}\u{642}\u{627}\u{647}\u{631}\u{629}  <i>x</i>",
                "\u{627}\u{644}\u{642}\u{627}\u{647}\u{631}\u{629} x"
            ),
        ])
    func text(source: String, text: String) { #expect(HTMLCleaned(source).text == text) }

    @Test("A title stands on one line")
    func line() {
        #expect(HTMLCleaned("<p>a &amp;\n <b>b</b></p><br>c<pre>d\n e</pre>").line == "a & b c d e")
    }

    @Test(
        "References are read as browsers read them",
        arguments: [
            ("&amp;&lt;&copy;&copy&notit;&notin;", "&<\u{A9}\u{A9}\u{AC}it;\u{2209}"),
            ("&CounterClockwiseContourIntegral;&NotEqualTilde;", "\u{2233}\u{2242}\u{338}"),
            ("&#65;&#x41;&#X41&#0;&#xD800;&#x110000;&#99999999999;", "AAA\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("&#128;&#x92;&#150;", "\u{20AC}\u{2019}\u{2013}"),
            ("& &; &# &#x; &nosuch; &ampx", "& &; &# &#x; &nosuch; &x"),
        ])
    func references(source: String, text: String) { #expect(HTMLCleaned(source).text == text) }

    @Test("An address with an ampersand is not mistaken for a reference")
    func attributeException() {
        let html = HTMLCleaned("<a href=\"/?a=1&copy=2&amp;reg=3&lt\">x</a>").html
        #expect(html.contains("href=\"https://example.com/?a=1&amp;copy=2&amp;reg=3%3C\""))
    }

    @Test("Every name of the standard is found, with what it stands for")
    func entities() {
        var lines: [UInt8] = []
        lines.append(HTMLEntityTable.lines)
        let all = String(decoding: lines, as: UTF8.self).split(separator: "\n")
        #expect(all.count == 2125)
        for line in all {
            let parts = line.split(separator: "=")
            let name = Array(parts[0].filter { $0 != "!" }.utf8)
            let points = parts[1].split(separator: ",").compactMap { UInt32($0, radix: 16) }
            let found = HTMLEntities.lookup(name.span)
            #expect(
                found?.scalar1 == points[0] && found?.scalar2 == (points.count > 1 ? points[1] : 0), "\(line)"
            )
            #expect(
                (HTMLEntities.lookupWithoutSemicolon(name.span) != nil) == parts[0].hasSuffix("!"), "\(line)")
        }
    }

    @Test("The first image that is no tracking pixel is handed on")
    func image() {
        let source = "<img src=/p.gif width=1 height=1><img src=\"c.png?a=1&amp;b=2\"><img src=/d.png>"
        #expect(HTMLCleaned(source).image == "https://example.com/a/c.png?a=1&b=2")
        #expect(HTMLCleaned("<img src=/p.gif>", base: nil).image == nil)
        #expect(HTMLCleaned("<svg><img src=data:x></svg>").image == nil)
    }

    @Test("Without a base only absolute addresses stay")
    func withoutBase() {
        let cleaned = HTMLCleaned("<a href=/x>a</a><a href=HTTP://Example.org/y>b</a><img src=z>", base: nil)
        #expect(
            cleaned.html.hasPrefix("a<a href=\"")
                && cleaned.html.hasSuffix("/y\" rel=\"noopener noreferrer\">b</a>"))
    }

    @Test("Text beyond the deepest level is kept, and so is what follows a dropped element there")
    func depth() {
        let deep = String(repeating: "<div>", count: 300)
        #expect(HTMLCleaned(deep + "a<svg><svg>b</svg>c</svg>d<noscript>e</noscript>f").text == "adf")
        let html = HTMLCleaned(deep + "a").html
        #expect(html.components(of: "<div>") == 256 && html.components(of: "</div>") == 256)
    }

    @Test("A source beyond the limit is cut between characters, tags and references")
    func cap() {
        let filler = String(repeating: "x", count: Limits.htmlBytes - 3)
        for (tail, kept) in [
            ("&copy;y", ""), ("<br>y", ""), ("\u{20AC}\u{20AC}", "\u{20AC}"), ("yyyyy", "yyy"),
        ] {
            let cleaned = HTMLCleaned(filler + tail)
            #expect(cleaned.isTruncated)
            #expect(cleaned.html.dropFirst(filler.count) == kept, "\(tail)")
        }
        #expect(!HTMLCleaned(filler + "yyy").isTruncated)
    }

    @Test("Bytes that are no UTF-8 are replaced before anything else")
    func repair() {
        #expect(HTMLCleaned(bytes: [0x61, 0xFF, 0x3C, 0x62, 0xC3, 0x3E, 0x63]).text == "a\u{FFFD}c")
        #expect(HTMLCleaned(bytes: [0xE2, 0x82, 0x61, 0xF0, 0x9F, 0x98]).text == "\u{FFFD}a\u{FFFD}")
        #expect(HTMLCleaned(bytes: [0x61, 0, 0x62]).html == "ab")
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        var (count, rest) = (0, self[...])
        while let found = rest.firstRange(of: part) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
