/// The characters that the bytes of a charset stand for, as iconv reads them.
struct CharsetCharacters {
    /// For each byte, the character it is alone.
    private(set) var single: [UInt32?]
    /// For each two bytes, the first one times 256, the character they are together; empty where none are.
    private(set) var pairs: [UInt32?] = []

    /// Asks iconv for all characters of a charset; nil for one that it does not know.
    init?(_ charset: String) {
        guard let converter = TextConverter(from: charset) else { return nil }
        // Each on a line of its own: no charset takes a line feed for part of a character.
        var lines: [UInt8] = []
        for byte in UInt8.min...UInt8.max { lines += byte == 0x0A ? [byte] : [byte, 0x0A] }
        single = Self.characters(converter.convert(lines, from: 0).text, count: 256)
        single[0x0A] = 0x0A
        guard !CharsetLabels.isSingleByte(charset) else { return }
        var two: [UInt8] = []
        for first in Self.leads { for second in Self.trails { two += [first, second, 0x0A] } }
        let found = Self.characters(converter.convert(two, from: 0).text, count: two.count / 3)
        pairs = [UInt32?](repeating: nil, count: 1 << 16)
        for (index, character) in found.enumerated() {
            let first = Self.leads.lowerBound + UInt8(index / Self.trails.count)
            let second = Self.trails.lowerBound + UInt8(index % Self.trails.count)
            // Half-width kana, one byte each, are no pair.
            if let character { pairs[Int(first) << 8 | Int(second)] = character }
        }
    }

    private static let leads: ClosedRange<UInt8> = 0x81...0xFE
    private static let trails: ClosedRange<UInt8> = 0x40...0xFE

    /// The character of each line; nil for a line of none, of several, or of what does not decode.
    private static func characters(_ text: [UInt8], count: Int) -> [UInt32?] {
        let lines = text.split(separator: 0x0A, maxSplits: .max, omittingEmptySubsequences: false).dropLast()
        // A converter that swallows a line feed would shift all that follows.
        guard lines.count == count else { return [UInt32?](repeating: nil, count: count) }
        return lines.map { line in
            let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
            let only = scalars.count == 1 ? scalars.first?.value : nil
            return only == 0xFFFD ? nil : only
        }
    }
}
