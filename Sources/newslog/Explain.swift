internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Conditions
internal import Configuration
internal import Host
internal import Journal
internal import Rendering

/// `newslog explain`: which rules fit an article, and why.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say which rules fit an article, and why.",
        discussion: """
            For each [[rule]] of the configuration: what it would mark now, and by which words or expressions that is \
            decided, with what was found where. Marks are set when an article is stored; rules that changed since then \
            do not change them. See `newslog rules` for what rules would mark in all that is stored.
            """)

    @OptionGroup var options: CommonOptions

    @OptionGroup var pager: PagerOption

    @OptionGroup var choice: ArticleChoice

    @Option(help: "table, json or jsonl.")
    var format = ListFormat.table

    func run() throws {
        let places = try options.places()
        let rules = try options.rules(places)
        let catalog = try places.catalog()
        let article = try choice.find(in: catalog)
        var search = ArticleSearch(Query(), in: catalog, layout: places.layout)
        guard let line = try search.read([article.latest]).first else {
            throw CommandFailure(
                .badData,
                "\(places.layout.journal): the line of \(article.id) is missing; see `newslog verify`")
        }
        guard line.head.event != .removed else {
            throw CommandFailure(
                .nothingFound, "\(article.id): its text was removed, so that rules have nothing to look at")
        }
        let book = RuleBook(rules.map(\.rule))
        let explanation = Explanation(of: line, by: book.rules, book.judge(line))
        var output = pager.output()
        switch format {
        case .table: explanation.append(on: Here.display, to: &output.buffer)
        case .json, .jsonl:
            explanation.append(jsonTo: &output.buffer)
            output.buffer.append(0x0A)
        }
        try Here.finish(&output)
        if rules.isEmpty { Terminal.say("there are no rules: see [[rule]] in the README") }
    }
}

extension CommonOptions {
    /// The rules of the configuration; none where there is no configuration.
    func rules(_ places: Places) throws(CommandFailure) -> [RuleSettings] {
        guard let path = places.configuration else { return [] }
        do throws(ConfigurationErrors) {
            return try Configuration.load(
                path: path, environment: Process.environment, secrets: .optional
            ).rules
        } catch {
            throw CommandFailure(error)
        }
    }
}
