/// The comparison as a table for people and programs: a rule a line, numbers in fixed columns.
package enum SimulationReport {
    /// What rules did at a budget; the last two columns are the mean delay over that of two of them.
    package static func text(_ rows: [Simulation.Row], budget: Double, trace: String, feeds: Int) -> String {
        var text = "\(trace): \(feeds) feeds, \(decimals(budget, 0)) requests a feed a day\n"
        text += line(
            "delay in minutes", ["requests", "mean", "median", "p95", "missed", "/ sqrt", "/ miniflux"])
        func mean(of name: String) -> Double? { rows.first { $0.rule == name }?.score.mean }
        for row in rows {
            let score = row.score
            text += line(
                row.rule,
                [
                    decimals(score.requests, 2), decimals(score.mean, 2),
                    decimals(score.median, 2), decimals(score.p95, 1), String(score.missed),
                    ratio(score.mean, mean(of: SquareRootRule.name)),
                    ratio(score.mean, mean(of: MinifluxRule.name)),
                ])
        }
        return text
    }

    private static func line(_ name: String, _ columns: [String]) -> String {
        let padded = columns.map { String(repeating: " ", count: max(1, 11 - $0.utf8.count)) + $0 }
        return "  " + name + String(repeating: " ", count: max(1, 29 - name.utf8.count)) + padded.joined()
            + "\n"
    }

    private static func ratio(_ mean: Double, _ anchor: Double?) -> String {
        anchor.map { decimals(mean / $0, 3) } ?? "-"
    }

    /// A number with so many decimals.
    static func decimals(_ value: Double, _ count: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "-" }
        let scale = (0..<count).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard count > 0 else { return sign + String(scaled) }
        return sign + "\(scaled / scale)." + String(repeating: "0", count: count - fraction.count) + fraction
    }
}
