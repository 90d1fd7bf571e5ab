/// CommaFeed's empirical interval, as a peer to compare with.
///
/// Half the mean gap of the document's items, at most a quarter of the longest interval; a quarter, half and all of it
/// after 7, 14 and 30 days of silence. The knob divides all of it.
struct CommaFeedRule: PollingRule {
    static let name = "CommaFeed empirical"
    static let firstKnob = 1.0
    /// Its shortest and longest interval by default.
    private static let shortest = 300.0
    private static let longest = 4 * 3600.0
    private let knob: Double

    init(knob: Double, feed: Int, trace: Trace) { self.knob = knob }

    mutating func interval(after poll: Poll) -> Double { Self.interval(poll) / knob }

    private static func interval(_ poll: Poll) -> Double {
        guard let newest = poll.shown.last.map({ poll.times[$0] }) else { return longest }
        let silentDays = ((poll.time - newest) / 86_400).rounded(.down)
        if silentDays >= 30 { return longest }
        if silentDays >= 14 { return longest / 2 }
        if silentDays >= 7 { return longest / 4 }
        guard poll.shown.count > 1 else { return longest }
        let gap = (newest - poll.times[poll.shown.lowerBound]) / Double(poll.shown.count - 1)
        return min(max(gap / 2, shortest), longest / 4)
    }
}
