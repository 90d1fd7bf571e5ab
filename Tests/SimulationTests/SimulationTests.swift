import Testing

@testable import Simulation

/// Polls at a fixed distance: what is asked of the replay can be counted by hand.
private struct EveryRule: PollingRule {
    static let name = "every"
    static let firstKnob = 600.0
    let knob: Double
    init(knob: Double, feed: Int, trace: Trace) { self.knob = knob }
    func interval(after poll: Poll) -> Double { knob }
}

@Suite("The simulation")
struct SimulationTests {
    private static let warm = Trace.warmUp

    private func score(_ times: [Double], every knob: Double) -> (Score, [Float]) {
        var delays: [Float] = []
        let score = Replay.score(EveryRule.self, knob: knob, on: [Trace(times)], delays: &delays)
        return (score, delays)
    }

    @Test("An item waits from its publication to the next poll; the warm-up is not scored")
    func delays() {
        // The first feed's first poll is at 0.
        let (score, delays) = score([5, Self.warm + 100, Self.warm + 3600, Self.warm + 3601], every: 3600)
        #expect(delays == [3500, 0, 3599])
        #expect(score.missed == 0 && score.requests == 24)
    }

    @Test("Beyond the last twenty items of a document they are missed")
    func missed() {
        let (score, delays) = score((0..<25).map { Self.warm + 10 + Double($0) }, every: 3600)
        #expect(score.missed == 5 && delays.count == 20 && delays.first == 3600 - 15)
    }

    @Test(
        "Intervals are kept within the bounds, the same for all rules", arguments: [(1, 288.0), (1e9, 1.0)])
    func bounds(knob: Double, requests: Double) {
        #expect(score([Self.warm], every: knob).0.requests == requests)
    }

    @Test("A knob is turned until the requests are those wanted", arguments: Simulation.budgets)
    func knob(budget: Double) {
        let score = Knob.fit(EveryRule.self, to: budget, on: [Trace([Self.warm + 1000])])
        #expect(abs(score.requests / budget - 1) < 0.01)
        #expect(score.mean > 0 && score.mean == score.median && score.mean == score.p95)
    }

    @Test("A trace is read as it is written, and nothing else is")
    func traces() throws {
        let traces = try #require(Trace.read(Array("1 2 2 30\n\n5\n7 8".utf8)))
        #expect(traces.map(\.times) == [[1, 2, 2, 30], [5], [7, 8]])
        for bad in ["2 1\n", "a", "1 -2", "1.5", "99999999999999999999999999999"] {
            #expect(Trace.read(Array(bad.utf8)) == nil, "\(bad)")
        }
    }

    @Test("Numbers are written with their decimals")
    func decimals() {
        let numbers: [(Double, Int, String)] = [
            (1.005, 2, "1.00"), (12.3456, 3, "12.346"), (0.05, 1, "0.1"), (-1.25, 1, "-1.3"), (7, 0, "7"),
            (-0.001, 2, "0.00"), (.infinity, 2, "-"),
        ]
        for (value, count, text) in numbers { #expect(SimulationReport.decimals(value, count) == text) }
    }

    /// Feeds with a daily rhythm, some by day, some by night, from three a day to two an hour.
    private static var rhythms: [Trace] {
        (0..<12).map { feed in
            var times: [Double] = []
            var random = UInt64(feed + 1)
            for hour in 0..<42 * 24 where (hour + feed * 2) % 24 < 12 {
                for _ in 0..<(1 + feed % 3) {
                    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    guard random >> 62 == 0 else { continue }
                    times.append(Double(hour) * 3600 + Double(random >> 33) / Double(1 << 31) * 3600)
                }
            }
            return Trace(times.sorted())
        }
    }

    @Test("newslog's schedule beats the square-root rule where feeds have a rhythm, every time alike")
    func comparison() throws {
        let rows = Simulation.compare(at: 24, on: Self.rhythms)
        func mean(_ name: String) throws -> Double { try #require(rows.first { $0.rule == name }).score.mean }
        #expect(try mean(NewslogRule.name) < 0.95 * mean(SquareRootRule.name))
        #expect(try mean(NewslogRule.name) < 0.8 * mean(MinifluxRule.name))
        for row in rows { #expect(abs(row.score.requests / 24 - 1) < 0.03, "\(row.rule)") }
        let again = Simulation.compare(at: 24, on: Self.rhythms)
        #expect(zip(rows, again).allSatisfy { $0.score.mean == $1.score.mean })
    }
}
