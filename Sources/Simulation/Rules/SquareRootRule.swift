/// Intervals in inverse proportion to the root of the feed's true mean rate (Sia and Cho): the best that a rule can
/// do that knows how often a feed publishes, but not when.
struct SquareRootRule: PollingRule {
    static let name = "square root of the true rate"
    static let firstKnob = 1000.0
    private let interval: Double

    init(knob: Double, feed: Int, trace: Trace) { interval = (knob / trace.trueRate).squareRoot() }

    mutating func interval(after poll: Poll) -> Double { interval }
}
