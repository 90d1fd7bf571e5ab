internal import Articles
internal import Configuration
internal import Fetching
internal import Policy

/// The feeds that are subscribed to: their settings, their states, and which of them are being fetched.
///
/// Nothing here touches the world; the conductor asks what is due and does it.
struct FeedTable {
    /// One feed.
    struct Feed {
        /// Its place in the order of the configuration.
        let number: Int
        var settings: FeedSettings
        var state: FeedState
        /// The number of the fetch that is under way.
        var token: Int?
        /// When the fetch that is under way was due; nil when somebody asked for it.
        var dueAt: Timestamp?
        /// Whether its request has validators; nil for a file.
        var isConditional: Bool?
        /// Asked for by somebody: fetched next, whatever its schedule says.
        var isWanted = false
        /// Asked for as if nothing of it were known.
        var isForced = false
    }

    private(set) var feeds = FeedList()
    /// Ids in the order of the configuration.
    private(set) var order: [String] = []
    private var tokens: [Int: String] = [:]
    /// Feeds that are not under way, by their schedule.
    private var schedule = DueQueue()
    private var lastToken = 0

    /// Takes a configuration; states of feeds that stay are kept, those of a changed address begin anew.
    ///
    /// Who asks with other credentials, or under another name, has no validators (RFC 9110 8.8, 12.5.5).
    mutating func configure(
        _ settings: [FeedSettings], states: [FeedState], http: HTTPSettings
    ) {
        var known: [String: FeedState] = [:]
        for state in states { known[state.id] = state }
        for feed in feeds.values { known[feed.settings.id] = feed.state }
        var next: [Feed] = []
        next.reserveCapacity(settings.count)
        order = []
        for feed in settings where feed.enabled {
            let address = feed.address
            var state =
                known[feed.id].flatMap { $0.url == address ? $0 : nil }
                ?? FeedState(id: feed.id, url: address)
            let isSame = state.isRequested(by: feed.requester(http))
            let token = isSame ? feeds[feed.id].flatMap { $0.state.url == address ? $0.token : nil } : nil
            next.append(
                Feed(
                    number: order.count, settings: feed, state: state, token: token,
                    isWanted: feeds[feed.id]?.isWanted ?? false,
                    isForced: feeds[feed.id]?.isForced ?? false))
            order.append(feed.id)
        }
        feeds = FeedList(next)
        schedule = DueQueue(count: order.count)
        for feed in feeds.values where feed.token == nil { line(up: feed) }
        tokens = tokens.filter { feeds[$0.value]?.token == $0.key }
    }

    /// Spreads the feeds that became overdue while nothing could be asked, the most overdue first.
    mutating func catchUp(at now: Timestamp, atOnce: Int) {
        let overdue = feeds.values.filter {
            guard $0.token == nil, !$0.isWanted, $0.state.endedAt == nil, let next = $0.state.nextFetch else {
                return false
            }
            return next < now
        }.sorted { $0.number < $1.number }
        let times = CatchUp.times(due: overdue.compactMap(\.state.nextFetch), now: now, atOnce: atOnce)
        for (feed, time) in zip(overdue, times) { schedule.add(feed.number, at: time) }
    }

    /// Plans anew what a clock that was set back has moved too far ahead.
    mutating func clampSchedule(at now: Timestamp) {
        for feed in feeds.values {
            let id = feed.settings.id
            guard let next = feed.state.nextFetch else { continue }
            let clamped = Schedule.clamped(next, state: feed.state, bounds: feed.settings.bounds, now: now)
            guard clamped != next else { continue }
            feeds[id]?.state.nextFetch = clamped
            if feed.token == nil, let feed = feeds[id] { line(up: feed) }
        }
    }

    /// Takes other states for feeds that are not under way.
    mutating func replace(_ states: [FeedState]) {
        for state in states where feeds[state.id]?.token == nil {
            feeds[state.id]?.state = state
            if let feed = feeds[state.id] { line(up: feed) }
        }
    }

    /// Feeds not under way whose first failure in a row came since a time: blamed for what may have been ours.
    func blamed(since time: Timestamp) -> [Feed] {
        order.compactMap { feeds[$0] }.filter { feed in
            feed.token == nil && feed.state.failures == 1 && feed.state.lastStatus == nil
                && feed.state.lastSuccess != nil && feed.state.origin != nil
                && feed.state.lastAttempt.map { $0 >= time } ?? false
        }
    }

    /// Ids of the feeds that somebody asked for.
    var wanted: [String] { order.filter { feeds[$0]?.isWanted == true } }

    /// Feeds under way.
    var inFlight: Int { tokens.count }
    /// Feeds whose last attempt failed, or brought a document that was cut short.
    var failing: Int { feeds.values.count { $0.state.errorCode != nil } }

    /// The feeds of which it is known when they publish, in the order of the configuration.
    var pricedFeeds: [Price.Feed] {
        order.compactMap { id in
            guard let feed = feeds[id], feed.state.publication.since != nil, feed.state.endedAt == nil else {
                return nil
            }
            return Price.Feed(record: feed.state.publication, bounds: feed.settings.bounds)
        }
    }

    /// Takes out of the schedule the feeds to fetch at `now`, at most `limit`, those that somebody asked for first, then
    /// the most overdue; the caller begins every one of them.
    mutating func takeDue(at now: Timestamp, limit: Int) -> [String] {
        schedule.takeDue(at: now, limit: limit).map { order[$0] }
    }

    /// When the next feed comes due that is not under way; nil when none will.
    func nextDue() -> Timestamp? { schedule.firstTime.map { max($0, .distantPast) } }

    /// Marks a feed as under way and gives the number of the fetch.
    mutating func begin(_ id: String) -> Int {
        lastToken += 1
        tokens[lastToken] = id
        feeds[id]?.token = lastToken
        let due = feeds[id].flatMap { $0.isWanted ? nil : $0.state.nextFetch }
        feeds[id]?.dueAt = due
        feeds[id]?.isConditional = nil
        feeds[id]?.isWanted = false
        if let number = feeds[id]?.number { schedule.remove(number) }
        return lastToken
    }

    /// Remembers whether the request of a fetch has validators.
    mutating func note(_ token: Int, isConditional: Bool) {
        if let id = tokens[token] { feeds[id]?.isConditional = isConditional }
    }

    /// The feed that a fetch belongs to; nil when it is no longer subscribed to.
    func feed(of token: Int) -> Feed? { tokens[token].flatMap { feeds[$0] } }

    /// Ends a fetch with a new state, or without one when its result could not be stored.
    mutating func end(_ token: Int, state: FeedState?) {
        guard let id = tokens.removeValue(forKey: token) else { return }
        feeds[id]?.token = nil
        if let state {
            feeds[id]?.state = state
            feeds[id]?.isForced = false
        }
        if let feed = feeds[id] { line(up: feed) }
    }

    /// Ends a fetch whose result could not be stored; the feed is asked again as soon as anything is fetched.
    mutating func giveBack(_ token: Int) {
        let id = tokens[token]
        end(token, state: nil)
        if let id { want([id]) }
    }

    /// Gives back all fetches that are under way.
    mutating func giveBackAll() { for token in tokens.keys { giveBack(token) } }

    /// Puts feeds first in line; those that are under way will answer anyway.
    ///
    /// What is forced is asked for without validators, and read even when it is what it was.
    mutating func want(_ ids: some Sequence<String>, isForced: Bool = false) {
        for id in ids where feeds[id]?.token == nil {
            feeds[id]?.isWanted = true
            if isForced { feeds[id]?.isForced = true }
            if let feed = feeds[id] { line(up: feed) }
        }
    }

    /// Puts a feed into the schedule; one that its publisher ended only when somebody wants it.
    private mutating func line(up feed: Feed) {
        if feed.isWanted || feed.state.endedAt == nil {
            schedule.add(feed.number, at: feed.nextFetch)
        } else {
            schedule.remove(feed.number)
        }
    }
}

extension FeedTable.Feed {
    /// When it is due: before all others when somebody asked for it, at once when it never was fetched.
    fileprivate var nextFetch: Timestamp {
        isWanted ? Timestamp(milliseconds: .min) : state.nextFetch ?? .distantPast
    }
}

extension Timestamp {
    /// Before anything that was ever fetched.
    static let distantPast = Timestamp(milliseconds: 0)
}

extension FeedState {
    /// Whether a server asked to be left alone until later (429, 503): nobody's wish goes before that.
    func isHeld(at now: Timestamp) -> Bool {
        let isAsked = errorCode == FetchCode.tooManyRequests.rawValue || lastStatus == 503
        guard isAsked, let nextFetch else { return false }
        return nextFetch > now
    }
}

extension FeedSettings {
    /// The URL or path that state belongs to.
    var address: String {
        switch source {
        case .url(let url): url
        case .path(let path): path
        }
    }
}
