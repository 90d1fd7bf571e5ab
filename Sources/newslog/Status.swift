internal import Journal
internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Host
internal import Rendering

/// `newslog status`: whether all is well.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how newslog is.",
        discussion: """
            Asks the daemon; where none answers, says what the catalog remembers. Exits 0 when healthy, 1 when degraded \
            (fetching is held, or more than half of the feeds fail), 2 when no daemon answers. Prometheus reads \
            `newslog status --format prometheus` through a textfile of its node_exporter.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, prometheus
    }

    @OptionGroup var options: CommonOptions

    @Option(help: "text, json or prometheus.")
    var format = Format.text

    func run() throws {
        let places = try options.places()
        var page = StatusPage(state: places.state)
        let feeds = remember(&page, places)
        ask(&page, places.socket)
        var output = StandardOutput()
        switch format {
        case .text: page.append(now: Here.now, on: Here.display, to: &output.buffer)
        case .json: page.append(jsonTo: &output.buffer)
        case .prometheus: Metrics(page, feeds: feeds).append(to: &output.buffer)
        }
        try Here.finish(&output)
        switch page.health {
        case .healthy: break
        case .degraded: throw CommandFailure(.nothingFound)
        case .down: throw CommandFailure(.down)
        }
    }

    /// What the catalog knows.
    ///
    /// Without one there is nothing to say, which is no failure of this command.
    private func remember(_ page: inout StatusPage, _ places: Places) -> [FeedState] {
        guard let catalog = try? CatalogReader.open(path: places.layout.catalog),
            let states = try? catalog.feedStates()
        else { return [] }
        page.feeds = states.count
        page.failing = FeedTable(.failing, now: Here.now).select(states).count
        page.lastSuccess = states.compactMap(\.lastSuccess).max()
        page.lastNew = states.compactMap(\.lastNew).max()
        page.nextFetch = states.compactMap(\.nextFetch).min()
        page.articles = (try? catalog.counts())?.articles
        return states
    }

    private func ask(_ page: inout StatusPage, _ socket: String) {
        guard var client = ControlClient(socket), client.ask(Array(#"{"command":"status"}"#.utf8)),
            let line = client.nextLine(timeout: .seconds(5))
        else { return }
        let answer = ControlAnswer(line)
        page.isRunning = answer.ok == true
        page.held = answer.texts["held"]
        page.feeds = answer.numbers["feeds"] ?? page.feeds
        page.failing = answer.numbers["failing"] ?? page.failing
        page.inFlight = answer.numbers["in_flight"] ?? 0
        if let median = answer.numbers["due_lag_p50_ms"], let late = answer.numbers["due_lag_p99_ms"] {
            page.dueLag = (Double(median) / 1000, Double(late) / 1000)
        }
        page.nextFetch =
            answer.texts["next_fetch"].flatMap { Timestamp(fixed: Array($0.utf8)) } ?? page.nextFetch
    }
}
