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
    /// Where names are looked up; tests answer themselves.
    package var lookup: Lookup = SystemLookup.addresses
    /// The clock of deadlines and gaps; it only runs forward.
    package var now: @Sendable () -> Duration = { SystemClock.monotonic }

    static let wireBodyBytes = Limits.wireBodyBytes

    package init() {}
}

/// What a name server says about a name.
package enum LookupAnswer: Sendable {
    /// The addresses, best first.
    case addresses([IPAddress])
    /// Why there are none, in words.
    case failed(String)
}
