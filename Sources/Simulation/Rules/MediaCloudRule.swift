/// Media Cloud's additive rule, as a peer to compare with.
///
/// Ten minutes more when two thirds of the document's items are known, an hour more when it has been quiet for a
/// month, an hour less when fewer than a third are. The knob divides what it answers.
struct MediaCloudRule: PollingRule {
    static let name = "Media Cloud additive"
    static let firstKnob = 1.0
    private static let minute = 60.0
    private let knob: Double
    private var current = 12 * 3600.0

    init(knob: Double, feed: Int, trace: Trace) { self.knob = knob }

    mutating func interval(after poll: Poll) -> Double {
        guard !poll.shown.isEmpty else { return current / knob }
        let known = 1 - Double(poll.new.count) / Double(poll.shown.count)
        let silence = poll.time - poll.times[poll.shown.upperBound - 1]
        if known >= 0.67 {
            current += silence > 31 * 86_400 ? 60 * Self.minute : 10 * Self.minute
        } else if known < 0.33 {
            current -= 60 * Self.minute
        }
        current = min(max(current, 10 * Self.minute), 86_400)
        return current / knob
    }
}
