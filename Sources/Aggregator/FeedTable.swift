internal import Articles
internal import Configuration
internal import Fetching

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
        /// Asked for by somebody: fetched next, whatever its schedule says.
        var isWanted = false
    }

    private(set) var feeds: [String: Feed] = [:]
    /// Ids in the order of the configuration.
    private(set) var order: [String] = []
    private var tokens: [Int: String] = [:]
    /// Feeds that are not under way, by their schedule.
    private var schedule = DueQueue()
    private var lastToken = 0

    /// Takes a configuration; states of feeds that stay are kept, those of a changed address begin anew.
    mutating func configure(_ settings: [FeedSettings], states: [FeedState]) {
        var known: [String: FeedState] = [:]
        for state in states { known[state.id] = state }
        for (id, feed) in feeds { known[id] = feed.state }
        var next: [String: Feed] = [:]
        order = []
        for feed in settings where feed.enabled {
            let address = feed.address
            let state =
                known[feed.id].flatMap { $0.url == address ? $0 : nil }
                ?? FeedState(id: feed.id, url: address)
            let token = feeds[feed.id].flatMap { $0.state.url == address ? $0.token : nil }
            next[feed.id] = Feed(
                number: order.count, settings: feed, state: state, token: token,
                isWanted: feeds[feed.id]?.isWanted ?? false)
            order.append(feed.id)
        }
        feeds = next
        schedule = DueQueue(count: order.count)
        for feed in feeds.values where feed.token == nil { schedule.add(feed.number, at: feed.nextFetch) }
        tokens = tokens.filter { next[$0.value]?.token == $0.key }
    }

    /// Feeds under way.
    var inFlight: Int { tokens.count }
    /// Feeds whose last attempt failed, or brought a document that was cut short.
    var failing: Int { feeds.values.count { $0.state.errorCode != nil } }

    /// The ids of feeds to fetch at `now`, at most `limit`, those that somebody asked for first, then the most overdue.
    func due(at now: Timestamp, limit: Int) -> [String] {
        schedule.due(at: now, limit: limit).map { order[$0] }
    }

    /// When the next feed comes due that is not under way; nil when none will.
    func nextDue() -> Timestamp? { schedule.firstTime.map { max($0, .distantPast) } }

    /// Marks a feed as under way and gives the number of the fetch.
    mutating func begin(_ id: String) -> Int {
        lastToken += 1
        tokens[lastToken] = id
        feeds[id]?.token = lastToken
        feeds[id]?.isWanted = false
        if let number = feeds[id]?.number { schedule.remove(number) }
        return lastToken
    }

    /// The feed that a fetch belongs to; nil when it is no longer subscribed to.
    func feed(of token: Int) -> Feed? { tokens[token].flatMap { feeds[$0] } }

    /// Ends a fetch with a new state, or without one when its result could not be stored.
    mutating func end(_ token: Int, state: FeedState?) {
        guard let id = tokens.removeValue(forKey: token) else { return }
        feeds[id]?.token = nil
        if let state { feeds[id]?.state = state }
        if let feed = feeds[id] { schedule.add(feed.number, at: feed.nextFetch) }
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
    mutating func want(_ ids: some Sequence<String>) {
        for id in ids where feeds[id]?.token == nil {
            feeds[id]?.isWanted = true
            if let feed = feeds[id] { schedule.add(feed.number, at: feed.nextFetch) }
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
