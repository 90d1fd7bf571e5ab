import Articles

/// Puts the tokens of a date string together; whatever does not fit makes it no date.
struct DateInterpreter {
    private let source: DateTokens
    private var index = 0
    private var fields = DateFields()
    private var hasYear = false
    private var hasMonth = false
    private var hasDay = false
    private var hasTime = false
    /// Two numbers of which either may be the month.
    private var unsettled: (first: Int, second: Int)?
    private var isAfternoon: Bool?
    /// The month so far is also the name of a weekday.
    private var mayBeWeekday = false
    private var hasInstant: Timestamp?

    init(_ source: DateTokens) { self.source = source }

    /// Reads all tokens; false when they are no date.
    mutating func run() -> Bool {
        if readLoneNumber() { return true }
        while index < source.tokens.count {
            let isRead: Bool
            switch source.tokens[index] {
            case .number(let value, let digits): isRead = readNumber(value, digits: digits)
            case .word(let word): isRead = readWord(word)
            case .unit: isRead = false
            case .sign(let byte): isRead = readSign(byte)
            }
            guard isRead else { return false }
        }
        return hasYear && (hasMonth && hasDay || unsettled != nil)
    }

    /// What was read, with zone-less dates meant in `zone`.
    func reading(in zone: TimeZoneRules?) -> DateReading {
        if let hasInstant { return .instant(hasInstant) }
        guard let unsettled else { return self.instant(of: fields, in: zone).map { .instant($0) } ?? .none }
        func instant(month: Int, day: Int) -> Timestamp? {
            var settled = fields
            (settled.month, settled.day) = (month, day)
            return self.instant(of: settled, in: zone)
        }
        let dayFirst = instant(month: unsettled.second, day: unsettled.first)
        let monthFirst = instant(month: unsettled.first, day: unsettled.second)
        switch (dayFirst, monthFirst) {
        case (let dayFirst?, let monthFirst?) where dayFirst != monthFirst && !source.isForeign:
            return .ambiguous(dayFirst: dayFirst, monthFirst: monthFirst)
        case (let dayFirst?, _): return .instant(dayFirst)
        case (nil, let monthFirst?): return .instant(monthFirst)
        case (nil, nil): return .none
        }
    }

    private func instant(of fields: DateFields, in zone: TimeZoneRules?) -> Timestamp? {
        var fields = fields
        if let isAfternoon {
            guard hasTime else { return nil }
            if isAfternoon, fields.hour < 12 { fields.hour += 12 }
            if !isAfternoon, fields.hour == 12 { fields.hour = 0 }
        }
        guard let instant = fields.instant else { return nil }
        return fields.offsetMinutes == nil ? zone?.instant(showing: instant) ?? instant : instant
    }
}

extension DateInterpreter {
    private func number(at index: Int) -> (value: Int, digits: Int)? {
        guard index < source.tokens.count, case .number(let value, let digits) = source.tokens[index] else {
            return nil
        }
        return (value, digits)
    }

    private func sign(at index: Int) -> UInt8? {
        guard index < source.tokens.count, case .sign(let byte) = source.tokens[index] else { return nil }
        return byte
    }

    private func unit(at index: Int) -> DateTokens.Unit? {
        guard index < source.tokens.count, case .unit(let unit) = source.tokens[index] else { return nil }
        return unit
    }

    private func word(at index: Int) -> DateWord? {
        guard index < source.tokens.count, case .word(let word) = source.tokens[index] else { return nil }
        return word
    }

    /// A string of one number: a year, seconds or milliseconds since 1970.
    private mutating func readLoneNumber() -> Bool {
        guard source.tokens.count == 1, let (value, digits) = number(at: 0) else { return false }
        switch digits {
        case 4:
            fields.year = value
            (hasYear, hasMonth, hasDay) = (true, true, true)
            return true
        case 9, 10: hasInstant = Timestamp(seconds: Int64(value))
        case 13: hasInstant = Timestamp(milliseconds: Int64(value))
        default: return false
        }
        return hasInstant.map { Timestamp.plausibleYears.contains($0.fields.year) } ?? false
    }

    private mutating func readNumber(_ value: Int, digits: Int) -> Bool {
        if let unit = unit(at: index + 1) { return readCounted(value, unit) }
        if sign(at: index + 1) == UInt8(ascii: ":"), number(at: index + 2) != nil { return readTime() }
        if !hasYear, !hasMonth, let separator = sign(at: index + 1), readNumericDate(separator: separator) {
            return true
        }
        if digits >= 6 { return readCompact(value, digits: digits) }
        if case .meridiem? = word(at: index + 1), !hasTime, digits <= 2 {
            (fields.hour, hasTime) = (value, true)
            index += 1
            return true
        }
        index += 1
        if digits == 4, !hasYear {
            (fields.year, hasYear) = (value, true)
            return true
        }
        guard digits <= 2 else { return false }
        if !hasDay {
            (fields.day, hasDay) = (value, true)
            return true
        }
        // RFC 822 had years of two digits; RFC 2822 4.3 says which they are.
        guard digits == 2, !hasYear else { return false }
        (fields.year, hasYear) = (Self.fullYear(value), true)
        return true
    }

    private static func fullYear(_ value: Int) -> Int { value + (value < 50 ? 2000 : 1900) }

    /// A number with the character that says what it counts.
    private mutating func readCounted(_ value: Int, _ unit: DateTokens.Unit) -> Bool {
        index += 2
        switch unit {
        case .year where !hasYear: (fields.year, hasYear) = (value, true)
        case .month where !hasMonth: (fields.month, hasMonth) = (value, true)
        case .day where !hasDay: (fields.day, hasDay) = (value, true)
        case .hour where !hasTime: (fields.hour, hasTime) = (value, true)
        case .minute where hasTime: fields.minute = value
        case .second where hasTime: fields.second = value
        default: return false
        }
        return true
    }

    /// `14:05`, `14:05:06`, `14:05:06.123`.
    private mutating func readTime() -> Bool {
        guard !hasTime, let hour = number(at: index), let minute = number(at: index + 2), hour.digits <= 2,
            minute.digits == 2
        else { return false }
        (fields.hour, fields.minute, hasTime) = (hour.value, minute.value, true)
        index += 3
        guard sign(at: index) == UInt8(ascii: ":"), let second = number(at: index + 1) else { return true }
        guard second.digits <= 2 else { return false }
        fields.second = second.value
        index += 2
        guard let point = sign(at: index), point == UInt8(ascii: ".") || point == UInt8(ascii: ","),
            !source.isApart[index], index + 1 < source.tokens.count, !source.isApart[index + 1],
            let fraction = number(at: index + 1)
        else { return true }
        fields.millisecond = Self.milliseconds(fraction.value, digits: min(fraction.digits, 15))
        index += 2
        return true
    }

    private static func milliseconds(_ value: Int, digits: Int) -> Int {
        var value = value
        for _ in digits..<max(digits, 3) { value *= 10 }
        for _ in 3..<max(digits, 3) { value /= 10 }
        return value
    }

    /// `20261123`, `20261123T140506`, `20261123140506`.
    private mutating func readCompact(_ value: Int, digits: Int) -> Bool {
        guard !hasYear, !hasMonth, !hasDay, digits == 8 || digits == 14 else {
            return readCompactTime(value, digits: digits)
        }
        let date = digits == 8 ? value : value / 1_000_000
        (fields.year, fields.month, fields.day) = (date / 10_000, date / 100 % 100, date % 100)
        (hasYear, hasMonth, hasDay) = (true, true, true)
        if digits == 14 { setTime(value % 1_000_000) }
        index += 1
        return true
    }

    /// `140506` behind a T.
    private mutating func readCompactTime(_ value: Int, digits: Int) -> Bool {
        guard digits == 6, hasDay, !hasTime, index > 0, case .timeMark? = word(at: index - 1) else {
            return false
        }
        setTime(value)
        index += 1
        return true
    }

    private mutating func setTime(_ value: Int) {
        (fields.hour, fields.minute, fields.second) = (value / 10_000, value / 100 % 100, value % 100)
        hasTime = true
    }
}

extension DateInterpreter {
    /// `2026-11-23`, `23.11.2026`, `11/23/26`, `2026-11`, `2026-327`; false, and nothing read, for anything else.
    private mutating func readNumericDate(separator: UInt8) -> Bool {
        guard
            separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/")
                || separator == UInt8(ascii: "."),
            !hasDay, let first = number(at: index), let second = number(at: index + 2)
        else { return false }
        guard sign(at: index + 3) == separator, let third = number(at: index + 4) else {
            return readPartialDate(first, second, separator: separator)
        }
        if first.digits == 4 {
            guard second.digits <= 2, third.digits <= 2 else { return false }
            (fields.year, fields.month, fields.day) = (first.value, second.value, third.value)
            (hasMonth, hasDay) = (true, true)
        } else {
            // Two digits of a year between dashes may as well be a day.
            guard first.digits <= 2, second.digits <= 2,
                third.digits == 4 || third.digits == 2 && separator != UInt8(ascii: "-")
            else { return false }
            fields.year = third.digits == 4 ? third.value : Self.fullYear(third.value)
            settle(first.value, second.value, isDayFirst: separator == UInt8(ascii: "."))
        }
        hasYear = true
        index += 5
        // Korean and Hungarian dates end with a dot.
        if sign(at: index) == UInt8(ascii: ".") { index += 1 }
        return true
    }

    private mutating func settle(_ first: Int, _ second: Int, isDayFirst: Bool) {
        if isDayFirst {
            (fields.day, fields.month) = (first, second)
            (hasMonth, hasDay) = (true, true)
        } else {
            unsettled = (first, second)
        }
    }

    private mutating func readPartialDate(
        _ first: (value: Int, digits: Int), _ second: (value: Int, digits: Int), separator: UInt8
    ) -> Bool {
        guard separator == UInt8(ascii: "-"), first.digits == 4, !source.isApart[index + 1],
            !source.isApart[index + 2]
        else { return false }
        switch second.digits {
        case 2 where index + 3 == source.tokens.count:
            (fields.year, fields.month) = (first.value, second.value)
        case 3:
            fields.year = first.value
            guard Timestamp.plausibleYears.contains(first.value),
                (1...fields.daysOfYear).contains(second.value)
            else {
                return false
            }
            let date = Timestamp(year: first.value, month: 1, day: second.value).fields
            (fields.month, fields.day) = (date.month, date.day)
        default: return false
        }
        (hasYear, hasMonth, hasDay) = (true, true, true)
        index += 3
        return true
    }

    private mutating func readWord(_ word: DateWord) -> Bool {
        let position = index
        index += 1
        switch word {
        case .month(let month):
            return setMonth(month, mayBeWeekday: false)
        case .monthOrWeekday(let month):
            // Once the month is known it can only be the weekday.
            return hasMonth ? true : setMonth(month, mayBeWeekday: true)
        case .zone(let minutes):
            guard hasTime || hasDay else { return true }
            if fields.offsetMinutes == nil { fields.offsetMinutes = minutes }
            return readOffsetBehindName()
        case .meridiem(let afternoon):
            // An M behind a year says that it is of the Gregorian calendar.
            if position > 0, let (_, digits) = number(at: position - 1), digits == 4 { return afternoon }
            guard isAfternoon == nil else { return false }
            isAfternoon = afternoon
            return true
        case .timeMark: return hasYear
        case .filler: return true
        // Before the first number only weekdays are met, in more languages than there are rows.
        case .unknown: return !hasDay && !hasYear && !hasTime && !hasMonth && unsettled == nil && position < 3
        }
    }

    private mutating func setMonth(_ month: Int, mayBeWeekday isWeekday: Bool) -> Bool {
        guard !hasMonth || mayBeWeekday || fields.month == month else { return false }
        (fields.month, hasMonth, mayBeWeekday) = (month, true, isWeekday)
        return unsettled == nil
    }

    /// `GMT+0200`: the offset is what counts.
    private mutating func readOffsetBehindName() -> Bool {
        guard let byte = sign(at: index), byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"),
            number(at: index + 1) != nil, fields.offsetMinutes == 0
        else { return true }
        fields.offsetMinutes = nil
        return readOffset(isWest: byte == UInt8(ascii: "-"))
    }

    private mutating func readSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("): return skipComment()
        case UInt8(ascii: "+"): return readOffset(isWest: false)
        case UInt8(ascii: "-"):
            let isOffset = hasTime && hasYear && fields.offsetMinutes == nil && isNumberAdjacent
            if isOffset { return readOffset(isWest: true) }
            index += 1
            return true
        case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: "'"),
            UInt8(ascii: "\""):
            index += 1
            return true
        default: return false
        }
    }

    private var isNumberAdjacent: Bool {
        number(at: index + 1).map { ($0.digits == 4 || $0.digits == 2) && !source.isApart[index + 1] }
            ?? false
    }

    /// Reads `+0200`, `+02:00` or `+2` from its sign on.
    private mutating func readOffset(isWest: Bool) -> Bool {
        guard hasTime, fields.offsetMinutes == nil, let (value, digits) = number(at: index + 1) else {
            return false
        }
        index += 2
        var (hours, minutes) = digits > 2 ? (value / 100, value % 100) : (value, 0)
        if digits <= 2, sign(at: index) == UInt8(ascii: ":"), let behind = number(at: index + 1),
            behind.digits == 2
        {
            minutes = behind.value
            index += 2
        }
        guard digits <= 4, digits != 3, hours <= DateFields.largestOffsetHours, minutes < 60 else {
            return false
        }
        if isWest { (hours, minutes) = (-hours, -minutes) }
        fields.offsetMinutes = hours * 60 + minutes
        return true
    }

    /// Comments are not read (RFC 822 3.4.3).
    private mutating func skipComment() -> Bool {
        while index < source.tokens.count, sign(at: index) != UInt8(ascii: ")") { index += 1 }
        index += 1
        return true
    }
}
