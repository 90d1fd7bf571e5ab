import Articles
import Policy
import Testing

@Suite struct ScheduleTests {
    private let now = Timestamp(year: 2026, month: 11, day: 23)

    private func plan(
        _ outcome: Schedule.Outcome, interval: Int? = nil, failures: Int = 0, every: Int? = nil,
        _ bounds: ClosedRange<Int> = 900...86_400, maxAge: Int? = nil, ttl: Int? = nil, jitter: Double = 0.5
    ) -> (wait: Duration, interval: Duration) {
        var state = FeedState(id: "a", url: "http://a.example/")
        state.interval = interval.map { .seconds($0) }
        state.failures = failures
        let plan = Schedule.plan(
            after: outcome, state: state,
            bounds: Schedule.Bounds(
                every: every.map { .seconds($0) }, minimum: .seconds(bounds.lowerBound),
                maximum: .seconds(bounds.upperBound)),
            hints: Schedule.Hints(maxAge: maxAge.map { .seconds($0) }, timeToLive: ttl.map { .seconds($0) }),
            now: now, jitter: jitter)
        #expect(!plan.reason.isEmpty)
        return (plan.at - now, plan.interval)
    }

    @Test(
        "The interval shrinks with what is new, stretches without, and keeps its bounds",
        arguments: [
            (nil, 0, 2340), (nil, 1, 1260), (10_000, 5, 7000), (10_000, 0, 13_000), (900, 3, 900),
            (86_400, 0, 86_400), (1, 0, 1170), (10_000_000, 1, 60_480), (-5, 0, 1170),
        ] as [(Int?, Int, Int)])
    func learning(interval: Int?, new: Int, seconds: Int) {
        let plan = plan(.fetched(newArticles: new), interval: interval)
        #expect(abs((plan.interval - .seconds(seconds)).milliseconds) <= 1)
        #expect(abs((plan.wait - .seconds(seconds)).milliseconds) <= 1)
    }

    @Test("A fixed interval is not learned from", arguments: [0, 7]) func fixed(new: Int) {
        let plan = plan(.fetched(newArticles: new), interval: 50_000, every: 1200)
        #expect(plan.interval == .seconds(1200))
        #expect(abs((plan.wait - .seconds(1200)).milliseconds) <= 1)
    }

    @Test(
        "Hints stretch the wait up to six hours and never shorten it",
        arguments: [
            (nil, nil, 2340), (3600, nil, 3600), (nil, 3600, 3600), (7200, 3600, 7200), (60, 60, 2340),
            (500_000_000, nil, 21_600), (nil, 500_000_000, 21_600), (-10, -10, 2340), (0, nil, 2340),
        ] as [(Int?, Int?, Int)])
    func hints(maxAge: Int?, ttl: Int?, seconds: Int) {
        let plan = plan(.fetched(newArticles: 0), maxAge: maxAge, ttl: ttl)
        #expect(abs((plan.wait - .seconds(seconds)).milliseconds) <= 1)
        #expect(abs((plan.interval - .seconds(2340)).milliseconds) <= 1, "a hint is not learned")
    }

    @Test(
        "Retry-After is honoured between a minute and a week, a little later and never earlier",
        arguments: [
            (120, 120), (0, 60), (-5, 60), (Int.min / 2, 60), (86_400, 86_400), (Int.max / 2, 604_800),
        ])
    func retryAfter(asked: Int, seconds: Int) {
        #expect(plan(.failed(retryAfter: .seconds(asked)), failures: 1, jitter: 0).wait == .seconds(seconds))
        let latest = plan(.failed(retryAfter: .seconds(asked)), failures: 1, jitter: 1).wait
        #expect(latest > .seconds(seconds) && latest <= .seconds(Double(seconds) * 1.1 + 0.001))
    }

    @Test(
        "Back-off doubles up to the bound and never gives up", arguments: [1, 2, 5, 20, 21, 1_000, Int.max])
    func backOff(failures: Int) {
        for jitter in [0, 0.25, 0.999] {
            let plan = plan(.failed(retryAfter: nil), interval: 1800, failures: failures, jitter: jitter)
            let longest = failures > 5 ? 86_400 : min(1800 << failures, 86_400)
            #expect(plan.wait >= .seconds(900) && plan.wait <= .seconds(longest))
            #expect(plan.wait >= .seconds(longest / 2) && plan.wait > .zero)
            #expect(plan.interval == .seconds(1800), "what was learned stays")
        }
    }

    @Test("Two feeds that fail together do not return together") func spread() {
        let waits = [0, 0.3, 0.6, 0.9].map { plan(.failed(retryAfter: nil), failures: 3, jitter: $0).wait }
        #expect(Set(waits).count == 4)
        #expect(waits == waits.sorted())
    }

    @Test("A good answer is followed within a tenth of its interval", arguments: [0, 0.5, 0.999])
    func jitter(jitter: Double) {
        let plan = plan(.fetched(newArticles: 0), interval: 20_000, jitter: jitter)
        #expect(plan.wait >= .seconds(23_399) && plan.wait <= .seconds(28_600))
    }

    @Test("The shortest interval holds even with jitter") func floor() {
        #expect(plan(.fetched(newArticles: 1), interval: 900, jitter: 0).wait == .seconds(900))
    }

    @Test("A document cut short is asked for again soon; a feed that is gone once a week") func special() {
        #expect(plan(.truncated, interval: 7200).wait == .seconds(300))
        #expect(plan(.truncated, interval: 7200).interval == .seconds(7200))
        #expect(plan(.gone, interval: 7200).wait == .seconds(604_800))
    }
}
