internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Host
internal import Journal
internal import Rendering

/// `newslog show`: one article whole.
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an article, and where else it was seen.")

    @OptionGroup var options: CommonOptions

    @OptionGroup var pager: PagerOption

    @OptionGroup var choice: ArticleChoice

    @Flag(help: "Every revision, oldest first.")
    var revisions = false

    @Flag(help: "What changed from each revision to the next, word by word.")
    var diff = false

    @Option(help: "jsonl, json, table, tsv, csv, jsonfeed, atom or html; without it a page of text.")
    var format: ArticleFormat?

    func validate() throws {
        guard !diff || format == nil else {
            throw ValidationError("--diff is for people; it has no --format.")
        }
    }

    func run() throws {
        let places = try options.places()
        let catalog = try places.catalog()
        let article = try choice.find(in: catalog)
        var search = ArticleSearch(Query(), in: catalog, layout: places.layout)
        let seqs = try CommandFailure.mapping { () throws(CatalogError) in
            revisions || diff ? try catalog.revisions(of: article.number) : [article.latest]
        }
        let lines = try search.read(seqs)
        guard !lines.isEmpty else {
            throw CommandFailure(
                .badData,
                "\(places.layout.journal): the line of \(article.id) is missing; see `newslog verify`")
        }
        var output = pager.output()
        let display = Here.display
        if diff {
            Self.append(changesIn: lines, on: display, to: &output.buffer)
        } else if let format {
            let heading = ArticleWriter.Heading(title: "newslog: \(article.id)", now: Here.now)
            var writer = ArticleWriter(format, heading: heading, display: display)
            writer.begin(to: &output.buffer)
            for line in lines { writer.write(line, to: &output.buffer) }
            writer.end(to: &output.buffer)
        } else {
            let copies = try CommandFailure.mapping { () throws(CatalogError) in
                try catalog.copies(of: article)
            }
            let elsewhere = try search.read(copies.map(\.latest))
            for (index, line) in lines.enumerated() {
                if index > 0 { output.buffer.append(0x0A) }
                let isLast = index == lines.count - 1
                ArticleSheet.append(line, elsewhere: isLast ? elsewhere : [], on: display, to: &output.buffer)
            }
        }
        try Here.finish(&output)
    }

    /// What the newest revision is, and how it came to be so.
    private static func append(
        changesIn lines: [ArticleLine], on display: Display, to output: inout [UInt8]
    ) {
        guard lines.count > 1 else {
            return Terminal.say("there is one revision only, seen \(seen(lines[0]))")
        }
        for (old, new) in zip(lines, lines.dropFirst()) {
            if new.head.seq != lines[1].head.seq { output.append(0x0A) }
            RevisionDiff.append(from: old, to: new, on: display, to: &output)
        }
    }

    private static func seen(_ line: ArticleLine) -> String {
        String(decoding: Moment.long(line.fetchedAt), as: UTF8.self)
    }
}
