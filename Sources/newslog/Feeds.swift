internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Configuration
internal import Host
internal import Rendering

/// The forms of a listing that is not of articles.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, jsonl
}

/// `newslog feeds`: how each feed is doing.
struct Feeds: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds",
        abstract: "List feeds: how each stands, what went wrong, when it comes next and why.",
        discussion: "Exits 1 when there is nothing to list.")

    @OptionGroup var options: CommonOptions

    @OptionGroup var pager: PagerOption

    @Flag(help: "Only those whose last attempt did not bring all, with the reason.")
    var failing = false

    @Flag(help: "In the order of their next fetch, with the reason for it.")
    var next = false

    @Flag(help: "Also feeds that are not in the configuration any more.")
    var all = false

    @Option(help: "table, json or jsonl.")
    var format = ListFormat.table

    func validate() throws {
        guard !(failing && next) else { throw ValidationError("--failing and --next exclude each other.") }
    }

    func run() throws {
        let places = try options.places()
        let table = FeedTable(failing ? .failing : next ? .next : .all, now: Here.now)
        let feeds = table.select(try states(places))
        var output = pager.output()
        switch format {
        case .table: table.append(feeds, on: Here.display, to: &output.buffer)
        case .json, .jsonl: Self.append(feeds, asArray: format == .json, to: &output.buffer)
        }
        try Here.finish(&output)
        if feeds.isEmpty {
            let words = failing ? "no feed fails" : "there are no feeds"
            throw CommandFailure(.nothingFound, StandardOutput.isPerson ? words : nil)
        }
    }

    /// What the catalog remembers, and the feeds of the configuration that were never fetched.
    private func states(_ places: Places) throws(CommandFailure) -> [FeedState] {
        let configured = (places.settings?.feeds ?? []).filter(\.enabled)
        // Before the first fetch there is no catalog, but there are feeds.
        guard let catalog = try? places.catalog() else {
            guard !configured.isEmpty else { _ = try places.catalog(); return [] }
            return configured.map { FeedState(id: $0.id, url: $0.address) }
        }
        let known = try CommandFailure.mapping { () throws(CatalogError) in try catalog.feedStates() }
        guard !configured.isEmpty else { return known }
        var states: [String: FeedState] = [:]
        for state in known { states[state.id] = state }
        let current = configured.map { states[$0.id] ?? FeedState(id: $0.id, url: $0.address) }
        let ids = Set(configured.map(\.id))
        return all ? current + known.filter { !ids.contains($0.id) } : current
    }

    private static func append(_ feeds: [FeedState], asArray: Bool, to output: inout [UInt8]) {
        if asArray { output.append("[") }
        for (index, feed) in feeds.enumerated() {
            if asArray { output.append(index == 0 ? "\n" : ",\n") }
            FeedTable.append(json: feed, to: &output)
            if !asArray { output.append("\n") }
        }
        if asArray { output.append(feeds.isEmpty ? "]\n" : "\n]\n") }
    }
}

extension FeedSettings {
    /// Where it comes from, as the catalog names it.
    var address: String {
        switch source {
        case .url(let url): url
        case .path(let path): path
        }
    }
}
