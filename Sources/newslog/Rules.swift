internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Conditions
internal import Configuration
internal import Host
internal import Rendering

/// `newslog rules`: the rules of the configuration, and a dry run of them over what is stored.
struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the rules, and try them on stored articles.",
        discussion: """
            Without options the [[rule]]s of the configuration. --count says how many stored articles each fits; a \
            name, or --try with a condition, shows them, newest first. Nothing is marked by this: rules mark what is \
            stored from now on.

            A condition is a query (see `newslog query`), with and, or and not in lower case and with regular \
            expressions of RE2, as title ~ /openai|xai/i. Exits 1 when nothing fits.
            """)

    @OptionGroup var options: CommonOptions

    @OptionGroup var pager: PagerOption

    @Argument(help: "The rule whose articles are shown, or counted.")
    var name: String?

    @Option(name: .customLong("try"), help: "A condition to try, as `when` of a rule would say it.")
    var condition: String?

    @Flag(help: "Count the articles.")
    var count = false

    @Option(help: "Only articles dated from here on: 7d (ago), 6h, 2026-11-01 (UTC).")
    var since: PointInTime?

    @Option(help: "Show at most so many.")
    var limit = 50

    @Option(help: "table, json or jsonl; for articles also tsv, csv, jsonfeed, atom or html.")
    var format = ArticleFormat.table

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit takes a number above 0.") }
        guard name == nil || condition == nil else {
            throw ValidationError("A name and --try exclude each other.")
        }
        guard showsArticles || [.table, .json, .jsonl].contains(format) else {
            throw ValidationError("Rules are listed as table, json or jsonl.")
        }
    }

    func run() throws {
        let places = try options.places()
        var rows = try subjects(places)
        if showsArticles {
            return try show(rows[0].rule, in: places)
        }
        if count { try countArticles(&rows, in: places) }
        var output = pager.output()
        switch format {
        case .jsonl, .json: Self.append(rows, asArray: format == .json, to: &output.buffer)
        default: RuleTable.append(rows, on: Here.display, to: &output.buffer)
        }
        try Here.finish(&output)
        guard !rows.isEmpty else {
            throw CommandFailure(.nothingFound, "there are no rules: see [[rule]] in the README")
        }
        if count, rows.allSatisfy({ $0.articles == 0 }) { throw CommandFailure(.nothingFound) }
    }

    private var showsArticles: Bool { !count && (name != nil || condition != nil) }
}

extension Rules {
    /// The rules that are asked about.
    private func subjects(_ places: Places) throws -> [RuleTable.Row] {
        if let condition { return [try tried(condition)] }
        let rules = try options.rules(places)
        let rows = rules.map { RuleTable.Row(rule: $0.rule, when: $0.when, place: "\($0.file):\($0.line)") }
        guard let name else { return rows }
        guard let row = rows.first(where: { $0.rule.name == name }) else {
            let known = rules.isEmpty ? "there are none" : rules.map(\.rule.name).joined(separator: ", ")
            throw CommandFailure(.noInput, "no rule named \(name); the configuration has: \(known)")
        }
        return [row]
    }

    private func tried(_ text: String) throws(CommandFailure) -> RuleTable.Row {
        let condition: Condition?
        do throws(ConditionError) { condition = try Condition.parse(text, as: .rule) } catch {
            throw CommandFailure(error, in: text)
        }
        guard let condition else { throw CommandFailure(.usage, "--try needs a condition") }
        return RuleTable.Row(
            rule: Rule(name: "--try", condition: condition, actions: []), when: text, place: nil)
    }

    /// Shows the newest articles that a rule fits, whatever else is known of them.
    private func show(_ rule: Rule, in places: Places) throws {
        var query = everything
        query.node = rule.condition
        var search = ArticleSearch(query, in: try places.catalog(), layout: places.layout)
        let heading = ArticleWriter.Heading(title: "newslog: \(rule.condition)", now: Here.now)
        try search.print(atMost: limit, as: format, heading, to: pager.output())
    }

    /// Goes once over all articles, asking all rules of each.
    private func countArticles(_ rows: inout [RuleTable.Row], in places: Places) throws {
        let book = RuleBook(rows.map(\.rule))
        var counts = [Int](repeating: 0, count: rows.count)
        var query = everything
        // Neighbours in the journal are unpacked together.
        query.order = .seq
        let catalog = try places.catalog()
        // Of those since a time nobody knows how many there are.
        let total =
            since == nil
            ? try CommandFailure.mapping { () throws(CatalogError) in try catalog.counts().articles } : 0
        var search = ArticleSearch(query, in: catalog, layout: places.layout)
        let meter = ProgressMeter()
        func show(_ looked: Int) {
            let of = total > 0 ? "/\(total)" : ""
            meter.show(done: looked, total: total, words: "\(looked)\(of) articles")
        }
        let all = try search.lines(limit: .max, looked: show) { line in
            for index in book.fitting(line) { counts[index] += 1 }
            return true
        }
        meter.clear()
        for index in rows.indices { rows[index].articles = counts[index] }
        Terminal.say("\(Terminal.count(all, "stored article")) looked at")
        if let words = search.missingWords { Terminal.complain(words) }
    }

    private var everything: Query {
        var query = Query()
        query.since = since?.resolve(Here.now)
        query.includesDuplicates = true
        query.includesDropped = true
        return query
    }

    private static func append(_ rows: [RuleTable.Row], asArray: Bool, to output: inout [UInt8]) {
        if asArray { output.append("[") }
        for (index, row) in rows.enumerated() {
            if asArray { output.append(index == 0 ? "\n" : ",\n") }
            RuleTable.append(json: row, to: &output)
            if !asArray { output.append("\n") }
        }
        if asArray { output.append(rows.isEmpty ? "]\n" : "\n]\n") }
    }
}
