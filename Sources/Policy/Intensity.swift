internal import Glibc
package import Articles

/// How many articles a feed is expected to publish from an instant on.
///
/// An inhomogeneous Poisson process with a part that excites itself (Hawkes 1971):
/// `λ(t) = (1 - w₁ - w₂) L p(hour) q(minute) + w₁ S₁ + w₂ S₂`, where `w₁ = n₁ e^(-t/1 h)`, `w₂ = n₂ e^(-t/6 h)`.
/// `L` is a Gamma-Poisson estimate over what is remembered, `p` and `q` are histograms shrunk towards evenness, `S` is
/// the rate of the last hour or hours, and `n` is the share of the feed's own articles that followed others so
/// closely. What the last hours say counts less and less the further it is looked ahead; then habits are all there is.
/// Human feeds come in bursts and sleep at night, machines publish on the hour; each feed shows which it is.
package struct Intensity {
    /// How long an article makes others likelier, in seconds: within a sitting, and within a working day.
    static let hourTail = 3600.0
    static let hoursTail = 6 * 3600.0
    /// What is believed of a feed of which nothing is known: 0.3 articles in one day.
    private static let priorArticles = 0.3
    private static let priorTime = 86_400.0
    /// How many articles a belief about a feed's habits weighs against its own, and the share that follows others.
    private static let priorWeight = 12.0
    /// Nobody is believed to change more often than so many seconds.
    private static let shortestSaid = 900.0
    private static let priorFollowers = 0.35
    /// Seconds of a step of looking ahead: the rate changes with the twelfth of the hour.
    private static let step = 300.0
    /// What is left of the two tails after a step.
    private static let hourFactor = exp(-step / hourTail)
    private static let hoursFactor = exp(-step / hoursTail)

    /// Articles a second that the hour of the day explains.
    private var hours = InlineArray<24, Double>(repeating: 0)
    /// Factors of the twelfths of an hour, 1 on average.
    private var minutes = InlineArray<12, Double>(repeating: 1)
    /// Articles a second in the last hour and hours.
    private let lastHour, lastHours: Double
    /// How much these say at the beginning, of 1.
    private var hourShare, hoursShare: Double
    /// Seconds since midnight (UTC) at the beginning.
    private var start: Double
    /// Articles a second on average over the days remembered.
    package let mean: Double

    /// What is expected of a feed from `now` on.
    package init(_ record: PublicationRecord, from now: Timestamp) {
        // The weights are of a time in the past; what is left of them now.
        let age = record.asOf.map { max(0, (now - $0).seconds) } ?? 0
        let kept = Self.remainder(after: age, of: PublicationRecord.memory)
        let total = record.hours.reduce(0) { $0 + Double($1) } * kept
        let watched = record.since.map { max(0, (now - $0).seconds) } ?? 0
        let remembered =
            PublicationRecord.memory * (1 - Self.remainder(after: watched, of: PublicationRecord.memory))
        // What the feed says of itself weighs as little as what is believed of feeds in general.
        let said = record.updateInterval.map { Self.priorArticles * max($0.seconds, Self.shortestSaid) }
        mean = (total + Self.priorArticles) / (remembered + (said ?? Self.priorTime))
        let judged = Double(record.judged) * kept + Self.priorWeight
        let prior = Self.priorFollowers / 2 * Self.priorWeight
        hourShare = (Double(record.hourFollowers) * kept + prior) / judged
        hoursShare = (Double(record.hoursFollowers) * kept + prior) / judged
        lastHour = Double(record.lastHour) * Self.remainder(after: age, of: Self.hourTail) / Self.hourTail
        lastHours = Double(record.lastHours) * Self.remainder(after: age, of: Self.hoursTail) / Self.hoursTail
        start = Double(now.secondOfDay)
        let usual = mean / (total + Self.priorWeight)
        for hour in 0..<24 {
            let neighbours = Double(record.hours[(hour + 23) % 24]) + Double(record.hours[(hour + 1) % 24])
            let smooth = (Double(record.hours[hour]) / 2 + neighbours / 4) * kept
            hours[hour] = usual * (24 * smooth + Self.priorWeight)
        }
        for twelfth in 0..<12 {
            let count = Double(record.minutes[twelfth]) * kept
            minutes[twelfth] = (12 * count + Self.priorWeight) / (total + Self.priorWeight)
        }
    }

    /// What is left of a weight after so many seconds.
    static func remainder(after age: Double, of memory: Double) -> Double {
        age > 0 ? exp(-age / memory) : 1
    }

    /// Articles a second at the beginning, by what explains them.
    var parts: (usual: Double, afterHour: Double, afterHours: Double) {
        let usual = hours[Int(start) / 3600] * minutes[Int(start) % 3600 / 300]
        return ((1 - hourShare - hoursShare) * usual, hourShare * lastHour, hoursShare * lastHours)
    }
}

extension Intensity {
    /// How long to wait until articles have waited long enough.
    package struct Wait: Equatable, Sendable {
        /// What ends it.
        package enum End: Sendable { case price, window, longest }

        /// Seconds.
        package var seconds: Double
        /// Articles expected by then.
        package var articles: Double
        package var end: End
    }

    /// The wait after which the articles expected have waited `price` item-seconds, at most `longest` seconds.
    ///
    /// Among all ways to spend a number of requests, the sum of all waiting is least where each request ends as much
    /// waiting as any other: one price for all feeds (the multiplier of Lagrange). `n` articles, expected within `x`
    /// seconds, are taken to have appeared evenly, so they have waited `n x / 2` in sum. At a constant rate `λ` that
    /// is `x = √(2 price / λ)`, the square-root rule of Cho and Garcia-Molina. The integral of the waiting itself would
    /// wait on when a peak of publication has just passed, which is when a request brings most.
    ///
    /// Half of `window`, the items that the feed shows at once, are not exceeded: beyond it items could be pushed out
    /// unseen. A `window` of 0 is unknown.
    package func wait(price: Double, window: Int, longest: Double) -> Wait {
        let most = window > 1 ? Double(window) / 2 : .infinity
        var elapsed = 0.0
        var articles = 0.0
        var second = start
        var (hourWeight, hoursWeight) = (hourShare, hoursShare)
        while elapsed < longest {
            let length = min(Self.step - second.truncatingRemainder(dividingBy: Self.step), longest - elapsed)
            let place = Int(second)
            let rate =
                (1 - hourWeight - hoursWeight) * hours[place / 3600] * minutes[place % 3600 / 300]
                + hourWeight * lastHour + hoursWeight * lastHours
            let isDear = (elapsed + length) * (articles + rate * length) >= 2 * price
            if isDear || articles + rate * length >= most {
                let toPrice = isDear ? Self.rest(elapsed, articles, rate, price) : .infinity
                let toWindow = rate > 0 ? max(0, (most - articles) / rate) : .infinity
                let rest = min(toPrice, toWindow, length)
                return Wait(
                    seconds: elapsed + rest, articles: articles + rate * rest,
                    end: toWindow < toPrice ? .window : .price)
            }
            elapsed += length
            articles += rate * length
            second += length
            if second >= 86_400 { second -= 86_400 }
            hourWeight *= Self.hourFactor
            hoursWeight *= Self.hoursFactor
        }
        return Wait(seconds: longest, articles: articles, end: .longest)
    }

    /// The positive root of `(elapsed + s)(articles + rate s) = 2 price`.
    private static func rest(_ elapsed: Double, _ articles: Double, _ rate: Double, _ price: Double) -> Double
    {
        let linear = articles + rate * elapsed
        let missing = max(0, 2 * price - elapsed * articles)
        guard missing > 0 else { return 0 }
        guard rate > 0 else { return articles > 0 ? missing / articles : 0 }
        return 2 * missing / (linear + (linear * linear + 4 * rate * missing).squareRoot())
    }

    /// What is expected from so many seconds later on, if nothing is learned until then.
    package func later(by seconds: Double) -> Intensity {
        var later = self
        later.start = (start + seconds).truncatingRemainder(dividingBy: 86_400)
        later.hourShare *= Self.remainder(after: seconds, of: Self.hourTail)
        later.hoursShare *= Self.remainder(after: seconds, of: Self.hoursTail)
        return later
    }

    /// Articles expected within so many seconds.
    package func articles(within seconds: Double) -> Double {
        wait(price: .infinity, window: 0, longest: seconds).articles
    }
}
