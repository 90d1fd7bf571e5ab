internal import Articles

/// Where text goes: a terminal with its width, or a pipe.
package struct Display: Hashable, Sendable {
    /// Cells in a line; nil when lines may be of any length.
    package var columns: Int?
    /// Whether fields are isolated from each other (FSI … PDI), which only a person at a terminal needs.
    package var isTerminal: Bool
    /// Whether colours are wanted.
    package var hasColour: Bool

    /// A pipe or file: the same columns, plain.
    package static let plain = Display(columns: nil, isTerminal: false, hasColour: false)

    package init(columns: Int?, isTerminal: Bool, hasColour: Bool) {
        self.columns = columns
        self.isTerminal = isTerminal
        self.hasColour = hasColour
    }

    /// A terminal of so many cells.
    package static func terminal(columns: Int, hasColour: Bool) -> Display {
        Display(columns: columns, isTerminal: true, hasColour: hasColour)
    }
}

/// The few colours of a table; the terminal's own palette, so that they fit its background (ECMA-48 SGR).
package enum Colour: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    /// What was looked for; as grep shows it.
    case found = "1;31"
}

extension [UInt8] {
    /// Appends what `body` writes, in a colour where colours are wanted; a line end behind it has none.
    package mutating func paint(_ colour: Colour?, on display: Display, _ body: (inout [UInt8]) -> Void) {
        guard display.hasColour, let colour else { return body(&self) }
        append("\u{1B}[")
        append(contentsOf: colour.rawValue.utf8)
        append("m")
        body(&self)
        let endsLine = last == 0x0A
        if endsLine { removeLast() }
        append("\u{1B}[0m")
        if endsLine { append(0x0A) }
    }
}
