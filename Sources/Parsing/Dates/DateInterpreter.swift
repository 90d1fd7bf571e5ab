import Articles

/// Puts the tokens of a date string together; whatever does not fit makes it no date.
///
/// Numbers are read in `DateInterpreter+Numbers`, offsets in `DateInterpreter+Offset`, and what the parts mean together
/// is said in `DateInterpreter+Reading`.
struct DateInterpreter {
    /// What stands before the token at `index`.
    enum Piece { case nothing, date, time, clock, word }

    let source: DateTokens
    var index = 0
    var last = Piece.nothing
    var date = DatePart()
    /// The same date in another calendar, which stands before it.
    var dateBefore: DatePart?
    var time = TimePart()
    /// The languages that all words so far belong to.
    var languages = LanguageSet.all
    /// Seconds or milliseconds since 1970.
    var lone: Timestamp?

    init(_ source: DateTokens) { self.source = source }

    /// Reads all tokens; false when they are no date.
    mutating func run() -> Bool {
        if readLoneNumber() { return true }
        while index < source.tokens.count {
            let isRead: Bool
            switch source.tokens[index] {
            case .number(let value, let digits): isRead = readNumber(value, digits: digits)
            case .word(let place): isRead = readWord(place)
            case .sign(let byte): isRead = readSign(byte)
            }
            guard isRead else { return false }
        }
        return date.isComplete
    }

    func number(at index: Int) -> (value: Int, digits: Int)? {
        guard index < source.tokens.count, case .number(let value, let digits) = source.tokens[index] else {
            return nil
        }
        return (value, digits)
    }

    func isSign(_ sign: Unicode.Scalar, at index: Int) -> Bool { self.sign(at: index) == UInt8(ascii: sign) }

    func sign(at index: Int) -> UInt8? {
        guard index < source.tokens.count, case .sign(let byte) = source.tokens[index] else { return nil }
        return byte
    }

    /// All that a word may mean.
    func meanings(at index: Int) -> [DateWords.Meaning] {
        guard index >= 0, index < source.tokens.count, case .word(let place?) = source.tokens[index] else {
            return []
        }
        return DateWords.shared.meanings(at: place)
    }

    func isApart(_ index: Int) -> Bool { index < source.isApart.count && source.isApart[index] }
}

extension DateInterpreter {
    private mutating func readWord(_ place: Int?) -> Bool {
        let position = index
        let before = last
        index += 1
        last = .word
        guard let place else {
            // Before the first number only weekdays are met, in more languages than there are rows.
            return date.isEmpty && time.hour == nil && position < 3
        }
        let meanings = DateWords.shared.meanings(at: place)
        if meanings.count > 1, meanings.allSatisfy({ $0.word.month != nil }) { return setMonths(meanings) }
        let meaning = meanings.count == 1 ? meanings[0] : choose(meanings, behind: before)
        note(meaning.languages)
        if before == .time, index == source.tokens.count, isMilitaryZone(meaning.word, place) { return false }
        switch meaning.word {
        case .month(let month): return setMonth(month, mayBeWeekday: false)
        // Once the month is known it can only be the weekday.
        case .monthOrWeekday(let month):
            return date.hasMonth || date.unsettled != nil || setMonth(month, mayBeWeekday: true)
        case .zone(let minutes): return setZone(minutes)
        case .universal: return setZone(0) && readOffsetBehindName()
        case .dayPart(let part):
            guard time.dayPart == nil || time.dayPart == part else { return false }
            time.dayPart = part
        case .unitBefore(let unit): return readCountedBehind(unit)
        case .era(let offset):
            // 2026 m 02:05 in Arabic: of the Christian era, or in the afternoon.
            if meanings.count > 1, isApart(position), (1...12).contains(number(at: index)?.value ?? 0) {
                return false
            }
            guard date.era == nil || date.era == offset else { return false }
            date.era = offset
        case .hijri: date.isHijri = true
        case .hijriMonth(let month):
            guard !date.hasMonth else { return false }
            date.hijriMonth = month
        case .correspondingTo:
            guard dateBefore == nil, date.isComplete else { return false }
            (dateBefore, date) = (date, DatePart())
        case .firstYear:
            guard date.era != nil, date.year == nil else { return false }
            (date.year, date.yearDigits) = (1, 1)
        case .reiwaLetter: return readReiwa()
        case .timeMark: return date.year != nil
        case .clock, .unit(.hour): last = .clock
        case .unit, .weekMark, .filler: break
        case .unknown: return false
        }
        return true
    }

    /// A letter that ends a time may be one of RFC 822's zones, whatever else it is in some language.
    private func isMilitaryZone(_ word: DateWord, _ place: Int) -> Bool {
        switch word {
        case .zone, .dayPart, .era, .unit(.hour): false
        default: DateWords.shared.isASCIILetter(at: place)
        }
    }

    /// What a word means of all that it means in some language.
    private func choose(_ meanings: [DateWords.Meaning], behind before: Piece) -> DateWords.Meaning {
        // A part of the day stands beside the time; Arabic m(iladi) behind a year is its era, German `am` no morning.
        if let part = meanings.first(where: \.word.isDayPart) {
            let other = meanings.first { $0.word != part.word }
            let isPart =
                switch other?.word {
                case .era?: before != .date
                case .filler?, .clock?: before == .time
                default: true
                }
            return isPart ? part : other ?? part
        }
        // Croatian Thursday and Friday look like CET and PET, the Welsh August like a time of Australia.
        if let zone = meanings.first(where: \.word.isZone),
            let other = meanings.first(where: { !$0.word.isZone })
        {
            return time.hour == nil ? other : zone
        }
        let own = meanings.filter { $0.languages != .all && languages.isSubset(of: $0.languages) }
        if languages != .all, own.count == 1 { return own[0] }
        return meanings.first { $0.languages == .all } ?? meanings.first { $0.word != .filler } ?? meanings[0]
    }

    private mutating func note(_ others: LanguageSet) {
        if others != .all { languages = languages.common(with: others) ?? others }
    }

    private mutating func setMonth(_ month: Int, mayBeWeekday isWeekday: Bool) -> Bool {
        guard
            !date.hasMonth || date.mayBeWeekday || date.month == month
                || date.contested.contains(month: month)
        else { return false }
        (date.month, date.mayBeWeekday, date.contested, date.isNamed) = (month, isWeekday, [], true)
        return date.unsettled == nil && date.hijriMonth == nil
    }

    private mutating func setMonths(_ meanings: [DateWords.Meaning]) -> Bool {
        for meaning in meanings.dropFirst() {
            assert(meaning.languages != .all, "a month is some language's")
        }
        note(meanings.reduce(meanings[0].languages) { $0.union($1.languages) })
        guard !date.hasMonth || date.mayBeWeekday else {
            return meanings.contains { $0.word.month == date.month }
        }
        (date.month, date.mayBeWeekday, date.contested) = (nil, false, meanings)
        return date.unsettled == nil
    }

    /// `R6.11.23`, and nothing where an r means something else.
    private mutating func readReiwa() -> Bool {
        let isYear =
            date.year == nil && number(at: index) != nil && !isApart(index) && sign(at: index + 1) != nil
            && number(at: index + 2) != nil && sign(at: index + 1) == sign(at: index + 3)
        if isYear { date.era = Self.reiwa }
        return true
    }

    /// The year before the first of Reiwa.
    private static let reiwa = 2018

    private mutating func readSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("): return readComment()
        case UInt8(ascii: "["): return readBracket()
        case UInt8(ascii: "+"): return readOffset(isWest: false)
        case UInt8(ascii: "-"):
            if isOffsetSign { return readOffset(isWest: true) }
            // 2026-11-23-05:00 is a date with an offset as well as a date with a time.
            if time.hour == nil, date.isComplete, !isApart(index), !isApart(index + 1),
                isSign(":", at: index + 2)
            {
                return false
            }
        case UInt8(ascii: ":"):
            // Behind a word, or as web servers write it: 23/Nov/2026:14:05:06.
            guard last == .word || last == .clock || date.isComplete && time.hour == nil else { return false }
        case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: "'"),
            UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "@"), UInt8(ascii: "]"):
            break
        default: return false
        }
        index += 1
        return true
    }
}

extension [DateWords.Meaning] {
    func contains(month: Int) -> Bool { contains { $0.word.month == month } }
}
