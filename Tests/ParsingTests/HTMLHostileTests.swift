import Articles
import Testing

@testable import Parsing

@Suite("Hostile HTML")
struct HTMLHostileTests {
    /// What has passed other sanitisers, and what must be left of it.
    private static let vectors: [(source: String, html: String)] = [
        ("<script>alert(1)</script>ok", "ok"),
        ("<SCRIPT SRC=//e.example/x.js></SCRIPT>ok", "ok"),
        ("<scr\0ipt>alert(1)</script>ok", "alert(1)ok"),
        ("<script/x>alert(1)</script>ok", "ok"),
        ("<script>a<!--<script>b</script>c--></script>ok", "ok"),
        ("<<script>alert(1)//<</script>ok", "&lt;ok"),
        ("<img src=x onerror=alert(1)>", "<img src=\"https://example.com/d/x\">"),
        ("<img src=\"x\"onerror=\"alert(1)\">", "<img src=\"https://example.com/d/x\">"),
        ("<img/src=x/onerror=alert(1)>", "<img src=\"https://example.com/d/x/onerror=alert(1)\">"),
        ("<img \"\"\"><script>alert(1)</script>\">", "\"&gt;"),
        ("<img src=javascript:alert(1)>", ""),
        ("<img src=`javascript:alert(1)`>", ""),
        (
            "<img src=1 srcset=\"javascript:alert(1) 1x, /b.png 2x\">",
            "<img src=\"https://example.com/d/1\" srcset=\"https://example.com/b.png 2x\">"
        ),
        ("<img srcset=\"data:image/png;base64,AA 1x\">", ""),
        ("<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">", ""),
        (
            "<img lowsrc=\"javascript:alert(1)\" dynsrc=\"javascript:alert(1)\" src=/a.png>",
            "<img src=\"https://example.com/a.png\">"
        ),
        ("<image src=x onerror=alert(1)>", "<img src=\"https://example.com/d/x\">"),
        ("<a href=\"javascript:alert(1)\">ok</a>", "ok"),
        ("<a href=\"JaVaScRiPt:alert(1)\">ok</a>", "ok"),
        ("<a href=\" javascript:alert(1)\">ok</a>", "ok"),
        ("<a href=\"java&#9;script:alert(1)\">ok</a>", "ok"),
        ("<a href=\"java&#x0A;script:alert(1)\">ok</a>", "ok"),
        ("<a href=\"javascript&colon;alert(1)\">ok</a>", "ok"),
        ("<a href=\"&#106;avascript:alert(1)\">ok</a>", "ok"),
        ("<a href=\"&#0000106avascript:alert(1)\">ok</a>", "ok"),
        ("<a href=\"java&NewLine;script&colon;alert(1)\">ok</a>", "ok"),
        ("<a href=\"&#1;javascript:alert(1)\">ok</a>", "ok"),
        ("<a href=\"java\0script:alert(1)\">ok</a>", "ok"),
        ("<a href=\"jav&#x200B;ascript:alert(1)\">ok</a>", "ok"),
        ("<a href=\"vbscript:x\">ok</a>", "ok"),
        ("<a href=\"data:text/html,<script>alert(1)</script>\">ok</a>", "ok"),
        ("<a href=\"feed:javascript:alert(1)\">ok</a>", "ok"),
        ("<a href=\"view-source:http://example.org/\">ok</a>", "ok"),
        ("<a href=\"file:///etc/passwd\">ok</a>", "ok"),
        ("<a href=\"blob:https://example.org/1\">ok</a>", "ok"),
        (
            "<a href=\"//e.example/x\">ok</a>",
            "<a href=\"https://e.example/x\" rel=\"noopener noreferrer\">ok</a>"
        ),
        (
            "<a href=\"\\\\e.example\\x\">ok</a>",
            "<a href=\"https://example.com/d/\\\\e.example\\x\" rel=\"noopener noreferrer\">ok</a>"
        ),
        (
            "<a href=\"http://a.example/&quot; onclick=alert(1) x=&quot;\">ok</a>",
            "<a href=\"http://a.example/%22%20onclick=alert(1)%20x=%22\" rel=\"noopener noreferrer\">ok</a>"
        ),
        (
            "<a href='http://a.example/\"onclick=alert(1)'>ok</a>",
            "<a href=\"http://a.example/%22onclick=alert(1)\" rel=\"noopener noreferrer\">ok</a>"
        ),
        (
            "<a href=\"/x\" target=_blank rel=opener onclick=alert(1) style=\"x:expression(1)\" class=c id=i>ok</a>",
            "<a href=\"https://example.com/x\" rel=\"noopener noreferrer\">ok</a>"
        ),
        (
            "<a href=\"mailto:a@b.example?subject=x\">ok</a>",
            "<a href=\"mailto:a@b.example?subject=x\" rel=\"noopener noreferrer\">ok</a>"
        ),
        (
            "<a href=/1 href=javascript:alert(1)>ok</a>",
            "<a href=\"https://example.com/1\" rel=\"noopener noreferrer\">ok</a>"
        ),
        ("<a href=javascript:alert(1) href=/1>ok</a>", "ok"),
        (
            "<p style=\"background:url(javascript:alert(1))\" onmouseover=alert(1) dir=rtl lang=ar>ok</p>",
            "<p dir=\"rtl\" lang=\"ar\">ok</p>"
        ),
        ("<p dir=\"x&quot;onclick=1\" lang=\"a b\">ok</p>", "<p>ok</p>"),
        ("<svg onload=alert(1)>x</svg>ok", "ok"),
        ("<svg><script>alert(1)</script></svg>ok", "ok"),
        (
            "<svg><style><img src=x onerror=alert(1)></style></svg>ok",
            "<img src=\"https://example.com/d/x\">ok"
        ),
        ("<svg><p><style><!--</style><img title=\"--><img src=/1 onerror=alert(1)>\">", "<p></p>"),
        (
            "<svg></p><style><a title=\"</style><img src=/1 onerror=alert(1)>\">",
            "<p></p><img src=\"https://example.com/1\">\"&gt;"
        ),
        ("<svg><![CDATA[><img src=/1 onerror=alert(1)>]]></svg>ok", "ok"),
        ("<svg><foreignObject><p>x</p><img src=/1></foreignObject></svg>ok", "ok"),
        ("<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>ok", "ok"),
        ("<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>ok", "ok"),
        (
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            ""
        ),
        ("<math><annotation-xml encoding=\"text/html\"><img src=/1></annotation-xml></math>ok", "ok"),
        (
            "<math><annotation-xml encoding=\"MathML\"><img src=/1></annotation-xml></math>ok",
            "<img src=\"https://example.com/1\">ok"
        ),
        ("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", ""),
        (
            "<style><img src=\"</style><img src=/1 onerror=alert(1)//\">",
            "<img src=\"https://example.com/1\">"
        ),
        ("<style>@import \"x\";</style>ok", "ok"),
        ("<link rel=stylesheet href=javascript:alert(1)>ok", "ok"),
        ("<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">ok", "ok"),
        ("<base href=\"javascript:alert(1)//\">ok", "ok"),
        ("<iframe src=javascript:alert(1)>x</iframe>ok", "ok"),
        ("<iframe srcdoc=\"<script>alert(1)</script>\">x</iframe>ok", "ok"),
        ("<object data=javascript:alert(1)>x</object>ok", "ok"),
        ("<embed src=javascript:alert(1)>ok", "ok"),
        ("<applet code=x>x</applet>ok", "ok"),
        (
            "<video src=/v.mp4 onerror=alert(1) autoplay poster=javascript:alert(1)>x</video>",
            "<video src=\"https://example.com/v.mp4\" controls>x</video>"
        ),
        ("<video><source onerror=\"alert(1)\"></video>ok", "<video controls></video>ok"),
        ("<audio src=javascript:alert(1)>x</audio>", "<audio controls>x</audio>"),
        (
            "<form action=javascript:alert(1)><input type=submit><button formaction=x>x</button>ok</form>",
            "ok"
        ),
        ("<isindex action=javascript:alert(1) type=image>ok", "ok"),
        ("<textarea><img src=/1 onerror=alert(1)></textarea>ok", "ok"),
        ("<title><img src=/1 onerror=alert(1)></title>ok", "ok"),
        ("<noscript><p title=\"</noscript><img src=/1 onerror=alert(1)>\">ok", ""),
        (
            "<noembed><img title=\"</noembed><img src=/1 onerror=alert(1)>\">",
            "<img src=\"https://example.com/1\">\"&gt;"
        ),
        (
            "<xmp><img title=\"</xmp><img src=/1 onerror=alert(1)>\">",
            "<img src=\"https://example.com/1\">\"&gt;"
        ),
        ("<template><img src=/1 onerror=alert(1)></template>ok", "ok"),
        ("<select><option><style></option></select><img src=/1 onerror=alert(1)></style>ok", ""),
        ("<plaintext><img src=/1>", ""),
        ("<!--<img src=\"--><img src=/1 onerror=alert(1)//\">", "<img src=\"https://example.com/1\">"),
        ("<!--><img src=/1 onerror=alert(1)>-->", "<img src=\"https://example.com/1\">--&gt;"),
        ("<!--x--!><img src=/1 onerror=alert(1)>-->", "<img src=\"https://example.com/1\">--&gt;"),
        ("<!DOCTYPE x[<!ENTITY a \"<script>\">]>&a;ok", "\"&gt;]&gt;&amp;a;ok"),
        ("<?xml version=\"1.0\"?><?php echo \"<script>\"; ?>ok", "\"; ?&gt;ok"),
        ("<![CDATA[<script>alert(1)</script>]]>ok", "alert(1)]]&gt;ok"),
        ("</ script><x onclick=alert(1)>ok</x>", "ok"),
        ("<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">ok</x:script>", "ok"),
        ("<body onload=alert(1)><frameset onload=alert(1)>ok", "ok"),
        ("<marquee onstart=alert(1)>ok</marquee>", "ok"),
        (
            "<details open ontoggle=alert(1)><summary onclick=x>s</summary>ok</details>",
            "<details open><summary>s</summary>ok</details>"
        ),
        (
            "<b onclick=alert(1)>&lt;script&gt;alert(1)&lt;/script&gt;</b>",
            "<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>"
        ),
        ("<p title=\"&lt;script&gt;\">&amp;lt;script&amp;gt;</p>", "<p>&amp;lt;script&amp;gt;</p>"),
        ("<img src=/p.gif width=1 height=1>ok", "ok"),
        ("<img src=/p.gif height=\"0\">ok", "ok"),
        ("<img src=/p.gif width=1px height='1px'>ok", "ok"),
        (
            "<img data-src=/lazy.png src=\"data:image/gif;base64,R0lGOD\">",
            "<img src=\"https://example.com/lazy.png\">"
        ),
        (
            "<img src=/a.png alt='\"><script>alert(1)</script>' width=10%>",
            "<img src=\"https://example.com/a.png\" alt=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">"
        ),
        (
            "<table background=javascript:alert(1)><td background=x colspan=\"2;x\">ok",
            "<table><tr><td colspan=\"2\">ok</td></tr></table>"
        ),
        ("<blockquote cite=javascript:alert(1)>ok</blockquote>", "<blockquote>ok</blockquote>"),
        ("<span style=x>o</span><span lang=de>k</span>", "o<span lang=\"de\">k</span>"),
        ("<p><'\"/onclick=alert(1)>ok", "<p>&lt;'\"/onclick=alert(1)&gt;ok</p>"),
        ("<a/onclick=alert(1)/href=/x>ok</a>", "ok"),
        (
            "<a href=/x\nonclick=alert(1)>ok</a>",
            "<a href=\"https://example.com/x\" rel=\"noopener noreferrer\">ok</a>"
        ),
        ("<a href=\"unterminated><script>alert(1)</script>", ""),
    ]

    @Test("Nothing that runs or loads by itself is written", arguments: vectors)
    func vector(source: String, html: String) {
        #expect(HTMLCleaned(source, base: "https://example.com/d/").html == html)
    }

    @Test("What was written is written again as it is", arguments: vectors)
    func stable(source: String, html: String) {
        #expect(HTMLCleaned(html, base: "https://example.com/d/").html == html)
    }

    @Test("Work and output grow with the source, whatever its shape", arguments: HTMLShapes.all.map(\.name))
    func linear(name: String) throws {
        let shape = try #require(HTMLShapes.all.first { $0.name == name })
        var cleaner = HTMLCleaner()
        for size in [64 << 10, 256 << 10] {
            let source = HTMLShapes.source(shape, bytes: size)
            let base = Array("https://example.com/a/b".utf8)
            var (html, text): ([UInt8], [UInt8]) = ([], [])
            let result = cleaner.clean(source.span, base: base.span, html: &html, text: &text)
            #expect(cleaner.steps <= 2 * source.count + 1024)
            #expect(html.count <= Limits.htmlBytes + 8 << 10)
            #expect(text.count <= source.count + 16)
            #expect(cleaner.open.count == 0)
            #expect(result.html.indices == html.indices)
        }
    }

    @Test("Every cut and every damaged byte of markup is read without a crash, and reading goes on as before")
    func damage() {
        let source = Array(
            "<p>a<b title='&amp;'>b</b>&copy;<svg><g/></svg><table><td>c<!-- x --></table>d".utf8)
        var cleaner = HTMLCleaner()
        var (html, text): ([UInt8], [UInt8]) = ([], [])
        for index in source.indices {
            for value in UInt8.min...UInt8.max {
                var damaged = source
                damaged[index] = value
                _ = cleaner.clean(damaged.span, base: nil, html: &html, text: &text)
            }
            let cut = Array(source[..<index])
            _ = cleaner.clean(cut.span, base: nil, html: &html, text: &text)
            #expect(cleaner.open.count == 0)
        }
        html.removeAll()
        _ = cleaner.clean(Array("<p>x".utf8).span, base: nil, html: &html, text: &text)
        #expect(String(decoding: html, as: UTF8.self) == "<p>x</p>")
    }
}
