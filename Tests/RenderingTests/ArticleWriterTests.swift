import Articles
import Testing

@testable import Rendering

@Suite struct ArticleWriterTests {
    @Test("jsonl and json copy the line")
    func copies() {
        let line = String(decoding: Lines.bare.source, as: UTF8.self)
        #expect(Lines.render(.jsonl, [Lines.bare, Lines.bare]) == "\(line)\n\(line)\n")
        #expect(Lines.render(.json, [Lines.bare, Lines.bare]) == "[\n\(line),\n\(line)\n]\n")
        #expect(Lines.render(.json, []) == "[]\n")
    }

    @Test("a table on a pipe has the same columns, plain")
    func plainTable() {
        #expect(
            Lines.render(.table, Lines.all) == """
                11-23 11:05  alqahera  cbae64bfcf  تمويل "جديد"
                11-23 12:41  bare      03e9f84663  [updated] tag:n
                2024-01-02   bad       0000000000  =1+1 [31m red gnp.exe <script>alert(1)</script>

                """)
    }

    @Test("a table on a terminal isolates fields and cuts the title")
    func terminalTable() {
        let fields = Lines.render(
            .table, [Lines.arabic, Lines.hostile], on: .terminal(columns: 50, hasColour: false))
        #expect(
            fields == """
                \u{2068}UTC\u{2069}          \u{2068}feed\u{2069}      \u{2068}title\u{2069}
                \u{2068}11-23 11:05\u{2069}  \u{2068}alqahera\u{2069}  \u{2068}تمويل "جديد"\u{2069}
                \u{2068}2024-01-02\u{2069}   \u{2068}bad\u{2069}       \u{2068}=1+1 [31m red gnp.exe <scr…\u{2069}

                """)
    }

    @Test("what happened stands beside the title, which runs as it would without")
    func mark() {
        let edited = Self.line(Lines.arabic, #""event":"new""#, #""event":"updated""#)
        let row = Lines.render(.table, [edited], on: .terminal(columns: 41, hasColour: false)).split(
            separator: "\n")[1]
        #expect(row.hasSuffix("  \u{2068}[updated]\u{2069} \u{2068}تمويل \"…\u{2069}"))
        #expect(Lines.render(.table, [edited]).hasSuffix("  [updated] تمويل \"جديد\"\n"))
        let dropped = Self.line(Lines.arabic, #""dropped":false"#, #""dropped":true"#)
        #expect(Lines.render(.table, [dropped]).hasSuffix("  [dropped] تمويل \"جديد\"\n"))
        let both = Self.line(edited, #""dropped":false"#, #""dropped":true"#)
        #expect(Lines.render(.table, [both]).contains("  [updated, dropped] "))
    }

    @Test("colours come only when asked for, and nothing else escapes")
    func colours() {
        let plain = Lines.render(.table, Lines.all, on: .terminal(columns: 80, hasColour: false))
        #expect(!plain.contains("\u{1B}"))
        let coloured = Lines.render(.table, [Lines.hostile], on: .terminal(columns: 80, hasColour: true))
        #expect(coloured.contains("\u{1B}[36m\u{2068}bad\u{2069}\u{1B}[0m"))
        #expect(!coloured.contains("\u{1B}[31m") && !coloured.contains("\u{202E}"))
    }

    @Test("CSV is RFC 4180 and no cell is a formula")
    func csv() {
        #expect(
            Lines.render(.csv, [Lines.arabic, Lines.hostile])
                == "date,fetched_at,feed,id,revision,event,language,url,title,authors,tags,summary\r\n"
                + "2026-11-23T11:05:00.000Z,2026-11-23T11:07:41.512Z,alqahera,cbae64bfcfdf7393a5a54a9f56daa671,1,new,ar,"
                + "https://a.example/1?a=1&b=2,\"تمويل \"\"جديد\"\"\",مها,اقتصاد,قصة\r\n"
                + "2024-01-02T03:04:05.000Z,2026-11-23T12:41:00.000Z,bad,00000000000000000000000000000001,1,new,"
                + "\"\"\"><script>\",javascript:alert(1),'=1+1 [31m red gnp.exe <script>alert(1)</script>,'@x,,"
                + "\"a,\"\"b\"\" c\"\r\n")
    }

    @Test("Signs of full width make formulas, too", arguments: ["＝1", "＋1", "－1", "＠SUM", "-1", "+1"])
    func wideFormula(title: String) {
        let line = Self.line(Lines.arabic, ##""title":"تمويل \"جديد\"""##, "\"title\":\"\(title)\"")
        #expect(Lines.render(.csv, [line]).contains(",'\(title),"))
        #expect(Lines.render(.tsv, [line]).contains("\t\(title)\t"))
    }

    @Test("TSV is a line a row")
    func tsv() {
        let rows = Lines.render(.tsv, Lines.all).split(separator: "\n")
        #expect(rows.count == 4)
        #expect(rows.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 12 })
        #expect(rows[3].hasSuffix("\t=1+1 [31m red gnp.exe <script>alert(1)</script>\t@x\t\ta,\"b\" c"))
    }

    @Test("JSON Feed 1.1")
    func jsonFeed() {
        #expect(
            Lines.render(.jsonfeed, [Lines.arabic, Lines.bare]) == #"""
                {"version":"https://jsonfeed.org/version/1.1","title":"newslog: قاهرة","items":[
                {"id":"cbae64bfcfdf7393a5a54a9f56daa671","url":"https://a.example/1?a=1&b=2","title":"تمويل \"جديد\"","summary":"قصة","date_published":"2026-11-23T11:05:00.000Z","authors":[{"name":"مها","url":"https://a.example/m"}],"tags":["اقتصاد"],"language":"ar","attachments":[{"url":"https://a.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":12}],"_newslog":{"seq":5,"event":"new","revision":1,"feed":"alqahera","feed_url":"https://a.example/rss.xml","feed_title":"القاهرة"},"content_html":"<p>نص &amp; <b>خط</b></p>"},
                {"id":"03e9f84663309f7143245cf6559b3aae","date_published":"2026-11-23T12:41:00.000Z","_newslog":{"seq":6,"event":"updated","revision":2,"feed":"bare","feed_url":"https://example.org/f"},"content_text":""}
                ]}

                """#)
    }

    @Test("Atom has what RFC 4287 asks for, and nothing hostile becomes a link or markup")
    func atom() {
        #expect(
            Lines.render(.atom, [Lines.arabic, Lines.hostile]) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom">
                <id>urn:newslog:newslog%3A%20%D9%82%D8%A7%D9%87%D8%B1%D8%A9</id>
                <title>newslog: قاهرة</title>
                <updated>2026-11-23T13:00:00.000Z</updated>
                <generator>newslog</generator>
                <entry xml:lang="ar">
                <id>urn:uuid:cbae64bf-cfdf-7393-a5a5-4a9f56daa671</id>
                <title>تمويل &quot;جديد&quot;</title>
                <published>2026-11-23T11:05:00.000Z</published>
                <updated>2026-11-23T11:05:00.000Z</updated>
                <author><name>مها</name><uri>https://a.example/m</uri></author>
                <link rel="alternate" href="https://a.example/1?a=1&amp;b=2"/>
                <link rel="enclosure" href="https://a.example/1.mp3" type="audio/mpeg" length="12"/>
                <category term="اقتصاد"/>
                <summary>قصة</summary>
                <content type="html">&lt;p&gt;نص &amp;amp; &lt;b&gt;خط&lt;/b&gt;&lt;/p&gt;</content>
                <source><id>https://a.example/rss.xml</id><title>القاهرة</title><updated>2026-11-23T11:07:41.512Z</updated></source>
                </entry>
                <entry>
                <id>urn:uuid:00000000-0000-0000-0000-000000000001</id>
                <title>=1+1 [31m red gnp.exe &lt;script&gt;alert(1)&lt;/script&gt;</title>
                <updated>2024-01-02T03:04:05.000Z</updated>
                <author><name>@x</name></author>
                <summary>a,&quot;b&quot;\tc</summary>
                <content>one

                &lt;i&gt;two&lt;/i&gt;\u{FFFD}</content>
                <source><id>https://b.example/f</id><title>&lt;b&gt;bad&lt;/b&gt;</title><updated>2026-11-23T12:41:00.000Z</updated></source>
                </entry>
                </feed>

                """)
    }

    /// A line with something else in it.
    private static func line(_ line: ArticleLine, _ old: String, _ new: String) -> ArticleLine {
        Lines.line(String(decoding: line.source, as: UTF8.self).replacing(old, with: new))
    }

    @Test("what the formats have no place for is left out, and the article stays")
    func misfits() {
        let kind = Self.line(Lines.arabic, #""mime_type":"audio/mpeg""#, #""mime_type":"mp3""#)
        #expect(
            Lines.render(.atom, [kind]).contains(
                #"<link rel="enclosure" href="https://a.example/1.mp3" length="12"/>"#))
        let nobody = Self.line(
            Lines.arabic, #"{"name":"مها","url":"https://a.example/m","email":null}"#,
            #"{"name":"","url":"javascript:x","email":null},{"name":null,"url":"https://a.example/m","email":null}"#
        )
        #expect(
            Lines.render(.atom, [nobody]).contains(
                "<author><name>https://a.example/m</name><uri>https://a.example/m</uri></author>\n<link"))
        #expect(
            Lines.render(.jsonfeed, [nobody]).contains(
                #""authors":[{"name":"https://a.example/m","url":"https://a.example/m"}],"tags""#))
        let language = Self.line(Lines.arabic, #""language":"ar""#, #""language":"a r""#)
        #expect(Lines.render(.atom, [language]).contains("<entry>"))
        #expect(!Lines.render(.html, [language]).contains(" lang="))
        let file = Self.line(Lines.arabic, "https://a.example/rss.xml", "/var/lib/ق ف.xml")
        #expect(Lines.render(.atom, [file]).contains("<source><id>file:///var/lib/ق%20ف.xml</id>"))
    }

    @Test("a further revision is as new as it was seen, where its publisher does not say")
    func updated() {
        #expect(
            Lines.render(.atom, [Lines.bare]).contains(
                "<updated>2026-11-23T12:41:00.000Z</updated>\n<author>"))
        let later = Self.line(Lines.bare, #""fetched_at":"2026-11-23T12"#, #""fetched_at":"2026-11-23T14"#)
        #expect(
            Lines.render(.atom, [later]).contains("<updated>2026-11-23T14:41:00.000Z</updated>\n<author>"))
    }

    @Test("the page marks direction and language, and nothing hostile becomes markup")
    func html() {
        let page = Lines.render(.html, [Lines.arabic, Lines.hostile])
        let body = page.split(separator: "<body>\n", maxSplits: 1).last.map(String.init)
        #expect(
            body == """
                <article id="acbae64bfcfdf7393a5a54a9f56daa671-1" lang="ar">
                <h2 dir="auto"><a href="https://a.example/1?a=1&amp;b=2">تمويل &quot;جديد&quot;</a></h2>
                <p class="from"><time datetime="2026-11-23T11:05:00.000Z">2026-11-23 11:05 UTC</time> · <bdi dir="auto">القاهرة</bdi> · <bdi dir="auto">مها</bdi></p>
                <div dir="auto"><p>نص &amp; <b>خط</b></p></div>
                <p class="from"><a href="https://a.example/1.mp3" dir="auto">https://a.example/1.mp3</a></p>
                </article>
                <article id="a00000000000000000000000000000001-1">
                <h2 dir="auto">=1+1 [31m red gnp.exe &lt;script&gt;alert(1)&lt;/script&gt;</h2>
                <p class="from"><time datetime="2024-01-02T03:04:05.000Z">2024-01-02 03:04 UTC</time> · <bdi dir="auto">&lt;b&gt;bad&lt;/b&gt;</bdi> · <bdi dir="auto">@x</bdi></p>
                <div dir="auto"><p dir="auto">one</p><p dir="auto">&lt;i&gt;two&lt;/i&gt;\u{FFFD}</p></div>
                </article>
                </body>
                </html>

                """)
        #expect(!page.contains("<script"))
    }
}
