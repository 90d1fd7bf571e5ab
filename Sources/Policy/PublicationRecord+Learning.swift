package import Articles

/// How a feed's habits are learned from the times at which its articles appeared.
///
/// An article weighs `e^(-age/14 d)`: new habits replace old ones within weeks, and a feed's row stays small whatever
/// it publishes. The counts are taken in as the process of `Intensity` wants them.
extension PublicationRecord {
    /// How long habits are remembered, in seconds: two of each weekday.
    static let memory = 14 * 86_400.0

    /// How long nothing has been published, since the feed is watched at the longest.
    func silence(at now: Timestamp) -> Duration { (newest ?? since).map { now - $0 } ?? .zero }

    /// Takes in what a document brought: the times, in order, at which its new articles appeared, none after `now`.
    ///
    /// `timeToLive` is what the feed itself says about asking again (RSS 2.0 `<ttl>`); articles that come faster
    /// contradict it.
    package mutating func observe(
        _ times: some Sequence<Timestamp>, until now: Timestamp, timeToLive: Duration? = nil
    ) {
        begin(at: now)
        for time in times {
            if let timeToLive, let newest, contradictions < 2, time > newest, time - newest < timeToLive {
                contradictions += 1
            }
            add(time)
        }
        fade(to: now)
    }

    /// Starts with the times of a first document, so that the second fetch is adapted already.
    ///
    /// The feed is watched since its oldest article, which opens that time and so is no event in it.
    package mutating func seed(
        _ times: some Collection<Timestamp>, until now: Timestamp, timeToLive: Duration? = nil
    ) {
        let (window, areDatesMadeUp) = (window, areDatesMadeUp)
        self = PublicationRecord()
        (self.window, self.areDatesMadeUp) = (window, areDatesMadeUp)
        begin(at: times.first ?? now)
        newest = times.first
        observe(times.dropFirst(), until: now, timeToLive: timeToLive)
    }

    /// Starts the time watched; after the clock was set back, weights are of now.
    private mutating func begin(at now: Timestamp) {
        since = min(since ?? now, now)
        asOf = min(asOf ?? now, now)
        newest = newest.map { min($0, now) }
    }

    private mutating func add(_ time: Timestamp) {
        guard let asOf else { return }
        var (weight, hourWeight, hoursWeight): (Float, Float, Float) = (1, 1, 1)
        if time < asOf {
            // A latecomer weighs what it would weigh had it been counted in time.
            let age = (asOf - time).seconds
            weight = Self.remainder(after: age, of: Self.memory)
            hourWeight = Self.remainder(after: age, of: Intensity.hourTail)
            hoursWeight = Self.remainder(after: age, of: Intensity.hoursTail)
        } else {
            fade(to: time)
            judge(at: time)
        }
        let second = time.secondOfDay
        hours[second / 3600] += weight
        minutes[second % 3600 / 300] += weight
        lastHour += hourWeight
        lastHours += hoursWeight
        newest = max(newest ?? time, time)
    }

    /// Asks of an article what explains it (the expectation step of the expectation-maximisation algorithm).
    private mutating func judge(at time: Timestamp) {
        let parts = Intensity(self, from: time).parts
        let whole = parts.usual + parts.afterHour + parts.afterHours
        judged += 1
        guard whole > 0 else { return }
        hourFollowers += Float(parts.afterHour / whole)
        hoursFollowers += Float(parts.afterHours / whole)
    }

    private mutating func fade(to now: Timestamp) {
        guard let asOf, now > asOf else { return }
        let age = (now - asOf).seconds
        let factor = Self.remainder(after: age, of: Self.memory)
        for hour in hours.indices { hours[hour] *= factor }
        for twelfth in minutes.indices { minutes[twelfth] *= factor }
        hourFollowers *= factor
        hoursFollowers *= factor
        judged *= factor
        lastHour *= Self.remainder(after: age, of: Intensity.hourTail)
        lastHours *= Self.remainder(after: age, of: Intensity.hoursTail)
        self.asOf = now
    }

    private static func remainder(after age: Double, of memory: Double) -> Float {
        Float(Intensity.remainder(after: age, of: memory))
    }
}
