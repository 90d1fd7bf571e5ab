internal import Glibc
package import Articles

/// What a request is worth, in item-seconds of waiting: one price for all feeds.
///
/// It is fitted, now and then, so that the requests which the schedule is going to make are those that the
/// configuration grants.
package struct Price: Hashable, Sendable {
    /// Item-seconds a request.
    package var value = Self.initial
    /// When it was fitted; nil before the first time.
    package var fittedAt: Timestamp?
    /// Feeds that were known then.
    package var feeds = 0

    /// The price before anything is known: an hour between requests for a feed of four articles a day.
    package static let initial = 300.0
    /// How long a price holds.
    private static let life = Duration.seconds(86_400)
    /// Feeds looked at for a fit: the average of so many is as good as that of all.
    private static let sample = 1000
    /// Prices between which is looked: below, and above, every feed stands at one of its bounds.
    private static let range = 1e-3...1e9

    /// Makes the initial price.
    package init() {}

    /// Whether it is time to fit it anew: once a day, after the clock was set back, and sooner while feeds become known.
    package func isStale(now: Timestamp, feeds known: Int) -> Bool {
        guard let fittedAt else { return known > 0 }
        return now - fittedAt >= Self.life || now < fittedAt || known > 2 * feeds
    }

    /// A feed as the fit sees it.
    package struct Feed: Sendable {
        var record: PublicationRecord
        var bounds: Schedule.Bounds

        /// Makes a feed.
        package init(record: PublicationRecord, bounds: Schedule.Bounds) {
            self.record = record
            self.bounds = bounds
        }

        /// Requests a day at a price, as the schedule would make them from `now` on if nothing was learned.
        package func requests(at price: Double, now: Timestamp) -> Double {
            if let every = bounds.every { return 86_400 / every.seconds }
            var ahead = Intensity(record, from: now)
            let longest = bounds.maximum(afterSilence: record.silence(at: now)).seconds
            var (elapsed, count) = (0.0, 0.0)
            while elapsed < 86_400 {
                let wait = ahead.wait(price: price, window: record.window, longest: longest)
                let seconds = max(wait.seconds, bounds.minimum.seconds, 1)
                elapsed += seconds
                count += 1
                ahead = ahead.later(by: seconds)
            }
            return count * 86_400 / elapsed
        }
    }

    /// The price at which feeds are asked `daily` times a day on average, or that at which they come closest to it.
    package static func fitted(to daily: Double, _ feeds: [Feed], now: Timestamp) -> Price {
        var price = Price()
        (price.fittedAt, price.feeds) = (now, feeds.count)
        guard !feeds.isEmpty else { return price }
        let stride = Swift.max(1, feeds.count / sample)
        let sampled = Swift.stride(from: 0, to: feeds.count, by: stride).map { feeds[$0] }
        func requests(_ price: Double) -> Double {
            sampled.reduce(0) { $0 + $1.requests(at: price, now: now) } / Double(sampled.count)
        }
        // Fewer requests at a higher price: halve the range of its logarithm.
        var (low, high) = (log(range.lowerBound), log(range.upperBound))
        while high - low > 0.01 {
            let middle = (low + high) / 2
            if requests(exp(middle)) > daily { low = middle } else { high = middle }
        }
        price.value = exp((low + high) / 2)
        return price
    }
}
