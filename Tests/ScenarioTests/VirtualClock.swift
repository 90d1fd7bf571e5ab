import Articles
import Synchronization

/// Two clocks that stand until a scenario moves them.
final class VirtualClock: Sendable {
    private struct Times {
        var wall = Timestamp(year: 2026, month: 11, day: 23, hour: 12)
        var monotonic = Duration.seconds(1_000)
    }

    private let times = Mutex(Times())

    var wall: Timestamp { times.withLock { $0.wall } }
    var monotonic: Duration { times.withLock { $0.monotonic } }

    /// Lets time pass.
    func advance(by duration: Duration) {
        times.withLock { times in
            times.wall = times.wall + duration
            times.monotonic += duration
        }
    }

    /// Lets time pass until a moment; one that is over changes nothing.
    func advance(to moment: Timestamp) { advance(by: max(.zero, moment - wall)) }

    /// Sets the wall clock, as an administrator or NTP does; the other one runs on as ever.
    func setWall(by duration: Duration) { times.withLock { $0.wall = $0.wall + duration } }
}
