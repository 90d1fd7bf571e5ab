internal import CLinux
internal import Glibc

/// A descriptor that becomes readable when somebody rings it; what a `poll` waits on besides sockets.
///
/// The C function is `eventfd`.
public final class EventDescriptor: Sendable {
    /// The descriptor for `poll`; owned by this object.
    public let descriptor: Int32

    /// Makes a quiet event; without descriptors nothing of the daemon can run, so that is fatal.
    public init() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        precondition(descriptor >= 0, "no file descriptor left for an event")
    }

    deinit { close(descriptor) }

    /// Makes the descriptor readable; callable from any thread, also from many at once.
    public func ring() {
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Makes the descriptor quiet again.
    public func clear() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, 8)
    }

    /// Waits until it rings or the time is over (nil: for ever); true when it rang.
    ///
    /// EINTR counts as the time being over.
    public func wait(_ timeout: Duration?) -> Bool {
        Poll.wait(reading: [descriptor], timeout: timeout).first ?? false
    }
}

/// Waiting on several descriptors at once.
///
/// The C function is `poll`.
public enum Poll {
    /// Waits until one of the descriptors can be read (or has hung up), or the time is over; says which can.
    public static func wait(reading descriptors: [Int32], timeout: Duration?) -> [Bool] {
        var set = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let (seconds, attoseconds) = timeout?.components ?? (0, 0)
        // Rounded up: a timer that fires early would spin until its time has come.
        let milliseconds =
            min(max(seconds, -1), Int64(Int32.max)) * 1000 + (attoseconds + 999_999_999_999_999)
            / 1_000_000_000_000_000
        let wait = timeout == nil ? -1 : Int32(clamping: max(0, milliseconds))
        let ready = unsafe poll(&set, nfds_t(set.count), wait)
        return set.map { ready > 0 && $0.revents != 0 }
    }
}
