internal import Articles

extension RoundProgress.Failure {
    /// The time after a fetch in which it cannot be forced.
    private static let forceFloor = Duration.seconds(60)

    /// Why a feed is not asked although somebody wants it to be; nil when it is.
    ///
    /// A server that wants to be left alone is left alone; a feed that its publisher ended is asked when it is named.
    init?(refusing state: FeedState, isNamed: Bool, isForced: Bool, now: Timestamp) {
        if state.isHeld(at: now) {
            let until = state.nextFetch.map { " until \($0)" } ?? ""
            self.init(
                feed: state.id, code: state.errorCode ?? "held",
                message: "not asked: its server wants to be left alone\(until)")
        } else if state.endedAt != nil, !isNamed {
            self.init(
                feed: state.id, code: state.errorCode ?? "gone",
                message:
                    "not asked: its publisher ended it (410); remove it, or ask again with `newslog fetch \(state.id)`"
            )
        } else if isForced, let last = state.lastAttempt, last <= now, now - last < Self.forceFloor {
            self.init(
                feed: state.id, code: "too-soon",
                message:
                    "not asked: its last fetch is \((now - last).components.seconds) s ago, and --force waits for a minute"
            )
        } else {
            return nil
        }
    }
}
