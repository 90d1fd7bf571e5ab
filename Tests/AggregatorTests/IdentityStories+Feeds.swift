/// Several feeds that say the same, in good faith and in bad.
let storiesOfFeeds: [IdentityStory] = [
    IdentityStory(
        "wire copies in ten feeds", "at once, each in its own markup",
        [
            Chapter(
                pause: .zero,
                documents: (1...10).map { ("paper\($0).example", [wireCopy($0, "A title", wireText)]) },
                outcome: ["new 1"] + (2...10).map { "duplicate \($0) of 1" })
        ]),
    IdentityStory(
        "wire copies in ten feeds", "one after the other; a correction is followed by each",
        (1...10).map {
            poll(
                of: "paper\($0).example", [wireCopy($0, "A title", wireText)],
                $0 == 1 ? "new 1" : "duplicate \($0) of 1")
        }
            + (1...10).map {
                poll(
                    of: "paper\($0).example", [wireCopy($0, "A title", story(7))],
                    $0 == 1 ? "updated 1.2" : "updated \($0).2 of 1")
            }),
    IdentityStory(
        "wire copies in ten feeds", "a copy that says more is none, and becomes one again",
        [
            poll(of: "paper1.example", [wireCopy(1, "A title", wireText)], "new 1"),
            poll(of: "paper2.example", [wireCopy(2, "A title", wireText)], "duplicate 2 of 1"),
            poll(of: "paper2.example", [wireCopy(2, "A title", wireText + story(8))], "updated 2.2"),
            poll(of: "paper3.example", [wireCopy(3, "Another title", wireText)], "new 3"),
            poll(of: "paper2.example", [wireCopy(2, "A title", wireText)], "updated 2.3 of 1"),
            poll(of: "paper4.example", [wireCopy(4, "A title", wireText)], "duplicate 4 of 1"),
        ]),
    IdentityStory(
        "wire copies in ten feeds",
        "an article that becomes a copy of another hides none of its own copies to come",
        [
            poll(of: "paper1.example", [wireCopy(1, "Another title", story(7))], "new 1"),
            poll(of: "paper2.example", [wireCopy(2, "A title", wireText)], "new 2"),
            poll(of: "paper3.example", [wireCopy(3, "A title", wireText)], "duplicate 3 of 2"),
            poll(of: "paper2.example", [wireCopy(2, "Another title", story(7))], "updated 2.2 of 1"),
            poll(of: "paper4.example", [wireCopy(4, "A title", wireText)], "new 4"),
            poll(of: "paper5.example", [wireCopy(5, "A title", wireText)], "duplicate 5 of 4"),
            poll(of: "paper6.example", [wireCopy(6, "Another title", story(7))], "duplicate 6 of 1"),
        ]),
    IdentityStory(
        "a rule that drops", "one feed's article hides no other feed's, whatever becomes of either",
        [
            poll(of: "paper1.example", [wireCopy(1, "A title", wireText).dropped], "new 1, dropped"),
            poll(of: "paper2.example", [wireCopy(2, "A title", wireText)], "new 2"),
            poll(of: "paper3.example", [wireCopy(3, "A title", wireText)], "duplicate 3 of 2"),
            poll(
                of: "paper4.example", [wireCopy(4, "A title", wireText).dropped], "duplicate 4 of 1, dropped"),
            poll(of: "paper2.example", [wireCopy(2, "A title", story(8)).dropped], "updated 2.2, dropped"),
            poll(of: "paper5.example", [wireCopy(5, "A title", wireText)], "new 5"),
            poll(of: "paper1.example", [wireCopy(1, "A title", story(8))], "updated 1.2"),
        ]),
    IdentityStory(
        "hostile first: URLs", "the publisher has the word about its own",
        [
            poll(
                of: "evil.example", [Entry("a", at: "https://www.paper.example/1", "Claimed", story(2))],
                "new 1"),
            poll([Entry("1", at: "https://www.paper.example/1")], "new 2"),
            poll(
                of: "evil.example", [Entry("a", at: "https://www.paper.example/1", "Claimed", story(3))],
                "updated 1.2"),
            poll([Entry("1", at: "https://www.paper.example/1", "A title", story(4))], "updated 2.2"),
        ]),
    IdentityStory(
        "hostile first: URLs", "a neighbour under one public suffix is another site",
        [
            poll(
                of: "evil.co.uk", [Entry("a", at: "https://www.paper.co.uk/1", "Claimed", story(2))], "new 1"),
            poll(of: "feeds.paper.co.uk", [Entry("1", at: "https://www.paper.co.uk/1")], "new 2"),
        ]),
    IdentityStory(
        "hostile first: URLs", "one that moves on to its own page does not take the article along",
        [
            poll(
                of: "evil.example", [Entry("a", at: "https://www.paper.example/1", "Claimed", story(2))],
                "new 1"),
            poll(
                of: "evil.example", [Entry("a", at: "https://evil.example/1", "Claimed", story(3))],
                "updated 1.2"
            ),
            poll([Entry("1", at: "https://www.paper.example/1")], "new 2"),
        ]),
    IdentityStory(
        "hostile first: URLs", "of a whole paper, in one document with it",
        [
            Chapter(
                pause: .zero,
                documents: [
                    (
                        "evil.example",
                        (1...9).map {
                            Entry("\($0)", at: "https://paper.example/\($0)", "Lie \($0)", story(10 + $0))
                        }
                    ),
                    (
                        "paper.example",
                        (1...9).map {
                            Entry("\($0)", at: "https://paper.example/\($0)", "Title \($0)", story($0))
                        }
                    ),
                ], outcome: (1...18).map { "new \($0)" })
        ]),
    IdentityStory(
        "hostile first: guids", "a feed's guids are its own",
        [
            poll(of: "evil.example", [Entry("https://paper.example/1", "Claimed", story(2))], "new 1"),
            poll([Entry("https://paper.example/1", at: "https://paper.example/1")], "new 2"),
            poll(of: "evil.example", [Entry("https://paper.example/1", "Claimed", story(3))], "updated 1.2"),
            poll([Entry("https://paper.example/1", at: "https://paper.example/1")]),
        ]),
    IdentityStory(
        "hostile first: titles", "a headline is nobody's",
        [
            poll(
                of: "evil.example", [Entry("a", at: "https://evil.example/1", "A title", "Too short.")],
                "new 1"),
            poll(
                of: "evil.example", [Entry("b", at: "https://evil.example/2", "A title", story(2))], "new 2"),
            poll([Entry("1", at: "https://paper.example/1")], "new 3"),
        ]),
    IdentityStory(
        "hostile first: texts", "the article is marked and whole, and on its own again with the next word",
        [
            poll(of: "evil.example", [Entry("a", at: "https://evil.example/1")], "new 1"),
            poll([Entry("1", at: "https://paper.example/1")], "duplicate 2 of 1"),
            poll(
                of: "evil.example", [Entry("a", at: "https://evil.example/1", "A title", story(2))],
                "updated 1.2"
            ),
            poll([Entry("1", at: "https://paper.example/1")]),
            poll([Entry("1", at: "https://paper.example/1", "A title", story(3))], "updated 2.2"),
        ]),
    IdentityStory(
        "hostile later: URLs", "a copy, whatever it says; the article stays what it is",
        [
            poll([Entry("1", at: "https://paper.example/1")], "new 1"),
            poll(
                of: "evil.example", [Entry("1", at: "https://paper.example/1", "A title", "Lies.")],
                "duplicate 2 of 1"),
            poll(
                of: "evil.example", [Entry("1", at: "https://paper.example/1", "A title", story(2))],
                "updated 2.2 of 1"),
            poll([Entry("1", at: "https://paper.example/1", "A title", story(3))], "updated 1.2"),
            poll([Entry("1", at: "https://paper.example/1", "A title", story(3))]),
        ]),
    IdentityStory(
        "hostile later: guids", "an article of its own; edits of neither touch the other",
        [
            poll([Entry("https://paper.example/1", at: "https://paper.example/1")], "new 1"),
            poll(of: "evil.example", [Entry("https://paper.example/1", "Lies", story(2))], "new 2"),
            poll(of: "evil.example", [Entry("http://paper.example/1", "Lies", story(3))], "updated 2.2"),
            poll([Entry("https://paper.example/1", at: "https://paper.example/1")]),
            poll(
                [Entry("https://paper.example/1", at: "https://paper.example/1", "A title", story(4))],
                "updated 1.2"),
        ]),
    IdentityStory(
        "hostile later: titles", "an article of its own",
        [
            poll([Entry("1", at: "https://paper.example/1")], "new 1"),
            poll(
                of: "evil.example", [Entry("a", at: "https://evil.example/1", "A title", story(2))], "new 2"),
            poll([Entry("1", at: "https://paper.example/1", "A title", story(3))], "updated 1.2"),
        ]),
    IdentityStory(
        "hostile later: texts", "a copy, until it lies; the article stays what it is",
        [
            poll([Entry("1", at: "https://paper.example/1")], "new 1"),
            poll(of: "evil.example", [Entry("a", at: "https://evil.example/1")], "duplicate 2 of 1"),
            poll(
                of: "evil.example", [Entry("a", at: "https://evil.example/1", "A title", story(2))],
                "updated 2.2"
            ),
            poll([Entry("1", at: "https://paper.example/1", "A title", story(2))], "updated 1.2"),
            poll(of: "evil.example", [Entry("a", at: "https://evil.example/1", "A title", story(2))]),
        ]),
    IdentityStory(
        "hostile later: texts", "guid, URL, title and text of all articles: copies all of them",
        [
            poll(
                (1...5).map { Entry("\($0)", at: "https://paper.example/\($0)", "Title \($0)", story($0)) },
                "new 1", "new 2", "new 3", "new 4", "new 5"),
            Chapter(
                pause: .seconds(60),
                documents: [
                    (
                        "evil.example",
                        (1...5).map {
                            Entry("\($0)", at: "https://paper.example/\($0)", "Title \($0)", story($0))
                        }
                    )
                ], outcome: (1...5).map { "duplicate \($0 + 5) of \($0)" }),
            poll((1...5).map { Entry("\($0)", at: "https://paper.example/\($0)", "Title \($0)", story($0)) }),
        ]),
]

/// What the agency says, in letters that a feed may spell with or without their marks.
private let wireText = story(5) + "<p>القاهرة</p>"

/// The agency's article as a paper prints it: under its own guid and URL, in its own markup and spelling.
private func wireCopy(_ paper: Int, _ title: String, _ text: String) -> Entry {
    let printed =
        switch paper % 4 {
        case 0: text.replacing("<p>", with: "<div class=\"p\">").replacing("</p>", with: "</div>")
        case 1: text
        case 2: text.uppercased()
        default: text.replacing("القاهرة", with: "الْقَاهِره")
        }
    return Entry("\(paper)", at: "https://paper\(paper).example/\(paper)", title, printed, day: paper)
}
