package import Articles

/// What changed from one revision of an article to the next, for people: field by field, the text word by word.
///
/// As `git diff --word-diff` has it: `[-taken away-]{+added+}`, red and green instead where there are colours.
package enum RevisionDiff {
    /// Unchanged paragraphs that are shown before and after a changed one.
    private static let context = 1

    /// Appends what changed, under a heading that names both revisions.
    package static func append(
        from old: ArticleLine, to new: ArticleLine, on display: Display, to output: inout [UInt8]
    ) {
        output.paint(.bold, on: display) { output in
            output.append(contentsOf: "revision \(old.head.revision) → \(new.head.revision)".utf8)
        }
        output.paint(.dim, on: display) { output in
            output.append(contentsOf: "  seen ".utf8)
            output.append(contentsOf: Moment.long(new.fetchedAt))
            output.append(0x0A)
        }
        let start = output.count
        for field in fields {
            append(field.name, field.text(old), field.text(new), on: display, to: &output)
        }
        if new.head.event == .removed {
            output.append(contentsOf: "its text was removed\n".utf8)
        } else if old.head.event == .removed {
            output.append(contentsOf: "the text before was removed\n".utf8)
        } else {
            appendText(text(of: old), text(of: new), on: display, to: &output)
        }
        if output.count == start { output.append(contentsOf: "nothing that is shown here\n".utf8) }
    }

    /// Fields that are compared whole, in the order in which they are shown.
    private static let fields: [(name: String, text: @Sendable (ArticleLine) -> [UInt8])] = [
        ("title", { $0.bytes($0.title) }), ("url", { $0.bytes($0.url) }),
        ("published", { $0.published.map(Moment.long) ?? [] }),
        ("modified", { $0.modified.map(Moment.long) ?? [] }),
        ("authors", { line in list(line.people.map(\.name)) }),
        ("tags", { line in list(line.tags.map { line.bytes($0) }) }),
        ("attachments", { line in list(line.attachments.map { line.bytes($0.url) }) }),
    ]

    private static func list(_ items: [[UInt8]]) -> [UInt8] { Array(items.joined(separator: ", ".utf8)) }

    private static func text(of line: ArticleLine) -> [UInt8] {
        let text = line.bytes(line.contentText)
        return text.isEmpty ? line.bytes(line.summary) : text
    }

    private static func append(
        _ name: String, _ old: [UInt8], _ new: [UInt8], on display: Display, to output: inout [UInt8]
    ) {
        // A husk has none of them; that is said once.
        let (old, new) = (Field.clean(old), Field.clean(new))
        guard old != new else { return }
        appendWords(old, new, label: Array("\(name): ".utf8), on: display, to: &output)
    }

    /// Paragraph by paragraph, then word by word within those that changed.
    private static func appendText(
        _ old: [UInt8], _ new: [UInt8], on display: Display, to output: inout [UInt8]
    ) {
        let (old, new) = (paragraphs(of: old), paragraphs(of: new))
        let runs = Changes.between(old, new)
        guard runs.contains(where: { if case .changed = $0 { true } else { false } }) else { return }
        for (index, run) in runs.enumerated() {
            switch run {
            case .kept(let range):
                appendKept(
                    new[range], isFirst: index == 0, isLast: index == runs.count - 1, on: display, to: &output
                )
            case .changed(let oldRange, let newRange):
                func joined(_ paragraphs: ArraySlice<[UInt8]>) -> [UInt8] {
                    Array(paragraphs.joined(separator: [0x0A, 0x0A]))
                }
                output.append(0x0A)
                appendWords(joined(old[oldRange]), joined(new[newRange]), on: display, to: &output)
            }
        }
    }

    private static func paragraphs(of text: [UInt8]) -> [[UInt8]] {
        Paragraphs(text).map { paragraph in
            // Lists are paragraphs of lines.
            Array(paragraph.split(separator: 0x0A).map { Field.clean(Array($0)) }.joined(separator: [0x0A]))
        }
    }

    /// Of paragraphs that stay, those beside a change are shown.
    private static func appendKept(
        _ paragraphs: ArraySlice<[UInt8]>, isFirst: Bool, isLast: Bool, on display: Display,
        to output: inout [UInt8]
    ) {
        let leading = isFirst ? 0 : context
        let trailing = isLast ? 0 : context
        let hidden = paragraphs.count - leading - trailing
        func append(_ shown: ArraySlice<[UInt8]>, to output: inout [UInt8]) {
            for paragraph in shown {
                output.append(0x0A)
                for line in paragraph.split(separator: 0x0A) {
                    ArticleSheet.append(text: Array(line), on: display, to: &output)
                }
            }
        }
        guard hidden > 0 else { return append(paragraphs, to: &output) }
        append(paragraphs.prefix(leading), to: &output)
        output.append(0x0A)
        output.paint(.dim, on: display) { output in
            output.append(contentsOf: "… \(hidden) unchanged paragraph\(hidden == 1 ? "" : "s")\n".utf8)
        }
        append(paragraphs.suffix(trailing), to: &output)
    }

    /// Appends two texts as one, what differs marked, behind a label; a line end in them ends an isolate and a line.
    private static func appendWords(
        _ old: [UInt8], _ new: [UInt8], label: [UInt8] = [], on display: Display, to output: inout [UInt8]
    ) {
        let (oldWords, newWords) = (WordRun.words(of: old), WordRun.words(of: new))
        var marked = MarkedText(display, label: label)
        for run in Changes.between(oldWords, newWords) {
            switch run {
            case .kept(let range): marked.add(newWords[range], .kept)
            case .changed(let oldRange, let newRange):
                marked.add(oldWords[oldRange], .removed)
                marked.add(newWords[newRange], .added)
            }
        }
        marked.end(into: &output)
    }
}

/// Where a text is cut into words to be compared.
enum WordRun {
    /// The words, what stands between them, and line ends, each one an element; a script that has no blanks between words is cut
    /// into characters.
    static func words(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var words: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        var last = Kind.word
        while index < text.count {
            let (scalar, length) = CharacterScanner.scalar(in: text[...], at: index)
            let kind = Kind(scalar)
            if index > start, kind != last || kind == .single {
                words.append(text[start..<index])
                start = index
            }
            last = kind
            index += length
        }
        if start < text.count { words.append(text[start...]) }
        return words
    }

    private enum Kind {
        case word, blank, single

        init(_ scalar: UInt32) {
            switch scalar {
            case 0x20: self = .blank
            // Line ends, Thai to Khmer, Chinese and Japanese.
            case 0x0A, 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x9FFF, 0xF900...0xFAFF,
                0xFF00...0xFFEF, 0x20000...0x3FFFF:
                self = .single
            default: self = .word
            }
        }
    }
}

extension [UInt8] {
    /// Appends what `body` writes so that its direction moves nothing beside it (UAX 9), on a terminal.
    mutating func isolate(on display: Display, _ body: (inout [UInt8]) -> Void) {
        if display.isTerminal { append(contentsOf: Field.isolate) }
        body(&self)
        if display.isTerminal { append(contentsOf: Field.pop) }
    }
}
