import Articles
import Testing

@testable import Catalog

@Suite struct QueryVerificationTests {
    /// A line as the journal holds it.
    private static func line(_ fields: String, revision: Int = 1) -> ArticleLine? {
        var bytes: [UInt8] = []
        ArticleHead(seq: 1, event: .new, id: digest(1), revision: revision).append(to: &bytes)
        bytes += Array("\"date\":\"2026-11-23T12:00:00.000Z\",\(fields)}".utf8)
        return ArticleLine(bytes)
    }

    private static let english = line(
        #"""
        "feed":{"id":"herald","url":"u","title":"Herald","site_url":null,"tags":["paper"]},"language":"en-GB",
        "url":"https://Herald.example/News/1","external_url":null,"title":"Flood in the valley","summary":"A co-op story",
        "authors":[{"name":"Ada Byron","url":null,"email":null},{"name":"Kim Lee","url":null,"email":null}],
        "tags":["weather","high water"],"content_text":"Water rose overnight. \u00c9lan!\n\nNo wind"
        """#.replacing("\n", with: ""))
    // al-qahira al-yawm, with ta marbuta (U+0629): Cairo today; wa-qala al-wazir fi al-qahira: and the minister said.
    private static let arabic = line(
        #""feed":{"id":"nile","url":"u","title":null,"site_url":null,"tags":[]},"language":"ar","#
            + #""title":"القاهرة اليوم","content_text":"وقال الوزير في القاهرة""#, revision: 2)
    private static let japanese = line(#""language":null,"title":"東京都の天気","content_text":"東京 と 京都""#)

    static let englishQueries: [(String, Bool)] = [
        ("", true), ("flood", true), ("FLOOD water", true), ("flood fire", false), ("fire OR elan", true),
        ("-flood", false), ("-fire", true), ("flo*", true), ("lood", false), ("...", false), ("-...", true),
        ("\"flood in the valley\"", true), ("\"in valley\"", false), ("\"valley flood\"", false),
        ("\"overnight élan\"", true), ("\"valley a\"", false), ("-\"in valley\"", true),
        ("co-op", true), ("op-co", false), ("co-o*", true), ("\"rose\"", true), ("\"...\"", false),
        ("title:valley", true), ("title:water", false), ("title:\"in the\"", true),
        ("title:\"the in\"", false),
        ("title:val*", true), ("author:byron", true), ("author:\"ada lee\"", false),
        ("author:\"kim lee\"", true),
        ("tag:weather", true), ("tag:paper", true), ("tag:\"weather high\"", false), ("tag:flood", false),
        ("feed:herald", true), ("feed:her*", true), ("feed:her", false), ("feed:Herald", false),
        ("feed:\"herald\"", true),
        ("lang:en", true), ("lang:EN-gb", true), ("lang:e", false), ("lang:e*", true), ("lang:de", false),
        ("lang:en-GB-x", false), ("-lang:de", true),
        ("url:herald.example", true), ("url:NEWS/1", true), ("url:other", false),
        ("url:https://herald.example/news/1/2", false),
        ("is:updated", false), ("-is:updated", true),
        ("(fire OR \"no wind\") -(storm url:herald)", true), ("flood (fire OR (water -lang:en))", false),
    ]

    @Test("What a line is found by", arguments: englishQueries)
    func english(text: String, isFound: Bool) throws {
        #expect(try Query(parsing: text).matches(#require(Self.english)) == isFound)
    }

    static let arabicQueries: [(String, Bool)] = [
        // al-qahira with ha (U+0647), with ta marbuta, without the article; qala; qahir, another word.
        ("القاهره", true), ("القاهرة", true), ("قاهرة", true), ("قال", true), ("قاهر", false),
        // "al-wazir fi al-qahira", "wazir fi qahira", "al-wazir al-qahira"
        ("\"الوزير في القاهرة\"", true), ("\"وزير في قاهره\"", true), ("\"الوزير القاهرة\"", false),
        ("lang:ar", true), ("is:updated", true), ("title:القاهره", true), ("title:الوزير", false),
    ]

    @Test("Arabic is found by its folded words", arguments: arabicQueries)
    func arabic(text: String, isFound: Bool) throws {
        #expect(try Query(parsing: text).matches(#require(Self.arabic)) == isFound)
    }

    @Test(
        "A run of characters is one word only where it stands together",
        arguments: [
            ("東京", true), ("東京都", true), ("title:東京都", true), ("天気", true), ("東天", false), ("京都の", true),
            ("京都と", false), ("京", true), ("気", true), ("火", false), ("lang:ja", false),
        ])
    func japanese(text: String, isFound: Bool) throws {
        #expect(try Query(parsing: text).matches(#require(Self.japanese)) == isFound)
    }

    @Test(
        "Words alone need no line; phrases, languages, URLs and words of several parts do",
        arguments: [
            ("a b OR c", false), ("title:a -tag:b* is:updated feed:x", false), ("القاهرة", false),
            ("京", false),
            ("東京", false), ("東京都", true), ("co-op", true), ("\"a\"", true), ("a -\"b c\"", true),
            ("lang:ar", false), ("url:bbc", false), ("url:bbc.co.uk", true),
            ("a OR (b url:c/d)", true), ("", false),
        ])
    func verification(text: String, isNeeded: Bool) throws {
        #expect(try Query(parsing: text).needsVerification == isNeeded)
    }
}
