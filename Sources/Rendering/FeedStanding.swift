internal import Articles

/// How a feed stands, told from what is remembered of it.
enum FeedStanding: String {
    /// Not asked yet.
    case never
    /// The last answer was good.
    case ok
    /// The last attempts failed.
    case failing
    /// Said 410; it is not asked any more.
    case gone

    init(_ state: FeedState) {
        // Two sightings a day apart end a feed; until then it fails.
        if let since = state.goneSince, let last = state.lastAttempt, last - since >= .seconds(86_400) {
            self = .gone
        } else if state.failures > 0 {
            self = .failing
        } else {
            self = state.lastAttempt == nil ? .never : .ok
        }
    }

    var colour: Colour? {
        switch self {
        case .never: .dim
        case .ok: .green
        case .failing: .yellow
        case .gone: .red
        }
    }
}
