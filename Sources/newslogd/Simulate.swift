internal import Aggregator
internal import ArgumentParser
internal import Host
internal import Simulation

/// `newslogd simulate`: what the schedule is worth, against the rules of others.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replay traces of publication through the schedule and through the rules of others.",
        discussion: """
            A trace file holds a feed a line: the seconds at which its items appeared, in order, over 42 days, plain \
            or as gzip; - is standard input. The first 14 days are for learning, 28 are scored. Every rule makes the \
            same number of requests, and a poll sees the last 20 items.
            """)

    @Option(name: .long, help: "Requests a feed a day; may be given several times.")
    var requests: [Double] = []

    @Argument(help: "Trace files.")
    var traces: [String]

    func validate() throws {
        guard requests.allSatisfy({ (0.1...288).contains($0) }) else {
            throw ValidationError("--requests must be between 0.1 and 288.")
        }
    }

    func run() throws {
        var isFirst = true
        for path in traces {
            let feeds = try read(path == "-" ? "/dev/stdin" : path)
            for budget in requests.isEmpty ? Simulation.budgets : requests {
                let rows = Simulation.compare(at: budget, on: feeds)
                let text = SimulationReport.text(rows, budget: budget, trace: path, feeds: feeds.count)
                Terminal.write(Array(((isFirst ? "" : "\n") + text).utf8))
                isFirst = false
            }
        }
    }

    private func read(_ path: String) throws -> [Trace] {
        let bytes: [UInt8]?
        do throws(SystemError) { bytes = try DocumentFile.readUnpacked(path) } catch {
            throw CommandFailure(code: .noInput, message: "\(error)")
        }
        guard let feeds = bytes.flatMap(Trace.read), !feeds.isEmpty else {
            throw CommandFailure(
                code: .badData, message: "\(path): no trace: a line a feed, seconds in order")
        }
        return feeds
    }
}
