internal import Articles

/// Where a feed lives: a permanent redirect is believed when it has led to one place for days.
extension FeedState {
    /// Days on which one target was seen, and the time between the first and the last, after which it is adopted.
    private static let sightings = 3
    private static let days = Duration.seconds(2 * 86_400)

    /// Takes note of a good answer and of where permanent redirects alone led to it (RFC 9110 15.4.2, 15.4.9).
    ///
    /// `last` is the good answer before. The configuration is not touched; what is adopted is only remembered.
    mutating func noteMove(to target: String?, at now: Timestamp, last: Timestamp?) {
        guard let target else {
            (redirectURL, redirectCount, redirectSince) = (nil, 0, nil)
            return
        }
        let isSame = redirectURL == target
        redirectSince = isSame ? redirectSince : now
        if !isSame { redirectCount = 0 }
        // However often it is asked, a day counts once.
        if !isSame || last?.dayNumber != now.dayNumber { redirectCount += 1 }
        redirectURL = target
        if let redirectSince, redirectCount >= Self.sightings, now - redirectSince >= Self.days {
            movedURL = target
        }
    }
}

extension Timestamp {
    /// Days since 1970, GMT.
    fileprivate var dayNumber: Int64 { milliseconds / 86_400_000 }
}
