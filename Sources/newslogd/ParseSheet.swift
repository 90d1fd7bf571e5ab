internal import Articles
internal import Parsing
internal import Rendering

/// What the parser sees in one document, for people: the feed, its first entries, and what was wrong and where.
struct ParseSheet {
    /// What the document is called.
    let name: String
    let input: FeedParser.Input
    let display: Display
    private(set) var output: [UInt8] = []

    /// Entries that are shown; the others are counted.
    private static let shownEntries = 5
    /// Bytes of a text that is shown in one line.
    private static let shownBytes = 300

    /// Makes an empty sheet.
    init(name: String, input: FeedParser.Input, display: Display) {
        (self.name, self.input, self.display) = (name, input, display)
    }

    /// Adds what a feed holds.
    mutating func add(_ document: FeedDocument) {
        head("\(Self.words(document.format)), \(Self.count(document.entries.count, "entry", "entries"))")
        let feed = document.feed
        for (label, range) in [
            ("title", feed.title), ("link", feed.link), ("language", feed.language), ("author", feed.author),
            ("description", feed.description),
        ] where !range.isEmpty {
            row(label, document.bytes[range])
        }
        if let updated = feed.updated { row("updated", Moment.long(updated)[...]) }
        for entry in document.entries.prefix(Self.shownEntries) { add(entry, document) }
        let rest = document.entries.count - Self.shownEntries
        if rest > 0 { output.append("\n  and \(rest) more\n") }
        addLacks(document)
        add(document.warnings, isRead: true)
    }

    /// Adds what a document is that is no feed.
    mutating func add(_ refusal: NotAFeed) {
        head("no feed: \(refusal.message)")
        if !refusal.links.isEmpty {
            output.append("\nIt names \(Self.count(refusal.links.count, "feed", "feeds")):\n")
            for link in refusal.links {
                output.append("  ")
                field(link.url[...])
                if !link.title.isEmpty {
                    output.append("  ")
                    field(link.title[...])
                }
                output.append("\n")
            }
        }
        if !refusal.warnings.isEmpty { add(refusal.warnings, isRead: false) }
    }
}

extension ParseSheet {
    private mutating func add(_ entry: FeedDocument.Entry, _ document: FeedDocument) {
        output.append("\n  ")
        let date = (entry.published ?? entry.updated).map(Moment.long) ?? Array("no date".utf8)
        output += date + [UInt8](repeating: 0x20, count: max(0, 22 - date.count))
        if entry.title.isEmpty {
            output.append("no title")
        } else {
            field(plain(document.bytes[entry.title]))
        }
        output.append("\n")
        guard !entry.link.isEmpty else { return }
        output.append(String(repeating: " ", count: 24))
        field(document.bytes[entry.link])
        output.append("\n")
    }

    /// What entries lack, which the document may do, and readers will miss.
    private mutating func addLacks(_ document: FeedDocument) {
        let entries = document.entries
        var lines: [[UInt8]] = []
        func note(_ words: String, where lacks: (FeedDocument.Entry) -> Bool) {
            let count = entries.count(where: lacks)
            guard count > 0 else { return }
            lines.append(Array("\(count) of \(entries.count) entries: \(words)".utf8))
        }
        note("no title") { $0.title.isEmpty }
        note("no link") { $0.link.isEmpty }
        note("no id") { $0.id.isEmpty }
        note("no date") {
            $0.published == nil && $0.updated == nil && $0.publishedRaw.isEmpty && $0.updatedRaw.isEmpty
        }
        func isUnread(_ entry: FeedDocument.Entry) -> Bool {
            entry.published == nil && !entry.publishedRaw.isEmpty
                || entry.updated == nil && !entry.updatedRaw.isEmpty
        }
        note("a date that cannot be read without guessing", where: isUnread)
        if let first = entries.first(where: isUnread) {
            let raw =
                first.published == nil && !first.publishedRaw.isEmpty ? first.publishedRaw : first.updatedRaw
            lines[lines.count - 1] += ", such as ".utf8
            lines[lines.count - 1] += document.bytes[raw].prefix(60)
        }
        guard !lines.isEmpty else { return }
        output.append("\n")
        for line in lines {
            field(line[...])
            output.append("\n")
        }
    }

    private mutating func add(_ warnings: [Warning], isRead: Bool) {
        guard !warnings.isEmpty else {
            output.append("\nNothing is wrong with it.\n")
            return
        }
        let count = warnings.count == 1 ? "One thing is" : "\(warnings.count) things are"
        output.append("\n\(count) wrong with it\(isRead ? "; it was read all the same" : ""):\n")
        // In the order of the document; what has no place is about all of it.
        for warning in warnings.sorted(by: { ($0.byte ?? -1) < ($1.byte ?? -1) }) {
            output.append("  ")
            if let line = warning.line, let column = warning.column, let byte = warning.byte {
                output.paint(.bold, on: display) { $0.append("line \(line), column \(column)") }
                output.append(" (byte \(byte)): ")
            }
            field(Array("\(warning.message) [\(warning.code)]".utf8)[...])
            output.append("\n")
            if let byte = warning.byte {
                let excerpt = SourceExcerpt(of: input, at: byte)
                guard !excerpt.text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
                SourceLine.append(excerpt.text, place: excerpt.place, indent: 6, on: display, to: &output)
            }
        }
    }

    private mutating func head(_ words: String) {
        output.paint(.bold, on: display) { Field.append(Array("\(name): \(words)".utf8)[...], to: &$0) }
        output.append("\n")
    }

    private mutating func row(_ label: String, _ text: ArraySlice<UInt8>) {
        output.append("  " + label + String(repeating: " ", count: 13 - label.count))
        field(plain(text))
        output.append("\n")
    }

    /// One field of a line: nothing in it reaches the terminal but text.
    private mutating func field(_ text: ArraySlice<UInt8>) {
        if display.isTerminal { output += Field.isolate }
        Field.append(text, to: &output)
        if display.isTerminal { output += Field.pop }
    }

    /// The plain text of HTML source, as much as is shown.
    private func plain(_ source: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var cleaner = HTMLCleaner()
        var text: [UInt8] = []
        let beginning = source.prefix(4 * Self.shownBytes)
        cleaner.plainText(beginning.span, into: &text, singleLine: true)
        guard text.count > Self.shownBytes else { return text[...] }
        let end = PlainText.lengthOfPrefix(of: text.span, atMost: Self.shownBytes)
        return (text[..<end] + "\u{2026}".utf8)
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    private static func words(_ format: FeedDocument.Format) -> String {
        let name = format.rawValue.split(separator: "-")
        let family = ["rss": "RSS", "atom": "Atom", "json": "JSON Feed"][name[0]] ?? String(name[0])
        return "\(family) \(name[1])"
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ words: String) { append(contentsOf: words.utf8) }
}
