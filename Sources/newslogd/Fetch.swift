internal import Aggregator
internal import ArgumentParser
internal import Configuration
internal import Host

/// `newslogd fetch`: every feed once, with what came of it.
struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fetch every feed once, store what is new, and end.",
        discussion:
            "Feeds of the configuration are named by their ids. Exits 0 when all feeds answered, 75 when some failed; each failure is one line."
    )

    @OptionGroup var options: CommonOptions

    @Option(name: .long, help: "A file of feeds to fetch, used as the configuration.")
    var feeds: String?

    @Flag(
        help:
            "As if for the first time, even what has not changed; a minute after the last fetch at the earliest."
    )
    var force = false

    @Argument(help: "Ids of configured feeds, or URLs; without any, all that are configured.")
    var urls: [String] = []

    func run() throws {
        let (surroundings, named) = try subject()
        guard !surroundings.settings.feeds.isEmpty else {
            throw CommandFailure(
                code: .configuration,
                message: "no feeds: name URLs, or a file with --feeds, or make a configuration")
        }
        let meter = ProgressMeter()
        let result: RoundProgress?
        do throws(StoreFailure) {
            result = try Aggregator.fetch(surroundings, feeds: named, isForced: force) { progress in
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

    /// Where to fetch, and which feeds of it; nil means all.
    private func subject() throws -> (Aggregator.Surroundings, feeds: [String]?) {
        var options = options
        options.config = feeds ?? options.config
        guard !urls.isEmpty else { return (try options.surroundings(), nil) }
        if !urls.contains(where: { $0.contains("/") }), let configured = try? options.surroundings() {
            let ids = Set(configured.settings.feeds.map(\.id))
            if ids.isSuperset(of: urls) { return (configured, urls) }
        }
        let named = try options.surroundings(urls: urls)
        return (named, named.settings.feeds.map(\.id))
    }

    private func report(_ result: RoundProgress) throws {
        for entry in result.warnings where options.verbose {
            Terminal.complain("\(entry.feed): \(entry.warning)")
        }
        for line in Self.lines(result.failures, atMost: options.verbose ? .max : 3) {
            Terminal.complain(line)
        }
        Terminal.say(
            "\(Terminal.count(result.total, "feed")): \(result.new) new, \(result.updated) updated, "
                + "\(Terminal.count(result.duplicates, "duplicate")); "
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
