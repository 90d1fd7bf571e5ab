import Testing

@testable import Parsing

@Suite("What `newslogd parse` prints")
struct ParseReportTests {
    private static func report(_ text: String, clean: Bool = false) -> String {
        var line: [UInt8] = []
        var report = ParseReport(clean: clean)
        do throws(NotAFeed) {
            let input = FeedParser.Input(bytes: Array(text.utf8), base: "https://example.org/feed")
            report.append(try FeedParser.parse(input), to: &line)
        } catch {
            report.append(error, to: &line)
        }
        return String(decoding: line, as: UTF8.self)
    }

    private static let document = rss(
        """
        <item><guid isPermaLink="false">1</guid><title>a &lt;b onclick="x()">b&lt;/b></title>
        <description>&lt;a href="/c">c&lt;/a>&lt;script>d()&lt;/script></description>
        <pubDate>Mon, 23 Nov 2026 14:05:06 GMT</pubDate><category>e</category>
        <enclosure url="/f.mp3" type="audio/mpeg" length="7"/></item>
        """)

    @Test("every field has its key; absent is null, lists are never null, texts are as published")
    func published() {
        #expect(
            Self.report(Self.document) == #"""
                {"ok":true,"wellformed":true,"error":null,"warnings":[],"feed":{"format":"rss-2.0","title":"Feed",\#
                "link":"https://example.org/","language":null,"updated":null,"description":"d","author":null},\#
                "entries":[{"id":"1","link":null,"title":"a <b onclick=\"x()\">b</b>",\#
                "published":"2026-11-23T14:05:06Z","updated":null,"author":null,\#
                "summary_html":"<a href=\"/c\">c</a><script>d()</script>","content_html":null,\#
                "enclosures":[{"url":"https://example.org/f.mp3","type":"audio/mpeg","length":"7"}],\#
                "categories":["e"]}]}

                """#)
    }

    @Test("clean texts are sanitised and have absolute URLs, as an article keeps them")
    func clean() {
        let report = Self.report(Self.document, clean: true)
        #expect(report.contains(#""title":"a <b>b</b>""#))
        let link = #"<a href=\"https://example.org/c\" rel=\"noopener noreferrer\">c</a>"#
        #expect(report.contains(#""summary_html":"\#(link)","content_html":null"#))
    }

    @Test("what is no feed says why, in the same shape")
    func refusal() {
        #expect(
            Self.report("plain") == #"""
                {"ok":false,"wellformed":false,"error":"not-xml: this is neither XML nor JSON","warnings":[],\#
                "feed":null,"entries":[]}

                """#)
    }
}
