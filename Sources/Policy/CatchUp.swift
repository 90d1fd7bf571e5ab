package import Articles

/// How feeds that are overdue are asked after a standstill: spread, the most overdue first.
package enum CatchUp {
    /// A quarter of the time lost, and no longer than this.
    private static let longest = Duration.seconds(600)

    /// When to ask each feed, given since when each is due, all of them at or before `now`.
    ///
    /// The first `atOnce` come at once, for so many can be fetched beside each other; after a short standstill all do.
    package static func times(due: [Timestamp], now: Timestamp, atOnce: Int) -> [Timestamp] {
        guard let first = due.min() else { return [] }
        let window = min((now - first) / 4, longest)
        var times = due
        let order = due.indices.sorted { (due[$0], $0) < (due[$1], $1) }
        for (rank, index) in order.enumerated() {
            times[index] = now + window * (Double(max(0, rank - atOnce + 1)) / Double(due.count))
        }
        return times
    }
}
