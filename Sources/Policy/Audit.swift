internal import Glibc
package import Articles

/// When a feed that always answers 304 is asked once without validators, in case its server says so whatever happens.
package enum Audit {
    /// The least time between two whole documents that were asked for on suspicion, and without any.
    private static let suspicious = Duration.seconds(8 * 86_400)
    private static let routine = Duration.seconds(30 * 86_400)
    /// Silence less likely than this is suspicious.
    private static let improbable = 0.01

    /// Whether the next request should be unconditional.
    package static func isDue(_ state: FeedState, now: Timestamp) -> Bool {
        guard state.etag != nil || state.lastModified != nil, state.lastStatus == 304,
            let last = state.lastWhole
        else { return false }
        let age = now - last
        if age >= routine { return true }
        let record = state.publication
        guard age >= suspicious else { return false }
        // The chance of a Poisson process to be silent for so long.
        let expected = Intensity(record, from: now).mean * record.silence(at: now).seconds
        return exp(-expected) < improbable
    }
}
