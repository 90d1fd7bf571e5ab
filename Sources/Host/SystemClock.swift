internal import Glibc

/// The machine's clocks and surroundings, read in one place; everything else is given the time.
public enum SystemClock {
    /// Wall time, in milliseconds since 1970.
    public static var unixMilliseconds: Int64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }

    /// A time that only runs forward (CLOCK_MONOTONIC), from an arbitrary beginning.
    public static var monotonic: Duration {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        return .seconds(Int64(now.tv_sec)) + .nanoseconds(Int64(now.tv_nsec))
    }
}
