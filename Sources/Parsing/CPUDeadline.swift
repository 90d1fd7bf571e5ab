internal import Glibc
import Articles

/// When a document has had its share of the processor: counted in CPU time of this thread, from `init` on.
struct CPUDeadline {
    private let end: UInt64

    /// Begins to count for one document.
    init() { end = Self.nanoseconds + UInt64(Limits.documentCPUMilliseconds) * 1_000_000 }

    /// Whether the share is used up.
    var isOver: Bool { Self.nanoseconds > end }

    /// CPU time of this thread.
    ///
    /// The C function is `clock_gettime` with CLOCK_THREAD_CPUTIME_ID.
    private static var nanoseconds: UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
