import Articles

@testable import Rendering

/// Hand-written lines of the journal.
enum Lines {
    /// An Arabic article with everything.
    static let arabic = line(
        #"{"v":1,"seq":5,"event":"new","id":"cbae64bfcfdf7393a5a54a9f56daa671","revision":1,"duplicate_of":null,"dropped":false,"date":"2026-11-23T11:05:00.000Z","fetched_at":"2026-11-23T11:07:41.512Z","feed":{"id":"alqahera","url":"https://a.example/rss.xml","title":"القاهرة","site_url":null,"tags":["ar"]},"language":"ar","direction":"rtl","url":"https://a.example/1?a=1&b=2","external_url":null,"guid":"1","title":"تمويل \"جديد\"","summary":"قصة","authors":[{"name":"مها","url":"https://a.example/m","email":null}],"tags":["اقتصاد"],"image":null,"attachments":[{"url":"https://a.example/1.mp3","mime_type":"audio/mpeg","title":null,"size_in_bytes":12,"duration_in_seconds":null}],"date_published":"2026-11-23T11:05:00.000Z","date_modified":null,"date_raw":"x","date_source":"published","matched":[],"hash":"01a88beb2eb42e1553ed8abb08324f09","content_source":"feed","truncated":false,"content_html":"<p>نص &amp; <b>خط</b></p>","content_text":"نص & خط"}"#
    )
    /// Nothing but what must be there.
    static let bare = line(
        #"{"v":1,"seq":6,"event":"updated","id":"03e9f84663309f7143245cf6559b3aae","revision":2,"duplicate_of":null,"dropped":false,"date":"2026-11-23T12:41:00.000Z","fetched_at":"2026-11-23T12:41:00.000Z","feed":{"id":"bare","url":"https://example.org/f","title":null,"site_url":null,"tags":[]},"language":null,"direction":null,"url":null,"external_url":null,"guid":"tag:n","title":null,"summary":null,"authors":[],"tags":[],"image":null,"attachments":[],"date_published":null,"date_modified":null,"date_raw":null,"date_source":"fetched","matched":[],"hash":"01af5570f5a1810b7af78caf4bc70a66","content_source":"feed","truncated":false,"content_html":null,"content_text":""}"#
    )
    /// Everything in it wants to harm: ESC, RLO, a formula, a script's URL, markup.
    static let hostile = line(
        #"{"v":1,"seq":7,"event":"new","id":"00000000000000000000000000000001","revision":1,"duplicate_of":null,"dropped":false,"date":"2024-01-02T03:04:05.000Z","fetched_at":"2026-11-23T12:41:00.000Z","feed":{"id":"bad","url":"https://b.example/f","title":"<b>bad</b>","site_url":null,"tags":[]},"language":"\"><script>","direction":null,"url":"javascript:alert(1)","external_url":null,"guid":null,"title":"=1+1\u001b[31m red \u202egnp.exe\n<script>alert(1)</script>\u009b","summary":"a,\"b\"\tc","authors":[{"name":"@x","url":"javascript:x","email":null}],"tags":[],"image":null,"attachments":[],"date_published":null,"date_modified":null,"date_raw":null,"date_source":"fetched","matched":[],"hash":"01af5570f5a1810b7af78caf4bc70a66","content_source":"feed","truncated":false,"content_html":null,"content_text":"one\n\n<i>two</i>\u0001"}"#
    )
    static let all = [arabic, bare, hostile]
    static let now = Timestamp(year: 2026, month: 11, day: 23, hour: 13)

    static func line(_ text: String) -> ArticleLine {
        guard let line = ArticleLine(Array(text.utf8)) else { preconditionFailure("no line: \(text)") }
        return line
    }

    /// A whole document of some lines.
    static func render(_ format: ArticleFormat, _ lines: [ArticleLine], on display: Display = .plain)
        -> String
    {
        var writer = ArticleWriter(
            format, heading: ArticleWriter.Heading(title: "newslog: قاهرة", now: now), display: display)
        var output: [UInt8] = []
        writer.begin(to: &output)
        for line in lines { writer.write(line, to: &output) }
        writer.end(to: &output)
        return String(decoding: output, as: UTF8.self)
    }
}
