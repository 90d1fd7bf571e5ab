import Articles
import Policy
import Testing

@Suite("The price of a request")
struct PriceTests {
    private let now = Timestamp(year: 2026, month: 11, day: 23)

    private func feed(_ perDay: Double, every: Int? = nil, _ bounds: ClosedRange<Int> = 300...86_400)
        -> Price.Feed
    {
        var record = PublicationRecord()
        let start = now - .seconds(56 * 86_400)
        record.seed([start], until: start)
        record.observe(
            (0..<Int(56 * perDay)).map { start + .seconds((Double($0) + 0.5) * 86_400 / perDay) }, until: now)
        let limits = Schedule.Bounds(
            every: every.map { .seconds($0) }, minimum: .seconds(bounds.lowerBound),
            maximum: .seconds(bounds.upperBound))
        return Price.Feed(record: record, bounds: limits)
    }

    @Test(
        "All feeds together make the requests that are granted, busy ones more", arguments: [2.0, 6, 24, 96])
    func budget(daily: Double) {
        let feeds = [0.3, 1.7, 4.1, 12.3, 60.7, 150.3].map { feed($0) }
        let price = Price.fitted(to: daily, feeds, now: now)
        let requests = feeds.map { $0.requests(at: price.value, now: now) }
        #expect(abs(requests.reduce(0, +) / 6 / daily - 1) < 0.05, "\(requests)")
        #expect(requests == requests.sorted())
        #expect(price.fittedAt == now && price.feeds == 6)
        // Four times the rate is twice the requests, where no bound holds them.
        #expect(daily < 10 || abs(requests[3] / requests[2] / (12.3 / 4.1).squareRoot() - 1) < 0.2)
    }

    @Test("Bounds hold whatever the price; fixed intervals count as they are")
    func bounds() {
        #expect(feed(4, every: 3600).requests(at: 1, now: now) == 24)
        #expect(feed(200, 3600...86_400).requests(at: 1e-3, now: now) == 24)
        #expect(feed(0.3, 300...43_200).requests(at: 1e9, now: now) == 2)
        let price = Price.fitted(to: 24, [feed(4, every: 60)], now: now)
        #expect(price.value > 1e8, "it comes as close as it can")
        #expect(Price.fitted(to: 24, [], now: now).value == Price.initial)
    }

    @Test("It is fitted once a day, when many feeds have become known, and when the clock was set back")
    func stale() {
        var price = Price()
        #expect(!price.isStale(now: now, feeds: 0) && price.isStale(now: now, feeds: 1))
        (price.fittedAt, price.feeds) = (now, 10)
        #expect(!price.isStale(now: now + .seconds(86_399), feeds: 20))
        #expect(price.isStale(now: now + .seconds(86_400), feeds: 10))
        #expect(price.isStale(now: now + .seconds(60), feeds: 21))
        #expect(price.isStale(now: now - .seconds(60), feeds: 10))
    }
}
