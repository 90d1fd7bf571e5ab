import Articles
import Testing

@testable import Parsing

@Suite("Day or month first, decided by the feed")
struct DateOrderTests {
    /// The published dates of a feed, without the time of day.
    private func dates(_ texts: [String], language: String = "", now: String? = nil) throws -> [String?] {
        let items = texts.map { "<item><title>a</title><pubDate>\($0)</pubDate></item>" }.joined()
        let tag = language.isEmpty ? "" : "<language>\(language)</language>"
        let feed = "<rss version=\"2.0\"><channel><title>t</title>\(tag)\(items)</channel></rss>"
        let input = FeedParser.Input(
            bytes: Array(feed.utf8), now: now.flatMap { Timestamp(fixed: Array("\($0)T12:00:00.000Z".utf8)) })
        return try FeedParser.parse(input).entries.map {
            $0.published.map { String($0.description.prefix(10)) }
        }
    }

    @Test(
        "By the other dates, by the language, by what lies in the future, or not at all",
        arguments: [
            (["05/11/2026", "23/11/2026"], "", nil, ["2026-11-05", "2026-11-23"]),
            (["11/05/2026", "11/23/2026"], "", nil, ["2026-11-05", "2026-11-23"]),
            (["23/11/2026", "05/11/2026"], "", nil, ["2026-11-23", "2026-11-05"]),
            (["٠٥/١١/٢٠٢٦", "الاثنين ٢٣/١١/٢٠٢٦"], "", nil, ["2026-11-05", "2026-11-23"]),
            (["Fri 05/11/2026 14:05", "Mon 23/11/2026 14:05"], "", nil, ["2026-11-05", "2026-11-23"]),
            (["05/11/2026"], "", nil, [nil]), (["05/11/2026"], "en", nil, [nil]),
            (["05/11/2026"], "ja", nil, [nil]),
            (["05/11/2026"], "ar", nil, ["2026-11-05"]), (["05/11/2026"], "pt-BR", nil, ["2026-11-05"]),
            (["05/11/2026"], "en-gb", nil, ["2026-11-05"]), (["11/05/2026"], "en-us", nil, ["2026-11-05"]),
            // The dates say more than a template's en-us.
            (["05/11/2026", "23/11/2026"], "en-us", nil, ["2026-11-05", "2026-11-23"]),
            // A mixture shows both orders: whose this one is nobody knows.
            (["05/11/2026", "23/11/2026", "11/22/2026"], "", nil, [nil, "2026-11-23", "2026-11-22"]),
            (["05/11/2026", "23/11/2026", "11/22/2026"], "ar", nil, [nil, "2026-11-23", "2026-11-22"]),
            // Dates in other shapes show no order.
            (["05/11/2026", "23.11.2026"], "", nil, [nil, "2026-11-23"]),
            (["05/11/2026", "2026-11-23"], "", nil, [nil, "2026-11-23"]),
            // Nothing is published in the future; but an announcement of events is no news.
            (["05/11/2026"], "", "2026-05-12", ["2026-05-11"]),
            (["11/05/2026"], "", "2026-05-12", ["2026-05-11"]),
            (["05/11/2026"], "", "2026-11-24", [nil]),
            (["05/11/2026", "12/06/2026"], "", "2026-05-12", [nil, nil]),
            (["11/11/2026", "05/11/2026"], "", nil, ["2026-11-11", nil]),
            // Shared names of months: listopada is October in Croatian, November in Polish.
            (["5 listopada 2026"], "pl", nil, ["2026-11-05"]),
            (["5. listopada 2026."], "hr", nil, ["2026-10-05"]),
            (["5. listopada 2026."], "hr-HR", nil, ["2026-10-05"]), (["5. listopada 2026."], "", nil, [nil]),
            (["5. listopada 2026."], "en", nil, [nil]),
        ] as [([String], String, String?, [String?])])
    func feeds(texts: [String], language: String, now: String?, expected: [String?]) throws {
        #expect(try dates(texts, language: language, now: now) == expected)
    }

    @Test("A better date that comes later is not replaced, nor is that of another entry")
    func replaced() throws {
        let feed = """
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title><language>ar</language>
            <item><title>a</title><dc:date>05/11/2026</dc:date><pubDate>Mon, 23 Nov 2026 14:05:06 GMT</pubDate></item>
            <item><pubDate>06/11/2026</pubDate></item>
            <item><title>b</title></item>
            <item><title>c</title><pubDate>07/11/2026</pubDate></item></channel></rss>
            """
        let entries = try FeedParser.parse(FeedParser.Input(bytes: Array(feed.utf8))).entries
        let dates = entries.map { $0.published.map { String($0.description.prefix(10)) } }
        #expect(dates.first == "2026-11-23")
        #expect(dates.last == "2026-11-07")
        #expect(dates.suffix(2).first == .some(nil))
    }

    @Test("The date of the feed, and of JSON feeds, are decided the same way")
    func places() throws {
        let rss = """
            <rss version="2.0"><channel><title>t</title><language>ar</language><pubDate>05/11/2026</pubDate></channel></rss>
            """
        let feed = try FeedParser.parse(FeedParser.Input(bytes: Array(rss.utf8))).feed
        #expect(feed.updated == Timestamp(year: 2026, month: 11, day: 5))
        let json = """
            {"version": "https://jsonfeed.org/version/1.1", "title": "t", "language": "ar", "items": [
            {"id": "1", "content_text": "a", "date_published": "05/11/2026", "date_modified": "06/11/2026"}]}
            """
        let entry = try #require(
            try FeedParser.parse(FeedParser.Input(bytes: Array(json.utf8))).entries.first)
        #expect(entry.published == Timestamp(year: 2026, month: 11, day: 5))
        #expect(entry.updated == Timestamp(year: 2026, month: 11, day: 6))
    }
}
