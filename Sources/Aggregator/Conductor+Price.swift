internal import Articles
internal import Configuration
internal import Logging
internal import Policy

/// What a request is worth: fitted to the feeds once a day, and sooner while they become known.
extension Conductor {
    /// How often it is asked whether the price still holds.
    private static let checkEvery = Duration.seconds(60)

    /// Fits the price when it is time; a price that cannot be stored holds until the next start.
    mutating func fitPrice() {
        let clock = machine.monotonicTime
        guard clock >= nextPriceCheck else { return }
        nextPriceCheck = clock + Self.checkEvery
        let now = machine.wallTime()
        let feeds = table.pricedFeeds
        guard memory.price.isStale(now: now, feeds: feeds.count) else { return }
        memory.price = Price.fitted(to: Double(settings.http.dailyRequests), feeds, now: now)
        rememberSchedule()
        logger.info("a request is worth \(Int(memory.price.value)) item-seconds (\(feeds.count) feeds)")
    }

    /// Stores what the schedule remembers; when that fails it is known until the next start.
    mutating func rememberSchedule() {
        memory.forgetHolds(now: machine.wallTime())
        do { try store.remember(memory) } catch { logger.warning("the schedule was not stored: \(error)") }
    }
}
