internal import Articles

/// Where a feed lives: a permanent redirect is believed when it has led to one place for days.
extension FeedState {
    /// Sightings of one target, and the time between the first and the last, after which it is adopted.
    private static let sightings = 3
    private static let days = Duration.seconds(2 * 86_400)

    /// Takes note of a good answer and of where permanent redirects alone led to it (RFC 9110 15.4.2, 15.4.9).
    ///
    /// The configuration is not touched; what is adopted is only remembered.
    mutating func noteMove(to target: String?, at now: Timestamp) {
        guard let target else {
            (redirectURL, redirectCount, redirectSince) = (nil, 0, nil)
            return
        }
        redirectSince = redirectURL == target ? redirectSince : now
        redirectCount = redirectURL == target ? redirectCount + 1 : 1
        redirectURL = target
        if let redirectSince, redirectCount >= Self.sightings, now - redirectSince >= Self.days {
            movedURL = target
        }
    }
}
