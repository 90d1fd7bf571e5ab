package import Articles

/// When a feed is fetched next, and why: a pure function of what is known about it.
///
/// The interval adapts between two bounds: it shrinks when a fetch brings something new and stretches when it does
/// not. Failures back off but never give up.
package struct Schedule: Sendable {
    /// What came of a fetch, as far as the schedule cares.
    package enum Outcome: Sendable {
        /// An answer: a document with so many new articles, or nothing new at all.
        case fetched(newArticles: Int)
        /// A failure of the wire, the server or the document; Retry-After where the server gave one.
        case failed(retryAfter: Duration?)
        /// A document cut short although the server said it was complete: worth one early second try.
        case truncated
        /// 410 Gone, seen twice a day apart: asked again only when the user says so.
        case gone
    }

    /// What publisher and server say about asking again.
    package struct Hints: Sendable {
        /// Cache-Control max-age minus Age.
        package var maxAge: Duration?
        /// RSS ttl, or the period of the syndication module.
        package var timeToLive: Duration?

        /// Makes hints; nil where nothing was said.
        package init(maxAge: Duration? = nil, timeToLive: Duration? = nil) {
            self.maxAge = maxAge
            self.timeToLive = timeToLive
        }
    }

    /// The bounds from the configuration.
    package struct Bounds: Sendable {
        /// A fixed interval; nil to learn one.
        package var every: Duration?
        /// The shortest interval.
        package var minimum: Duration
        /// The longest interval.
        package var maximum: Duration

        /// Makes bounds.
        package init(
            every: Duration? = nil, minimum: Duration = .seconds(900), maximum: Duration = .seconds(86_400)
        ) {
            self.every = every
            self.minimum = minimum
            self.maximum = max(minimum, maximum)
        }
    }

    /// The answer.
    package struct Plan: Equatable, Sendable {
        /// When to fetch.
        package var at: Timestamp
        /// The interval learned, before jitter and hints.
        package var interval: Duration
        /// Why then, in words.
        package var reason: String
    }

    /// Where learning begins.
    static let firstInterval = Duration.seconds(30 * 60)
    /// Publishers' hints are honoured up to here: a max-age of 16 years was seen.
    static let longestHint = Duration.seconds(6 * 3600)
    /// Retry-After is honoured between these two.
    package static let shortestHold = Duration.seconds(60)
    /// Retry-After is honoured up to here: 88 hours were seen.
    package static let longestHold = Duration.seconds(7 * 86_400)

    /// Plans the fetch after one that ended at `now`; `jitter` is a random number in 0 ..< 1.
    package static func plan(
        after outcome: Outcome, state: FeedState, bounds: Bounds, hints: Hints, now: Timestamp, jitter: Double
    ) -> Plan {
        let learned = bounds.every ?? clamp(state.interval ?? firstInterval, bounds)
        switch outcome {
        case .fetched(let count):
            let interval = bounds.every ?? clamp(learned * (count > 0 ? 0.7 : 1.3), bounds)
            return fetched(interval, bounds: bounds, hints: hints, now: now, jitter: jitter)
        case .truncated:
            return Plan(
                at: now + .seconds(300), interval: learned,
                reason: "the document was cut short: once more in 5 minutes")
        case .gone:
            return Plan(
                at: now + longestHold, interval: learned,
                reason: "410 Gone twice: the publisher ended this feed")
        case .failed(let retryAfter?):
            let hold = min(max(retryAfter, shortestHold), longestHold)
            return Plan(
                at: now + hold + hold * 0.1 * jitter, interval: learned,
                reason: "the server asked to wait (Retry-After)")
        case .failed(nil):
            let longest = max(bounds.maximum, learned)
            let backOff = min(learned * pow2(min(state.failures, 20)), longest)
            // Full jitter above the floor, so that feeds that fail together do not return together.
            let wait = max(bounds.minimum, backOff * (0.5 + 0.5 * jitter))
            return Plan(
                at: now + wait, interval: learned, reason: "\(state.failures) failures in a row: backing off")
        }
    }

    private static func fetched(
        _ interval: Duration, bounds: Bounds, hints: Hints, now: Timestamp, jitter: Double
    ) -> Plan {
        var wait = interval * (0.9 + 0.2 * jitter)
        var reason = bounds.every == nil ? "learned interval" : "fixed by the configuration"
        if let maxAge = hints.maxAge.map({ min($0, longestHint) }), maxAge > wait {
            (wait, reason) = (maxAge, "the server says it is fresh until then (max-age)")
        }
        if bounds.every == nil, let ttl = hints.timeToLive.map({ min($0, longestHint) }), ttl > wait {
            (wait, reason) = (ttl, "the feed's own ttl")
        }
        return Plan(at: now + max(wait, bounds.minimum), interval: interval, reason: reason)
    }

    private static func clamp(_ interval: Duration, _ bounds: Bounds) -> Duration {
        min(max(interval, bounds.minimum), bounds.maximum)
    }

    private static func pow2(_ exponent: Int) -> Int { 1 << exponent }
}
