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
    private var lastToken = 0
    /// Every feed that is not under way, by when it is due; an entry that its feed no longer has is passed over.
    private var queue = TimeQueue<Entry>()
    private var entries = 0

    private struct Entry {
        let id: String
        let time: Int64
    }

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
                settings: feed, state: state, token: token, isWanted: feeds[feed.id]?.isWanted ?? false)
            order.append(feed.id)
        }
        feeds = next
        tokens = tokens.filter { next[$0.value]?.token == $0.key }
        fillQueue()
    }

    /// Feeds under way.
    var inFlight: Int { tokens.count }
    /// Feeds whose last attempt failed, or brought a document that was cut short.
    var failing: Int { feeds.values.count { $0.state.errorCode != nil } }

    /// Marks feeds that are due at `now` as under way, at most `limit`, those that somebody asked for first, then the
    /// most overdue; returns their ids with the numbers of their fetches.
    mutating func begin(dueAt now: Timestamp, limit: Int) -> [(id: String, token: Int)] {
        var begun: [(id: String, token: Int)] = []
        while begun.count < limit, let entry = queue.takeDue(at: .milliseconds(now.milliseconds)) {
            entries -= 1
            guard let feed = feeds[entry.id], feed.token == nil, feed.rank == entry.time else { continue }
            begun.append((entry.id, begin(entry.id)))
        }
        return begun
    }

    /// When the next feed comes due that is not under way, or somewhat earlier; nil when none will.
    func nextDue() -> Timestamp? {
        queue.firstTime.map { max(.distantPast, Timestamp(milliseconds: $0.milliseconds)) }
    }

    private mutating func begin(_ id: String) -> Int {
        lastToken += 1
        feeds[id]?.token = lastToken
        feeds[id]?.isWanted = false
        tokens[lastToken] = id
        return lastToken
    }

    /// The feed that a fetch belongs to; nil when it is no longer subscribed to.
    func feed(of token: Int) -> Feed? { tokens[token].flatMap { feeds[$0] } }

    /// Ends a fetch with a new state, or without one when its result could not be stored.
    mutating func end(_ token: Int, state: FeedState?) {
        guard let id = tokens.removeValue(forKey: token) else { return }
        feeds[id]?.token = nil
        if let state { feeds[id]?.state = state }
        enqueue(id)
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
        for id in ids {
            guard let feed = feeds[id], feed.token == nil, !feed.isWanted else { continue }
            feeds[id]?.isWanted = true
            enqueue(id)
        }
    }

    private mutating func enqueue(_ id: String) {
        guard let feed = feeds[id], feed.token == nil else { return }
        // Wishes leave entries behind; they may not pile up.
        guard entries < 4 * order.count + 64 else { return fillQueue() }
        queue.add(Entry(id: id, time: feed.rank), at: .milliseconds(feed.rank))
        entries += 1
    }

    private mutating func fillQueue() {
        queue = TimeQueue()
        entries = 0
        for id in order { enqueue(id) }
    }
}

extension FeedTable.Feed {
    /// What feeds are ordered by: wanted ones, those never fetched, then the most overdue, in milliseconds.
    fileprivate var rank: Int64 {
        isWanted ? Int64.min : state.nextFetch.map { max($0.milliseconds, Int64.min + 2) } ?? Int64.min + 1
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
