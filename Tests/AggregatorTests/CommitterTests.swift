import Articles
import Catalog
import Host
import Journal
import Synchronization
import Testing

@testable import Aggregator
@testable import Parsing

@Suite struct CommitterTests {
    private typealias Outcome = Committer.Outcome

    private let store: TestStore

    init() throws { store = try TestStore() }

    @Test("What is new is written once, with rising numbers") func new() throws {
        var committer = try store.committer()
        let first = try committer.take([("a", posts(1...3))])
        #expect(first == [Outcome(new: 3)])
        let last = committer.journal.lastSeq
        let second = try committer.take([("a", posts(1...3))], at: noon + .seconds(3600))
        #expect(second == [Outcome(seen: 3)])
        let (lastAfter, applied) = (committer.journal.lastSeq, committer.catalog.appliedSeq)
        #expect(lastAfter == last && applied == last)
        let lines = try store.lines()
        #expect(lines.map { $0.text($0.title) } == ["title 1", "title 2", "title 3"])
        #expect(lines.map(\.head.seq) == Array(last - 2...last))
        #expect(lines.allSatisfy { $0.head.event == .new && $0.head.revision == 1 })
        #expect(Set(lines.map(\.head.id)).count == 3)
    }

    @Test("An edit waits, is written under the same id, and waits longer the next time") func edits() throws {
        var committer = try store.committer()
        _ = try committer.take([("a", posts(1...2))])
        var edited = posts(1...2)
        edited[1].text = story(9)
        let tooSoon = try committer.take([("a", edited)], at: noon + .seconds(899))
        #expect(tooSoon == [Outcome(seen: 1, waiting: 1)])
        #expect(!tooSoon[0].isWhole)
        let inTime = try committer.take([("a", edited)], at: noon + .seconds(900))
        #expect(inTime == [Outcome(updated: 1, seen: 1)])
        edited[1].text = story(10)
        let again = try committer.take([("a", edited)], at: noon + .seconds(2699))
        #expect(again == [Outcome(seen: 1, waiting: 1)])
        let lines = try store.lines()
        #expect(lines.map(\.head.event) == [.new, .new, .updated])
        #expect(lines[2].head.id == lines[1].head.id && lines[2].head.revision == 2)
        let known = try #require(try committer.catalog.article(id: lines[1].head.id))
        #expect(known.number == lines[1].head.seq && known.latest == lines[2].head.seq)
    }

    @Test("Documents of one batch are held against each other") func oneBatch() throws {
        var committer = try store.committer()
        var copies = posts(1...2, at: "b.example")
        copies[1].url = "http://a.example/3"
        copies[1].text = story(77)
        let outcomes = try committer.take([
            ("a", posts(1...3)), ("b", copies), ("c", posts(1...1, at: "c.example")),
        ])
        #expect(outcomes == [Outcome(new: 3), Outcome(duplicate: 2), Outcome(duplicate: 1)])
        let (lines, frames) = try store.read()
        #expect(frames == 1)
        #expect(lines.map(\.head.event) == [.new, .new, .new, .duplicate, .duplicate, .duplicate])
        let ids = lines.map(\.head.id)
        #expect(lines.map(\.head.duplicateOf) == [nil, nil, nil, ids[0], ids[2], ids[0]])
    }

    @Test("Beyond the limit of a document items are held back and come the next time") func flood() throws {
        var committer = try store.committer()
        let flood = (1...Limits.itemsPerDocument + 7).map {
            Post(guid: "\($0)", url: nil, title: "t \($0)", text: "\($0)")
        }
        let first = try committer.take([("a", flood)])
        #expect(first == [Outcome(new: Limits.itemsPerDocument, heldBack: 7)])
        #expect(!first[0].isWhole)
        let second = try committer.take([("a", flood)])
        #expect(second == [Outcome(new: 7, seen: Limits.itemsPerDocument)])
        #expect(second[0].isWhole)
    }

    @Test("Items of one guid get ids of their own, and keep them") func sharedGuid() throws {
        var committer = try store.committer()
        let items = (1...40).map { Post(guid: "same", url: "http://a.example/\($0 % 4)", title: "t \($0)") }
        let outcomes = try committer.take([("a", items)])
        #expect(outcomes == [Outcome(new: 40)])
        let ids = try store.lines().map(\.head.id)
        #expect(Set(ids).count == 40)
        let again = try committer.take([("a", items.reversed())], at: noon + .seconds(86_400))
        #expect(again == [Outcome(seen: 40)])
    }

    @Test("One article given twice in a document is taken once, whatever the second says") func twice() throws
    {
        var committer = try store.committer()
        var edited = posts(1...1) + posts(1...1)
        edited[1].text = story(5)
        for round in 0..<4 {
            let outcome = try committer.take([("a", edited)], at: noon + .seconds(86_400 * round))
            #expect(outcome == [round == 0 ? Outcome(new: 1, seen: 1) : Outcome(seen: 2)])
            #expect(outcome[0].isWhole)
        }
    }

    @Test("An item that folds to nothing and has no date is not new for ever") func unnameable() throws {
        var committer = try store.committer()
        let items = [
            Post(title: "!!!", text: "", published: nil), Post(title: nil, text: "<p>…</p>", published: nil),
            Post(url: "urn:x:1", title: nil, text: "", published: nil),
        ]
        let outcomes = try [committer.take([("a", items)]), committer.take([("a", items)])]
        #expect(outcomes == [[Outcome(new: 3)], [Outcome(seen: 3)]])
    }

    /// A document of lines of so many bytes each, the first of which a rule drops.
    private func bulk(_ count: Int, bytes: Int, of feed: UInt64, dropped: Int = 0) -> PreparedDocument {
        var document = PreparedDocument()
        for index in 0..<count {
            var evidence = ItemEvidence(hash: ContentHash(high: feed, low: UInt64(index)))
            evidence.guid = ItemKey(high: feed, low: UInt64(index))
            let tail = "\"date\":\"\(noon)\",\"title\":\"\(String(repeating: "x", count: bytes))\"}"
            document.items.append(
                PreparedDocument.Item(
                    evidence: evidence, candidateIDs: [ArticleID(high: feed, low: UInt64(index))], date: noon,
                    fetchedAt: noon, tail: document.bytes.adding(Array(tail.utf8)), isDropped: index < dropped
                ))
        }
        return document
    }

    @Test("What a rule drops is new and stored like the others, and marked") func dropped() throws {
        var committer = try store.committer()
        let outcomes = try committer.take([("a", bulk(3, bytes: 1, of: 1, dropped: 1))])
        #expect(outcomes == [Outcome(new: 3)])
        let again = try committer.take([("a", bulk(3, bytes: 1, of: 1))])
        #expect(again == [Outcome(seen: 3)], "a rule that changed edits nothing")
        #expect(try store.read().lines.map(\.head.dropped) == [true, false, false])
    }

    @Test("A large batch becomes several frames, cut behind 256 KiB, in the middle of a document too")
    func frames() throws {
        var committer = try store.committer()
        let outcomes = try committer.take([
            ("a", bulk(12, bytes: 1 << 20, of: 1)), ("b", bulk(8, bytes: 100 << 10, of: 2)),
            ("c", bulk(1, bytes: 10, of: 3)),
        ])
        #expect(outcomes == [Outcome(new: 12), Outcome(new: 8), Outcome(new: 1)])
        let (lines, frames) = try store.read()
        #expect(lines.count == 21)
        #expect(frames == 15, "12 lines of a each by itself, 3 and 3 of b, then 2 of b with 1 of c")
        let states = try committer.catalog.feedStates()
        #expect(states.map(\.id) == ["a", "b", "c"] && states.map(\.articles) == [12, 8, 1])
        let again = try committer.take([("a", bulk(12, bytes: 1, of: 1))])
        #expect(again == [Outcome(seen: 12)])
    }

    @Test(
        "When the journal fails nothing of the frame is acknowledged, and the next attempt takes all",
        arguments: [JournalDisk.Call.write, .rename, .create])
    func journalFailure(call: JournalDisk.Call) throws {
        let isBroken = Mutex(true)
        let disk = JournalDisk { made in
            isBroken.withLock { $0 } && made == call ? .fails(.noSpace) : nil
        }
        var committer = try store.committer(disk: disk)
        let isRefused = committer.refuses([("a", posts(1...3))])
        #expect(isRefused)
        let catalog = committer.catalog
        #expect(try catalog.feedStates().isEmpty && catalog.appliedSeq == 0)
        #expect(try store.lines().isEmpty)
        isBroken.withLock { $0 = false }
        let outcomes = try committer.take([("a", posts(1...3))])
        #expect(outcomes == [Outcome(new: 3)])
        #expect(try store.lines().count == 3)
    }

    @Test("States of feeds without documents are stored even when nothing is written") func statesAlone()
        throws
    {
        var committer = try store.committer()
        let state = FeedState(id: "quiet", url: "http://quiet.example/feed")
        let outcomes = try committer.commit([], alongside: [state], now: noon) { _, _, _ in state }
        #expect(outcomes.isEmpty)
        let states = try committer.catalog.feedStates()
        #expect(states == [state])
    }
}
