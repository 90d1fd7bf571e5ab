/// A rule that decides when a feed is polled next; its knob turns the number of requests up and down.
package protocol PollingRule {
    /// The rule's name in the report.
    static var name: String { get }
    /// A knob that a search can start from.
    static var firstKnob: Double { get }

    /// Makes the rule for one feed; `feed` is its place in the trace file.
    init(knob: Double, feed: Int, trace: Trace)

    /// Seconds from this poll to the next one; kept between `PollingBounds` by the replay.
    mutating func interval(after poll: Poll) -> Double
}

/// What a poll brought.
package struct Poll {
    /// When it was, in seconds from the beginning of the trace.
    package var time: Double
    /// Times of all items of the feed; `new` and `shown` are ranges of it.
    package var times: [Double]
    /// Items that the poll saw first.
    package var new: Range<Int>
    /// Items that the document held.
    package var shown: Range<Int>
}

/// The bounds of an interval, the same for all rules.
package enum PollingBounds {
    /// Seconds: the least that schedulers use, and a day.
    package static let range = 300.0...86_400.0
}
