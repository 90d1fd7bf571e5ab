internal import Articles

/// Words with marks around those that were taken away or added, in rows that fit.
///
/// On a terminal each row is an isolate with the direction of what its line says now, and each part of it one of its own, so
/// that what was taken away cannot turn round what is left.
struct MarkedText {
    enum Fate { case kept, removed, added }

    /// A part of a line.
    private struct Part {
        var bytes: Range<Int>
        /// Nil for a mark, where there are no colours.
        var fate: Fate?
    }

    private let display: Display
    /// Stands before the first line and is no part of it.
    private var label: [UInt8]
    private var line: [UInt8] = []
    private var parts: [Part] = []
    /// What the line says now, and what it said besides.
    private var now: [UInt8] = []
    private var before: [UInt8] = []
    private var lines: [UInt8] = []

    init(_ display: Display, label: [UInt8] = []) {
        self.display = display
        self.label = label
    }

    /// Adds words of one fate.
    mutating func add(_ words: ArraySlice<ArraySlice<UInt8>>, _ fate: Fate) {
        for part in words.split(separator: [0x0A], omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 { endLine() }
            guard !part.element.isEmpty else { continue }
            let text = Array(part.element.joined())
            if fate == .removed { before += text } else { now += text }
            switch fate {
            case .kept: append(text, fate)
            case .removed: mark(text, fate, "[-", "-]")
            case .added: mark(text, fate, "{+", "+}")
            }
        }
    }

    /// Appends all lines.
    mutating func end(into output: inout [UInt8]) {
        endLine()
        output += lines
        lines = []
    }

    private mutating func mark(_ text: [UInt8], _ fate: Fate, _ open: String, _ close: String) {
        if !display.hasColour { append(Array(open.utf8), nil) }
        append(text, fate)
        if !display.hasColour { append(Array(close.utf8), nil) }
    }

    private mutating func append(_ text: [UInt8], _ fate: Fate?) {
        parts.append(Part(bytes: line.count..<line.count + text.count, fate: fate))
        line += text
    }

    private mutating func endLine() {
        let taken = label.count
        lines += label
        label = []
        if let columns = display.columns, !line.isEmpty {
            let direction = Direction.firstStrong(of: now.span) ?? Direction.firstStrong(of: before.span)
            let cells = min(columns, ArticleSheet.widest)
            for row in Wrapping(line[...], cells: cells, taken: taken) {
                lines += direction == .rtl ? Field.rightToLeft : Field.leftToRight
                append(row.indices)
                lines += Field.pop
                lines.append(0x0A)
            }
        } else {
            append(line.indices)
            lines.append(0x0A)
        }
        (line, parts, now, before) = ([], [], [], [])
    }

    /// Writes the parts of a row.
    private mutating func append(_ row: Range<Int>) {
        for part in parts where part.bytes.overlaps(row) {
            let text = line[part.bytes.clamped(to: row)]
            guard let fate = part.fate else {
                lines += text
                continue
            }
            let colour: Colour? =
                switch fate {
                case .kept: nil
                case .removed: .red
                case .added: .green
                }
            let display = display
            lines.paint(colour, on: display) { $0.isolate(on: display) { $0 += text } }
        }
    }
}
