package import Articles

/// How newslog is: what the daemon says of itself, else what its catalog remembers.
package struct StatusPage: Sendable {
    /// The verdict, which is also the exit code of `newslog status`.
    package enum Health: Int32, Sendable {
        case healthy = 0
        case degraded = 1
        case down = 2
    }

    /// True when the daemon answered.
    package var isRunning = false
    /// Why the daemon holds fetching back; nil when it does not.
    package var held: String?
    package var feeds = 0
    package var failing = 0
    /// Feeds being fetched at the moment.
    package var inFlight = 0
    package var nextFetch: Timestamp?
    /// How long after they were due feeds are asked, in seconds: half of them and all but a hundredth do not exceed it; nil
    /// where no daemon says it.
    package var dueLag: (median: Double, late: Double)?
    package var lastSuccess: Timestamp?
    package var lastNew: Timestamp?
    package var articles: Int?
    /// Where its state is kept.
    package var state: String

    package init(state: String) { self.state = state }

    /// Down without a daemon; degraded while it holds, or when more than half of the feeds fail.
    package var health: Health {
        guard isRunning else { return .down }
        return held != nil || failing * 2 > feeds ? .degraded : .healthy
    }

    /// Appends the page for people.
    package func append(now: Timestamp, on display: Display, to output: inout [UInt8]) {
        output.paint(colour, on: display) { $0.append(contentsOf: "\(health)\n".utf8) }
        var lines = [isRunning ? "daemon   running" : "daemon   does not answer"]
        if let held { lines.append("holding  \(held)") }
        lines.append("feeds    \(feeds), \(failing) failing, \(inFlight) being fetched")
        if let articles { lines.append("articles \(articles)") }
        if let lastNew { lines.append("newest   \(Moment.relative(lastNew, now: now))") }
        if let lastSuccess { lines.append("fetched  \(Moment.relative(lastSuccess, now: now))") }
        if let nextFetch, isRunning {
            lines.append("next     \(Moment.relative(max(nextFetch, now), now: now))")
        }
        if let dueLag {
            lines.append("lateness \(Int(dueLag.median)) s, 99 % within \(Int(dueLag.late.rounded(.up))) s")
        }
        lines.append("state    \(state)")
        for line in lines {
            // Fields are cleaned one by one, because cleaning would also join the blanks that align them.
            output.append(contentsOf: line.utf8.prefix(9))
            Field.append(Array(line.utf8.dropFirst(9))[...], to: &output)
            output.append(0x0A)
        }
    }

    /// Appends the same as one object of JSON.
    package func append(jsonTo output: inout [UInt8]) {
        output.append("{\"health\":\"")
        output.append(contentsOf: "\(health)".utf8)
        output.append("\",\"running\":")
        output.append(isRunning ? "true" : "false")
        output.append(",\"held\":")
        output.appendJSON(optional: held)
        let numbers: [(StaticString, Int?)] = [
            (",\"feeds\":", feeds), (",\"failing\":", failing), (",\"in_flight\":", inFlight),
            (",\"articles\":", articles),
        ]
        for (key, number) in numbers {
            output.append(key)
            if let number { output.appendJSON(number: number) } else { output.append("null") }
        }
        let times: [(StaticString, Timestamp?)] = [
            (",\"next_fetch\":", nextFetch), (",\"last_success\":", lastSuccess), (",\"last_new\":", lastNew),
        ]
        for (key, time) in times {
            output.append(key)
            output.appendJSON(time: time)
        }
        output.append(",\"due_lag_seconds\":")
        if let dueLag {
            output.append("{\"p50\":")
            output.appendJSON(number: Int(dueLag.median.rounded()))
            output.append(",\"p99\":")
            output.appendJSON(number: Int(dueLag.late.rounded()))
            output.append("}")
        } else {
            output.append("null")
        }
        output.append(",\"state\":")
        output.appendJSON(string: state)
        output.append("}\n")
    }

    private var colour: Colour {
        switch health {
        case .healthy: .green
        case .degraded: .yellow
        case .down: .red
        }
    }
}
