/// Tells this machine's own outage from feeds that fail: when nearly all hosts that answered before fail together, it
/// is not they who are to blame.
///
/// A pure state machine; times are of one monotonic clock. During an outage the schedule stands still but for a probe
/// now and then; the first host that answers ends it.
package struct OutageWatch: Sendable {
    /// What a result changed.
    package enum Change: Sendable { case none, began, ended }

    /// Results older than this say nothing about now.
    package static let window = Duration.seconds(300)
    /// The share of hosts that has to fail, in percent.
    private static let share = 80
    /// Fewer hosts than this prove nothing.
    private static let leastHosts = 5
    /// The time between two probes.
    private static let probeEvery = Duration.seconds(30)

    private var hosts: [String: (isReached: Bool, at: Duration)] = [:]
    private var lastProbe = Duration.zero
    /// Since when there has been an outage; nil when there is none.
    package private(set) var since: Duration?

    package init() {}

    /// Takes the result of a request in.
    ///
    /// A host is reached when it answers anything at all, an error too. One that `wasFailing` before says nothing by
    /// failing on.
    package mutating func note(host: String, isReached: Bool, wasFailing: Bool, now: Duration) -> Change {
        guard isReached || !wasFailing else { return .none }
        hosts[host] = (isReached, now)
        if isReached {
            guard since != nil else { return .none }
            (since, hosts) = (nil, [:])
            return .ended
        }
        guard since == nil else { return .none }
        hosts = hosts.filter { now - $0.value.at <= Self.window }
        let failing = hosts.values.count { !$0.isReached }
        guard hosts.count >= Self.leastHosts, failing * 100 >= hosts.count * Self.share else { return .none }
        (since, lastProbe) = (now, now)
        return .began
    }

    /// Whether a probe may be made now; asking is taking it.
    package mutating func takeProbe(now: Duration) -> Bool {
        guard since != nil, now - lastProbe >= Self.probeEvery else { return false }
        lastProbe = now
        return true
    }

    /// When the next probe may be made; nil when there is no outage.
    package var nextProbe: Duration? { since.map { _ in lastProbe + Self.probeEvery } }
}
