package import Articles

/// When a feed is fetched next, and why: a pure function of what is known about it.
///
/// A feed is asked when the articles it is expected to have published have waited as long, in sum, as one request is
/// worth (`Intensity.wait`): often by day, seldom by night, sooner after a burst. Publisher and server can ask for
/// more time, the configuration has the last word. Failures back off but never give up.
package struct Schedule: Sendable {
    /// What came of a fetch, as far as the schedule cares.
    package enum Outcome: Sendable {
        /// An answer, whatever was new in it; the feed's record has taken it in.
        case fetched
        /// A failure of the wire, the server or the document; Retry-After where the server gave one.
        case failed(retryAfter: Duration?)
        /// 429 without Retry-After.
        case tooManyRequests
        /// A document cut short although the server said it was complete: worth one early second try.
        case truncated
    }

    /// The answer.
    package struct Plan: Equatable, Sendable {
        /// When to fetch.
        package var at: Timestamp
        /// The interval of the feed's own habits, before jitter, hints and failures.
        package var interval: Duration
        /// Why then.
        package var reason: Reason
    }

    /// Retry-After is honoured between these two.
    package static let shortestHold = Duration.seconds(60)
    /// Retry-After is honoured up to here: 88 hours were seen.
    package static let longestHold = Duration.seconds(7 * 86_400)
    /// How early the second try of a document that was cut short comes.
    private static let secondTry = Duration.seconds(300)
    /// Where back-off ends, until failing has lasted two weeks, and from then on.
    private static let longestBackOff = Duration.seconds(86_400)
    private static let longestBackOffLater = Duration.seconds(7 * 86_400)
    private static let longFailing = Duration.seconds(14 * 86_400)

    /// Plans the fetch after one that ended at `now`.
    ///
    /// `price` is what a request is worth in item-seconds of waiting; `jitter` is a number in 0 ..< 1 that differs
    /// from feed to feed.
    package static func plan(
        after outcome: Outcome, state: FeedState, price: Double, bounds: Bounds, hints: Hints = Hints(),
        now: Timestamp, jitter: Double
    ) -> Plan {
        let habit = Habit(state, price: price, bounds: bounds, now: now)
        func plan(_ wait: Duration, _ reason: Reason) -> Plan {
            Plan(at: now + wait, interval: habit.interval, reason: reason)
        }
        switch outcome {
        case .truncated where bounds.minimumWhole == nil: return plan(secondTry, .truncated)
        case .fetched, .truncated:
            return fetched(habit, state: state, bounds: bounds, hints: hints, now: now, jitter: jitter)
        case .failed(let retryAfter?):
            let hold = min(max(retryAfter, shortestHold), longestHold)
            return plan(hold + hold * (0.1 * jitter), .asked)
        case .tooManyRequests:
            return plan(holdWithoutWord(state, bounds: bounds) * (1 + 0.1 * jitter), .tooManyRequests)
        case .failed(nil):
            let isLasting = state.failingSince.map { now - $0 > longFailing } ?? false
            let longest = max(isLasting ? longestBackOffLater : longestBackOff, bounds.minimum)
            let backOff = min(habit.interval * (1 << min(max(state.failures, 1) - 1, 20)), longest)
            // Full jitter above the floor, so that feeds that fail together do not return together.
            let floor = min(bounds.minimum, backOff)
            return plan(floor + (backOff - floor) * jitter, .failures(state.failures))
        }
    }

    /// How long a server is left alone that says 429 without Retry-After: twice the interval, an hour at least.
    package static func holdWithoutWord(_ state: FeedState, bounds: Bounds) -> Duration {
        min(max((bounds.every ?? state.interval ?? .zero) * 2, .seconds(3600)), longestHold)
    }

    private static func fetched(
        _ habit: Habit, state: FeedState, bounds: Bounds, hints: Hints, now: Timestamp, jitter: Double
    ) -> Plan {
        var wait = max(habit.interval * (0.9 + 0.2 * jitter), bounds.minimum)
        // Folded back at the longest interval, so that feeds that all stand there do not come together.
        if wait > habit.longest { wait = max(habit.longest * 2 - wait, bounds.minimum) }
        var reason = habit.reason
        func lengthen(to bound: Duration?, _ why: Reason) {
            guard let bound, bound > wait else { return }
            (wait, reason) = (min(bound, max(habit.longest, wait)), why)
        }
        if let floor = bounds.minimumWhole, floor > wait, state.etag == nil, state.lastModified == nil {
            (wait, reason) = (floor, .polite)
        }
        lengthen(to: hints.maxAge.map { min($0, Hints.longest) }, .fresh)
        guard bounds.every == nil else {
            return Plan(at: now + wait, interval: habit.interval, reason: reason)
        }
        if state.publication.contradictions < 2 {
            lengthen(to: hints.timeToLive.map { min($0, Hints.longest) }, .timeToLive)
        }
        if hints.isCostly { lengthen(to: Hints.costly, .costly) }
        let at = hints.firstUnskipped(from: now + wait)
        return Plan(at: at, interval: habit.interval, reason: at > now + wait ? .skipped : reason)
    }

    /// A number in 0 ..< 1 that differs from feed to feed and from fetch to fetch, the same at every run.
    package static func jitter(feed id: String, now: Timestamp) -> Double {
        // FNV-1a over the name, then the finaliser of SplitMix64.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash ^= UInt64(bitPattern: now.milliseconds)
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return Double((hash ^ hash >> 31) >> 11) / Double(1 << 53)
    }
}

/// The interval that a feed's own habits ask for, and why.
private struct Habit {
    var interval: Duration
    /// The longest interval that the bounds allow it.
    var longest: Duration
    var reason: Schedule.Reason

    init(_ state: FeedState, price: Double, bounds: Schedule.Bounds, now: Timestamp) {
        if let every = bounds.every {
            (interval, longest, reason) = (every, max(every * 1.1, bounds.maximum), .fixed)
            return
        }
        let record = state.publication
        let ahead = Intensity(record, from: now)
        longest = bounds.maximum(afterSilence: record.silence(at: now))
        let wait = ahead.wait(price: price, window: record.window, longest: longest.seconds)
        interval = .milliseconds(Int64(wait.seconds * 1000))
        let perDay = ahead.mean * 86_400
        switch wait.end {
        case .price: reason = .waiting(articles: wait.articles, perDay: perDay)
        case .window: reason = .window(articles: wait.articles, perDay: perDay)
        case .longest: reason = longest > bounds.maximum ? .quiet : .longest
        }
        if interval < bounds.minimum { (interval, reason) = (bounds.minimum, .shortest) }
    }
}
