/// How late feeds are asked: from the moment at which each was due to the one at which its request began.
///
/// The last 4,096 are remembered: an hour of ten thousand feeds that are asked a few times a day.
package struct DueLag: Sendable {
    private static let remembered = 4096
    private var lags: [Double] = []
    private var next = 0

    package init() {}

    /// Takes a request in that began so long after its feed was due.
    package mutating func note(_ lag: Duration) {
        let seconds = max(0, lag.seconds)
        if lags.count < Self.remembered {
            lags.append(seconds)
        } else {
            lags[next] = seconds
            next = (next + 1) % Self.remembered
        }
    }

    /// The lags, in seconds, that these shares of the requests did not exceed; nil before the first request.
    package func quantiles(_ shares: [Double]) -> [Double]? {
        guard !lags.isEmpty else { return nil }
        let sorted = lags.sorted()
        return shares.map { sorted[min(sorted.count - 1, Int(Double(sorted.count) * $0))] }
    }
}
