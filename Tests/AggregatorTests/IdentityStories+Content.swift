import Articles
import Parsing

/// Feeds whose items have no names worth the word, or say something else at every look.
let storiesOfContent: [IdentityStory] = [
    IdentityStory(
        "live tickers", "one feed that says the same again says it again",
        [
            poll([Entry("1", "Goal!", "", day: 20)], "new 1"),
            poll([Entry("2", "Goal!", "", day: 21), Entry("1", "Goal!", "", day: 20)], "new 2"),
            poll([Entry("3", "Goal!", "", day: nil), Entry("2", "Goal!", "", day: 21)], "new 3"),
        ]),
    IdentityStory(
        "live tickers", "without guid and URL: title and date, or the words where there is no title",
        [
            poll([Entry(nil, "Goal!", "", day: 20), Entry(nil, nil, "Kick-off", day: 20)], "new 1", "new 2"),
            poll(
                [
                    Entry(nil, nil, "Half-time", day: 20), Entry(nil, "Goal!", "", day: 21),
                    Entry(nil, "Goal!", "", day: 20), Entry(nil, nil, "Kick-off", day: 20),
                ], "new 3", "new 4"),
        ]),
    IdentityStory(
        "live tickers", "bare headlines and short texts of several feeds repeat legitimately",
        [
            poll([Entry("1", at: "https://paper.example/1", "Goal!", sentence(of: 199))], "new 1"),
            poll(
                of: "other.example", [Entry("1", at: "https://other.example/1", "Goal!", sentence(of: 199))],
                "new 2"),
            poll(of: "third.example", [Entry("1", "Goal!", sentence(of: 200))], "new 3"),
            poll(of: "fourth.example", [Entry("1", "Goal!", sentence(of: 200))], "duplicate 4 of 3"),
        ]),
    IdentityStory(
        "live tickers", "one article that grows every five minutes is written ever more seldom",
        (0...24).map { minutes in
            let outcome = [0: "new 1", 3: "updated 1.2", 9: "updated 1.3", 21: "updated 1.4"]
            return poll(
                after: .seconds(300),
                [Entry("1", "Live", (0...minutes).map { "<p>Minute \($0)</p>" }.joined())],
                outcome[minutes] ?? "1 waiting")
        }),
    IdentityStory(
        "items that all link to one page", "without guids, a window that moves on",
        (0..<12).map { round in
            Chapter(
                pause: .seconds(3600),
                documents: [
                    (
                        "paper.example",
                        (round..<round + 25).map {
                            Entry(nil, at: "https://paper.example/", "Entry \($0)", story($0))
                        }
                    )
                ], outcome: round == 0 ? (1...25).map { "new \($0)" } : ["new \(25 + round)"])
        }),
    IdentityStory(
        "items that all link to one page", "under one guid, one of them edited, in another order",
        [
            poll(
                (1...3).map { Entry("same", at: "https://paper.example/", "Entry \($0)", story($0)) },
                "new 1", "new 2", "new 3"),
            poll(
                [3, 1, 2].map {
                    Entry("same", at: "https://paper.example/", "Entry \($0)", story($0 == 2 ? 9 : $0))
                }, "updated 2.2"),
            poll([Entry("same", at: "https://paper.example/", "Entry 2", story(9))]),
        ]),
    IdentityStory(
        "items that all link to one page", "one that changes its guid is another",
        [
            poll(
                (1...2).map { Entry("\($0)", at: "https://paper.example/", "Entry \($0)", story($0)) },
                "new 1", "new 2"),
            poll([Entry("3", at: "https://paper.example/", "Entry 1", story(3))], "new 3"),
        ]),
    IdentityStory(
        "counters and rotating ads", "2,881 polls in 30 days see as many numbers and write 36 lines",
        (0..<counterPolls).map { count in
            let revision = counterLines.firstIndex(of: count).map { $0 + 1 }
            return poll(
                after: .seconds(900), [Entry("1", "Visitors", "<p>You are number \(count).</p>")],
                revision.map { $0 == 1 ? "new 1" : "updated 1.\($0)" } ?? "1 waiting")
        }),
    IdentityStory(
        "counters and rotating ads", "two texts in turn, every quarter of an hour for a day",
        (0...96).map { count in
            let written = rotations.last { $0 <= count } ?? 0
            let revision = rotations.firstIndex(of: count).map { $0 + 1 }
            let rest: [String] = (count - written).isMultiple(of: 2) ? [] : ["1 waiting"]
            return Chapter(
                pause: .seconds(900),
                documents: [("paper.example", [Entry("1", "News", "<p>Buy \(count % 2)!</p>")])],
                outcome: revision.map { [$0 == 1 ? "new 1" : "updated 1.\($0)"] } ?? rest)
        }),
    IdentityStory(
        "counters and rotating ads", "in addresses of pictures, links and files they are no edit",
        (0..<4).map { count in
            let html =
                story(1) + "<a href=\"https://ads\(count).example/\(count)\"><img src=\"/p?\(count)\"></a>"
            let file = "<enclosure url=\"https://cdn\(count).example/a.mp3?t=\(count)\" type=\"audio/mpeg\"/>"
            return Chapter(
                pause: .seconds(86_400),
                documents: [("paper.example", [Entry("1", "News", html, more: file)])],
                outcome: count == 0 ? ["new 1"] : [])
        }),
    IdentityStory(
        "a corrected spelling", "that folding does not see is an edit all the same",
        [
            // al-qahira (Cairo), first with ha, then with ta marbuta
            poll([Entry("1", "القاهره")], "new 1"), poll([Entry("1", "القاهرة")], "updated 1.2"),
            poll([Entry("1", "القاهرة", story(1) + "<p>Cafe</p>")], "updated 1.3"),
            poll([Entry("1", "القاهرة", story(1) + "<p>Café</p>")], "updated 1.4"),
            poll(after: .seconds(7200), [Entry("1", "القاهرة", story(1) + "<p>CAFÉ</p>")], "updated 1.5"),
            poll(after: .seconds(86_400), [Entry("1", " القاهرة ", story(1) + "\n <p>CAFÉ </p>")]),
        ]),
    IdentityStory(
        "a corrected spelling", "makes no difference between feeds",
        [
            poll([Entry("1", "القاهرة")], "new 1"),
            poll(of: "other.example", [Entry("1", "القاهره")], "duplicate 2 of 1"),
            poll(of: "other.example", [Entry("1", "القاهرة")], "updated 2.2 of 1"),
        ]),
    IdentityStory(
        "an upgraded pipeline", "what it makes otherwise is no edit, what comes after it is its own",
        [
            with(poll([Entry("1", "One"), Entry("2", "Two", story(2))], "new 1", "new 2"), pipeline: 0xFE),
            poll([Entry("1", "One", story(1) + "<p>kept now</p>"), Entry("2", "Two", story(2))]),
            poll(
                after: .seconds(86_400),
                [Entry("1", "One", story(1) + "<p>kept now</p>"), Entry("3", "Three", story(3))], "new 3"),
            poll([Entry("3", "Three", story(4)), Entry("2", "Two", story(2))], "updated 3.2"),
        ]),
    IdentityStory(
        "an upgraded pipeline", "and one that is taken back",
        [
            poll([Entry("1", "One")], "new 1"),
            with(poll([Entry("1", "One", story(2))]), pipeline: ArticleMaker.pipeline - 1),
            poll([Entry("1", "One", story(2))], "updated 1.2"),
        ]),
]

/// A document of other rules.
private func with(_ chapter: Chapter, pipeline: UInt8) -> Chapter {
    var chapter = chapter
    chapter.pipeline = pipeline
    return chapter
}

/// One word of so many characters.
private func sentence(of count: Int) -> String { "<p>\(String(repeating: "o", count: count))</p>" }

/// A poll each quarter of an hour, over 30 days.
private let counterPolls = 30 * 96 + 1
/// Those that write a line: after 15 minutes, 30, 60, 120, 240, 480, 960, and a day after each later one.
private let counterLines = [0, 1, 3, 7, 15, 31, 63, 127] + stride(from: 127 + 96, to: counterPolls, by: 96)
/// The same for two texts in turn: the first poll at which the pause is over and the text is the other one.
private let rotations = [0, 1, 4, 9, 18, 35, 68]
