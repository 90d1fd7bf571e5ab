internal import Glibc

/// Turns a rule's knob until it makes as many requests as all the others, so that their delays can be compared.
package enum Knob {
    /// How far requests may be from the target, as a share of it: what it does to a delay is as small.
    private static let tolerance = 0.001
    private static let mostTries = 24

    /// The score at the knob whose requests come closest to `target` a feed a day.
    package static func fit<Rule: PollingRule>(_ rule: Rule.Type, to target: Double, on traces: [Trace])
        -> Score
    {
        var delays: [Float] = []
        func error(_ logarithm: Double) -> (error: Double, score: Score) {
            let score = Replay.score(rule, knob: exp(logarithm), on: traces, delays: &delays)
            return (log(score.requests / target), score)
        }
        var last = log(Rule.firstKnob)
        var (lastError, best) = error(last)
        var bestError = lastError
        // The number of requests is about a power of the knob: secants on logarithms, bounded in their length.
        var place = last + 0.5
        for _ in 0..<mostTries where abs(bestError) > tolerance {
            let (placeError, score) = error(place)
            if abs(placeError) < abs(bestError) { (bestError, best) = (placeError, score) }
            let slope = (placeError - lastError) / (place - last)
            // Where nothing moves, a bound holds all feeds: step on, or stop at the end of the knob's effect.
            let step = abs(slope) > 1e-3 ? min(max(-placeError / slope, -2), 2) : 1
            (last, lastError) = (place, placeError)
            place += step
            if abs(step) < 1e-6 || abs(place) > 60 { break }
        }
        _ = Replay.score(rule, knob: best.knob, on: traces, delays: &delays)
        best.add(delays)
        return best
    }
}
