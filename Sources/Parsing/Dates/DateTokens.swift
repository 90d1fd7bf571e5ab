import Articles

/// A date string cut into numbers, words and signs.
struct DateTokens {
    enum Token {
        /// Its value and how many digits it is written with.
        case number(Int, digits: Int)
        /// The place of a word in `DateWords`; nil for one that no language has.
        case word(Int?)
        case sign(UInt8)
    }

    private(set) var tokens: [Token] = []
    /// Where a blank stands before a token.
    private(set) var isApart: [Bool] = []
    private var bytes: [UInt8] = []
    /// More tokens make no date.
    private static let limit = 48
    /// Digits of a number that are read; such a number is no part of any date but a fraction of a second.
    static let digitsRead = 17

    init(_ text: Span<UInt8>) {
        bytes.reserveCapacity(text.count)
        DateFolding.append(text, to: &bytes)
        tokens.reserveCapacity(24)
        isApart.reserveCapacity(24)
        var index = 0
        while index < bytes.count, tokens.count < Self.limit {
            let start = index
            while index < bytes.count, bytes[index].isHTMLSpace { index += 1 }
            guard index < bytes.count else { break }
            isApart.append(index > start)
            index = readToken(at: index)
        }
        if index < bytes.count { tokens.removeAll() }
    }

    private mutating func readToken(at start: Int) -> Int {
        let byte = bytes[start]
        if byte.isASCIIDigit { return readNumber(at: start) }
        if Self.isLetter(byte) { return readWord(at: start) }
        tokens.append(.sign(byte))
        return start + 1
    }

    private mutating func readNumber(at start: Int) -> Int {
        var index = start
        var value = 0
        while index < bytes.count, bytes[index].isASCIIDigit {
            if index - start < Self.digitsRead { value = value * 10 + Int(bytes[index] - 0x30) }
            index += 1
        }
        tokens.append(.number(value, digits: index - start))
        return index
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte >= 0x80 }
}

extension DateTokens {
    /// Reads the longest word that a language has: `tishrin al-awwal` before `tishrin`, `a.m.` before `a`.
    ///
    /// What stands in no table is one word up to the next byte that is no letter.
    private mutating func readWord(at start: Int) -> Int {
        let first = endOfLetters(from: start)
        var best = DateWords.shared.find(bytes.span.extracting(start..<first)).map { (place: $0, end: first) }
        var key: [UInt8] = []
        var end = first
        for _ in 1..<Self.mostParts {
            guard let part = startOfNextPart(from: end) else { break }
            if key.isEmpty { key += bytes[start..<first] }
            if bytes[end] == 0x20 { key.append(0x20) }
            end = endOfLetters(from: part)
            key += bytes[part..<end]
            if let place = DateWords.shared.find(key.span) { best = (place, end) }
        }
        if best == nil, bytes[start] >= 0xE0 { best = findPrefix(of: start..<first) }
        tokens.append(.word(best?.place))
        return best?.end ?? first
    }

    /// Parts of the longest name: `noon before`, `by time of Mecca the honoured`.
    private static let mostParts = 4

    private func endOfLetters(from start: Int) -> Int {
        var index = start
        while index < bytes.count, Self.isLetter(bytes[index]) { index += 1 }
        return index
    }

    /// Where the next part of a name begins: behind one blank, or behind the dot or the quote of an abbreviation.
    private func startOfNextPart(from end: Int) -> Int? {
        guard end < bytes.count else { return nil }
        var index = end
        switch bytes[index] {
        case 0x20: index += 1
        case UInt8(ascii: "."):
            index += 1
            while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        case UInt8(ascii: "'"), UInt8(ascii: "\""): index += 1
        default: return nil
        }
        return index < bytes.count && Self.isLetter(bytes[index]) ? index : nil
    }

    /// The longest known beginning of a run of letters: Chinese and Thai write words without blanks.
    private func findPrefix(of run: Range<Int>) -> (place: Int, end: Int)? {
        var end = min(run.upperBound - 1, run.lowerBound + DateWords.shared.longest)
        while end > run.lowerBound {
            let isBoundary = bytes[end] & 0xC0 != 0x80
            if isBoundary, let place = DateWords.shared.find(bytes.span.extracting(run.lowerBound..<end)) {
                return (place, end)
            }
            end -= 1
        }
        return nil
    }
}
