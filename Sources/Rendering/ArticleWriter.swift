package import Articles

/// The door to rendering: articles in, the bytes of one document out, as they come.
///
/// `begin` opens the document, `write` adds an article, `end` closes it; `flush` gives out what a table holds back to
/// measure its columns. `FeedTable` and `StatusPage` do the same for feeds, `Schema` prints what the line is.
package struct ArticleWriter {
    /// What the document says of itself.
    package struct Heading: Hashable, Sendable {
        /// The title of a feed or page.
        package var title: String
        /// When it was made.
        package var now: Timestamp

        package init(title: String, now: Timestamp) {
            self.title = title
            self.now = now
        }
    }

    private enum Form {
        case lines
        case array
        case table(ArticleTable)
        case values(SeparatedValues)
        case jsonFeed
        case atom
        case page
    }

    private let heading: Heading
    private var form: Form
    private var count = 0

    /// Makes a writer of one document; `highlights` finds what a table shows in a colour.
    package init(
        _ format: ArticleFormat, heading: Heading, display: Display = .plain, highlights: Highlights? = nil
    ) {
        self.heading = heading
        form =
            switch format {
            case .jsonl: .lines
            case .json: .array
            case .table: .table(ArticleTable(on: display, now: heading.now, highlights: highlights))
            case .tsv: .values(.tabs)
            case .csv: .values(.commas)
            case .jsonfeed: .jsonFeed
            case .atom: .atom
            case .html: .page
            }
    }

    /// Opens the document.
    package func begin(to output: inout [UInt8]) {
        switch form {
        case .lines, .table: break
        case .array: output.append("[")
        case .values(let values): values.appendHeading(to: &output)
        case .jsonFeed: JSONFeed.begin(heading, to: &output)
        case .atom: AtomFeed.begin(heading, to: &output)
        case .page: ArticlePage.begin(heading, to: &output)
        }
    }

    /// Adds an article.
    package mutating func write(_ line: ArticleLine, to output: inout [UInt8]) {
        switch form {
        case .lines, .array: return copy(line.source, to: &output)
        case .table(var table):
            // Taken out and put back, so that the rows are not copied with every article.
            form = .lines
            table.append(line)
            form = .table(table)
        case .values(let values): values.append(line, to: &output)
        case .jsonFeed: JSONFeed.append(line, isFirst: count == 0, to: &output)
        case .atom: AtomFeed.append(line, to: &output)
        case .page: ArticlePage.append(line, to: &output)
        }
        count += 1
    }

    /// Adds a line that was not read further than its head; only for formats that copy lines.
    package mutating func copy(_ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let body = line.last == 0x0A ? line.dropLast() : line
        if case .array = form { output.append(count == 0 ? "\n" : ",\n") }
        output.append(contentsOf: body)
        if case .lines = form { output.append(0x0A) }
        count += 1
    }

    /// Gives out what was held back.
    package mutating func flush(to output: inout [UInt8]) {
        guard case .table(var table) = form else { return }
        table.flush(to: &output)
        form = .table(table)
    }

    /// Closes the document.
    package mutating func end(to output: inout [UInt8]) {
        switch form {
        case .lines, .values: break
        case .table: flush(to: &output)
        case .array: output.append(count == 0 ? "]\n" : "\n]\n")
        case .jsonFeed: JSONFeed.end(to: &output)
        case .atom: AtomFeed.end(to: &output)
        case .page: ArticlePage.end(to: &output)
        }
    }
}
