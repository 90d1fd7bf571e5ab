internal import Articles
internal import Policy

/// How the daemon is, in words and as a line of JSON.
extension Conductor {
    /// One line for `systemctl status`.
    var summary: String {
        if let hold { return "holding: \(hold.failure)" }
        if outage.since != nil { return "no network: waiting for it, \(table.order.count) feeds" }
        let failing = table.failing
        return "\(table.order.count) feeds, \(failing) failing, \(table.inFlight) being fetched"
    }

    private var outageWords: String? {
        outage.since.map { _ in "nearly all hosts fail together: this machine seems to be without a network" }
    }

    /// The answer to `status`.
    func statusLine() -> [UInt8] {
        var line: [UInt8] = []
        line.append("{\"ok\":true,\"version\":")
        line.appendJSON(string: Version.current)
        line.append(",\"feeds\":")
        line.appendJSON(number: table.order.count)
        line.append(",\"failing\":")
        line.appendJSON(number: table.failing)
        line.append(",\"in_flight\":")
        line.appendJSON(number: table.inFlight)
        line.append(",\"next_fetch\":")
        line.appendJSON(time: table.nextDue().map { max($0, machine.wallTime()) })
        if let lags = lag.quantiles([0.5, 0.99]) {
            line.append(",\"due_lag_p50_ms\":")
            line.appendJSON(number: Int((lags[0] * 1000).rounded()))
            line.append(",\"due_lag_p99_ms\":")
            line.appendJSON(number: Int((lags[1] * 1000).rounded()))
        }
        line.append(",\"held\":")
        line.appendJSON(optional: hold.map { "\($0.failure)" } ?? outageWords)
        line.append("}")
        return line
    }
}
