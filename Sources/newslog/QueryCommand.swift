internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Conditions
internal import Configuration
internal import Host
internal import Journal
internal import Rendering

/// `newslog query`: articles that hold the words.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Find articles.",
        discussion: """
            Words are all to be found; OR, -word, "a phrase", word*, parentheses; fields title: author: feed: tag: lang: \
            url: is:updated; title ~ /expression/i (RE2); url: takes words of the address, url:bbc.co.uk/sport. Spelling variants are found too: القاهره finds \
            القاهرة. Without words: the newest articles. By rank the newest 2,000 hits are weighed, older ones follow. Exits 1 when nothing was found.
            """)

    @OptionGroup var options: CommonOptions

    @OptionGroup var pager: PagerOption

    @Argument(parsing: .allUnrecognized, help: "What to look for.")
    var words: [String] = []

    @Option(help: "Dated from here on: 2d (ago), 6h, 2026-11-01, 2026-11-01T10:30 (UTC, or +02:00).")
    var since: PointInTime?

    @Option(help: "Dated before this.")
    var until: PointInTime?

    @Option(
        help:
            "Dated within: 2026-11-01/2026-11-07 (both days included), 2026-11-01/P1W, a day, month or year.")
    var during: Interval?

    @Option(help: "Only this feed's; may be repeated.")
    var feed: [String] = []

    @Option(help: "At most so many.")
    var limit = 50

    @Option(help: "date, seq or rank; with words rank, else date.")
    var sort: Query.Order?

    @Option(help: "table, jsonl, json, tsv, csv, jsonfeed, atom or html.")
    var format = ArticleFormat.table

    @Flag(help: "Also articles that repeat another feed's.")
    var duplicates = false

    @Flag(help: "Also articles that a rule dropped.")
    var dropped = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit takes a number above 0.") }
        guard during == nil || since == nil && until == nil else {
            throw ValidationError("--during excludes --since and --until.")
        }
        if let stray = words.first(where: { $0.hasPrefix("--") && $0 != "--" }) {
            throw ValidationError("Unknown option '\(stray)'")
        }
    }

    func run() throws {
        let query = try query()
        let places = try options.places()
        let catalog = try places.catalog()
        let configured = places.settings?.feeds.map(\.id) ?? []
        for name in feed where !configured.contains(name) {
            let isKnown = try CommandFailure.mapping { () throws(CatalogError) in
                try catalog.knows(feed: name)
            }
            guard isKnown else {
                throw CommandFailure(.noInput, "no feed is called \(name) here; `newslog feeds` lists them")
            }
        }
        var search = ArticleSearch(query, in: catalog, layout: places.layout)
        let title = "newslog: \(words.joined(separator: " "))"
        try search.print(
            atMost: limit, as: format, ArticleWriter.Heading(title: title, now: Here.now), to: pager.output())
    }

    private func query() throws -> Query {
        // What follows `--` are words, even `-word`; the mark itself is none.
        let text = words.filter { $0 != "--" }.joined(separator: " ")
        let now = Here.now
        do throws(ConditionError) {
            var query = try Query(parsing: text)
            query.since = since?.resolve(now) ?? during?.start
            query.until = until?.resolve(now) ?? during?.end
            query.feeds = feed
            query.order = sort ?? (words.isEmpty ? .date : .rank)
            query.includesDuplicates = duplicates
            query.includesDropped = dropped
            return query
        } catch {
            throw CommandFailure(error, in: text)
        }
    }
}

extension Query.Order: ExpressibleByArgument {}
