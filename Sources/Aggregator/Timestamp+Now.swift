internal import Articles
internal import Host

extension Timestamp {
    /// The machine's wall time; read at the edges only, decisions are given it.
    static var now: Timestamp { Timestamp(milliseconds: SystemClock.unixMilliseconds) }
}
