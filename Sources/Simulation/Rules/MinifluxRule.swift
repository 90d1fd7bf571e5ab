/// miniflux, POLLING_SCHEDULER=entry_frequency: a week over its items, times a factor, which is the knob; a feed without
/// items that week is polled once a day.
struct MinifluxRule: PollingRule {
    static let name = "miniflux entry_frequency"
    static let firstKnob = 1.0
    private static let week = 7 * 86_400.0
    private let knob: Double
    /// The first item of the last week.
    private var first = 0

    init(knob: Double, feed: Int, trace: Trace) { self.knob = knob }

    mutating func interval(after poll: Poll) -> Double {
        while first < poll.shown.upperBound, poll.times[first] < poll.time - Self.week { first += 1 }
        let count = poll.shown.upperBound - first
        return count > 0 ? Self.week / (Double(count) * knob) : .infinity
    }
}
