import Articles
import Testing

@testable import Conditions

@Suite struct ExaminationTests {
    private static let line = ArticleLine(
        Array(
            #"{"v":1,"seq":5,"event":"new","id":"cbae64bfcfdf7393a5a54a9f56daa671","revision":1,"duplicate_of":null,"dropped":false,"date":"2026-11-23T11:05:00.000Z","feed":{"id":"nile","url":"https://a.example/rss.xml","tags":["news"]},"language":"ar-EG","url":"https://a.example/Flood/1","title":"Flood in the valley","summary":"معرض القاهرة للكتاب","authors":[{"name":"Ada Byron"}],"tags":["weather"],"content_text":"Water rose overnight. 東京都の天気"}"#
                .utf8))

    @Test(
        "what a line is found by",
        arguments: [
            ("\"flood in the\"", true), ("\"in the flood\"", false), ("\"valley ada\"", false),
            ("\"the valley\"", true), ("\"معرض القاهره\"", true), ("\"معرض قاهرة\"", true),
            ("\"القاهرة معرض\"", false),
            ("\"東京都\"", true), ("\"京東\"", false), ("\"overnight 東京\"", true),
            ("lang:ar", true), ("lang:AR-eg", true), ("lang:a", false), ("lang:en", false),
            ("-lang:en", true),
            ("url:flood/1", true), ("url:b.example", false), ("title:flood", true), ("title:water", false),
            ("title:\"the valley\"", true), ("author:\"ada byron\"", true), ("tag:weather", true),
            ("tag:news", true),
            ("feed:nile", true), ("feed:ni*", true), ("feed:ni", false), ("is:updated", false),
            ("water flood lang:ar", true), ("nothing OR lang:ar", true), ("nothing lang:ar", false),
            ("overn* lang:ar", true),
        ])
    func matches(text: String, expected: Bool) throws {
        let condition = try #require(try Condition.parse(text, as: .query))
        var examination = Examination(of: try #require(Self.line))
        let fits = examination.fits(Matcher(condition))
        #expect(fits == expected)
    }
}
