internal import Articles
internal import Host
package import Policy

/// How the fetcher as a whole behaves; what differs from feed to feed stands in `FetchRequest`.
package struct FetchSettings: Sendable {
    /// Answers a name with its addresses; may take its time, it runs on a thread of its own.
    package typealias Lookup = @Sendable (_ host: String) -> LookupAnswer

    /// Requests per host, gap, transfers at once.
    package var politeness = Politeness.Settings()
    /// What each phase may take.
    package var deadlines = Deadlines()
    /// The file of certificates that are trusted by default, in PEM.
    package var certificates = "/etc/ssl/certs/ca-certificates.crt"
    /// Threads that wait for name servers, at most.
    package var lookupThreads = 32
    /// Whether a document counts among the active transfers (`politeness.active`) until `Fetcher.taken` names it.
    ///
    /// Then no more documents are in memory than that, however slowly they are read.
    package var waitsForReaders = false
    /// Hosts that are known to want TLS only, and for how long still.
    package var strictHosts: [String: StrictWish] = [:]
    /// Is told of a host that wants TLS only, or, with nil, no longer; from the fetcher's thread.
    package var noteStrict: @Sendable (_ host: String, StrictWish?) -> Void = { _, _ in }
    /// Where names are looked up; tests answer themselves.
    package var lookup: Lookup = SystemLookup.addresses
    /// The clock of deadlines and gaps; it only runs forward.
    package var now: @Sendable () -> Duration = { SystemClock.monotonic }

    static let wireBodyBytes = Limits.wireBodyBytes

    package init() {}
}

/// A host's wish to be spoken to in TLS only (RFC 6797 6.1).
package struct StrictWish: Hashable, Sendable {
    /// How long it holds from now on.
    package var lasting: Duration
    /// Whether it is one for all names below, too.
    package var includesSubdomains: Bool

    /// Makes a wish.
    package init(lasting: Duration, includesSubdomains: Bool) {
        (self.lasting, self.includesSubdomains) = (lasting, includesSubdomains)
    }
}

/// What a name server says about a name.
package enum LookupAnswer: Sendable {
    /// The addresses, best first.
    case addresses([IPAddress])
    /// Why there are none, in words.
    case failed(String)
}
