/// How often a feed is asked.
package enum Every: Sendable, Equatable {
    /// As learned from the feed, within its bounds.
    case auto
    case fixed(Duration)
}

/// Between which feeds the same article is recognised.
package enum Deduplication: String, Sendable, CaseIterable {
    case url, text, feed
}

/// Which addresses that are not public may be connected to.
package enum PrivateNetworks: Sendable, Equatable {
    case denied
    case allowed
    case list([CIDR])
}

/// The version of the Internet Protocol that a feed is held to.
package enum IPVersion: Int, Sendable {
    case v4 = 4
    case v6 = 6
}

/// How a feed's server knows us (RFC 7617, RFC 6750).
package enum Authentication: Sendable, Equatable {
    case basic(user: String, password: Secret)
    case bearer(Secret)
}

/// What a feed asks of TLS beyond the usual.
package struct TLSSettings: Sendable, Equatable {
    /// File with certificates to trust instead of the system's.
    package var ca: String?
    /// Public keys to insist on, `sha256//BASE64` joined by `;` (CURLOPT_PINNEDPUBLICKEY).
    package var pin: String?
    /// True when certificates are not verified at all.
    package var insecure = false
    /// True when a redirect from https to http is followed.
    package var allowsDowngrade = false

    package init() {}
}

/// A header to send with every request for a feed.
package struct RequestHeader: Sendable, Equatable {
    package var name: String
    package var value: Secret
}

/// One feed with all that holds for it: the defaults, its groups and its own words already put together.
package struct FeedSettings: Sendable, Equatable {
    /// Where a feed's document comes from.
    package enum Source: Sendable, Equatable {
        /// An http or https URL without user or password.
        case url(String)
        /// A file of this machine.
        case path(String)
    }

    package var id: String
    package var source: Source
    package var title: String?
    package var groups: [String] = []
    /// Of the defaults, the groups and the feed, in this order, each once.
    package var tags: [String] = []
    /// Language where the feed says nothing (BCP 47).
    package var lang: String?
    package var every = Every.auto
    package var minEvery = Defaults.minEvery
    package var maxEvery = Defaults.maxEvery
    /// True when it is asked hourly at most, and daily where its server gives no validators.
    package var polite = false
    package var dedup = Deduplication.url
    /// Later dates are clamped to the time of the fetch.
    package var maxFuture = Defaults.maxFuture
    package var stripTracking = true
    /// Overrides what server and document claim.
    package var encoding: String?
    /// For dates without a zone, as in `Africa/Cairo` or `+02:00`.
    package var timezone: String?
    package var headers: [RequestHeader] = []
    package var auth: Authentication?
    package var privateNetworks = PrivateNetworks.denied
    package var tls = TLSSettings()
    /// Nil: as `[http]` says.
    package var proxy: Secret?
    /// Nil: as `[http]` says, with the same placeholders.
    package var userAgent: String?
    /// Nil: either.
    package var ipVersion: IPVersion?
    /// True when HTTP/2 is not to be offered.
    package var http1 = false
    package var enabled = true
    /// Where it is defined.
    package var file: String
    package var line: Int

    package init(id: String, source: Source, file: String = "", line: Int = 0) {
        self.id = id
        self.source = source
        self.file = file
        self.line = line
    }

    /// What holds where a configuration says nothing.
    package enum Defaults {
        package static let minEvery = Duration.seconds(15 * 60)
        package static let maxEvery = Duration.seconds(24 * 3600)
        package static let maxFuture = Duration.seconds(24 * 3600)
    }
}
