internal import Aggregator
internal import ArgumentParser
internal import Configuration
internal import Host

/// `newslogd fetch`: every feed once, with what came of it.
struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fetch every feed once, store what is new, and end.",
        discussion: "Exits 0 when all feeds answered, 75 when some failed; each failure is one line.")

    @OptionGroup var options: CommonOptions

    @Option(name: .long, help: "A file of feeds to fetch, used as the configuration.")
    var feeds: String?

    @Argument(help: "Feed URLs; without any, the configured feeds.")
    var urls: [String] = []

    func run() throws {
        var options = options
        options.config = feeds ?? options.config
        let surroundings = try options.surroundings(urls: urls)
        guard !surroundings.settings.feeds.isEmpty else {
            throw CommandFailure(
                code: .configuration,
                message: "no feeds: name URLs, or a file with --feeds, or make a configuration")
        }
        let meter = ProgressMeter()
        let result: RoundProgress?
        do throws(StoreFailure) {
            result = try Aggregator.fetch(surroundings) { progress in
                meter.show(done: progress.done, total: progress.total, words: Self.words(progress))
            }
        } catch {
            meter.clear()
            throw CommandFailure(store: error)
        }
        meter.clear()
        guard let result else { throw CommandFailure(code: .temporary, message: "ended by a signal") }
        try report(result)
    }

    private func report(_ result: RoundProgress) throws {
        for entry in result.warnings where options.verbose {
            Terminal.complain("\(entry.feed): \(entry.warning)")
        }
        for line in Self.lines(result.failures, atMost: options.verbose ? .max : 3) {
            Terminal.complain(line)
        }
        Terminal.say(
            "\(result.total) feed\(result.total == 1 ? "" : "s"): \(result.new) new, \(result.updated) updated, \(result.duplicates) duplicates; "
                + "\(result.unchanged) unchanged, \(result.failures.count) failing")
        // The failures have been named; the exit code says the rest.
        if !result.failures.isEmpty { throw CommandFailure(code: .temporary, message: "") }
    }

    /// A line a failure; where more than `most` feeds fail in one way, a line for all of them: the cause is one.
    static func lines(_ failures: [RoundProgress.Failure], atMost most: Int) -> [String] {
        var codes: [String] = []
        for failure in failures where !codes.contains(failure.code) { codes.append(failure.code) }
        return codes.flatMap { code in
            let group = failures.filter { $0.code == code }
            guard group.count > most, let first = group.first else {
                return group.map { "\($0.feed): \($0.message) [\(code)]" }
            }
            let names = group.prefix(3).map(\.feed).joined(separator: ", ")
            return ["\(group.count) feeds (\(names), …): \(first.message) [\(code)]"]
        }
    }

    private static func words(_ progress: RoundProgress) -> String {
        "\(progress.done)/\(progress.total) feeds  \(progress.new) new  \(progress.failures.count) failing"
    }
}
