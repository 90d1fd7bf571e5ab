import Articles
import Policy
import Testing

@Suite("Outages, standstills and clocks")
struct OutageTests {
    private typealias Result = (host: Int, reached: Bool, wasFailing: Bool, at: Int)

    /// The second at which an outage begins and ends; nil when it does not.
    private func run(_ results: [Result]) -> (began: Int?, ended: Int?) {
        var watch = OutageWatch()
        var found: (began: Int?, ended: Int?)
        for result in results {
            let change = watch.note(
                host: "h\(result.host)", isReached: result.reached, wasFailing: result.wasFailing,
                now: .seconds(result.at))
            if change == .began { found.began = found.began ?? result.at }
            if change == .ended { found.ended = result.at }
        }
        return found
    }

    @Test("checklist 23: four hosts of five that fail within minutes are our own outage, fewer are not")
    func share() {
        let down = (0..<10).map { (host: $0, reached: false, wasFailing: false, at: 1000 + $0) }
        #expect(run(down).began == 1004)
        #expect(run(Array(down.prefix(4))).began == nil, "four hosts prove nothing")
        let same = (0..<10).map { (host: 1, reached: false, wasFailing: false, at: 1000 + $0) }
        #expect(run(same).began == nil, "feeds of one host are one")
        func mixed(up: Int, down: Int) -> [Result] {
            (0..<up).map { (host: $0, reached: true, wasFailing: false, at: 1000) }
                + (0..<down).map { (host: 100 + $0, reached: false, wasFailing: false, at: 1001) }
        }
        #expect(run(mixed(up: 2, down: 8)).began == 1001 && run(mixed(up: 3, down: 11)).began == nil)
    }

    @Test("checklist 23: hosts that failed before, and answers of long ago, say nothing")
    func known() {
        let dead = (0..<50).map { (host: $0, reached: false, wasFailing: true, at: 1000) }
        #expect(run(dead).began == nil)
        let old = (0..<20).map { (host: $0, reached: true, wasFailing: false, at: 100) }
        let down = (30..<40).map { (host: $0, reached: false, wasFailing: false, at: 1000) }
        #expect(run(old + down).began == 1000)
        #expect(run(old.map { ($0.host, true, false, 900) } + down).began == nil)
    }

    @Test("checklist 23: the first host that answers ends it, and it is counted anew")
    func end() {
        let down = (0..<6).map { (host: $0, reached: false, wasFailing: false, at: 1000 + $0) }
        let found = run(down + [(host: 3, reached: true, wasFailing: false, at: 4600)])
        #expect(found.began == 1004 && found.ended == 4600)
        var watch = OutageWatch()
        for host in 0..<5 {
            _ = watch.note(host: "\(host)", isReached: false, wasFailing: false, now: .seconds(10))
        }
        #expect(watch.since == .seconds(10) && watch.nextProbe == .seconds(40))
        let probes = (10...130).filter { watch.takeProbe(now: .seconds($0)) }
        #expect(probes == [40, 70, 100, 130])
        _ = watch.note(host: "x", isReached: true, wasFailing: true, now: .seconds(131))
        let probe = watch.takeProbe(now: .seconds(500))
        #expect(watch.since == nil && watch.nextProbe == nil && !probe)
    }

    private let now = Timestamp(year: 2026, month: 11, day: 23)

    @Test(
        "84: after a standstill the most overdue come first, spread over a quarter of it, ten minutes at most"
    )
    func catchUp() {
        func seconds(_ overdue: [Int], atOnce: Int = 1) -> [Int] {
            CatchUp.times(due: overdue.map { now - .seconds($0) }, now: now, atOnce: atOnce)
                .map { Int(($0 - now).components.seconds) }
        }
        #expect(seconds([400, 100, 300, 200]) == [0, 75, 25, 50])
        #expect(seconds([28_800, 7, 8]) == [0, 400, 200])
        #expect(seconds([0, 0]) == [0, 0] && seconds([]) == [])
        #expect(seconds([400, 100, 300, 200], atOnce: 3) == [0, 25, 0, 0])
        let many = seconds(Array(1...10_000))
        #expect(many.max() == 599 && many.min() == 0)
    }

    @Test(
        "checklist 28: a clock that is set is noticed, one that is adjusted is not",
        arguments: [(10, 10, nil), (70, 11, nil), (72, 11, 61), (-60, 10, -70), (31_536_000, 1, 31_535_999)]
            as [(Int, Int, Int?)])
    func clock(wall: Int, monotonic: Int, jump: Int?) {
        var watch = ClockWatch(wall: now, monotonic: .seconds(5))
        let first = watch.jump(wall: now + .seconds(wall), monotonic: .seconds(5 + monotonic))
        #expect(first == jump.map { .seconds($0) })
        let second = watch.jump(wall: now + .seconds(wall + 9), monotonic: .seconds(5 + monotonic + 9))
        #expect(second == nil, "once")
    }

    @Test("checklist 28: what is planned beyond all bounds is planned anew, holds of a week are not")
    func clamp() {
        var state = FeedState(id: "a", url: "x")
        state.interval = .seconds(3600)
        func clamped(_ days: Int, maximum: Int = 86_400) -> Int {
            let bounds = Schedule.Bounds(maximum: .seconds(maximum))
            let next = Schedule.clamped(now + .seconds(days * 86_400), state: state, bounds: bounds, now: now)
            return Int((next - now).components.seconds)
        }
        #expect(clamped(365) == 3600 && clamped(-365) == -365 * 86_400)
        #expect(clamped(7) == 7 * 86_400 && clamped(8) == 8 * 86_400 && clamped(9) == 3600)
        #expect(clamped(30, maximum: 30 * 86_400) == 30 * 86_400)
    }
}

@Suite("Audits of servers that always say 304")
struct AuditTests {
    private let now = Timestamp(year: 2026, month: 11, day: 23)

    /// A feed of so many articles a day whose last whole document and last article came so many days ago.
    private func state(_ perDay: Double, days: Double, newest: Double? = nil) -> FeedState {
        var state = FeedState(id: "a", url: "x")
        let end = now - .seconds((newest ?? days) * 86_400)
        let start = end - .seconds(56 * 86_400)
        state.publication.seed([start], until: start)
        state.publication.observe(
            (1...Int(56 * perDay)).map { start + .seconds(Double($0) * 86_400 / perDay) }, until: end)
        state.etag = [1]
        state.lastStatus = 304
        state.lastWhole = now - .seconds(days * 86_400)
        return state
    }

    @Test(
        "checklist 9: a busy feed after eight days of silence, any after thirty",
        arguments: [
            (5, 7.9, false), (5, 8, true), (0.2, 8, false), (0.2, 29, false), (0.2, 30, true), (5, 40, true),
        ])
    func due(perDay: Double, days: Double, isDue: Bool) {
        #expect(Audit.isDue(state(perDay, days: days), now: now) == isDue)
    }

    @Test(
        "checklist 9: no audit where there are no validators, where the last answer was no 304, and where articles come"
    )
    func spared() {
        var bare = state(5, days: 40)
        bare.etag = nil
        var failing = state(5, days: 40)
        failing.lastStatus = 500
        var unknown = state(5, days: 40)
        unknown.lastWhole = nil
        for state in [bare, failing, unknown] { #expect(!Audit.isDue(state, now: now)) }
        #expect(!Audit.isDue(state(5, days: 10, newest: 0.1), now: now))
    }
}
