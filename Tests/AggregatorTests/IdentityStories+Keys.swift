/// Feeds whose guids and URLs do not stay as they were.
let storiesOfKeys: [IdentityStory] = [
    IdentityStory(
        "guid flips", "to and fro, with an edit under each",
        [
            poll([Entry("tag:1", at: "https://paper.example/1")], "new 1"),
            poll([Entry("urn:1", at: "https://paper.example/1")]),
            poll([Entry("tag:1", at: "https://paper.example/1", "A title", story(2))], "updated 1.2"),
            poll([Entry("urn:1", at: "https://paper.example/1", "A title", story(2))]),
            poll([Entry("urn:1", at: "https://paper.example/1", "A title", story(3))], "updated 1.3"),
            poll([Entry("tag:1", at: "https://paper.example/1", "A title", story(4))], "updated 1.4"),
            poll([Entry("urn:1", at: "https://paper.example/1", "A title", story(4))]),
        ]),
    IdentityStory(
        "guid flips", "another one at each fetch, of all items at once",
        (0..<6).map { fetch in
            Chapter(
                pause: .seconds(3600),
                documents: [
                    (
                        "paper.example",
                        (1...10).map {
                            Entry(
                                "\($0)-\(fetch)", at: "https://paper.example/\($0)", "Title \($0)", story($0))
                        }
                    )
                ], outcome: fetch == 0 ? (1...10).map { "new \($0)" } : [])
        }),
    IdentityStory(
        "guid flips", "while the one before is still there it is another article",
        [
            poll([Entry("1", at: "https://paper.example/1")], "new 1"),
            poll(
                [Entry("1", at: "https://paper.example/1"), Entry("2", at: "https://paper.example/1")],
                "new 2"),
        ]),
    IdentityStory(
        "guid flips", "neither text nor URL alone say that it is the same",
        [
            poll(
                [
                    Entry("1", at: "https://paper.example/1"),
                    Entry("2", at: "https://paper.example/2", "B", story(2)),
                ],
                "new 1", "new 2"),
            poll(
                [
                    Entry("3", at: "https://paper.example/9", day: 21),
                    Entry("4", at: "https://paper.example/2", "C", story(3), day: 21),
                ], "new 3", "new 4"),
        ]),
    IdentityStory(
        "host flips", "in guid and URL, edited when it is back",
        [
            poll([Entry("http://paper.example/1", at: "http://paper.example/1")], "new 1"),
            poll([Entry("http://www.paper.example/1", at: "http://www.paper.example/1")]),
            poll([Entry("http://cdn.example/1", at: "http://cdn.example/1")]),
            poll(
                [Entry("http://paper.example/1", at: "http://paper.example/1", "A title", story(2))],
                "updated 1.2"),
            poll([Entry("http://www.paper.example/1", at: "http://www.paper.example/1", "A title", story(2))]
            ),
        ]),
    IdentityStory(
        "host flips", "under a guid that stays they are no edit",
        [
            poll([Entry("1", at: "http://paper.example/1")], "new 1"),
            poll([Entry("1", at: "http://m.paper.example/1")]),
            poll([Entry("1", at: "http://m.paper.example/1", "A title", story(2))], "updated 1.2"),
            poll([Entry("1", at: "http://paper.example/1", "A title", story(2))]),
        ]),
    IdentityStory(
        "host flips", "together with the text nothing stays by which to know it",
        [
            poll([Entry("http://paper.example/1", at: "http://paper.example/1")], "new 1"),
            poll(
                [Entry("http://www.paper.example/1", at: "http://www.paper.example/1", "A title", story(2))],
                "new 2"),
            poll(
                [Entry("http://paper.example/1", at: "http://paper.example/1", "A title", story(2))],
                "updated 1.2"),
            poll([Entry("http://www.paper.example/1", at: "http://www.paper.example/1", "A title", story(2))]
            ),
        ]),
    IdentityStory(
        "http → https", "in guid and URL, then an edit",
        [
            poll([Entry("http://paper.example/1", at: "http://paper.example/1")], "new 1"),
            poll([Entry("https://paper.example/1", at: "https://paper.example/1")]),
            poll(
                [Entry("https://paper.example/1", at: "https://paper.example/1", "A title", story(2))],
                "updated 1.2"),
        ]),
    IdentityStory(
        "http → https", "without guid, also where ports are written",
        [
            poll([Entry(nil, at: "http://paper.example:80/1")], "new 1"),
            poll([Entry(nil, at: "https://paper.example/1", "Another title", day: 21)], "updated 1.2"),
            poll([Entry(nil, at: "HTTPS://Paper.Example:443/1", "Another title", day: 21)]),
            poll([Entry(nil, at: "http://paper.example:8080/1", "C", story(2), day: 22)], "new 2"),
        ]),
    IdentityStory(
        "http → https", "also where another feed links to it",
        [
            poll(of: "other.example", [Entry("a", at: "http://paper.example/1", "B", story(2))], "new 1"),
            poll(
                of: "third.example", [Entry("a", at: "https://paper.example/1", "C", story(3))],
                "duplicate 2 of 1"),
        ]),
    IdentityStory(
        "tracking parameters", "of another kind at each fetch",
        [
            poll([Entry(nil, at: "https://paper.example/1?utm_source=rss&utm_medium=feed")], "new 1"),
            poll([Entry(nil, at: "https://paper.example/1?utm_source=twitter&fbclid=abc")]),
            poll([Entry(nil, at: "https://paper.example/1", "A title", story(2))], "updated 1.2"),
        ]),
    IdentityStory(
        "tracking parameters", "in guids that are URLs",
        [
            poll(
                [
                    Entry(
                        "https://paper.example/1?utm_campaign=1", at: "https://paper.example/1?utm_campaign=1"
                    )
                ], "new 1"),
            poll([
                Entry("https://paper.example/1?utm_campaign=2", at: "https://paper.example/1?utm_campaign=2")
            ]),
        ]),
    IdentityStory(
        "tracking parameters", "others name articles",
        [
            poll(
                [
                    Entry(nil, at: "https://paper.example/?p=1&utm_source=rss"),
                    Entry(nil, at: "https://paper.example/?p=2&utm_source=rss", "B", story(2)),
                ], "new 1", "new 2"),
            poll([
                Entry(nil, at: "https://paper.example/?utm_source=x&p=2", "B", story(2)),
                Entry(nil, at: "https://paper.example/?utm_source=x&p=1"),
            ]),
        ]),
    IdentityStory(
        "tracking parameters",
        "and redirects that count: the link of the feed is the publisher's, not the counter's",
        [
            poll(
                [
                    Entry(
                        nil, at: "https://feeds.example/~r/1/2/3",
                        more: "<feedburner:origLink>https://paper.example/1</feedburner:origLink>")
                ], "new 1"),
            poll(
                of: "other.example", [Entry("a", at: "https://paper.example/1?utm_source=b", "B", story(2))],
                "duplicate 2 of 1"),
        ]),
    IdentityStory(
        "headline in the URL", "the guid stays",
        [
            poll([Entry("1", at: "https://paper.example/1-first-words", "First words")], "new 1"),
            poll([Entry("1", at: "https://paper.example/1-better-words", "Better words")], "updated 1.2"),
            poll([Entry("1", at: "https://paper.example/1-better-words", "Better words")]),
        ]),
    IdentityStory(
        "headline in the URL", "the URL is mended, title, text and date stay",
        [
            poll([Entry(nil, at: "https://paper.example/frist-words", "First words")], "new 1"),
            poll([Entry(nil, at: "https://paper.example/first-words", "First words")]),
        ]),
    IdentityStory(
        "headline in the URL", "and in the guid, which is the URL",
        [
            poll(
                [Entry("https://paper.example/a-b", at: "https://paper.example/a-b", "A B")], "new 1"),
            poll([Entry("https://paper.example/a-c", at: "https://paper.example/a-c", "A B")]),
            poll(
                [
                    Entry(
                        "https://paper.example/a-c", at: "https://paper.example/a-c", "A C", story(2), day: 21
                    )
                ], "new 2"),
        ]),
    IdentityStory(
        "headline in the URL", "in the guid alone: URL and date stay",
        [
            poll([Entry("First words", at: "https://paper.example/1", "First words")], "new 1"),
            poll([Entry("Better words", at: "https://paper.example/1", "Better words")], "updated 1.2"),
        ]),
    IdentityStory(
        "retitled articles", "under a guid, and back again",
        [
            poll([Entry("1", at: "https://paper.example/1", "First")], "new 1"),
            poll([Entry("1", at: "https://paper.example/1", "Second")], "updated 1.2"),
            poll([Entry("1", at: "https://paper.example/1", "First")], "updated 1.3"),
        ]),
    IdentityStory(
        "retitled articles", "without guid, at a URL",
        [
            poll([Entry(nil, at: "https://paper.example/1", "First")], "new 1"),
            poll([Entry(nil, at: "https://paper.example/1", "Second", day: 21)], "updated 1.2"),
        ]),
    IdentityStory(
        "retitled articles", "without guid and URL nothing else names them",
        [
            poll([Entry(nil, "First")], "new 1"), poll([Entry(nil, "Second")], "new 2"),
            poll([Entry(nil, "Second", story(2))], "updated 2.2"), poll([Entry(nil, "First")]),
        ]),
    IdentityStory(
        "retitled articles", "what is taken back while it waits leaves no trace",
        [
            poll([Entry("1", "First")], "new 1"),
            poll(after: .seconds(300), [Entry("1", "Second")], "1 waiting"),
            poll(after: .seconds(300), [Entry("1", "First")]),
            poll(after: .seconds(300), [Entry("1", "Third")], "updated 1.2"),
            poll(after: .seconds(1799), [Entry("1", "Fourth")], "1 waiting"),
            poll(after: .seconds(1), [Entry("1", "Fourth")], "updated 1.3"),
        ]),
]
