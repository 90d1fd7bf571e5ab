import Articles

/// The numbers of a date: which is the year, which the day, and which are the time.
extension DateInterpreter {
    /// A string of one number: a year, or seconds, milliseconds or microseconds since 1970.
    mutating func readLoneNumber() -> Bool {
        guard let (value, digits) = number(at: 0) else { return false }
        if source.tokens.count == 3, isSign(".", at: 1), let fraction = number(at: 2),
            (9...10).contains(digits)
        {
            let milliseconds = Self.milliseconds(
                fraction.value, digits: min(fraction.digits, DateTokens.digitsRead))
            return setLone(value * 1000 + milliseconds)
        }
        guard source.tokens.count == 1 else { return false }
        switch digits {
        case 4:
            (date.year, date.month, date.day) = (value, 1, 1)
            return true
        case 9, 10: return setLone(value * 1000)
        case 13: return setLone(value)
        case 16: return setLone(value / 1000)
        default: return false
        }
    }

    private mutating func setLone(_ milliseconds: Int) -> Bool {
        lone = Timestamp(milliseconds: Int64(milliseconds))
        return true
    }

    mutating func readNumber(_ value: Int, digits: Int) -> Bool {
        if let unit = unit(at: index + 1), counts(unit, digits: digits) {
            index += 2
            return setCounted(value, digits: digits, unit)
        }
        if digits <= 2, isSign(":", at: index + 1), number(at: index + 2) != nil {
            return readTime(separator: ":")
        }
        if last == .clock, isDottedPair { return readTime(separator: ".") }
        if date.isEmpty, readWeekDate() || readNumericDate() { return true }
        if case .timeMark? = meanings(at: index - 1).first?.word {
            return readTimeBehindMark(value, digits: digits)
        }
        if digits >= 8 { return readCompact(value, digits: digits) }
        if date.isComplete, time.hour == nil, isSign(".", at: index + 1), !isApart(index + 2),
            number(at: index + 2)?.digits == 2
        {
            return readTime(separator: ".")
        }
        if digits <= 2, time.hour == nil, isDayPart(at: index + 1) {
            time.hour = value
            last = .time
        } else {
            guard setBare(value, digits: digits) else { return false }
            last = .date
        }
        index += 1
        return true
    }

    /// A number that nothing around it explains.
    private mutating func setBare(_ value: Int, digits: Int) -> Bool {
        if date.year == nil, digits == 4 || date.era.map({ $0 > 0 }) ?? false && date.day == nil {
            (date.year, date.yearDigits) = (value, digits)
            return digits <= 4
        }
        if digits <= 2, date.day == nil, date.unsettled == nil {
            date.day = value
            return true
        }
        guard date.year == nil, date.day != nil, date.hasMonth else { return false }
        // RFC 822 had years of two digits, and programs that count from 1900 wrote three (RFC 2822 4.3).
        (date.year, date.yearDigits) = digits == 3 ? (value + 1900, 4) : (value, digits)
        return digits == 2 || digits == 3 && value >= 100
    }

    private static func milliseconds(_ value: Int, digits: Int) -> Int {
        var value = value
        for _ in digits..<max(digits, 3) { value *= 10 }
        for _ in 3..<max(digits, 3) { value /= 10 }
        return value
    }
}

/// Numbers with a word that says what they count.
extension DateInterpreter {
    private func unit(at index: Int) -> DateUnit? {
        for meaning in meanings(at: index) { if case .unit(let unit) = meaning.word { return unit } }
        return nil
    }

    private func isDayPart(at index: Int) -> Bool {
        meanings(at: index).contains(where: \.word.isDayPart)
    }

    private func counts(_ unit: DateUnit, digits: Int) -> Bool {
        switch unit {
        case .year: digits == 4 || date.era != nil && digits < 4
        case .month, .day: digits <= 2
        case .hour: digits <= 2 && time.hour == nil
        case .minute, .second: digits <= 2 && time.hour != nil
        }
    }

    private mutating func setCounted(_ value: Int, digits: Int, _ unit: DateUnit) -> Bool {
        switch unit {
        case .year where date.year == nil: (date.year, date.yearDigits) = (value, digits)
        case .month where !date.hasMonth || date.mayBeWeekday:
            (date.month, date.mayBeWeekday) = (value, false)
        case .day where date.day == nil: date.day = value
        case .hour where time.hour == nil:
            time.hour = value
            readMinuteBehindHour()
        case .minute where time.hour != nil: time.minute = value
        case .second where time.hour != nil: time.second = value
        default: return false
        }
        switch unit {
        case .year, .month, .day: last = .date
        case .hour, .minute, .second: last = .time
        }
        return true
    }

    /// `14h05`, `14 h 05`.
    private mutating func readMinuteBehindHour() {
        guard let minute = number(at: index), minute.digits == 2, !isApart(index) || date.isComplete,
            unit(at: index + 1) == nil, !isSign(":", at: index + 1)
        else { return }
        time.minute = minute.value
        index += 1
    }

    /// `tháng 11`: the number behind the word, unless it begins a date of numbers.
    mutating func readCountedBehind(_ unit: DateUnit) -> Bool {
        guard let (value, digits) = number(at: index) else { return true }
        if !isSign(",", at: index + 1), sign(at: index + 1) != nil, number(at: index + 2) != nil {
            return true
        }
        guard digits == (unit == .year ? 4 : min(digits, 2)) else { return false }
        index += 1
        return setCounted(value, digits: digits, unit)
    }
}

/// Dates of numbers alone.
extension DateInterpreter {
    /// `2026-11-23`, `23.11.2026`, `11/23/26`, `2026-11`, `2026-327`; false, and nothing read, for anything else.
    private mutating func readNumericDate() -> Bool {
        guard let separator = sign(at: index + 1), let first = number(at: index),
            let second = number(at: index + 2),
            separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".")
        else { return false }
        guard sign(at: index + 3) == separator, let third = number(at: index + 4) else {
            return separator == UInt8(ascii: "-") && readPartialDate(first, second)
        }
        let isYearFirst = first.digits == 4 || date.era.map { $0 > 0 } ?? false
        if isYearFirst {
            guard second.digits <= 2, third.digits <= 2, first.digits <= 4 else { return false }
            (date.year, date.yearDigits) = (first.value, first.digits)
            (date.month, date.day) = (second.value, third.value)
        } else {
            // Two digits of a year between dashes may as well be a day.
            guard first.digits <= 2, second.digits <= 2,
                third.digits == 4 || third.digits == 2 && separator != UInt8(ascii: "-")
            else { return false }
            (date.year, date.yearDigits, date.isShort) = (third.value, third.digits, third.digits == 2)
            date.month = nil
            if separator == UInt8(ascii: ".") {
                (date.day, date.month) = (first.value, second.value)
            } else {
                date.unsettled = (first.value, second.value)
            }
        }
        date.mayBeWeekday = false
        index += 5
        // Korean and Hungarian dates end with a dot.
        if isSign(".", at: index) { index += 1 }
        last = .date
        return true
    }

    /// `2026-11` as the whole string, and `2026-327` (ISO 8601 ordinal date).
    private mutating func readPartialDate(
        _ first: (value: Int, digits: Int), _ second: (value: Int, digits: Int)
    ) -> Bool {
        guard first.digits == 4, !isApart(index + 1), !isApart(index + 2) else { return false }
        switch second.digits {
        case 2 where index + 3 == source.tokens.count:
            (date.year, date.month, date.day) = (first.value, second.value, 1)
        case 3:
            guard Timestamp.plausibleYears.contains(first.value),
                (1...DateFields(year: first.value).daysOfYear).contains(second.value)
            else { return false }
            setDay(second.value, of: first.value)
        default: return false
        }
        index += 3
        last = .date
        return true
    }

    /// `2026-W48-1`, `2026W481`, `2026-W48` (ISO 8601 week dates, whose weeks begin on Monday).
    private mutating func readWeekDate() -> Bool {
        guard let year = number(at: index), year.digits == 4, Timestamp.plausibleYears.contains(year.value)
        else {
            return false
        }
        let mark = isSign("-", at: index + 1) ? index + 2 : index + 1
        guard meanings(at: mark).contains(where: { $0.word == .weekMark }), let number = number(at: mark + 1),
            !isApart(mark), !isApart(mark + 1), number.digits == 2 || number.digits == 3
        else { return false }
        var (week, day) = number.digits == 2 ? (number.value, 1) : (number.value / 10, number.value % 10)
        var end = mark + 2
        if number.digits == 2, isSign("-", at: end), !isApart(end + 1),
            let weekday = self.number(at: end + 1),
            weekday.digits == 1
        {
            (day, end) = (weekday.value, end + 2)
        }
        // January 4 is in the first week; 1970-01-01 was a Thursday.
        let fourth = Timestamp(year: year.value, month: 1, day: 4).milliseconds / 86_400_000
        let monday = 4 - Int(((fourth + 3) % 7 + 7) % 7)
        week -= 1
        let thursday = Timestamp(year: year.value, month: 1, day: monday + week * 7 + 3)
        guard (1...7).contains(day), week >= 0, thursday.fields.year == year.value else { return false }
        setDay(monday + week * 7 + day - 1, of: year.value)
        index = end
        last = .date
        return true
    }

    private mutating func setDay(_ day: Int, of year: Int) {
        let fields = Timestamp(year: year, month: 1, day: day).fields
        (date.year, date.month, date.day) = (fields.year, fields.month, fields.day)
    }

    /// `20261123`, `202611231405`, `20261123140506`.
    private mutating func readCompact(_ value: Int, digits: Int) -> Bool {
        guard date.isEmpty, date.month == nil, digits == 8 || digits == 12 || digits == 14 else {
            return false
        }
        let day = digits == 8 ? value : digits == 12 ? value / 10_000 : value / 1_000_000
        (date.year, date.month, date.day) = (day / 10_000, day / 100 % 100, day % 100)
        last = .date
        index += 1
        if digits > 8 { setTime(digits == 12 ? value % 10_000 * 100 : value % 1_000_000) }
        return true
    }
}

/// Times of day.
extension DateInterpreter {
    /// Whether `14.05` stands here, and no more numbers with dots.
    private var isDottedPair: Bool {
        time.hour == nil && isSign(".", at: index + 1) && !isApart(index + 2)
            && number(at: index + 2)?.digits == 2
            && !(isSign(".", at: index + 3) && number(at: index + 4) != nil)
    }

    /// `14:05`, `14:05:06`, `14:05:06.123`, and the same with dots as Finns and Danes write it.
    private mutating func readTime(separator: Unicode.Scalar) -> Bool {
        guard time.hour == nil, let hour = number(at: index), let minute = number(at: index + 2),
            hour.digits <= 2,
            minute.digits == 2
        else { return false }
        (time.hour, time.minute, last) = (hour.value, minute.value, .time)
        index += 3
        guard isSign(separator, at: index), let second = number(at: index + 1), !isApart(index + 1) else {
            return true
        }
        guard second.digits <= 2 else { return false }
        time.second = second.value
        index += 2
        return readFraction()
    }

    private mutating func readFraction() -> Bool {
        guard isSign(".", at: index) || isSign(",", at: index), !isApart(index), !isApart(index + 1),
            let fraction = number(at: index + 1)
        else { return true }
        time.millisecond = Self.milliseconds(
            fraction.value, digits: min(fraction.digits, DateTokens.digitsRead))
        index += 2
        return true
    }

    /// `140506`, `1405` or `14` behind a T.
    private mutating func readTimeBehindMark(_ value: Int, digits: Int) -> Bool {
        guard time.hour == nil, date.isComplete else { return false }
        index += 1
        switch digits {
        case 2: setTime(value * 10_000)
        case 4: setTime(value * 100)
        case 6:
            setTime(value)
            return readFraction()
        default: return false
        }
        return true
    }

    private mutating func setTime(_ value: Int) {
        (time.hour, time.minute, time.second) = (value / 10_000, value / 100 % 100, value % 100)
        last = .time
    }
}
