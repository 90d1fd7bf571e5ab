/// Decides when a request may start, so that no host is pressed and the machine is not flooded.
///
/// A pure state machine: it is told what waits, starts and ends, and at what time; it answers what may start.
/// Times are of one monotonic clock. A host is asked by one request at a time, with a pause after each; a
/// held host (429) is left alone until its time has come and is then asked one by one again, at the pace that it asked
/// for: its feeds come due together, and a burst of them would be refused as the last one was.
package struct Politeness: ~Copyable {
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
        let name: String
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
    /// Hosts by place: their names are looked up when a request comes and when the host is forgotten, not in between.
    private var hosts: [Host] = []
    private var places: [String: Int] = [:]
    private var freePlaces: [Int] = []
    /// Requests that wait or are in flight.
    private var requests: [Int: Request] = [:]
    private var queue = TimeQueue<Int>()
    private var active: Set<Int> = []
    private var wantingToBeActive: [Int] = []

    private struct Request {
        /// Its host's.
        var place: Int
        var hasStarted = false
    }

    package init(_ settings: Settings) { self.settings = settings }

    /// How many have started and not ended.
    package private(set) var inFlight = 0
    /// How many are known: waiting or in flight.
    package var count: Int { requests.count }

    /// Takes a request in; `first` puts it before the others of its host (a redirect's next hop).
    package mutating func enqueue(_ token: Int, host name: String, first: Bool = false, now: Duration) {
        let place = place(of: name, now: now)
        requests[token] = Request(place: place)
        if first {
            hosts[place].waiting.insert(token, at: hosts[place].head)
        } else {
            hosts[place].waiting.append(token)
        }
        if hosts[place].inFlight < settings.perHost { line(up: place) }
    }

    /// The requests that start now; the caller starts every one of them.
    package mutating func start(now: Duration) -> [Int] {
        var tokens: [Int] = []
        while inFlight < settings.inFlight, let place = queue.takeDue(at: now) {
            hosts[place].isQueued = false
            // It may have been held after it was queued.
            if hosts[place].earliest <= now, hosts[place].inFlight < settings.perHost,
                let token = hosts[place].takeFirst()
            {
                tokens.append(token)
                requests[token]?.hasStarted = true
                inFlight += 1
                hosts[place].inFlight += 1
                hosts[place].earliest = now + gap(at: place, now: now)
            }
            if hosts[place].inFlight < settings.perHost,
                hosts[place].hasWaiting || hosts[place].earliest > now
            {
                line(up: place)
            }
            if hosts[place].inFlight == 0, !hosts[place].isQueued { forget(place) }
        }
        return tokens
    }

    /// When `start` is to be asked again; nil when only an end or a new request can change something.
    package var nextStart: Duration? { inFlight < settings.inFlight ? queue.firstTime : nil }

    /// Takes the end of a request, or of the wait for its start (a cancelled one); says which transfer that
    /// had to wait with its body may go on.
    ///
    /// With `keepsPlace` it goes on counting as active until `letGo`: its body is still in memory.
    package mutating func finish(_ token: Int, keepsPlace: Bool = false, now: Duration) -> Int? {
        guard let request = requests.removeValue(forKey: token) else { return nil }
        let place = request.place
        if request.hasStarted {
            inFlight -= 1
            hosts[place].inFlight -= 1
            hosts[place].earliest = max(hosts[place].earliest, now + gap(at: place, now: now))
            // Also when nothing waits: at that time the host is forgotten.
            line(up: place)
        } else if let index = hosts[place].waiting[hosts[place].head...].firstIndex(of: token) {
            hosts[place].waiting.remove(at: index)
        }
        if !wantingToBeActive.isEmpty { wantingToBeActive.removeAll { $0 == token } }
        return keepsPlace ? nil : letGo(token)
    }

    /// Ends the time of a transfer among the active ones; says which one that had to wait may go on.
    package mutating func letGo(_ token: Int) -> Int? {
        guard !active.isEmpty, active.remove(token) != nil, let next = wantingToBeActive.first else {
            return nil
        }
        wantingToBeActive.removeFirst()
        active.insert(next)
        return next
    }

    /// Leaves a whole host alone until a time (429 with Retry-After).
    package mutating func hold(host name: String, until time: Duration, now: Duration) {
        let place = place(of: name, now: now)
        hosts[place].earliest = max(hosts[place].earliest, time)
        hosts[place].heldUntil = max(hosts[place].heldUntil, time)
        let pace = max(gap(at: place, now: now), min(time - now, Self.longestPace))
        paces = paces.filter { $0.value.until > now }
        paces[name] = (pace, time + Self.paceLife)
        if hosts[place].inFlight < settings.perHost { line(up: place) }
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
        places[name].flatMap { hosts[$0].heldUntil > now ? hosts[$0].heldUntil - now : nil }
    }

    /// The requests that wait for their turn at a host.
    package func waiting(at name: String) -> [Int] {
        places[name].map { Array(hosts[$0].waiting[hosts[$0].head...]) } ?? []
    }

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
    private func gap(at place: Int, now: Duration) -> Duration {
        paces.isEmpty ? settings.gap : gap(of: hosts[place].name, at: now)
    }

    private func gap(of name: String, at now: Duration) -> Duration {
        guard !paces.isEmpty, let pace = paces[name], pace.until > now else { return settings.gap }
        return max(pace.gap, settings.gap)
    }

    private mutating func line(up place: Int) {
        guard !hosts[place].isQueued else { return }
        hosts[place].isQueued = true
        queue.add(place, at: hosts[place].earliest)
    }

    /// The place of a host, a new one where it is not known.
    private mutating func place(of name: String, now: Duration) -> Int {
        if let place = places[name] { return place }
        let host = Host(name: name, earliest: now)
        guard let place = freePlaces.popLast() else {
            places[name] = hosts.count
            hosts.append(host)
            return hosts.count - 1
        }
        places[name] = place
        hosts[place] = host
        return place
    }

    /// Forgets a host that nobody waits for and whose pause is over: memory is bounded by what goes on.
    private mutating func forget(_ place: Int) {
        places[hosts[place].name] = nil
        hosts[place].waiting = []
        freePlaces.append(place)
    }
}
