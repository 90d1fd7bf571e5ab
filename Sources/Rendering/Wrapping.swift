/// A line of text as rows that fit, broken between words.
///
/// Beside a wide character (Chinese, Japanese) a row may end too, but no row begins with what closes a clause. A word that
/// is longer than a row, such as an address, stays whole: the terminal breaks it, and it can still be copied.
struct Wrapping: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>
    private let cells: Int
    /// Cells of the next row that something else has.
    private var taken: Int

    /// Breaks one clean line into rows of at most so many cells, `taken` fewer in the first row.
    init(_ line: ArraySlice<UInt8>, cells: Int, taken: Int = 0) {
        rest = line
        self.cells = cells
        self.taken = taken
    }

    /// The next row, without the blank that it was broken at.
    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        var scanner = CharacterScanner(rest)
        var used = taken
        taken = 0
        // Where this row may end, and where the next one would begin.
        var place: (end: Int, next: Int)?
        var wasWide = false
        while let character = scanner.next() {
            let first = rest[character.range.lowerBound]
            if first == 0x20 {
                // A row that is full may end here: the blank needs no room.
                place = (character.range.lowerBound, character.range.upperBound)
            } else if character.cells == 2 || wasWide, character.range.lowerBound > rest.startIndex,
                place?.next != character.range.lowerBound,
                !Self.closes(CharacterScanner.scalar(in: rest, at: character.range.lowerBound).scalar),
                used <= cells
            {
                place = (character.range.lowerBound, character.range.lowerBound)
            }
            used += character.apart
            wasWide = character.cells == 2
            if used > cells, let place {
                defer { rest = rest[place.next...] }
                return rest[..<place.end]
            }
        }
        defer { rest = [] }
        return rest
    }

    /// Closing brackets, commas and full stops of wide scripts.
    private static func closes(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x30FB, 0x30FC, 0xFF01, 0xFF09,
            0xFF0C, 0xFF0E,
            0xFF1A, 0xFF1B, 0xFF1F, 0x21...0x2E, 0x3A, 0x3B, 0x3F:
            true
        default: false
        }
    }
}
