/// How a rule did at a knob.
package struct Score: Sendable {
    package var knob: Double
    /// Requests a feed a day.
    package var requests: Double
    /// Items that a feed pushed out before a poll saw them.
    package var missed: Int
    /// Delays of the items seen, in minutes.
    package var mean = 0.0, median = 0.0, p95 = 0.0

    /// Makes a score without its delays.
    init(knob: Double, requests: Double, missed: Int) {
        (self.knob, self.requests, self.missed) = (knob, requests, missed)
    }

    /// Takes the delays in, in seconds.
    mutating func add(_ delays: [Float]) {
        guard !delays.isEmpty else { return }
        let sorted = delays.sorted()
        mean = sorted.reduce(0) { $0 + Double($1) } / Double(sorted.count) / 60
        median = Double(sorted[sorted.count / 2]) / 60
        p95 = Double(sorted[min(sorted.count - 1, sorted.count * 95 / 100)]) / 60
    }
}
