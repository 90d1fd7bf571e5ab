/// Decides when a request may start, so that no host is pressed and the machine is not flooded.
///
/// A pure state machine: it is told what waits, starts and ends, and at what time; it answers what may start.
/// Times are of one monotonic clock. A host is asked by one request at a time, with a pause after each; a
/// held host (429) is left alone until its time has come and is then asked one by one again, at the pace that it asked
/// for: its feeds come due together, and a burst of them would be refused as the last one was.
package struct Politeness {
    /// The bounds, `[http]` of the configuration.
    package struct Settings: Hashable, Sendable {
        /// Requests in flight to one host.
        package var perHost = 1
        /// Pause between the start or end of one request and the start of the next to the same host.
        package var gap: Duration = .seconds(1)
        /// Requests in flight in all, those that only wait for an answer among them.
        ///
        /// Each takes 17 KiB; with so many ten thousand feeds stay below 150 MiB, and half of them may hang.
        package var inFlight = 1_536
        /// Transfers that receive a body at once: this bounds the memory of bodies.
        package var active = 64

        package init() {}
    }

    private struct Host {
        var waiting: [Int] = []
        var head = 0
        var inFlight = 0
        /// No request starts before.
        var earliest: Duration
        /// The host asked to be left alone until then.
        var heldUntil = Duration.zero
        /// Whether the queue of hosts names it; it does so at most once.
        var isQueued = false

        var hasWaiting: Bool { head < waiting.count }

        mutating func takeFirst() -> Int? {
            guard hasWaiting else { return nil }
            defer {
                head += 1
                // A long queue gives its memory back now and then, at constant cost per element.
                if head > 64, head * 2 > waiting.count {
                    waiting.removeFirst(head)
                    head = 0
                }
            }
            return waiting[head]
        }
    }

    /// The longest pause between requests to a host that had too many; what is served once a minute is served.
    private static let longestPace = Duration.seconds(60)
    /// How long a host's pace is kept after it had too many requests.
    private static let paceLife = Duration.seconds(86_400)

    private let settings: Settings
    /// Hosts that had too many requests: the pause between requests since, and until when it is kept.
    private var paces: [String: (gap: Duration, until: Duration)] = [:]
    private var hosts: [String: Host] = [:]
    private var hostOf: [Int: String] = [:]
    private var queue = TimeQueue<String>()
    private var started: Set<Int> = []
    private var active: Set<Int> = []
    private var wantingToBeActive: [Int] = []

    package init(_ settings: Settings) { self.settings = settings }

    /// How many have started and not ended.
    package var inFlight: Int { started.count }
    /// How many are known: waiting or in flight.
    package var count: Int { hostOf.count }

    /// Takes a request in; `first` puts it before the others of its host (a redirect's next hop).
    package mutating func enqueue(_ token: Int, host name: String, first: Bool = false, now: Duration) {
        hostOf[token] = name
        var host = hosts[name] ?? Host(earliest: now)
        if first {
            host.waiting.insert(token, at: host.head)
        } else {
            host.waiting.append(token)
        }
        if host.inFlight < settings.perHost { line(up: &host, name) }
        hosts[name] = host
    }

    /// The requests that start now; the caller starts every one of them.
    package mutating func start(now: Duration) -> [Int] {
        var tokens: [Int] = []
        while started.count < settings.inFlight, let name = queue.takeDue(at: now) {
            guard var host = hosts[name] else { continue }
            host.isQueued = false
            // It may have been held after it was queued.
            if host.earliest <= now, host.inFlight < settings.perHost, let token = host.takeFirst() {
                tokens.append(token)
                started.insert(token)
                host.inFlight += 1
                host.earliest = now + gap(of: name, at: now)
            }
            if host.inFlight < settings.perHost, host.hasWaiting || host.earliest > now {
                line(up: &host, name)
            }
            // A host that nobody waits for and whose pause is over is forgotten: memory is bounded by what
            // goes on.
            hosts[name] = host.inFlight > 0 || host.isQueued ? host : nil
        }
        return tokens
    }

    /// When `start` is to be asked again; nil when only an end or a new request can change something.
    package var nextStart: Duration? { started.count < settings.inFlight ? queue.firstTime : nil }

    /// Takes the end of a request, or of the wait for its start (a cancelled one); says which transfer that
    /// had to wait with its body may go on.
    ///
    /// With `keepsPlace` it goes on counting as active until `letGo`: its body is still in memory.
    package mutating func finish(_ token: Int, keepsPlace: Bool = false, now: Duration) -> Int? {
        guard let name = hostOf.removeValue(forKey: token), var host = hosts[name] else { return nil }
        if started.remove(token) != nil {
            host.inFlight -= 1
            host.earliest = max(host.earliest, now + gap(of: name, at: now))
            // Also when nothing waits: at that time the host is forgotten.
            line(up: &host, name)
        } else if let index = host.waiting[host.head...].firstIndex(of: token) {
            host.waiting.remove(at: index)
        }
        hosts[name] = host
        if !wantingToBeActive.isEmpty { wantingToBeActive.removeAll { $0 == token } }
        return keepsPlace ? nil : letGo(token)
    }

    /// Ends the time of a transfer among the active ones; says which one that had to wait may go on.
    package mutating func letGo(_ token: Int) -> Int? {
        guard active.remove(token) != nil, let next = wantingToBeActive.first else { return nil }
        wantingToBeActive.removeFirst()
        active.insert(next)
        return next
    }

    /// Leaves a whole host alone until a time (429 with Retry-After).
    package mutating func hold(host name: String, until time: Duration, now: Duration) {
        var host = hosts[name] ?? Host(earliest: now)
        host.earliest = max(host.earliest, time)
        host.heldUntil = max(host.heldUntil, time)
        let pace = max(gap(of: name, at: now), min(time - now, Self.longestPace))
        paces = paces.filter { $0.value.until > now }
        paces[name] = (pace, time + Self.paceLife)
        if host.inFlight < settings.perHost { line(up: &host, name) }
        hosts[name] = host
    }

    /// Spreads the requests that a host says it has left over the time until its count begins anew.
    package mutating func spread(host name: String, remaining: Int, over time: Duration, now: Duration) {
        let pace = min(time / max(remaining, 1), Self.longestPace)
        guard pace > gap(of: name, at: now) else { return }
        paces = paces.filter { $0.value.until > now }
        paces[name] = (pace, max(now + time, paces[name]?.until ?? .zero))
    }

    /// How long a host is still to be left alone; nil when it is not held.
    package func hold(of name: String, at now: Duration) -> Duration? {
        hosts[name].flatMap { $0.heldUntil > now ? $0.heldUntil - now : nil }
    }

    /// The requests that wait for their turn at a host.
    package func waiting(at name: String) -> [Int] { hosts[name].map { Array($0.waiting[$0.head...]) } ?? [] }

    /// Whether a transfer may receive its body now; if not, `finish` of another one names it later.
    package mutating func activate(_ token: Int) -> Bool {
        guard !active.contains(token) else { return true }
        guard active.count < settings.active else {
            wantingToBeActive.append(token)
            return false
        }
        active.insert(token)
        return true
    }

    /// The pause between two requests to a host.
    private func gap(of name: String, at now: Duration) -> Duration {
        guard !paces.isEmpty, let pace = paces[name], pace.until > now else { return settings.gap }
        return max(pace.gap, settings.gap)
    }

    private mutating func line(up host: inout Host, _ name: String) {
        guard !host.isQueued else { return }
        host.isQueued = true
        queue.add(name, at: host.earliest)
    }
}
