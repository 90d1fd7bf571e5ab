extension Schedule {
    /// Why a feed is asked when it is.
    package enum Reason: Hashable, Sendable {
        /// `every` in the configuration.
        case fixed
        /// The articles expected by then will have waited long enough; the feed's average a day beside them.
        case waiting(articles: Double, perDay: Double)
        /// So many articles are expected by then that the feed could push some out unseen.
        case window(articles: Double, perDay: Double)
        /// `min_every` and `max_every` in the configuration.
        case shortest, longest
        /// Nothing new for months.
        case quiet
        /// The server says that its answer is fresh until then.
        case fresh
        /// The feed's own `<ttl>`.
        case timeToLive
        /// The feed's `<skipHours>` or `<skipDays>`.
        case skipped
        /// Each fetch costs the server a whole large document.
        case costly
        /// The same, and the configuration asks to be polite.
        case polite
        /// The document was cut short.
        case truncated
        /// 410 Gone, believed.
        case gone
        /// Retry-After, or 429 without it.
        case asked, tooManyRequests
        /// So many failures in a row.
        case failures(Int)
        /// This machine has no network, it seems.
        case outage
    }
}

extension Schedule.Reason: CustomStringConvertible {
    /// In words for people.
    package var description: String {
        switch self {
        case .fixed: "fixed by the configuration (every)"
        case .waiting(let articles, let perDay) where articles < 0.5:
            "it publishes about \(Self.number(perDay)) a day: sooner there would seldom be anything new"
        case .waiting(let articles, let perDay):
            "about \(Self.count(articles)) by then (\(Self.number(perDay)) a day) will have waited long enough"
        case .window(let articles, let perDay):
            "about \(Self.count(articles)) by then (\(Self.number(perDay)) a day): later the feed may have dropped some"
        case .shortest: "the shortest interval of the configuration (min_every)"
        case .longest: "the longest interval of the configuration (max_every)"
        case .quiet: "it has published nothing for months"
        case .fresh: "the server says that nothing changes before (max-age)"
        case .timeToLive: "the feed asks for it (ttl)"
        case .skipped: "the feed asks not to be asked before (skipHours, skipDays)"
        case .costly: "each fetch is a whole large document: the server sends no validators"
        case .polite: "each fetch is a whole document, and the configuration asks to be polite: once a day"
        case .truncated: "the document was cut short: once more in 5 minutes"
        case .gone: "the publisher ended it (410 Gone, twice a day apart): asked only when somebody wants it"
        case .asked: "the server asked to wait (Retry-After)"
        case .tooManyRequests: "the server has had too many requests (429)"
        case .failures(1): "one failure: backing off"
        case .failures(let count): "\(count) failures in a row: backing off"
        case .outage: "this machine seems to be without a network; the feed is not to blame"
        }
    }

    private static func count(_ articles: Double) -> String {
        let words = number(articles)
        return "\(words) article\(words == "1" ? "" : "s")"
    }

    /// Two digits that say something: `0.03`, `1.4`, `25`.
    private static func number(_ value: Double) -> String {
        guard value.isFinite, value < 1e9 else { return "many" }
        guard value < 9.95 else { return String(Int(value.rounded())) }
        let isSmall = value < 0.095
        let rounded = isSmall ? (value * 100).rounded() / 100 : (value * 10).rounded() / 10
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}
