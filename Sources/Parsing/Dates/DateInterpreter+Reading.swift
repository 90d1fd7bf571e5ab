import Articles

/// What the parts of a date mean together.
extension DateInterpreter {
    /// What was read, with zone-less dates meant in `zone`.
    func reading(in zone: TimeZoneRules?) -> DateReading {
        if let lone { return DateFields.isPlausible(lone) ? .instant(lone) : .none }
        guard let part = chosenDate, let year = year(of: part) else { return .none }
        func instant(_ month: Int?, _ day: Int?) -> Timestamp? {
            guard let month, let day else { return nil }
            return self.instant(year: year, month: month, day: day, isHijri: part.isHijri, in: zone)
        }
        if let (first, second) = part.unsettled {
            return reading(dayFirst: instant(second, first), monthFirst: instant(first, second), part)
        }
        guard !part.contested.isEmpty else {
            return instant(part.hijriMonth ?? part.month, part.day).map { .instant($0) } ?? .none
        }
        let known = part.contested.filter { languages.common(with: $0.languages) != nil }
        let readings = (known.isEmpty ? part.contested : known).compactMap { meaning in
            instant(meaning.word.month, part.day).map {
                AmbiguousDate.Reading(languages: meaning.languages, instant: $0)
            }
        }
        return readings.count > 1
            ? .ambiguous(.month(readings)) : readings.first.map { .instant($0.instant) } ?? .none
    }

    /// Whether two small numbers of the date show which of them is the day; nil when they do not.
    var order: Bool? {
        guard let (first, second) = date.unsettled, first != second else { return nil }
        if first > 12, (1...12).contains(second) { return true }
        return second > 12 && (1...12).contains(first) ? false : nil
    }

    private func reading(dayFirst: Timestamp?, monthFirst: Timestamp?, _ part: DatePart) -> DateReading {
        switch (dayFirst, monthFirst) {
        case (let dayFirst?, let monthFirst?) where dayFirst != monthFirst:
            if part.isHijri || languages.isSubset(of: .dayFirst) { return .instant(dayFirst) }
            if languages.isSubset(of: .monthFirst) { return .instant(monthFirst) }
            return .ambiguous(.order(dayFirst: dayFirst, monthFirst: monthFirst))
        case (let instant?, _), (nil, let instant?): return .instant(instant)
        case (nil, nil): return .none
        }
    }

    /// The date; of one that is given in two calendars the Gregorian, which says it exactly.
    private var chosenDate: DatePart? {
        let dates = [dateBefore, date].compactMap(\.self)
        for date in dates where date.isHijri ? date.isNamed : date.hijriMonth != nil {
            return nil
        }
        guard dates.count == 2 else { return date }
        let gregorian = dates.filter { !$0.isHijri }
        return gregorian.count == 1 ? gregorian[0] : nil
    }

    /// The year of the calendar that the date is of.
    private func year(of part: DatePart) -> Int? {
        guard let year = part.year else { return nil }
        let isLate = languages.isSubset(of: .buddhist) || part.era == DateLanguage.buddhistEra
        if part.yearDigits > 2 {
            return year
                + (part.era ?? (isLate && year > 2400 && !part.isHijri ? DateLanguage.buddhistEra : 0))
        }
        if let era = part.era, era > 0 { return year + era }
        if part.isShort, languages.isSubset(of: .yearFirst) { return nil }
        guard part.era == nil || isLate, !part.isHijri, part.yearDigits == 2 else { return nil }
        // In Thai 69 is 2569, and 26 could be 2526 as well as the 2026 of elsewhere.
        if isLate { return year >= 50 ? year + 2500 + DateLanguage.buddhistEra : nil }
        // RFC 2822 4.3.
        return year + (year < 50 ? 2000 : 1900)
    }

    private func instant(year: Int, month: Int, day: Int, isHijri: Bool, in zone: TimeZoneRules?)
        -> Timestamp?
    {
        var fields = DateFields(year: year, month: month, day: day)
        if isHijri {
            guard let date = HijriCalendar.gregorian(year: year, month: month, day: day) else { return nil }
            (fields.year, fields.month, fields.day) = date
        }
        if let dayPart = time.dayPart {
            guard let hour = time.hour.flatMap(dayPart.hour) else { return nil }
            fields.hour = hour
        } else {
            fields.hour = time.hour ?? 0
        }
        (fields.minute, fields.second, fields.millisecond) = (time.minute, time.second, time.millisecond)
        fields.offsetMinutes = time.offsetMinutes
        guard let instant = fields.instant else { return nil }
        guard fields.offsetMinutes == nil, let zone else { return instant }
        let meant = zone.instant(showing: instant)
        return DateFields.isPlausible(meant) ? meant : nil
    }
}
