internal import Articles

/// Where in a text stands what was looked for: ranges of bytes, in order, none touching another.
package typealias Highlights = @Sendable (_ text: [UInt8]) -> [Range<Int>]

/// Rows of fields under each other, streamed: the first batch of rows decides how wide the columns are.
///
/// Columns stand in logical order and are never reordered for right-to-left text; on a terminal each field is
/// isolated, so that an Arabic title does not move the time beside it.
package struct Table {
    /// One column.
    package struct Column: Sendable {
        var heading: String
        /// Most cells that the column takes on a terminal; nil: as many as there are.
        var limit: Int?
        var colour: Colour?
        var isNumber: Bool
        /// Left out on a terminal that is too narrow for all.
        var isOptional: Bool
        /// Goes on in further rows where it is long, if it is the last: it says what somebody has to read to its end.
        var isWrapped: Bool
        /// Where in a clean field stands what was looked for, in order.
        var highlights: Highlights?

        package init(
            _ heading: String, limit: Int? = nil, colour: Colour? = nil, isNumber: Bool = false,
            isOptional: Bool = false, isWrapped: Bool = false, highlights: Highlights? = nil
        ) {
            self.heading = heading
            self.limit = limit
            self.colour = colour
            self.isNumber = isNumber
            self.isOptional = isOptional
            self.isWrapped = isWrapped
            self.highlights = highlights
        }
    }

    private struct Row {
        var fields: [[UInt8]]
        /// Stands before the last field and is no part of it.
        var mark: [UInt8] = []
    }

    private let columns: [Column]
    private let display: Display
    private let hasHeading: Bool
    private var rows: [Row] = []
    /// Cells of each column, nil for one left out; decided with the first batch.
    private var widths: [Int?]?

    /// Blanks between columns.
    private static let gap = 2
    /// Cells that the last column, the one people read, gets before others may keep theirs.
    private static let leastLast = 24

    /// Makes an empty table; the last column takes what is left of the line.
    package init(_ columns: [Column], on display: Display, hasHeading: Bool = true) {
        self.columns = columns
        self.display = display
        self.hasHeading = hasHeading
    }

    /// Adds a row, a field a column; fields are made harmless here.
    ///
    /// `mark` is said before the last field; in an isolate of its own it does not decide how that one runs.
    package mutating func append(_ fields: [[UInt8]], mark: String = "") {
        rows.append(Row(fields: fields.map(Field.clean), mark: Array(mark.utf8)))
    }

    /// Adds a row of words.
    package mutating func append(_ fields: [String]) { append(fields.map { Array($0.utf8) }) }

    /// Writes the rows gathered so far.
    package mutating func flush(to output: inout [UInt8]) {
        guard !rows.isEmpty else { return }
        let isFirst = widths == nil
        let widths = self.widths ?? decideWidths()
        self.widths = widths
        if isFirst, hasHeading {
            append(Row(fields: columns.map { Array($0.heading.utf8) }), widths, isHeading: true, to: &output)
        }
        for row in rows { append(row, widths, isHeading: false, to: &output) }
        rows.removeAll(keepingCapacity: true)
    }
}

extension Table {
    private func decideWidths() -> [Int?] {
        var widths = columns.indices.map { index -> Int? in
            let widest = rows.map { CharacterScanner.cells(in: $0.fields[index][...]) }.max() ?? 0
            let wanted = max(widest, hasHeading ? columns[index].heading.utf8.count : 0)
            return min(wanted, display.columns == nil ? .max : columns[index].limit ?? .max)
        }
        guard let line = display.columns, let last = widths.indices.last else { return widths }
        let least = min(widths[last] ?? 0, Self.leastLast)
        func rest() -> Int { line - widths.dropLast().reduce(0) { $0 + ($1.map { $0 + Self.gap } ?? 0) } }
        for index in columns.indices.reversed() where columns[index].isOptional && rest() < least {
            widths[index] = nil
        }
        for index in columns.indices where columns[index].limit != nil && rest() < least {
            let width = widths[index] ?? 0
            widths[index] = max(min(width, 6), width - (least - rest()))
        }
        widths[last] = max(1, rest())
        return widths
    }

    private func append(_ row: Row, _ widths: [Int?], isHeading: Bool, to output: inout [UInt8]) {
        for (index, field) in row.fields.enumerated() {
            guard var width = widths[index] else { continue }
            let isLast = index == row.fields.count - 1
            if isLast, !row.mark.isEmpty {
                output.paint(.yellow, on: display) { appendIsolated(row.mark, to: &$0) }
                output.append(0x20)
                width -= min(width, row.mark.count + 1)
            }
            if isLast, columns[index].isWrapped, let line = display.columns, !isHeading {
                return wrap(field, width, at: line - width, columns[index].colour, to: &output)
            }
            let isBounded = display.columns != nil
            let (text, cells) =
                isBounded
                ? Field.cut(field, to: width, atLineEnd: isLast)
                : (field, CharacterScanner.cells(in: field[...]))
            let padding = repeatElement(UInt8(ascii: " "), count: max(0, width - cells))
            if columns[index].isNumber { output.append(contentsOf: padding) }
            if !isHeading, display.hasColour, let highlights = columns[index].highlights {
                append(text, of: field, highlights(field), to: &output)
            } else {
                output.paint(isHeading ? .dim : columns[index].colour, on: display) { output in
                    appendIsolated(text, to: &output)
                }
            }
            if isLast { break }
            if !columns[index].isNumber { output.append(contentsOf: padding) }
            output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: Self.gap))
        }
        output.append(0x0A)
    }

    /// Appends a field in rows of so many cells, all but the first indented, and the end of the last.
    private func wrap(
        _ field: [UInt8], _ width: Int, at margin: Int, _ colour: Colour?, to output: inout [UInt8]
    ) {
        let rows = Array(Wrapping(field[...], cells: width))
        let direction = Direction.firstStrong(of: field.span)
        for (index, row) in rows.enumerated() {
            if index > 0 { output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: margin)) }
            output.paint(colour, on: display) { output in
                guard rows.count > 1 else { return appendIsolated(Array(row), to: &output) }
                output += direction == .rtl ? Field.rightToLeft : Field.leftToRight
                output += row
                output += Field.pop
            }
            output.append(0x0A)
        }
        if rows.isEmpty { output.append(0x0A) }
    }

    /// Appends a field, or what was left of it, with what was looked for in a colour, all of it in one isolate.
    private func append(
        _ text: [UInt8], of field: [UInt8], _ ranges: [Range<Int>], to output: inout [UInt8]
    ) {
        // What stands behind the cut is not there; the ellipsis is no part of a word.
        let end = text.count < field.count || text != field ? text.count - Field.ellipsis.count : text.count
        var marked: [UInt8] = []
        var next = 0
        for range in ranges where range.lowerBound < end {
            let found = text[range.lowerBound..<min(range.upperBound, end)]
            marked += text[next..<found.startIndex]
            marked.paint(.found, on: display) { $0 += found }
            next = found.endIndex
        }
        appendIsolated(marked + text[next...], to: &output)
    }

    private func appendIsolated(_ text: [UInt8], to output: inout [UInt8]) {
        guard display.isTerminal, !text.isEmpty else { return output.append(contentsOf: text) }
        output.append(contentsOf: Field.isolate)
        output.append(contentsOf: text)
        output.append(contentsOf: Field.pop)
    }
}
