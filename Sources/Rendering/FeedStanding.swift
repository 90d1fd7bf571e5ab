internal import Articles

/// How a feed stands, told from what is remembered of it.
enum FeedStanding: String {
    /// Not asked yet.
    case never
    /// The last answer was good.
    case ok
    /// The last answer was good, but stopped before its end.
    case partial
    /// Not asked, because its host wants to be left alone for a while.
    case held
    /// The last attempts failed.
    case failing
    /// Said 410 twice, a day apart; it is not asked any more by itself.
    case gone

    init(_ state: FeedState) {
        if state.endedAt != nil {
            self = .gone
        } else if state.failures > 0 {
            self = .failing
        } else if let code = state.errorCode {
            self = code == FeedState.truncated ? .partial : .held
        } else {
            self = state.lastAttempt == nil ? .never : .ok
        }
    }
}
