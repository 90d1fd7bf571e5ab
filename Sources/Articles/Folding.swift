/// The door to folding: text as search, match key and rule words see it, where spellings that people write one for
/// another are one.
///
/// NFKC and case fold; marks dropped in Latin, Greek, Hebrew and Arabic; letters such as أ إ آ ا (alefs) made one; every
/// decimal digit ASCII. The rules stand in `generate-folding`, which writes the tables. Everything here is linear in
/// the text and never makes a String. Bytes that are no UTF-8 are separators.
public enum Folding {
    /// Bytes of a folded word that count; what follows in a longer one is ignored, in texts and queries alike.
    public static let wordBytes = 120

    /// Appends the folded text: every run of characters that are no part of a word one blank, none at either end.
    ///
    /// Folding folded text changes nothing.
    public static func fold(_ text: Span<UInt8>, into output: inout [UInt8]) {
        let table = FoldingTable.shared
        let start = output.count
        var index = 0
        var isAfterBlank = true
        var scratch = [UInt8](repeating: 0, count: min(text.count, 1024) + 2)
        while index < text.count {
            if text[index] < 0xE0 {
                var written = 0
                var room = scratch.mutableSpan
                foldLow(text, &index, into: &room, &written, &isAfterBlank, table.low.span)
                output += scratch[..<written]
            }
            if index < text.count {
                step(text, &index, into: &output, from: start, &isAfterBlank, table)
            }
        }
        if output.count > start, output.last == 0x20 { output.removeLast() }
    }

    /// Number of characters (scalars) of folded text, the blanks between its words included.
    public static func characterCount(ofFolded text: Span<UInt8>) -> Int {
        // Bytes that continue a character do not count.
        var count = 0
        var index = 0
        while text.hasBlock(at: index) {
            count += ByteBlock.size - ByteBlock(text, at: index).within(0x80, 0xBF).count
            index += ByteBlock.size
        }
        while index < text.count {
            count += text[index] & 0xC0 == 0x80 ? 0 : 1
            index += 1
        }
        return count
    }
}

extension Folding {
    /// Folds scalars below U+0800 until another one, one that needs a closer look, or the end of `room`.
    ///
    /// Two bytes are written for each and as many of them kept as its entry says; so the loop has no branch that
    /// depends on the text, but for the length of its characters. Blocks of ASCII words are tried where two ASCII
    /// characters follow each other, which in Arabic they seldom do.
    private static func foldLow(
        _ text: Span<UInt8>, _ index: inout Int, into room: inout MutableSpan<UInt8>, _ written: inout Int,
        _ isAfterBlank: inout Bool, _ low: Span<UInt32>
    ) {
        var position = index
        var end = 0
        var afterBlank: UInt32 = isAfterBlank ? 1 : 0
        while position < text.count, end + 1 < room.count {
            if text[position] < 0x80, position &+ 1 < text.count, text[position &+ 1] < 0x80 {
                let taken = foldWords(text, at: position, into: &room, at: end, afterBlank & 1 == 1)
                if taken > 0 {
                    position += taken
                    end += taken
                    afterBlank = text[position - 1] == 0x20 ? 1 : 0
                    continue
                }
            }
            guard let (entry, length) = lowEntry(text, at: position, low) else { break }
            room[end] = UInt8(truncatingIfNeeded: entry)
            room[end + 1] = UInt8(truncatingIfNeeded: entry >> 8)
            let isSeparator = entry >> LowEntry.separatorShift & 1
            end += Int(entry >> LowEntry.lengthShift & 3) - Int(isSeparator & afterBlank)
            afterBlank = isSeparator | (afterBlank & (entry >> LowEntry.droppedShift))
            position += length
        }
        index = position
        written = end
        isAfterBlank = afterBlank & 1 == 1
    }

    /// Writes what a block begins with as long as it is ASCII letters, digits and single blanks between them, which
    /// keep their length; says how many bytes that were.
    @inline(__always)
    private static func foldWords(
        _ text: Span<UInt8>, at position: Int, into room: inout MutableSpan<UInt8>, at end: Int,
        _ isAfterBlank: Bool
    ) -> Int {
        guard position > 0, text.hasBlock(at: position), end &+ ByteBlock.size < room.count,
            !(isAfterBlank && text[position] == 0x20)
        else { return 0 }
        let block = ByteBlock(text, at: position)
        let small = block.asciiLowercased
        let blanks = block.equal(0x20)
        let words = small.within(UInt8(ascii: "a"), UInt8(ascii: "z")) | block.within(0x30, 0x39)
        let others = (words | blanks).inverted | blanks & ByteBlock(text, at: position - 1).equal(0x20)
        small.store(to: &room, at: end)
        return others.leadingClear
    }

    /// Writes a block at `end` where it begins with ASCII letters and digits, more than one, and says how many of them.
    @inline(__always)
    static func wordBlock(
        _ text: Span<UInt8>, at position: Int, into room: inout MutableSpan<UInt8>, at end: Int
    ) -> Int {
        guard text[position] < 0x80, text.hasBlock(at: position), text[position &+ 1] < 0x80 else { return 0 }
        let block = ByteBlock(text, at: position)
        let small = block.asciiLowercased
        let words = small.within(UInt8(ascii: "a"), UInt8(ascii: "z")) | block.within(0x30, 0x39)
        small.store(to: &room, at: end)
        return words.inverted.leadingClear
    }

    /// What the scalar at `position` folds to and its length; nil for one that needs a closer look.
    @inline(__always)
    static func lowEntry(_ text: Span<UInt8>, at position: Int, _ low: Span<UInt32>) -> (UInt32, length: Int)?
    {
        let first = text[position]
        var scalar = Int(first)
        var length = 1
        if first >= 0x80 {
            guard first >= 0xC2, first < 0xE0, position &+ 1 < text.count else { return nil }
            let second = text[position &+ 1]
            guard second & 0xC0 == 0x80 else { return nil }
            scalar = Int(first & 0x1F) << 6 | Int(second & 0x3F)
            length = 2
        }
        let entry = low[scalar]
        return entry & LowEntry.slow == 0 ? (entry, length) : nil
    }

    /// Folds one scalar of any kind; `start` is where this text begins in `output`.
    private static func step(
        _ text: Span<UInt8>, _ index: inout Int, into output: inout [UInt8], from start: Int,
        _ isAfterBlank: inout Bool, _ table: FoldingTable
    ) {
        let place = index
        let (scalar, length) = text.scalar(at: place)
        index += max(length, 1)
        let value = length == 0 ? FoldingTable.Kind.separator.rawValue : table.value(of: scalar)
        if value >= FoldingTable.firstReplacement {
            for byte in table.replacement(value) where byte != 0x20 || !isAfterBlank {
                output.append(byte)
                isAfterBlank = byte == 0x20
            }
            return
        }
        if value >= FoldingTable.composing {
            appendMark(scalar, value, at: place, of: text, to: &output, from: start, table)
            if output.count > start { isAfterBlank = output.last == 0x20 }
            return
        }
        switch FoldingTable.Kind(rawValue: value) {
        case .word, .unspaced, nil:
            for offset in place..<index { output.append(text[offset]) }
            isAfterBlank = false
        case .separator:
            if !isAfterBlank { output.append(0x20) }
            isAfterBlank = true
        case .dropped: break
        }
    }

    /// Folds a mark that may make another letter of the one before it, and replaces that letter if so.
    static func appendMark(
        _ mark: UInt32, _ value: UInt16, at place: Int, of text: Span<UInt8>, to output: inout [UInt8],
        from start: Int, _ table: FoldingTable
    ) {
        let plain = table.composition(of: 0, mark) ?? mark
        if output.count > start {
            let last = output.startOfLastScalar(from: start)
            let (lastScalar, _) = output.span.scalar(at: last)
            if let syllable = Hangul.compose(lastScalar, plain) {
                output.removeSubrange(last...)
                output += FoldingTable.encode(syllable)
                return
            }
            if let letter = composed(mark, at: place, of: text, lastFolded: lastScalar, table) {
                output.removeSubrange(last...)
                let value = table.value(of: letter)
                let isReplaced = value >= FoldingTable.firstReplacement
                output += isReplaced ? table.replacement(value) : FoldingTable.encode(letter)
                return
            }
        }
        if value - FoldingTable.composing != FoldingTable.Kind.dropped.rawValue {
            output += FoldingTable.encode(plain)
        }
    }

    /// The letter that the mark at `place` is one with, together with the letter before it, dropped marks between
    /// them ignored; at most eight scalars back, so that a flood of marks stays linear.
    private static func composed(
        _ mark: UInt32, at place: Int, of text: Span<UInt8>, lastFolded: UInt32, _ table: FoldingTable
    ) -> UInt32? {
        var place = place
        for _ in 0..<8 {
            guard let before = text.startOfScalar(before: place) else { return nil }
            let (scalar, _) = text.scalar(at: before)
            let value = table.value(of: scalar)
            if let letter = table.composition(of: scalar, mark) { return letter }
            switch value {
            case FoldingTable.Kind.dropped.rawValue,
                FoldingTable.composing + FoldingTable.Kind.dropped.rawValue:
                place = before
            case FoldingTable.composing..<FoldingTable.firstReplacement:
                // The letter before is a composition itself: three-part vowels of Sinhala and Kannada.
                return table.composition(of: lastFolded, mark)
            default: return nil
            }
        }
        return nil
    }
}

/// Composition of Korean syllables by arithmetic (Unicode 3.12).
enum Hangul {
    /// The syllable of a leading consonant and a vowel, or of an open syllable and a final consonant.
    static func compose(_ first: UInt32, _ second: UInt32) -> UInt32? {
        switch (first, second) {
        case (0x1100...0x1112, 0x1161...0x1175): 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
        case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (first - 0xAC00) % 28 == 0: first + second - 0x11A7
        default: nil
        }
    }
}
