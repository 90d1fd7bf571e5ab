/// Words with their places, for the full-text index and for queries.
extension Folding {
    /// Calls `body` with each folded word and where it stood in the text, in bytes; false from it stops.
    ///
    /// A run of Chinese, Japanese, Thai, Lao, Khmer or Burmese comes as overlapping pairs of characters, a single
    /// character as itself. A word is *colocated* when it stands beside the one before it rather than after it: an
    /// Arabic noun without its article, and the last character of a run, which a prefix search for one character
    /// needs. The index takes colocated words, a query leaves them out and asks `queryForms(of:)`.
    public static func words(
        of text: Span<UInt8>,
        _ body: (_ folded: Span<UInt8>, _ start: Int, _ end: Int, _ isColocated: Bool) -> Bool
    ) {
        let table = FoldingTable.shared
        var collector = WordCollector()
        var index = 0
        while index < text.count {
            guard collector.takeLow(text, &index, table.low.span, body) else { return }
            guard index < text.count else { break }
            let place = index
            let (scalar, length) = text.scalar(at: place)
            index += max(length, 1)
            let value = length == 0 ? FoldingTable.Kind.separator.rawValue : table.value(of: scalar)
            guard collector.take(scalar, value, place..<index, of: text, table, body) else { return }
        }
        _ = collector.finish(body)
    }
}

/// The word that is being read.
private struct WordCollector {
    typealias Body = (_ folded: Span<UInt8>, _ start: Int, _ end: Int, _ isColocated: Bool) -> Bool

    /// The folded word so far; in an unspaced run the last character or two.
    private var word: [UInt8] = []
    /// Letters below U+0800 that go on from there, while they are gathered.
    private var letters = [UInt8](repeating: 0, count: Folding.wordBytes + ByteBlock.size)
    private var start = 0
    private var end = 0
    private var isUnspaced = false
    /// In an unspaced run: characters read, and where the last of them begins in `word` and in the text.
    private var characters = 0
    private var lastOffset = 0
    private var lastStart = 0

    init() { word.reserveCapacity(Folding.wordBytes + 8) }

    /// Takes in words of scalars below U+0800, until one at `index` needs a closer look; false when `body` wants no
    /// more.
    mutating func takeLow(
        _ text: Span<UInt8>, _ index: inout Int, _ low: Span<UInt32>, _ body: Body
    ) -> Bool {
        guard !isUnspaced else { return true }
        var isWhole = true
        while isWhole {
            let count: Int
            (count, isWhole) = gather(text, &index, low)
            if isWhole, word.isEmpty {
                // Most words: they need not be put together.
                guard Self.give(letters.span.extracting(..<count), start, end, body) else { return false }
                continue
            }
            word += letters[..<count]
            guard !isWhole || finish(body) else { return false }
        }
        return true
    }

    /// Gathers what is next of the word in `letters` and says how many bytes it is, and whether a separator, which is
    /// skipped, ends the word.
    private mutating func gather(
        _ text: Span<UInt8>, _ index: inout Int, _ low: Span<UInt32>
    ) -> (count: Int, isWhole: Bool) {
        let limit = Folding.wordBytes - word.count
        var (position, count, wordStart, wordEnd) = (index, 0, start, end)
        var (isBegun, isWhole) = (!word.isEmpty, false)
        var room = letters.mutableSpan
        while position < text.count, !isWhole {
            let taken = Folding.wordBlock(text, at: position, into: &room, at: count)
            if taken > 0, count &+ taken <= limit {
                if !isBegun { wordStart = position }
                isBegun = true
                count &+= taken
                position &+= taken
                continue
            }
            guard let (entry, length) = Folding.lowEntry(text, at: position, low) else { break }
            let bytes = Int(entry >> LowEntry.lengthShift & 3)
            if entry & 1 << LowEntry.separatorShift != 0 {
                isWhole = isBegun
                if isWhole { wordEnd = position }
            } else {
                guard count &+ bytes <= limit else { break }
                room[count] = UInt8(truncatingIfNeeded: entry)
                room[count &+ 1] = UInt8(truncatingIfNeeded: entry >> 8)
                count &+= bytes
                if !isBegun { wordStart = position }
                isBegun = isBegun || bytes > 0
            }
            position &+= length
        }
        if isBegun, !isWhole { wordEnd = position }
        (index, start, end) = (position, wordStart, wordEnd)
        return (count, isWhole)
    }

    /// Takes in one scalar; false when `body` wants no more.
    mutating func take(
        _ scalar: UInt32, _ value: UInt16, _ place: Range<Int>, of text: Span<UInt8>, _ table: FoldingTable,
        _ body: Body
    ) -> Bool {
        if value >= FoldingTable.firstReplacement {
            return takeReplacement(table.replacement(value), place, table, body)
        }
        if value >= FoldingTable.composing {
            return takeMark(scalar, value, place, of: text, table, body)
        }
        switch FoldingTable.Kind(rawValue: value) {
        case .dropped:
            if !word.isEmpty { end = place.upperBound }
            return true
        case .separator: return finish(body)
        case .unspaced: return takeUnspaced(text.extracting(place), place, body)
        case .word, nil: return takeLetters(text.extracting(place), place, body)
        }
    }

    /// Calls `body` with what was read, and begins anew.
    mutating func finish(_ body: Body) -> Bool {
        defer {
            word.removeAll(keepingCapacity: true)
            characters = 0
            isUnspaced = false
        }
        guard !word.isEmpty else { return true }
        if isUnspaced {
            if characters == 1 { return body(word.span, start, end, false) }
            guard body(word.span, start, end, false) else { return false }
            return body(word.span.extracting(lastOffset...), lastStart, end, true)
        }
        let goesOn = Self.give(word.span, start, end, body)
        return goesOn
    }

    /// Calls `body` with a word, and with it again without its Arabic article.
    private static func give(_ word: Span<UInt8>, _ start: Int, _ end: Int, _ body: Body) -> Bool {
        guard body(word, start, end, false) else { return false }
        let article = ArabicPrefixes.articleLength(of: word)
        return article == 0 || body(word.extracting(article...), start, end, true)
    }

    private mutating func takeLetters(_ bytes: Span<UInt8>, _ place: Range<Int>, _ body: Body) -> Bool {
        if isUnspaced {
            guard finish(body) else { return false }
        }
        if word.isEmpty { start = place.lowerBound }
        if word.count + bytes.count <= Folding.wordBytes { word.append(bytes) }
        end = place.upperBound
        return true
    }

    private mutating func takeUnspaced(_ bytes: Span<UInt8>, _ place: Range<Int>, _ body: Body) -> Bool {
        if !isUnspaced {
            guard finish(body) else { return false }
            isUnspaced = true
        }
        if characters >= 2 {
            guard body(word.span, start, end, false) else { return false }
        }
        if characters >= 1 {
            word.removeSubrange(..<(characters >= 2 ? lastOffset : 0))
            start = characters >= 2 ? lastStart : start
        } else {
            start = place.lowerBound
        }
        lastOffset = word.count
        lastStart = place.lowerBound
        word.append(bytes)
        end = place.upperBound
        characters += 1
        return true
    }

    private mutating func takeReplacement(
        _ bytes: ArraySlice<UInt8>, _ place: Range<Int>, _ table: FoldingTable, _ body: Body
    ) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let length = max(bytes.span.lengthOfUTF8(at: index - bytes.startIndex), 1)
            let piece = bytes[index..<index + length]
            let (scalar, _) = piece.span.scalar(at: 0)
            let kind = FoldingTable.Kind(rawValue: table.value(of: scalar) & 3)
            let goesOn =
                switch kind {
                case .separator: finish(body)
                case .unspaced: takeUnspaced(piece.span, place, body)
                case .word, .dropped, nil: takeLetters(piece.span, place, body)
                }
            guard goesOn else { return false }
            index += length
        }
        return true
    }

    /// A mark changes the last character, is dropped, or goes on like a letter.
    private mutating func takeMark(
        _ mark: UInt32, _ value: UInt16, _ place: Range<Int>, of text: Span<UInt8>, _ table: FoldingTable,
        _ body: Body
    ) -> Bool {
        var changed = word
        Folding.appendMark(mark, value, at: place.lowerBound, of: text, to: &changed, from: 0, table)
        if changed.count > word.count, changed.starts(with: word) {
            let piece = changed[word.count...]
            return value & 3 == FoldingTable.Kind.unspaced.rawValue
                ? takeUnspaced(piece.span, place, body) : takeLetters(piece.span, place, body)
        }
        if changed.count <= Folding.wordBytes { word = changed }
        if !word.isEmpty { end = place.upperBound }
        return true
    }
}

extension Folding {
    /// What a folded word of a query may stand for in the index, the word itself first.
    ///
    /// An Arabic word with its article also finds the bare noun, beside which the index files all that have one; one
    /// without also finds itself behind و ب ل ك ف (and, in, for, as, then), which the index never takes off.
    /// Rank matches of the first form before those of the others. A single unspaced character is to be searched as
    /// a prefix: see `isSearchedAsPrefix(_:)`.
    public static func queryForms(of word: Span<UInt8>) -> [[UInt8]] {
        var exact: [UInt8] = []
        exact.append(word)
        let article = ArabicPrefixes.articleLength(of: word)
        guard article == 0 else { return [exact, Array(exact[article...])] }
        return [exact] + ArabicPrefixes.expansions(of: word)
    }

    /// Whether a word that `words(of:_:)` found in a query is a single character of a script without blanks, which
    /// the index holds only as the beginning of pairs.
    public static func isSearchedAsPrefix(_ word: Span<UInt8>) -> Bool {
        guard word.count > 0 else { return false }
        let (scalar, length) = word.scalar(at: 0)
        let kind = FoldingTable.shared.value(of: scalar) & 3
        return length == word.count && kind == FoldingTable.Kind.unspaced.rawValue
    }
}

/// What a URL is found by.
extension Folding {
    /// A URL from its host on: `https` is no word to find anything by.
    public static func withoutScheme(_ url: [UInt8]) -> ArraySlice<UInt8> {
        let rest = url.drop { $0 != UInt8(ascii: ":") }
        return rest.starts(with: "://".utf8) ? rest.dropFirst(3) : url[...]
    }

    /// The folded words of a URL without its scheme.
    public static func urlWords(_ url: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = []
        words(of: withoutScheme(url).span) { folded, _, _, isColocated in
            if !isColocated { found.append([UInt8](copying: folded)) }
            return true
        }
        return found
    }
}
