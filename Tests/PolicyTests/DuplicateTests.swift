import Articles
import Testing

@testable import Policy

/// Articles of several feeds, in the order in which they come, and what becomes of each.
private struct Arrivals: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var scope = Identity.Scope.url
    var items: [(Item, String)]

    init(_ name: String, scope: Identity.Scope = .url, _ items: [(Item, String)]) {
        testDescription = name
        self.scope = scope
        self.items = items
    }
}

/// The paper itself, two who repeat it, and one who wants to harm it.
private func paper(_ n: Int, _ text: String = "text", length: UInt32 = 500) -> Item {
    Item(
        feed: "paper", feedSite: "paper.example", guid: "\(n)", url: "http://www.paper.example/\(n)",
        title: "title \(n)", text: text, length: length)
}
private func other(
    _ feed: String, _ guid: String, at url: String?, _ n: Int, _ text: String, length: UInt32 = 500
)
    -> Item
{
    Item(
        feed: feed, feedSite: "\(feed).example", guid: guid, url: url, title: "title \(n)", text: text,
        length: length)
}

private let arrivals = [
    Arrivals(
        "one text at two URLs",
        [(paper(1), "new"), (other("b", "x", at: "http://b.example/1", 1, "text"), "copy of 0")]),
    Arrivals(
        "a text of 199 characters repeats legitimately",
        [
            (paper(1, length: 199), "new"),
            (other("b", "x", at: "http://b.example/1", 1, "text", length: 199), "new"),
        ]),
    Arrivals(
        "a text of 200 characters does not",
        [
            (paper(1, length: 200), "new"),
            (other("b", "x", at: "http://b.example/1", 1, "text", length: 200), "copy of 0"),
        ]),
    Arrivals(
        "one URL, another text",
        [(paper(1), "new"), (other("b", "x", at: "http://www.paper.example/1", 1, "own words"), "copy of 0")]),
    Arrivals(
        "a copy of a copy names the first",
        [
            (paper(1), "new"),
            (other("b", "x", at: "http://www.paper.example/1", 1, "own words"), "copy of 0"),
            (other("c", "x", at: "http://c.example/1", 1, "own words"), "copy of 0"),
        ]),
    Arrivals(
        "one feed's own repetitions are not copies",
        [
            (paper(1), "new"),
            (
                with(paper(2)) {
                    $0.title = "title 1"
                    $0.day = 2
                }, "new"
            ),
        ]),
    Arrivals(
        "another feed's copy does not make the next one on the page a copy",
        [
            (other("b", "1", at: "http://page.example/", 1, "text"), "new"),
            (other("c", "x", at: "http://page.example/", 1, "text"), "copy of 0"),
            (with(other("b", "2", at: "http://page.example/", 2, "next")) { $0.day = 2 }, "new"),
        ]),
    Arrivals(
        "the publisher has the word about its own URL",
        [
            (other("evil", "x", at: "http://www.paper.example/1", 1, "claimed"), "new"), (paper(1), "new"),
            (other("b", "x", at: "http://www.paper.example/1", 1, "later"), "copy of 0"),
        ]),
    Arrivals(
        "also when who claimed it has moved on to a page of its own",
        [
            (other("evil", "x", at: "http://www.paper.example/1", 1, "claimed"), "new"),
            (other("evil", "x", at: "http://evil.example/1", 1, "claimed, moved"), "updated 0"),
            (paper(1), "new"),
        ]),
    Arrivals(
        "two feeds of one site: the first has it",
        [(paper(1), "new"), (with(paper(1, "longer")) { $0.feed = "sports" }, "copy of 0")]),
    Arrivals(
        "an aggregator's link does not swallow the article",
        [
            (other("b", "x", at: "http://www.paper.example/1", 1, "link", length: 20), "new"),
            (other("c", "x", at: "http://www.paper.example/1", 1, "whole text"), "new"),
            (other("d", "x", at: "http://www.paper.example/1", 1, "link", length: 20), "copy of 0"),
        ]),
    Arrivals(
        "hostile: guids of another feed are its own",
        [(other("evil", "1", at: nil, 9, "claimed"), "new"), (paper(1), "new"), (paper(1), "seen 1")]),
    Arrivals(
        "hostile: title and text, later than the paper, are a copy",
        [(paper(1), "new"), (other("evil", "1", at: "http://evil.example/1", 1, "text"), "copy of 0")]),
    Arrivals(
        "hostile: URL, guid and title, later than the paper, change nothing of it",
        [
            (paper(1), "new"), (other("evil", "1", at: "http://www.paper.example/1", 1, "lies"), "copy of 0"),
            (paper(1, "corrected"), "updated 0"), (paper(1, "corrected"), "seen 0"),
        ]),
    Arrivals(
        "what a rule dropped from one feed hides no other feed's; the first that is kept is the first",
        [
            (dropped(paper(1)), "new"), (other("b", "x", at: "http://b.example/1", 1, "text"), "new"),
            (other("c", "x", at: "http://www.paper.example/1", 1, "text"), "copy of 1"),
            (other("d", "x", at: "http://b.example/1", 1, "own words"), "copy of 1"),
        ]),
    Arrivals(
        "what a rule drops from several feeds is one article all the same",
        [
            (dropped(paper(1)), "new"),
            (dropped(other("b", "x", at: "http://b.example/1", 1, "text")), "copy of 0"),
            (other("c", "x", at: "http://c.example/1", 1, "text"), "new"),
            (dropped(other("d", "x", at: "http://d.example/1", 1, "text")), "copy of 0"),
        ]),
    Arrivals(
        "a copy that is dropped stands for the first all the same",
        [
            (paper(1), "new"),
            (dropped(other("b", "x", at: "http://www.paper.example/1", 1, "own words")), "copy of 0"),
            (other("c", "x", at: "http://c.example/1", 1, "own words"), "copy of 0"),
        ]),
    Arrivals(
        "what is dropped only later takes no copy along from then on",
        [
            (paper(1), "new"),
            (other("b", "x", at: "http://www.paper.example/1", 1, "own words"), "copy of 0"),
            (dropped(paper(1, "horoscope")), "updated 0"),
            (other("c", "x", at: "http://www.paper.example/1", 1, "others"), "new"),
            (other("b", "x", at: "http://www.paper.example/1", 1, "better words"), "updated 1"),
        ]),
    Arrivals(
        "text: one URL and one title", scope: .text,
        [(paper(1), "new"), (other("b", "x", at: "http://www.paper.example/1", 1, "own words"), "copy of 0")]),
    Arrivals(
        "text: one URL and another title", scope: .text,
        [(paper(1), "new"), (other("b", "x", at: "http://www.paper.example/1", 2, "own words"), "new")]),
    Arrivals(
        "text: one text at two URLs", scope: .text,
        [(paper(1), "new"), (other("b", "x", at: "http://b.example/1", 1, "text"), "copy of 0")]),
    Arrivals(
        "feed: nothing is held against other feeds", scope: .feed,
        [
            (paper(1), "new"), (other("b", "x", at: "http://www.paper.example/1", 1, "text"), "new"),
            (with(paper(1)) { $0.feed = "sports" }, "new"),
        ]),
    Arrivals(
        "an edit that says something of its own is a copy no longer, and the reverse",
        [
            (paper(1), "new"), (other("b", "x", at: "http://b.example/1", 1, "text"), "copy of 0"),
            (other("b", "x", at: "http://b.example/1", 1, "own words"), "updated 1"),
            (other("b", "x", at: "http://b.example/1", 1, "text"), "updated 1, copy of 0"),
        ]),
    Arrivals(
        "an earlier article never becomes a copy of a later one",
        [
            (paper(1), "new"), (other("b", "x", at: "http://b.example/2", 1, "better"), "new"),
            (paper(1, "better"), "updated 0"),
        ]),
]

private func dropped(_ item: Item) -> Item { with(item) { $0.isDropped = true } }

private func with(_ item: Item, _ change: (inout Item) -> Void) -> Item {
    var item = item
    change(&item)
    return item
}

@Suite struct DuplicateTests {
    @Test(
        "What another feed has said is a copy, and nobody can take a publisher's word away",
        arguments: arrivals)
    fileprivate func copies(arrivals: Arrivals) {
        var journal = Journal()
        journal.scope = arrivals.scope
        for (item, outcome) in arrivals.items {
            #expect(journal.take([item]) == [outcome])
            journal.now = journal.now + .seconds(86_400)
        }
    }

    @Test("Copies within one batch name the first of it") func oneBatch() {
        var journal = Journal()
        #expect(journal.take([paper(1), paper(2)]) == ["new", "new"])
        let items = (1...2).map { other("b", "\($0)", at: "http://b.example/\($0)", $0, "text") }
        #expect(journal.take(items) == ["copy of 0", "copy of 1"])
    }
}
