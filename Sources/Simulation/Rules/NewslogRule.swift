internal import Articles
internal import Policy

/// newslog's own schedule, called as the daemon calls it; the knob is the price of a request in item-seconds.
struct NewslogRule: PollingRule {
    static let name = "newslog"
    static let firstKnob = 300.0
    /// The beginning of the trace: a Monday, as good as any.
    private static let epoch = Timestamp(year: 2026, month: 1, day: 5)
    private let knob: Double
    private let bounds = Schedule.Bounds(
        minimum: .milliseconds(Int64(PollingBounds.range.lowerBound * 1000)),
        maximum: .milliseconds(Int64(PollingBounds.range.upperBound * 1000)))
    private var state: FeedState

    init(knob: Double, feed: Int, trace: Trace) {
        self.knob = knob
        state = FeedState(id: "feed-\(feed)", url: "")
    }

    mutating func interval(after poll: Poll) -> Double {
        let now = Self.time(poll.time)
        let new = poll.times[poll.new].lazy.map(Self.time)
        if state.publication.window == 0 {
            state.publication.seed(new, until: now)
        } else {
            state.publication.observe(new, until: now)
        }
        state.publication.window = poll.shown.count
        let plan = Schedule.plan(
            after: .fetched, state: state, price: knob, bounds: bounds, now: now,
            jitter: Schedule.jitter(feed: state.id, now: now))
        return (plan.at - now).seconds
    }

    private static func time(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: epoch.milliseconds + Int64(seconds * 1000))
    }
}
