internal import Articles

/// Articles as rows of values: with tabs for programs, with commas for spreadsheets (RFC 4180).
///
/// Fields hold no control characters at all, so that a row is a line in both.
enum SeparatedValues {
    case tabs, commas

    private static let columns = [
        "date", "fetched_at", "feed", "id", "revision", "event", "language", "url", "title", "authors",
        "tags", "summary",
    ]

    func appendHeading(to output: inout [UInt8]) {
        appendRow(Self.columns.map { Array($0.utf8) }, to: &output)
    }

    func append(_ line: ArticleLine, to output: inout [UInt8]) {
        let fields = [
            Self.time(line.date), Self.time(line.fetchedAt), line.bytes(line.feedID),
            Array(line.head.id.description.utf8), Array("\(line.head.revision)".utf8),
            Array(line.head.event.rawValue.utf8), line.bytes(line.language), line.bytes(line.url),
            line.bytes(line.title), Self.list(line.authors.map { line.bytes($0.name ?? $0.email) }),
            Self.list(line.tags.map { line.bytes($0) }), line.bytes(line.summary),
        ]
        appendRow(fields, to: &output)
    }

    private func appendRow(_ fields: [[UInt8]], to output: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append(self == .tabs ? UInt8(ascii: "\t") : UInt8(ascii: ",")) }
            let text = Field.clean(field)
            if self == .tabs { output.append(contentsOf: text) } else { Self.appendCell(text, to: &output) }
        }
        output.append(self == .tabs ? "\n" : "\r\n")
    }

    /// A cell of RFC 4180; one that a spreadsheet would take for a formula gets an apostrophe.
    private static func appendCell(_ text: [UInt8], to output: inout [UInt8]) {
        let isFormula = formulaSigns.contains { text.starts(with: $0) }
        let isQuoted = text.contains { "\",\r\n".utf8.contains($0) }
        if isQuoted { output.append("\"") }
        if isFormula { output.append("'") }
        for byte in text {
            if byte == UInt8(ascii: "\"") { output.append(byte) }
            output.append(byte)
        }
        if isQuoted { output.append("\"") }
    }

    /// What makes a formula of a cell, in full width too, as spreadsheets of East Asia have it.
    private static let formulaSigns = "=+-@＝＋－＠".map { Array(String($0).utf8) }

    private static func time(_ time: Timestamp) -> [UInt8] {
        var text: [UInt8] = []
        time.append(to: &text)
        return text
    }

    private static func list(_ parts: [[UInt8]]) -> [UInt8] {
        Array(parts.filter { !$0.isEmpty }.joined(separator: "; ".utf8))
    }
}
