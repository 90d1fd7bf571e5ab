import Articles
import Testing

@testable import Rendering

@Suite struct FeedTableTests {
    private static let now = Lines.now

    private static var feeds: [FeedState] {
        var good = FeedState(id: "good", url: "https://g.example/")
        good.title = "أخبار\u{1B}"
        good.lastAttempt = now - .seconds(60)
        good.lastNew = now - .seconds(7200)
        good.nextFetch = now + .seconds(600)
        good.nextReason = "it publishes every 10 minutes"
        good.articles = 12
        var bad = FeedState(id: "bad", url: "https://b.example/")
        bad.lastAttempt = now
        bad.failures = 3
        bad.errorMessage = "the server does not answer"
        bad.nextFetch = now + .seconds(4 * 3600)
        bad.nextReason = "3 failures in a row: backing off"
        return [good, bad, FeedState(id: "fresh", url: "https://f.example/")]
    }

    private static func text(_ view: FeedTable.View) -> String {
        let table = FeedTable(view, now: now)
        var output: [UInt8] = []
        table.append(table.select(feeds), on: .plain, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("all feeds and how they stand")
    func all() {
        #expect(
            Self.text(.all) == """
                bad    failing   0  never    in 4 h     https://b.example/
                fresh  never     0  never    now        https://f.example/
                good   ok       12  2 h ago  in 10 min  أخبار

                """)
    }

    @Test("failing feeds and why")
    func failing() {
        #expect(Self.text(.failing) == "bad  3  never  in 4 h  the server does not answer\n")
        var cut = Self.feeds[0]
        cut.errorCode = FeedState.truncated
        #expect(FeedTable(.failing, now: Self.now).select(Self.feeds + [cut]).map(\.id) == ["bad", "good"])
    }

    @Test("On a terminal what went wrong is said to its end, in as many rows as it takes")
    func wrapped() {
        var cut = Self.feeds[0]
        cut.errorCode = FeedState.truncated
        cut.errorMessage = "the document stops before its end; its complete items were kept"
        var output: [UInt8] = []
        FeedTable(.failing, now: Self.now).append(
            [Self.feeds[1], cut], on: .terminal(columns: 64, hasColour: false), to: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(
            text.filter { !"\u{2066}\u{2068}\u{2069}".contains($0) } == """
                feed  failures  last good  next       why
                bad          3  never      in 4 h     the server does not answer
                good         0  never      in 10 min  the document stops before
                                                      its end; its complete
                                                      items were kept

                """)
        // The end of a clause from right to left stands where its beginning does.
        cut.errorMessage = "الخادم لا يجيب الآن ولن يجيب غدا"
        output = []
        FeedTable(.failing, now: Self.now).append(
            [cut], on: .terminal(columns: 64, hasColour: false), to: &output)
        let rows = String(decoding: output, as: UTF8.self).split(separator: "\n").dropFirst()
        #expect(rows.count == 2 && rows.allSatisfy { $0.contains("\u{2067}") })
    }

    @Test("What is listed as failing does not stand as ok")
    func standing() {
        func standing(_ change: (inout FeedState) -> Void) -> String {
            var feed = Self.feeds[0]
            change(&feed)
            let isListed = !FeedTable(.failing, now: Self.now).select([feed]).isEmpty
            #expect(isListed == !["ok", "never"].contains(FeedStanding(feed).rawValue))
            return FeedStanding(feed).rawValue
        }
        #expect(standing { $0.errorCode = nil } == "ok")
        #expect(standing { $0.lastAttempt = nil } == "never")
        #expect(standing { $0.errorCode = FeedState.truncated } == "partial")
        #expect(standing { $0.errorCode = "too-many-requests" } == "held")
        #expect(standing { ($0.errorCode, $0.failures) = ("timeout", 1) } == "failing")
        #expect(standing { ($0.errorCode, $0.failures, $0.endedAt) = ("http-410", 2, Self.now) } == "gone")
    }

    @Test("what comes next and why")
    func next() {
        #expect(
            Self.text(.next) == """
                fresh  now        it was never fetched
                good   in 10 min  it publishes every 10 minutes
                bad    in 4 h     3 failures in a row: backing off

                """)
    }

    @Test("a feed as JSON")
    func json() {
        var output: [UInt8] = []
        FeedTable.append(json: Self.feeds[1], to: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(
            text.hasPrefix(
                #"{"id":"bad","url":"https://b.example/","title":null,"site_url":null,"standing":"failing""#))
        #expect(
            text.hasSuffix(
                #""error_code":null,"error_message":"the server does not answer","error_phase":null,"redirect_url":null,"note":null}"#
            ))
    }

    @Test("checklist 9, 18: A server that lies, and a feed that ended, are told in words")
    func notes() {
        func feed(_ change: (inout FeedState) -> Void) -> FeedState {
            var feed = FeedState(id: "f", url: "https://f.example/")
            (feed.lastAttempt, feed.nextFetch, feed.title) = (Self.now, Self.now + .seconds(600), "T")
            change(&feed)
            return feed
        }
        func text(_ view: FeedTable.View, _ feed: FeedState) -> String {
            let table = FeedTable(view, now: Self.now)
            var output: [UInt8] = []
            table.append(table.select([feed]), on: .plain, to: &output)
            return String(decoding: output, as: UTF8.self)
        }
        let begin = "f  ok  0  never  in 10 min  T"
        let table: [(FeedState, String)] = [
            (feed { $0.uselessValidators = 2 }, ""), (feed { $0.reusedETags = 2 }, ""),
            (
                feed { $0.uselessValidators = 3 },
                "  its server sends all of it each time, changed or not: its validators are useless"
            ), (feed { $0.reusedETags = 3 }, "  its server keeps the ETag when the feed changes"),
            (
                feed { $0.falseUnchanged = 1 },
                "  its server says that nothing is new (304) when something is: it is asked without validators now and then"
            ),
        ]
        for (feed, note) in table { #expect(text(.all, feed) == "\(begin)\(note)\n") }
        let gone = feed {
            ($0.endedAt, $0.nextFetch, $0.failures) = (Self.now, nil, 2)
            ($0.errorMessage, $0.nextReason) = ("gone (410)", "the publisher ended it")
        }
        #expect(
            text(.all, gone)
                == "f  gone  0  never  never  T  the publisher ended it: remove it, or `newslog fetch f` asks again\n"
        )
        #expect(
            text(.failing, gone)
                == "f  2  never  never  gone (410): not asked any more; remove it, or `newslog fetch f` asks again\n"
        )
        #expect(text(.next, gone) == "f  never  the publisher ended it\n")
    }

    @Test("health", arguments: [(true, 10, 5, 0), (true, 10, 6, 1), (false, 10, 0, 2)])
    func health(isRunning: Bool, feeds: Int, failing: Int, code: Int32) {
        var page = StatusPage(state: "/s")
        page.isRunning = isRunning
        page.feeds = feeds
        page.failing = failing
        #expect(page.health.rawValue == code)
    }
}
