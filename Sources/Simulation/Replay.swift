/// Plays feeds back to a rule by a virtual clock and counts how long items waited to be seen.
///
/// An item waits from its publication to the first poll that shows it. One that the feed has pushed out before any
/// poll is missed, and has no delay.
package enum Replay {
    /// Polls every feed by a rule with a knob.
    package static func score<Rule: PollingRule>(
        _ rule: Rule.Type, knob: Double, on traces: [Trace], delays: inout [Float]
    ) -> Score {
        delays.removeAll(keepingCapacity: true)
        var polls = 0
        var missed = 0
        for (feed, trace) in traces.enumerated() {
            var rule = Rule(knob: knob, feed: feed, trace: trace)
            replay(trace, number: feed, &rule, &polls, &missed, &delays)
        }
        let days = (Trace.length - Trace.warmUp) / 86_400
        return Score(
            knob: knob, requests: Double(polls) / (days * Double(max(traces.count, 1))), missed: missed)
    }

    private static func replay(
        _ trace: Trace, number: Int, _ rule: inout some PollingRule, _ polls: inout Int, _ missed: inout Int,
        _ delays: inout [Float]
    ) {
        let times = trace.times
        // Feeds do not start together, or a grid of polls would stand in one place to a grid of items.
        var now = PollingBounds.range.upperBound * fraction(number)
        var seen = 0
        while true {
            var end = seen
            while end < times.count, times[end] <= now { end += 1 }
            let first = max(0, end - Trace.window)
            let new = min(max(seen, first), end)..<end
            for item in seen..<end where times[item] >= Trace.warmUp && times[item] < Trace.length {
                if item < first { missed += 1 } else { delays.append(Float(now - times[item])) }
            }
            seen = end
            guard now < Trace.length else { return }
            if now >= Trace.warmUp { polls += 1 }
            let poll = Poll(time: now, times: times, new: new, shown: first..<end)
            let range = PollingBounds.range
            now += min(max(rule.interval(after: poll), range.lowerBound), range.upperBound)
        }
    }

    /// A number in 0 ..< 1 that differs from feed to feed (the golden ratio's multiples are spread evenly).
    private static func fraction(_ number: Int) -> Double {
        (Double(number) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
    }
}
