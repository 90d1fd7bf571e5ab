import Articles
import Configuration
import Testing

@testable import Aggregator

@Suite struct FeedTableTests {
    private func settings(_ ids: String..., at host: String = "example") -> [FeedSettings] {
        ids.map { FeedSettings(id: $0, source: .url("http://\($0).\(host)/")) }
    }

    private func state(_ id: String, next seconds: Int?, host: String = "example") -> FeedState {
        var state = FeedState(id: id, url: "http://\(id).\(host)/")
        state.nextFetch = seconds.map { noon + .seconds($0) }
        return state
    }

    private func table(_ states: [(String, Int?)]) -> FeedTable {
        var table = FeedTable()
        table.configure(
            states.flatMap { settings($0.0) }, states: states.map { state($0.0, next: $0.1) },
            http: HTTPSettings())
        return table
    }

    @Test("Feeds never fetched come first, then the most overdue; what is not due does not") func order() {
        var table = table([("later", 10), ("late", -10), ("new", nil), ("later than late", -5), ("now", 0)])
        let due = table.begin(dueAt: noon, limit: 10)
        #expect(due.map(\.id) == ["new", "late", "later than late", "now"])
        #expect(table.begin(dueAt: noon, limit: 10).isEmpty, "they are under way")
        #expect(table.inFlight == 4 && table.nextDue() == noon + .seconds(10))
        #expect(Set(due.map(\.token)).count == 4)
        #expect(table.feed(of: due[1].token)?.settings.id == "late")
    }

    @Test("No more than asked for are begun; the rest keep their turn", arguments: [-1, 0, 1, 2, 3, 9])
    func limit(limit: Int) {
        var table = table([("a", -1), ("b", -2), ("c", -3)])
        let first = table.begin(dueAt: noon, limit: limit).map(\.id)
        #expect(first == Array(["c", "b", "a"].prefix(max(0, limit))))
        #expect(first + table.begin(dueAt: noon, limit: 9).map(\.id) == ["c", "b", "a"])
    }

    @Test("A wish goes before every schedule, once") func wanted() {
        var table = table([("a", nil), ("b", 1000), ("c", 2000)])
        table.want(["c", "nobody", "c"])
        #expect(table.nextDue().map { $0 <= noon } == true)
        #expect(table.begin(dueAt: noon, limit: 1).map(\.id) == ["c"])
        #expect(table.begin(dueAt: noon, limit: 9).map(\.id) == ["a"])
        #expect(table.nextDue() == noon + .seconds(1000))
    }

    @Test("A feed that is wanted while it is under way will answer anyway") func wantedMeanwhile() {
        var table = table([("a", 0)])
        let token = table.begin(dueAt: noon, limit: 1)[0].token
        table.want(["a"])
        #expect(table.begin(dueAt: noon, limit: 9).isEmpty)
        table.end(token, state: state("a", next: 5000))
        #expect(table.begin(dueAt: noon, limit: 9).isEmpty && table.nextDue() == noon + .seconds(5000))
    }

    @Test("A fetch whose result could not be stored goes before every schedule") func givenBack() {
        var table = table([("a", nil), ("b", 0), ("c", 0)])
        let begun = table.begin(dueAt: noon, limit: 2)
        #expect(begun.map(\.id) == ["a", "b"])
        table.giveBack(begun[1].token)
        table.giveBack(begun[1].token)
        #expect(table.inFlight == 1 && table.begin(dueAt: noon, limit: 9).map(\.id) == ["b", "c"])
    }

    @Test("After its fetch a feed waits for its new time; without a result it is due again") func ended() {
        var table = table([("a", 0), ("b", 0)])
        let begun = table.begin(dueAt: noon, limit: 9)
        table.end(begun[0].token, state: state("a", next: 60))
        table.end(begun[1].token, state: nil)
        table.end(begun[1].token, state: state("b", next: 99))
        #expect(table.inFlight == 0)
        #expect(table.begin(dueAt: noon, limit: 9).map(\.id) == ["b"])
        #expect(table.nextDue() == noon + .seconds(60))
        table.giveBackAll()
        #expect(table.inFlight == 0 && table.begin(dueAt: noon + .seconds(60), limit: 9).count == 2)
    }

    @Test("A new configuration keeps the states of feeds that stay and forgets the others")
    func reconfigured() {
        var table = table([("stays", 0), ("moves", 0), ("goes", 0)])
        let begun = table.begin(dueAt: noon, limit: 9)
        var off = settings("off")
        off[0].enabled = false
        table.configure(
            settings("new", "stays") + settings("moves", at: "elsewhere") + off, states: [],
            http: HTTPSettings())
        #expect(table.order == ["new", "stays", "moves"])
        #expect(table.inFlight == 1)
        #expect(begun.map { table.feed(of: $0.token)?.settings.id } == ["stays", nil, nil])
        #expect(table.feeds["stays"]?.state.nextFetch == noon)
        var anew = FeedState(id: "moves", url: "http://moves.elsewhere/")
        anew.requester = table.feeds["moves"]?.settings.requester(HTTPSettings())
        #expect(table.feeds["moves"]?.state == anew)
        table.end(begun[1].token, state: state("moves", next: 99))
        #expect(table.feeds["moves"]?.state.nextFetch == nil, "the answer of the old address is not its own")
        #expect(Set(table.begin(dueAt: noon, limit: 9).map(\.id)) == ["new", "moves"])
    }

    @Test("A wish outlives a new configuration") func wishStays() {
        var table = table([("a", 1000), ("b", 1000)])
        table.want(["b"])
        table.configure(settings("a", "b"), states: [], http: HTTPSettings())
        #expect(table.begin(dueAt: noon, limit: 9).map(\.id) == ["b"])
    }

    @Test("States from the store are taken at the start, those of another address are not") func stored() {
        var table = FeedTable()
        table.configure(
            settings("a", "b"), states: [state("a", next: 10), state("b", next: 10, host: "elsewhere")],
            http: HTTPSettings())
        #expect(table.feeds["a"]?.state.nextFetch == noon + .seconds(10))
        #expect(table.feeds["b"]?.state.nextFetch == nil)
    }

    @Test("Wishes without end leave nothing behind, and every feed keeps its turn") func manyWishes() {
        var table = table([("a", 1000), ("b", 1000)])
        for _ in 0..<1000 {
            table.want(["a", "b"])
            for begun in table.begin(dueAt: noon, limit: 9) {
                table.end(begun.token, state: state(begun.id, next: 1000))
            }
        }
        #expect(table.begin(dueAt: noon, limit: 9).isEmpty)
        #expect(Set(table.begin(dueAt: noon + .seconds(1000), limit: 9).map(\.id)) == ["a", "b"])
    }
}

extension FeedTable {
    /// Begins all that is due, as the conductor does.
    fileprivate mutating func begin(dueAt now: Timestamp, limit: Int) -> [(id: String, token: Int)] {
        takeDue(at: now, limit: limit).map { ($0, begin($0)) }
    }
}
