/// What each phase of an exchange may take.
package struct Deadlines: Hashable, Sendable {
    package var resolve: Duration = .seconds(10)
    package var connect: Duration = .seconds(10)
    package var handshake: Duration = .seconds(10)
    package var firstByte: Duration = .seconds(30)
    /// A window in which at least `stallBytes` have to come, once the answer has begun.
    package var stall: Duration = .seconds(15)
    package var stallBytes = 1_500

    package init() {}
}

/// The deadlines of one exchange: pure, told of what happens and when.
struct PhaseClock {
    private let deadlines: Deadlines
    private(set) var phase: FetchPhase
    private var since: Duration
    /// When the whole fetch is over.
    private var end: Duration
    private var windowBytes = 0
    private var pausedAt: Duration?

    init(_ deadlines: Deadlines, phase: FetchPhase, at now: Duration, budget: Duration) {
        self.deadlines = deadlines
        self.phase = phase
        since = now
        end = now + budget
    }

    /// A phase begins.
    mutating func enter(_ next: FetchPhase, at now: Duration, bytes: Int = 0) {
        // The body continues the window of the headers: a server that drips does not win time by changing
        // over.
        if phase == .headers, next == .body {
            phase = next
            return
        }
        phase = next
        since = now
        windowBytes = bytes
    }

    /// We, not the peer, keep the transfer waiting.
    mutating func pause(at now: Duration) { pausedAt = now }

    /// The transfer goes on; the pause was not the peer's.
    mutating func resume(at now: Duration, bytes: Int) {
        guard let start = pausedAt else { return }
        pausedAt = nil
        end += now - start
        since = now
        windowBytes = bytes
    }

    /// When to look again.
    var next: Duration { pausedAt == nil ? min(end, since + limit) : .seconds(Int64.max / 2) }

    /// What has run out, if anything; a stall window that was filled begins anew.
    mutating func expired(at now: Duration, bytes: Int) -> FetchCode? {
        guard pausedAt == nil else { return nil }
        if now >= end { return .totalTimeout }
        guard now >= since + limit else { return nil }
        switch phase {
        case .policy, .resolve: return .dnsTimeout
        case .connect: return .connectTimeout
        case .handshake: return .tlsTimeout
        case .request: return .firstByteTimeout
        case .headers, .body, .decode:
            guard bytes - windowBytes >= deadlines.stallBytes else { return .stalled }
            since = now
            windowBytes = bytes
            return nil
        }
    }

    private var limit: Duration {
        switch phase {
        case .policy, .resolve: deadlines.resolve
        case .connect: deadlines.connect
        case .handshake: deadlines.handshake
        case .request: deadlines.firstByte
        case .headers, .body, .decode: deadlines.stall
        }
    }
}
