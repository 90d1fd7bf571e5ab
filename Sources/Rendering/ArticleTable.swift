internal import Articles

/// Articles as a table: time and feed first, then the beginning of the id that `newslog show` takes, the title last.
struct ArticleTable {
    private let now: Timestamp
    private var table: Table

    /// Digits of an id that tell articles apart: one pair among a million shares 10 of them.
    private static let idDigits = 10

    init(on display: Display, now: Timestamp, highlights: Highlights?) {
        self.now = now
        table = Table(
            [
                Table.Column("UTC", colour: .dim),
                Table.Column("feed", limit: 24, colour: .cyan),
                Table.Column("id", colour: .dim, isOptional: true),
                Table.Column("title", highlights: highlights),
            ], on: display, hasHeading: display.isTerminal)
    }

    mutating func append(_ line: ArticleLine) {
        var id: [UInt8] = []
        line.head.id.appendHex(to: &id)
        table.append(
            [
                Moment.short(line.date, now: now), line.bytes(line.feedID), Array(id.prefix(Self.idDigits)),
                Self.title(of: line),
            ], mark: Self.mark(of: line))
    }

    mutating func flush(to output: inout [UInt8]) { table.flush(to: &output) }

    /// What happened to an article that is not new, or that a rule dropped; empty for any other.
    static func mark(of line: ArticleLine) -> String {
        mark([event(of: line), line.head.dropped ? "dropped" : nil])
    }

    /// What happened to an article that is not new, for those to whom it is said elsewhere that it was dropped.
    static func eventMark(of line: ArticleLine) -> String { mark([event(of: line)]) }

    private static func event(of line: ArticleLine) -> String? {
        line.head.event == .new ? nil : line.head.event.rawValue
    }

    private static func mark(_ words: [String?]) -> String {
        let words = words.compactMap(\.self)
        return words.isEmpty ? "" : "[\(words.joined(separator: ", "))]"
    }

    /// The title, else the beginning of the text, else the URL.
    static func title(of line: ArticleLine) -> [UInt8] {
        // A whole text is never shown in a row; what is cut off here is cut off again by the column.
        for field in [line.title, line.summary, line.contentText, line.url, line.guid] {
            if let field, !field.isEmpty { return Array(line.bytes(field).prefix(Limits.titleBytes)) }
        }
        return []
    }
}
