import Articles

/// A date string cut into numbers, words and signs.
struct DateTokens {
    enum Token {
        /// Its value and how many digits it is written with.
        case number(Int, digits: Int)
        /// Letters; what they mean is in `words`.
        case word(DateWord)
        /// 年 after a number and its kin.
        case unit(Unit)
        case sign(UInt8)
    }

    /// What a character right after a number counts.
    enum Unit { case year, month, day, hour, minute, second }

    private(set) var tokens: [Token] = []
    /// Where a blank stands before a token.
    private(set) var isApart: [Bool] = []
    /// Whether some word is in a script whose readers never put the month first.
    private(set) var isForeign = false
    private var bytes: [UInt8] = []
    /// More tokens make no date.
    private static let limit = 40

    init(_ text: Span<UInt8>) {
        DateFolding.append(text, to: &bytes)
        var index = 0
        while index < bytes.count, tokens.count < Self.limit {
            let start = index
            while index < bytes.count, bytes[index].isHTMLSpace { index += 1 }
            guard index < bytes.count else { break }
            let wasApart = index > start
            let count = tokens.count
            index = readToken(at: index)
            if tokens.count > count { isApart.append(wasApart) }
        }
        if index < bytes.count { tokens.removeAll() }
    }

    private mutating func readToken(at start: Int) -> Int {
        let byte = bytes[start]
        if byte.isASCIIDigit { return readNumber(at: start) }
        if byte.isASCIILetter || byte >= 0x80 {
            if case .number? = tokens.last, let unit = Self.unit(bytes.span, at: start) {
                tokens.append(.unit(unit))
                return start + 3
            }
            return readWord(at: start)
        }
        tokens.append(.sign(byte))
        return start + 1
    }

    private mutating func readNumber(at start: Int) -> Int {
        var index = start
        var value = 0
        while index < bytes.count, bytes[index].isASCIIDigit {
            // Digits beyond the fifteenth are counted but not read: such a number is no part of any date but a
            // fraction of a second.
            if index - start < 15 { value = value * 10 + Int(bytes[index] - 0x30) }
            index += 1
        }
        tokens.append(.number(value, digits: index - start))
        return index
    }

    private mutating func readWord(at start: Int) -> Int {
        var end = endOfWord(from: start)
        if bytes[start] >= 0x80, !(0xC3...0xC5).contains(bytes[start]) { isForeign = true }
        // Some months are two words, and `a.m.` is one.
        if end < bytes.count, bytes[end] == 0x20 || bytes[end] == UInt8(ascii: ".") {
            let secondEnd = endOfWord(from: end + 1)
            if secondEnd > end + 1, let word = DateWord.all[Array(bytes[start..<secondEnd])] {
                end = secondEnd
                tokens.append(.word(word))
                return end
            }
        }
        tokens.append(.word(DateWord(bytes[start..<end])))
        return end
    }

    private func endOfWord(from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index].isASCIILetter || bytes[index] >= 0x80 { index += 1 }
        return index
    }

    /// The characters of Chinese, Japanese and Korean that follow numbers; three bytes each.
    private static func unit(_ bytes: Span<UInt8>, at index: Int) -> Unit? {
        guard index + 3 <= bytes.count else { return nil }
        switch UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) {
        case 0xE5B9B4, 0xEB8584: return .year  // U+5E74, U+B144
        case 0xE69C88, 0xEC9B94: return .month  // U+6708, U+C6D4
        case 0xE697A5, 0xE58FB7, 0xEC9DBC: return .day  // U+65E5, U+53F7, U+C77C
        case 0xE697B6, 0xE69982, 0xE782B9, 0xEC8B9C: return .hour  // U+65F6, U+6642, U+70B9, U+C2DC
        case 0xE58886, 0xEBB684: return .minute  // U+5206, U+BD84
        case 0xE7A792, 0xECB488: return .second  // U+79D2, U+CD08
        default: return nil
        }
    }
}
