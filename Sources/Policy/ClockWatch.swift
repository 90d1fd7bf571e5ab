package import Articles

/// Notices that the wall clock was set: it should go on as the monotonic clock does.
package struct ClockWatch: Sendable {
    /// Less than this is the adjustment of a clock, not a jump.
    private static let tolerance = Duration.seconds(60)
    private var wall: Timestamp
    private var monotonic: Duration

    /// Starts with both clocks.
    package init(wall: Timestamp, monotonic: Duration) { (self.wall, self.monotonic) = (wall, monotonic) }

    /// How far the wall clock has jumped since it was last looked at; nil when it has not.
    ///
    /// A machine that slept looks as if its clock had jumped ahead.
    package mutating func jump(wall: Timestamp, monotonic: Duration) -> Duration? {
        defer { (self.wall, self.monotonic) = (wall, monotonic) }
        let jump = (wall - self.wall) - (monotonic - self.monotonic)
        return abs(jump.milliseconds) > Self.tolerance.milliseconds ? jump : nil
    }
}

extension Schedule {
    /// The next fetch, where a clock that was set back has moved it beyond all that is ever planned: an interval from
    /// now instead.
    package static func clamped(_ next: Timestamp, state: FeedState, bounds: Bounds, now: Timestamp)
        -> Timestamp
    {
        let habit = max(bounds.maximum(afterSilence: .seconds(365 * 86_400)), bounds.every ?? .zero)
        let longest = max(longestHold, habit) * 1.1 + .seconds(86_400)
        guard next - now > longest else { return next }
        return now + min(max(state.interval ?? bounds.minimum, bounds.minimum), habit)
    }
}
