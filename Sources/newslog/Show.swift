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

    @Argument(help: "The article's id, or the beginning of it.")
    var id: String

    @Flag(help: "Every revision, oldest first.")
    var revisions = false

    @Option(help: "jsonl, json, table, tsv, csv, jsonfeed, atom or html; without it a page of text.")
    var format: ArticleFormat?

    func run() throws {
        let places = try options.places()
        let catalog = try places.catalog()
        let article = try find(in: catalog)
        var search = ArticleSearch(Query(), in: catalog, layout: places.layout)
        let seqs = try CommandFailure.mapping { () throws(CatalogError) in
            revisions ? try catalog.revisions(of: article.number) : [article.latest]
        }
        let lines = try search.read(seqs)
        guard !lines.isEmpty else {
            throw CommandFailure(
                .badData,
                "\(places.layout.journal): the line of \(article.id) is missing; see `newslog verify`")
        }
        var output = StandardOutput()
        let display = Here.display
        if let format {
            let heading = ArticleWriter.Heading(title: "newslog: \(article.id)", now: Here.now)
            var writer = ArticleWriter(format, heading: heading, display: display)
            writer.begin(to: &output.buffer)
            for line in lines { writer.write(line, to: &output.buffer) }
            writer.end(to: &output.buffer)
        } else {
            let elsewhere = try search.read(elsewhere(article, in: catalog))
            for (index, line) in lines.enumerated() {
                if index > 0 { output.buffer.append(0x0A) }
                let isLast = index == lines.count - 1
                ArticleSheet.append(line, elsewhere: isLast ? elsewhere : [], on: display, to: &output.buffer)
            }
        }
        try Here.finish(&output)
    }

    private func find(in catalog: CatalogReader) throws(CommandFailure) -> CatalogReader.Found {
        let digits = Array(id.utf8)
        guard (2...32).contains(digits.count), digits.allSatisfy({ $0.hexadecimalDigit != nil }) else {
            throw CommandFailure(.usage, "\(id): an id is up to 32 hexadecimal digits, at least 2 of them")
        }
        let bytes = stride(from: 0, to: digits.count & ~1, by: 2).map { index in
            UInt8((digits[index].hexadecimalDigit ?? 0) << 4 | (digits[index + 1].hexadecimalDigit ?? 0))
        }
        let found = try CommandFailure.mapping { () throws(CatalogError) in
            try catalog.articles(idPrefix: bytes, limit: 4096)
        }.filter { $0.id.description.hasPrefix(id.lowercased()) }
        guard let first = found.first else {
            throw CommandFailure(.nothingFound, "no article with the id \(id)…")
        }
        guard found.count == 1 else {
            let some = found.prefix(4).map(\.id.description).joined(separator: ", ")
            throw CommandFailure(
                .usage, "\(id): \(found.count) articles begin so (\(some) …); give more digits")
        }
        return first
    }

    /// The newest lines of the articles that say the same.
    private func elsewhere(
        _ article: CatalogReader.Found, in catalog: CatalogReader
    ) throws(CommandFailure) -> [Seq] {
        try CommandFailure.mapping { () throws(CatalogError) in
            let first = article.duplicateOf ?? article.id
            let original =
                article.duplicateOf == nil ? [] : try catalog.articles(idPrefix: first.bytes, limit: 1)
            return try (original + catalog.duplicates(of: first)).filter { $0.id != article.id }.map(\.latest)
        }
    }
}
