internal import Glibc

/// What the daemon tells systemd: the protocol of `sd_notify(3)` over a datagram socket, without libsystemd.
///
/// Outside a service every call does nothing.
public struct ServiceManager: Sendable {
    private let address: String?
    /// Half of the time after which the manager thinks us dead (WATCHDOG_USEC); nil when it does not watch.
    public let watchdogInterval: Duration?

    /// Reads NOTIFY_SOCKET and WATCHDOG_USEC of an environment.
    public init(environment: [String: String]) {
        address = environment["NOTIFY_SOCKET"]
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        let watchdog = environment["WATCHDOG_USEC"].flatMap { isOurs ? Int64($0) : nil } ?? 0
        watchdogInterval = watchdog > 1 ? .microseconds(watchdog / 2) : nil
    }

    /// Says that start-up is over, or a reload.
    public func ready(status: String) { send("READY=1\nSTATUS=\(Self.line(status))") }
    /// Says that a reload begins; the time is CLOCK_MONOTONIC as the protocol wants it.
    public func reloading() {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        send("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1000)")
    }
    /// Says that the end has begun.
    public func stopping() { send("STOPPING=1") }
    /// Says in words what the daemon is doing.
    public func status(_ words: String) { send("STATUS=\(Self.line(words))") }
    /// Says that the loop that commits is alive.
    public func alive() { send("WATCHDOG=1") }
    /// Asks for more time while starting (recovery of a large journal).
    public func extendTimeout(by duration: Duration) {
        send("EXTEND_TIMEOUT_USEC=\(duration.components.seconds * 1_000_000)")
    }

    /// A line break would begin another assignment.
    private static func line(_ words: String) -> String {
        String(String.UnicodeScalarView(words.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    }

    private func send(_ message: String) {
        guard let address else { return }
        UnixSocket.send(datagram: Array(message.utf8), to: address)
    }
}
