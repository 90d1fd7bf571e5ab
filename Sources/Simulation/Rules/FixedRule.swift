/// Every feed at the same interval, which is the knob: what most readers do.
struct FixedRule: PollingRule {
    static let name = "fixed interval"
    static let firstKnob = 3600.0
    private let knob: Double

    init(knob: Double, feed: Int, trace: Trace) { self.knob = knob }

    mutating func interval(after poll: Poll) -> Double { knob }
}
