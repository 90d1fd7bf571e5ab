extension Display {
    /// Rows of the terminal that whole lines take; one that is longer than the terminal is wide goes on in the next row.
    package func rows(of text: ArraySlice<UInt8>) -> Int {
        guard let columns else { return text.count { $0 == 0x0A } }
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.reduce(0) { rows, line in
            // What has fewer bytes than there are cells fits, whatever it is.
            guard line.count > columns else { return rows + 1 }
            return rows + max(1, (Self.cells(of: line) + columns - 1) / columns)
        }
    }

    /// Cells of a line of ours; colours (ECMA-48 SGR) take none.
    private static func cells(of line: ArraySlice<UInt8>) -> Int {
        guard line.contains(0x1B) else { return CharacterScanner.cells(in: line) }
        var visible: [UInt8] = []
        var rest = line
        while let escape = rest.firstIndex(of: 0x1B) {
            visible += rest[..<escape]
            rest = rest[escape...].drop { $0 != UInt8(ascii: "m") }.dropFirst()
        }
        return CharacterScanner.cells(in: (visible + rest)[...])
    }
}
