internal import Articles

/// Walks over UTF-8 text by what a terminal shows as one character, and says how many cells each takes.
///
/// Marks take none, wide characters and emoji two; an emoji with its modifiers and joiners is one character. Bytes that
/// are not UTF-8 are one character of one cell each. `wcwidth` of the C library would ask the locale, which a pipe or
/// a service does not have.
struct CharacterScanner {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The next character: its bytes, its cells, and how many it takes on a terminal that draws the parts of an emoji
    /// beside each other; nil at the end.
    mutating func next() -> (range: Range<Int>, cells: Int, apart: Int)? {
        guard position < bytes.endIndex else { return nil }
        let start = position
        let base = takeScalar()
        var cells = Self.cells(of: base)
        var apart = cells
        var last = base
        var joins = false
        while position < bytes.endIndex {
            let (scalar, length) = Self.scalar(in: bytes, at: position)
            if scalar == Self.emojiVariation, Self.hasEmojiForm(base) { cells = 2 }
            if scalar == Self.keycap, cells > 0 { cells = 2 }
            let isPair = Self.isRegional(base) && Self.isRegional(scalar) && last == base
            let belongs =
                isPair
                || Self.isPictograph(scalar) && (joins || Self.isModifier(scalar) && Self.isPictograph(base))
            guard belongs || Self.cells(of: scalar) == 0 else { break }
            if isPair { cells = 2 }
            apart += Self.cells(of: scalar)
            joins = scalar == Self.joiner && Self.isPictograph(base)
            last = isPair ? 0 : scalar
            position += length
        }
        return (start..<position, cells, max(cells, apart))
    }

    /// Cells of a whole text.
    static func cells(in text: ArraySlice<UInt8>) -> Int {
        var scanner = CharacterScanner(text)
        var total = 0
        while let character = scanner.next() { total += character.cells }
        return total
    }

    /// The scalar at an index and its length in bytes; U+FFFD and 1 where none stands.
    static func scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (scalar: UInt32, length: Int) {
        let first = bytes[index]
        if first < 0x80 { return (UInt32(first), 1) }
        let span = bytes.span
        let length = span.lengthOfUTF8(at: index - bytes.startIndex)
        guard length > 0 else { return (0xFFFD, 1) }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F) }
        return (scalar, length)
    }

    /// Cells of one scalar that stands alone.
    static func cells(of scalar: UInt32) -> Int {
        if scalar < 0x300 { return 1 }
        if contains(CharacterWidths.none, scalar) { return 0 }
        return scalar >= 0x1100 && contains(CharacterWidths.two, scalar) ? 2 : 1
    }
}

extension CharacterScanner {
    private static let joiner: UInt32 = 0x200D
    private static let emojiVariation: UInt32 = 0xFE0F
    private static let keycap: UInt32 = 0x20E3

    private mutating func takeScalar() -> UInt32 {
        let (scalar, length) = Self.scalar(in: bytes, at: position)
        position += length
        return scalar
    }

    /// Skin tones (UTS 51); alone they are emoji of their own.
    private static func isModifier(_ scalar: UInt32) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar) }
    /// Two of these are a flag.
    private static func isRegional(_ scalar: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar) }
    /// Coarse on purpose: where a joiner between two characters makes one; letters of scripts that join are below.
    private static func isPictograph(_ scalar: UInt32) -> Bool {
        (0x2190...0x2BFF).contains(scalar) || (0x1F000...0x1FAFF).contains(scalar)
    }
    private static func hasEmojiForm(_ scalar: UInt32) -> Bool {
        isPictograph(scalar) || scalar == 0xA9 || scalar == 0xAE || (0x203C...0x2139).contains(scalar)
            || (0x3030...0x3299).contains(scalar)
    }

    /// Whether a scalar lies in one of the ranges of a table, by halving.
    private static func contains(_ table: [UInt32], _ scalar: UInt32) -> Bool {
        var low = 0
        var high = table.count / 2
        while low < high {
            let middle = (low + high) / 2
            if scalar < table[2 * middle] {
                high = middle
            } else if scalar > table[2 * middle + 1] {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}
