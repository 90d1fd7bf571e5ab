import Articles
import Policy
import Testing

@Suite("The schedule")
struct ScheduleTests {
    private let now = Timestamp(year: 2026, month: 11, day: 23, hour: 12)

    /// A feed of so many articles a day, at even distances for eight weeks until `silence` seconds ago.
    private func state(perDay: Double = 4.3, silence: Double = 0, failures: Int = 0, failing: Int? = nil)
        -> FeedState
    {
        var state = FeedState(id: "a", url: "http://a.example/")
        let end = now - .seconds(silence)
        let start = end - .seconds(56 * 86_400)
        state.publication.seed([start], until: start)
        let times = (0..<Int(56 * perDay)).map { start + .seconds((Double($0) + 0.5) * 86_400 / perDay) }
        state.publication.observe(times, until: end)
        state.publication.window = 20
        state.failures = failures
        state.failingSince = failing.map { now - .seconds($0) }
        return state
    }

    private func plan(
        _ outcome: Schedule.Outcome = .fetched, _ state: FeedState? = nil, price: Double = 1000,
        every: Int? = nil, _ bounds: ClosedRange<Int> = 900...86_400, _ hints: Schedule.Hints = .init(),
        at time: Timestamp? = nil, jitter: Double = 0.5
    ) -> (wait: Int, plan: Schedule.Plan) {
        let now = time ?? now
        let plan = Schedule.plan(
            after: outcome, state: state ?? self.state(), price: price,
            bounds: Schedule.Bounds(
                every: every.map { .seconds($0) }, minimum: .seconds(bounds.lowerBound),
                maximum: .seconds(bounds.upperBound)),
            hints: hints, now: now, jitter: jitter)
        #expect(!plan.reason.description.isEmpty)
        return (Int(((plan.at - now) / .milliseconds(1) / 1000).rounded()), plan)
    }

    @Test(
        "checklist 36: the wait is what the price says, within the bounds",
        arguments: [
            (4.3, 1000, 900...86_400, 6339), (4.3, 1000, 7200...86_400, 7200), (4.3, 1000, 900...3600, 3600),
            (4.3, 0, 900...86_400, 900), (4.3, 1e12, 900...86_400, 86_400), (97, 1000, 60...86_400, 1335),
            (97, 1e12, 900...86_400, 8907),
        ])
    func price(perDay: Double, price: Double, bounds: ClosedRange<Int>, seconds: Int) {
        let wait = plan(.fetched, state(perDay: perDay), price: price, bounds).wait
        #expect(abs(Double(wait) / Double(seconds) - 1) < 0.1, "\(wait)")
    }

    @Test("A fixed interval is kept, whatever the feed publishes and says")
    func fixed() {
        let hints = Schedule.Hints(timeToLive: .seconds(7200), skipHours: 0xFFF, isCostly: true)
        for perDay in [0.5, 97] {
            let found = plan(.fetched, state(perDay: perDay), every: 1200, 900...86_400, hints)
            #expect(found.wait == 1200 && found.plan.reason == .fixed)
        }
        #expect(plan(every: 90_000, 900...90_000).wait == 90_000)
        let fresh = plan(every: 1200, 900...86_400, .init(maxAge: .seconds(3600)))
        #expect(fresh.wait == 3600 && fresh.plan.reason == .fresh)
    }

    @Test(
        "checklist 29, 30: max-age and ttl lengthen the wait up to six hours and never shorten it",
        arguments: [
            (nil, nil, 6339), (7200, nil, 7200), (nil, 7200, 7200), (9000, 7200, 9000), (60, 60, 6339),
            (500_000_000, nil, 21_600), (nil, 500_000_000, 21_600), (-10, -10, 6339), (0, 0, 6339),
        ] as [(Int?, Int?, Int)])
    func hints(maxAge: Int?, ttl: Int?, seconds: Int) {
        let hints = Schedule.Hints(
            maxAge: maxAge.map { .seconds($0) }, timeToLive: ttl.map { .seconds($0) })
        let found = plan(.fetched, nil, 900...86_400, hints)
        #expect(abs(Double(found.wait) / Double(seconds) - 1) < 0.1, "\(found.wait)")
        #expect(found.plan.interval == plan().plan.interval, "a hint is not learned")
    }

    @Test(
        "checklist 30: a ttl that the feed itself does not keep is ignored; max_every is the user's last word"
    )
    func limits() {
        var hasty = state()
        hasty.publication.contradictions = 2
        let ttl = Schedule.Hints(timeToLive: .seconds(20_000))
        #expect(plan(.fetched, hasty, 900...86_400, ttl).wait == plan(.fetched, hasty).wait)
        #expect(plan(.fetched, nil, 900...9000, ttl).wait == 9000)
        #expect(plan(.fetched, nil, 900...9000, .init(maxAge: .seconds(20_000))).wait == 9000)
    }

    @Test("checklist 33: a large document that has to be sent whole each time is asked for hourly at most")
    func costly() {
        let busy = state(perDay: 97)
        #expect(plan(.fetched, busy).wait < 1500)
        let found = plan(.fetched, busy, 900...86_400, .init(isCostly: true))
        #expect(found.wait == 3600 && found.plan.reason == .costly)
    }

    @Test(
        "checklist 33: who asks to be polite asks hourly at most, and daily for what is sent whole each time")
    func polite() {
        for every in [nil, 300, 7200] {
            for hasValidators in [true, false] {
                var feed = state(perDay: 97)
                feed.etag = hasValidators ? [1] : nil
                var bounds = Schedule.Bounds(
                    every: every.map { .seconds($0) }, minimum: .seconds(60), maximum: .seconds(1800))
                bounds.makePolite()
                for outcome in [Schedule.Outcome.fetched, .truncated, .failed(retryAfter: nil)] {
                    for jitter in [0, 0.5, 0.99] {
                        let plan = Schedule.plan(
                            after: outcome, state: feed, price: 0, bounds: bounds, now: now, jitter: jitter)
                        guard case .failed = outcome else {
                            let least = Duration.seconds(hasValidators ? 3600 : 86_400)
                            #expect(plan.at - now >= least, "\(outcome), every \(every ?? 0)")
                            continue
                        }
                        #expect(plan.at - now >= .seconds(3600))
                    }
                }
            }
        }
    }

    @Test("checklist 32: hours and days to skip are skipped, unless all are")
    func skipping() {
        func at(_ hours: [Int], _ days: [Int]) -> Timestamp {
            let hints = Schedule.Hints(
                skipHours: hours.reduce(0) { $0 | 1 << UInt32($1) },
                skipDays: days.reduce(0) { $0 | 1 << UInt8($1) })
            return plan(.fetched, nil, 900...86_400, hints).plan.at
        }
        let usual = plan().plan.at
        #expect(at([], []) == usual && at([1, 2, 3], [1]) == usual)
        #expect(at(Array(0..<24), []) == usual && at([], Array(0..<7)) == usual)
        // Monday 12:00 and an hour and three quarters.
        #expect(at([13], []) == Timestamp(year: 2026, month: 11, day: 23, hour: 14))
        #expect(at(Array(13..<24), []) == Timestamp(year: 2026, month: 11, day: 24))
        #expect(at([], [0]) == Timestamp(year: 2026, month: 11, day: 24))
        #expect(at([0], [0, 1, 2]) == Timestamp(year: 2026, month: 11, day: 26, hour: 1))
        #expect(
            at(Array(0..<24).filter { $0 != 5 }, [0, 1, 2, 3, 4, 5])
                == Timestamp(year: 2026, month: 11, day: 29, hour: 5))
    }

    @Test(
        "checklist 38: the longest interval of a quiet feed rises from a day to a week",
        arguments: [(1, 86_400), (29, 86_400), (105, 345_600), (180, 604_800), (2000, 604_800)])
    func quiet(days: Int, seconds: Int) {
        let silent = state(silence: Double(days) * 86_400)
        let found = plan(.fetched, silent, price: 1e12)
        #expect(abs(Double(found.wait) / Double(seconds) - 1) < 0.06, "\(found.wait)")
        #expect(found.plan.reason == (days > 30 ? .quiet : .longest) || days == 1, "\(found.plan.reason)")
        #expect(plan(.fetched, silent, price: 1e12, 900...3600).wait <= 3600, "a shorter bound is a wish")
        var back = silent
        back.publication.observe([now], until: now)
        #expect(plan(.fetched, back, price: 1e12).wait <= 86_400, "the first new article restores it")
    }

    @Test("checklist 34: a good answer is followed within a tenth of the interval, never beyond the bounds")
    func jitter() {
        let interval = plan().plan.interval.components.seconds
        #expect(abs(plan(jitter: 0).wait - Int(Double(interval) * 0.9)) <= 2)
        #expect(abs(plan(jitter: 0.9999).wait - Int(Double(interval) * 1.1)) <= 2)
        let capped = [0, 0.25, 0.5, 0.75, 0.9999].map { plan(price: 1e12, 900...3600, jitter: $0).wait }
        #expect(capped.allSatisfy { (3239...3600).contains($0) } && Set(capped).count >= 3)
        #expect(plan(price: 0, jitter: 0).wait == 900, "the shortest interval holds")
        let spread = (0..<1000).map { Schedule.jitter(feed: "feed-\($0)", now: now) }.sorted()
        for tenth in 0..<10 { #expect(abs(spread[tenth * 100] - Double(tenth) / 10) < 0.05) }
        #expect(Schedule.jitter(feed: "a", now: now) == Schedule.jitter(feed: "a", now: now))
        #expect(Schedule.jitter(feed: "a", now: now) != Schedule.jitter(feed: "a", now: now + .seconds(1)))
    }

    @Test(
        "checklist 19: Retry-After is honoured between a minute and a week, a little later and never earlier",
        arguments: [
            (120, 120), (0, 60), (-5, 60), (Int.min / 2, 60), (86_400, 86_400), (Int.max / 2, 604_800),
        ])
    func retryAfter(asked: Int, seconds: Int) {
        let failing = state(failures: 1)
        #expect(plan(.failed(retryAfter: .seconds(asked)), failing, jitter: 0).wait == seconds)
        let latest = plan(.failed(retryAfter: .seconds(asked)), failing, jitter: 1).wait
        #expect(latest > seconds && latest <= seconds + seconds / 10)
    }

    @Test("checklist 19: 429 without Retry-After is twice the interval, an hour at least")
    func tooManyRequests() {
        var failing = state(failures: 1)
        #expect(plan(.tooManyRequests, failing, jitter: 0).wait == 3600, "no interval yet")
        failing.interval = .seconds(6339)
        #expect(plan(.tooManyRequests, failing, jitter: 0).wait == 2 * 6339)
        #expect(plan(.tooManyRequests, failing, every: 600, 600...86_400, jitter: 0).wait == 3600)
        #expect(plan(.tooManyRequests, failing, every: 600_000, jitter: 0).wait == 604_800)
    }

    @Test(
        "checklist 22: back-off doubles up to a day, after two weeks up to a week, and never gives up",
        arguments: [1, 2, 5, 20, 21, 1_000, Int.max])
    func backOff(failures: Int) {
        for (since, limit) in [(3600, 86_400), (13 * 86_400, 86_400), (15 * 86_400, 604_800)] {
            for jitter in [0, 0.25, 0.999] {
                let failing = state(failures: failures, failing: since)
                let found = plan(.failed(retryAfter: nil), failing, every: 1800, jitter: jitter)
                let longest = failures > 10 ? limit : min(1800 << (failures - 1), limit)
                let expected = 900 + Double(longest - 900) * jitter
                #expect(abs(Double(found.wait) - expected) < 2, "\(found.wait)")
                #expect(found.plan.interval == .seconds(1800), "what was learned stays")
            }
        }
    }

    @Test("A document cut short is asked for again soon") func cutShort() {
        #expect(plan(.truncated).wait == 300)
    }

    @Test("Reasons are told in words")
    func words() {
        let reasons: [(Schedule.Reason, String)] = [
            (
                .waiting(articles: 1.04, perDay: 12.4),
                "about 1 article by then (12 a day) will have waited long enough"
            ),
            (
                .waiting(articles: 0.031, perDay: 0.3),
                "it publishes about 0.3 a day: sooner there would seldom be anything new"
            ),
            (.failures(1), "one failure: backing off"), (.failures(7), "7 failures in a row: backing off"),
        ]
        for (reason, words) in reasons { #expect(reason.description == words) }
    }
}
