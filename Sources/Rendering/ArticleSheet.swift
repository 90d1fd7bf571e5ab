package import Articles

/// One article to read on a terminal: title, where and when, URL, text, and where else it was seen.
package enum ArticleSheet {
    /// Appends the sheet; `elsewhere` are the lines that say the same.
    package static func append(
        _ line: ArticleLine, elsewhere: [ArticleLine], on display: Display, to output: inout [UInt8]
    ) {
        appendTitle(of: line, on: display, to: &output)
        var origin: [[UInt8]] = [Moment.long(line.date), line.bytes(line.feedTitle ?? line.feedID)]
        origin += line.people.map(\.name)
        output.paint(.dim, on: display) { output in
            for (index, field) in origin.enumerated() {
                if index > 0 { output.append(contentsOf: "  ".utf8) }
                append(field: field, on: display, to: &output)
            }
            output.append(0x0A)
        }
        if let url = line.url { append(line: line.bytes(url), on: display, to: &output) }
        var tags: [[UInt8]] = line.tags.map { line.bytes($0) }
        tags.removeAll(where: \.isEmpty)
        if !tags.isEmpty { append(line: Array(tags.joined(separator: ", ".utf8)), on: display, to: &output) }
        appendText(of: line, on: display, to: &output)
        appendElsewhere(elsewhere, on: display, to: &output)
        output.append(0x0A)
        output.paint(.dim, on: display) { output in
            output.append(
                contentsOf: "\(line.head.id)  revision \(line.head.revision)  \(line.head.event.rawValue)\n"
                    .utf8)
        }
    }

    /// The title behind its mark; a text that has none, as posts of a few words, is not given twice.
    private static func appendTitle(of line: ArticleLine, on display: Display, to output: inout [UInt8]) {
        let mark = ArticleTable.mark(of: line)
        let hasText = !(line.contentText ?? 0..<0).isEmpty || !(line.summary ?? 0..<0).isEmpty
        let title = hasText ? line.bytes(line.title) : ArticleTable.title(of: line)
        guard !title.isEmpty || !mark.isEmpty else { return }
        append(mark: mark, on: display, to: &output)
        append(
            text: Field.clean(title), behind: mark.isEmpty ? 0 : mark.utf8.count + 1, .bold, on: display,
            to: &output)
    }

    /// Says in front of the title what happened, where the article is not new.
    static func append(mark: String, on display: Display, to output: inout [UInt8]) {
        guard !mark.isEmpty else { return }
        output.paint(.yellow, on: display) { append(field: Array(mark.utf8), on: display, to: &$0) }
        output.append(0x20)
    }

    private static func appendText(of line: ArticleLine, on display: Display, to output: inout [UInt8]) {
        if line.head.event == .removed {
            output.append(0x0A)
            output.paint(.dim, on: display) { $0.append("its text was removed\n") }
        }
        let text = line.bytes(line.contentText)
        for paragraph in Paragraphs(text.isEmpty ? line.bytes(line.summary) : text) {
            output.append(0x0A)
            for line in paragraph.split(separator: 0x0A) {
                append(text: Field.clean(Array(line)), on: display, to: &output)
            }
        }
    }

    /// Cells of a row of text: longer ones are hard to read, however wide the terminal is.
    static let widest = 100

    /// Appends a line of clean text, on a terminal in rows that all have its direction, the first behind so many cells.
    static func append(
        text line: [UInt8], behind taken: Int = 0, _ colour: Colour? = nil, on display: Display,
        to output: inout [UInt8]
    ) {
        guard let columns = display.columns, !line.isEmpty else {
            return append(line: line, on: display, to: &output)
        }
        let direction = Direction.firstStrong(of: line.span)
        for row in Wrapping(line[...], cells: min(columns, widest), taken: taken) {
            output.paint(colour, on: display) { output in
                output += direction == .rtl ? Field.rightToLeft : Field.leftToRight
                output += row
                output += Field.pop
                output.append(0x0A)
            }
        }
    }

    private static func appendElsewhere(
        _ lines: [ArticleLine], on display: Display, to output: inout [UInt8]
    ) {
        guard !lines.isEmpty else { return }
        output.append(contentsOf: "\nalso seen in\n".utf8)
        for line in lines {
            output.append(contentsOf: "  ".utf8)
            output.append(contentsOf: Moment.long(line.date))
            output.append(contentsOf: "  ".utf8)
            append(field: line.bytes(line.feedID), on: display, to: &output)
            output.append(contentsOf: "  ".utf8)
            append(line: line.bytes(line.url), on: display, to: &output)
        }
    }

    private static func append(line text: [UInt8], on display: Display, to output: inout [UInt8]) {
        append(field: text, on: display, to: &output)
        output.append(0x0A)
    }

    private static func append(field text: [UInt8], on display: Display, to output: inout [UInt8]) {
        output.isolate(on: display) { Field.append(text[...], to: &$0) }
    }
}
