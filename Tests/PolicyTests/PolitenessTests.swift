import Policy
import Testing

@Suite struct PolitenessTests {
    private func machine(_ adjust: (inout Politeness.Settings) -> Void = { _ in }) -> Politeness {
        var settings = Politeness.Settings()
        adjust(&settings)
        return Politeness(settings)
    }

    private let second = Duration.seconds(1)

    @Test("Requests to one host start one by one, a gap after each end; other hosts are not delayed")
    func gap() {
        var polite = machine()
        for token in 0..<3 { polite.enqueue(token, host: "a", now: .zero) }
        polite.enqueue(9, host: "b", now: .zero)
        #expect(polite.start(now: .zero) == [0, 9])
        #expect(polite.nextStart == nil)
        #expect(polite.start(now: .seconds(100)) == [], "one in flight is the limit")
        #expect(polite.finish(0, now: .seconds(100)) == nil)
        #expect(polite.nextStart == Duration.seconds(101))
        #expect(polite.start(now: .milliseconds(100_999)) == [])
        #expect(polite.start(now: .seconds(101)) == [1])
        #expect(polite.inFlight == 2)
    }

    @Test("With several at once, the starts keep the gap as well")
    func perHost() {
        var polite = machine { $0.perHost = 2 }
        for token in 0..<3 { polite.enqueue(token, host: "a", now: .zero) }
        #expect(polite.start(now: .zero) == [0])
        #expect(polite.start(now: second) == [1])
        #expect(polite.start(now: .seconds(2)) == [])
        _ = polite.finish(0, now: .seconds(2))
        #expect(polite.start(now: .seconds(3)) == [2])
    }

    @Test("A host that has been asked is remembered for its gap and then forgotten")
    func later() {
        var polite = machine()
        polite.enqueue(1, host: "a", now: .zero)
        #expect(polite.start(now: .zero) == [1])
        _ = polite.finish(1, now: .milliseconds(100))
        polite.enqueue(2, host: "a", now: .milliseconds(200))
        #expect(polite.start(now: .milliseconds(200)) == [])
        #expect(polite.start(now: .milliseconds(1_100)) == [2])
        _ = polite.finish(2, now: .seconds(2))
        #expect(polite.start(now: .seconds(10)) == [])
        #expect(polite.nextStart == nil)
        #expect(polite.count == 0)
    }

    @Test("A next hop goes before those who have not begun")
    func hops() {
        var polite = machine { $0.gap = .zero }
        for token in 0..<3 { polite.enqueue(token, host: "a", now: .zero) }
        #expect(polite.start(now: .zero) == [0])
        _ = polite.finish(0, now: .zero)
        polite.enqueue(0, host: "a", first: true, now: .zero)
        #expect(polite.start(now: .zero) == [0])
    }

    @Test("checklist 21: a host that serves one request a minute is asked once a minute, and refuses none")
    func hold() {
        var polite = machine()
        for token in 0..<50 { polite.enqueue(token, host: "a", now: .zero) }
        #expect(polite.start(now: .zero) == [0])
        _ = polite.finish(0, now: .zero)
        polite.hold(host: "a", until: .seconds(60), now: .zero)
        var (started, times): ([Int], [Int]) = ([], [])
        for tick in 1...3000 {
            let now = Duration.seconds(tick)
            let tokens = polite.start(now: now)
            started += tokens
            for token in tokens {
                times.append(tick)
                _ = polite.finish(token, now: now)
            }
        }
        #expect(started == Array(1..<50))
        #expect(times.first == 60 && zip(times, times.dropFirst()).allSatisfy { $1 - $0 == 60 })
    }

    @Test(
        "checklist 21: the pace is no slower than a request a minute, no faster than it was asked for, and ends after a day"
    )
    func pace() {
        func gap(hold: Int, later: Int = 0) -> Int? {
            var polite = machine()
            polite.hold(host: "a", until: .seconds(hold), now: .zero)
            for token in 0..<2 { polite.enqueue(token, host: "a", now: .zero) }
            let begin = hold + later
            guard polite.start(now: .seconds(begin)) == [0] else { return nil }
            _ = polite.finish(0, now: .seconds(begin))
            return (1...3600).first { polite.start(now: .seconds(begin + $0)) == [1] }
        }
        #expect(gap(hold: 7) == 7 && gap(hold: 60) == 60 && gap(hold: 7200) == 60)
        #expect(gap(hold: 60, later: 86_399) == 60 && gap(hold: 60, later: 86_401) == 1)
    }

    @Test(
        "checklist 35: requests that a host has left are spread over the time that it names",
        arguments: [
            // left, seconds, seconds between two requests
            (10, 100, 10), (0, 30, 30), (1, 3000, 60), (1000, 60, 1), (3, 10, 4),
        ])
    func spread(remaining: Int, reset: Int, gap: Int) {
        var polite = machine()
        for token in 0..<2 { polite.enqueue(token, host: "a", now: .zero) }
        #expect(polite.start(now: .zero) == [0])
        polite.spread(host: "a", remaining: remaining, over: .seconds(reset), now: .zero)
        _ = polite.finish(0, now: .zero)
        #expect((1...100).first { polite.start(now: .seconds($0)) == [1] } == gap)
    }

    @Test(
        "checklist 35: what a host has left is forgotten with the time that it named, and makes nothing faster"
    )
    func spreadEnds() {
        func gap(after seconds: Int, held: Int? = nil) -> Int? {
            var polite = machine()
            if let held { polite.hold(host: "a", until: .seconds(held), now: .zero) }
            polite.spread(host: "a", remaining: 2, over: .seconds(60), now: .zero)
            for token in 0..<2 { polite.enqueue(token, host: "a", now: .seconds(seconds)) }
            guard polite.start(now: .seconds(seconds)) == [0] else { return nil }
            _ = polite.finish(0, now: .seconds(seconds))
            return (1...100).first { polite.start(now: .seconds(seconds + $0)) == [1] }
        }
        #expect(gap(after: 10) == 30)
        #expect(gap(after: 61) == 1)
        #expect(gap(after: 61, held: 45) == 45, "a host that refused keeps its pace")
    }

    @Test("A host that nobody has asked yet can be held")
    func holdUnknown() {
        var polite = machine()
        polite.hold(host: "a", until: .seconds(60), now: .zero)
        polite.enqueue(1, host: "a", now: .zero)
        #expect(polite.start(now: .seconds(59)) == [])
        #expect(polite.nextStart == Duration.seconds(60))
        #expect(polite.start(now: .seconds(60)) == [1])
    }

    @Test("No more than so many are in flight in all")
    func inFlight() {
        var polite = machine { $0.inFlight = 10 }
        for token in 0..<100 { polite.enqueue(token, host: "h\(token)", now: .zero) }
        var running = polite.start(now: .zero)
        #expect(running.count == 10)
        #expect(polite.nextStart == nil)
        var seen = running
        while let token = running.first {
            running.removeFirst()
            _ = polite.finish(token, now: .zero)
            let more = polite.start(now: .zero)
            #expect(polite.inFlight <= 10)
            running += more
            seen += more
        }
        #expect(seen == Array(0..<100))
    }

    @Test("Bodies beyond the limit wait for the end of one; who gives up is not called")
    func active() {
        var polite = machine { $0.active = 2 }
        for token in 0..<5 { polite.enqueue(token, host: "h\(token)", now: .zero) }
        #expect(polite.start(now: .zero).count == 5)
        let answers = (0..<5).map { polite.activate($0) }
        #expect(answers == [true, true, false, false, false])
        let again = polite.activate(0)
        #expect(again, "who is active stays so")
        #expect(polite.finish(2, now: .zero) == nil)
        #expect(polite.finish(0, now: .zero) == 3)
        let called = polite.activate(3)
        #expect(called)
        #expect(polite.finish(1, now: .zero) == 4)
        #expect(polite.finish(3, now: .zero) == nil)
        #expect(polite.finish(4, now: .zero) == nil)
        #expect(polite.inFlight == 0)
    }

    @Test("What waits can be given up")
    func cancel() {
        var polite = machine()
        for token in 0..<3 { polite.enqueue(token, host: "a", now: .zero) }
        _ = polite.finish(0, now: .zero)
        _ = polite.finish(7, now: .zero)
        #expect(polite.start(now: .zero) == [1])
        _ = polite.finish(2, now: .zero)
        _ = polite.finish(1, now: .zero)
        #expect(polite.count == 0)
        #expect(polite.start(now: .seconds(5)) == [])
    }

    @Test("A thousand requests to each of ten hosts keep all rules")
    func rules() {
        var polite = machine { $0.inFlight = 4 }
        for token in 0..<10_000 { polite.enqueue(token, host: "h\(token % 10)", now: .zero) }
        var (now, lastEnd, started): (Duration, [Int: Duration], [Int]) = (.zero, [:], [])
        while started.count < 10_000 {
            let tokens = polite.start(now: now)
            #expect(tokens.count <= 4)
            for token in tokens {
                if let end = lastEnd[token % 10] { #expect(now - end >= second) }
                lastEnd[token % 10] = now
                _ = polite.finish(token, now: now)
            }
            started += tokens
            if tokens.isEmpty { now = polite.nextStart ?? now + second }
        }
        #expect(Set(started).count == 10_000)
    }

    @Test("The queue gives back in order of time, and of arrival among equals")
    func queue() {
        var queue = TimeQueue<Int>()
        for number in 0..<1_000 { queue.add(number, at: .seconds((number * 7_919) % 100)) }
        var taken: [Int] = []
        while let number = queue.takeDue(at: .seconds(100)) { taken.append(number) }
        let expected = (0..<1_000).sorted { (($0 * 7_919) % 100, $0) < (($1 * 7_919) % 100, $1) }
        #expect(taken == expected)
        #expect(queue.firstTime == nil)
    }
}
