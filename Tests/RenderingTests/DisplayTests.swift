import Articles
import Testing

@testable import Rendering

@Suite struct DisplayTests {
    @Test(
        "rows that text takes on a terminal of ten cells",
        arguments: [
            ("", 0), ("a\n", 1), ("a\nb\n", 2), ("a\n\nb\n", 3), ("a", 1),
            ("0123456789\n", 1), ("0123456789a\n", 2), ("0123456789012345678901\n", 3),
            // Arabic has two bytes a cell, Chinese three for two cells; isolates and colours take none.
            ("صباح الخير\n", 1), ("中中中中中\n", 1), ("中中中中中中\n", 2),
            ("\u{2068}0123456789\u{2069}\n", 1), ("\u{1B}[1;31m0123456789\u{1B}[0m\n", 1),
            ("\u{1B}[2m01234\u{1B}[0m56789a\n", 2),
        ])
    func rows(text: String, rows: Int) {
        #expect(Display.terminal(columns: 10, hasColour: true).rows(of: Array(text.utf8)[...]) == rows)
    }

    /// A row of a table whose last column shows every `n` in a colour.
    private static func row(_ title: String, _ display: Display) -> String {
        let columns = [
            Table.Column("f"),
            Table.Column(
                "title",
                highlights: { text in
                    text.indices.filter { text[$0] == UInt8(ascii: "n") }.map { $0..<$0 + 1 }
                }),
        ]
        var table = Table(columns, on: display, hasHeading: false)
        table.append(["f", title])
        var output: [UInt8] = []
        table.flush(to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "what was looked for is shown in a colour inside the isolate of its field, as far as it is not cut off"
    )
    func highlights() {
        let display = Display.terminal(columns: 9, hasColour: true)
        let (on, off) = ("\u{1B}[1;31m", "\u{1B}[0m")
        #expect(Self.row("new", display) == "\u{2068}f\u{2069}  \u{2068}\(on)n\(off)ew\u{2069}\n")
        #expect(
            Self.row("one\u{1B}[J", display) == "\u{2068}f\u{2069}  \u{2068}o\(on)n\(off)e [J\u{2069}\n")
        #expect(Self.row("abcdenn", display) == "\u{2068}f\u{2069}  \u{2068}abcde…\u{2069}\n")
        #expect(Self.row("abcdnnn", display) == "\u{2068}f\u{2069}  \u{2068}abcd\(on)n\(off)…\u{2069}\n")
    }

    @Test("without colours nothing is looked for")
    func plain() {
        #expect(
            Self.row("new", .terminal(columns: 9, hasColour: false))
                == "\u{2068}f\u{2069}  \u{2068}new\u{2069}\n")
        #expect(Self.row("new", .plain) == "f  new\n")
    }
}
