package import Articles
package import Conditions

/// A configuration that can be used: typed, complete, its defaults filled in.
package struct Settings: Sendable, Equatable {
    package var store = StoreSettings()
    package var http = HTTPSettings()
    /// In the order of the configuration: its own feeds, then those of its lists; disabled ones are among them.
    package var feeds: [FeedSettings] = []
    package var rules: [RuleSettings] = []
    package var control = ControlSettings()
    /// Every file that was read, the main one first.
    package var files: [String] = []
    /// What does not stand in the way but should be known, sorted by file, line and column.
    package var warnings: [Diagnostic] = []
}

/// `[store]`: what is kept, and for how long.
package struct StoreSettings: Sendable, Equatable {
    /// Nil: see `Configuration.stateDirectory`.
    package var directory: String?
    /// Nil: for ever.
    package var keep: Duration?
    /// Bytes; nil: no bound.
    package var maxSize: Int?
}

/// `[http]`: what holds for all transfers.
package struct HTTPSettings: Sendable, Equatable {
    /// `{version}` stands for the version of newslog, `{feed}` for the feed's id; `userAgent(for:version:)` puts them in.
    package var userAgent = "newslog/{version}"
    /// Transfers that move bytes at once.
    package var connections = 64
    /// Transfers at once to one host.
    package var perHost = 1
    /// Least time between two requests to one host.
    package var perHostGap = Duration.seconds(1)
    /// Requests a day that a feed is given on average; busy feeds have more, quiet ones fewer.
    package var dailyRequests = 24
    /// What is left alone after 429 Too Many Requests, and after 503 Service Unavailable with Retry-After.
    package var hold429 = HoldScope.host
    package var hold503 = HoldScope.feed
    /// A whole fetch, redirects included.
    package var timeout = Duration.seconds(60)
    /// Bytes of a body on the wire.
    package var maxBody = Limits.wireBodyBytes
    package var privateNetworks = PrivateNetworks.denied
    /// A URL, which may hold a password.
    package var proxy: Secret?
    /// Hosts that are asked without it, and with a dot before it all names below one.
    package var noProxy = HostList()

    package init() {}

    /// The name that a feed's server is told.
    package func userAgent(for feed: FeedSettings, version: String) -> String {
        let parts = (feed.userAgent ?? userAgent).split(separator: "{", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts[0])) { name, part in
            if part.hasPrefix("version}") { return name + version + part.dropFirst(8) }
            return name + (part.hasPrefix("feed}") ? feed.id + part.dropFirst(5) : "{" + part)
        }
    }
}

/// How far a server's wish to be left alone reaches.
package enum HoldScope: String, Sendable, CaseIterable {
    /// Only the feed that it was said to.
    case feed
    /// All feeds of the host.
    case host
}

/// `[[rule]]`: what to mark, and where it was said.
package struct RuleSettings: Sendable, Equatable {
    package var rule: Rule
    /// The condition as it was written.
    package var when: String
    package var file: String
    package var line: Int
}

/// `[control]`: the daemon's own doors.
package struct ControlSettings: Sendable, Equatable {
    /// Path of the control socket; nil: see `Configuration.controlSocket`.
    package var socket: String?
    /// Address and port for metrics; nil: none.
    package var metrics: String?
}
