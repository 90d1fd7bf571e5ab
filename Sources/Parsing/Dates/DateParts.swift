import Articles

/// A date as far as it was read, in whatever calendar.
struct DatePart {
    var year: Int?
    /// How many digits the year was written with.
    var yearDigits = 4
    var month: Int?
    var day: Int?
    /// Two numbers of which either may be the month.
    var unsettled: (first: Int, second: Int)?
    /// The month so far is also the name of a weekday.
    var mayBeWeekday = false
    /// The month was written in letters.
    var isNamed = false
    /// What the month means to readers of different languages.
    var contested: [DateWords.Meaning] = []
    /// What is to be added to the year.
    var era: Int?
    var isHijri = false
    var hijriMonth: Int?
    /// Written in numbers, with a year of two digits.
    var isShort = false

    /// Whether nothing of it was read, but for a word that may have been a weekday.
    var isEmpty: Bool {
        year == nil && day == nil && unsettled == nil && hijriMonth == nil && (month == nil || mayBeWeekday)
    }

    var hasMonth: Bool { month != nil || !contested.isEmpty || hijriMonth != nil }
    var isComplete: Bool { year != nil && (unsettled != nil || hasMonth && day != nil) }
}

/// A time of day as far as it was read.
struct TimePart {
    var hour: Int?
    var minute = 0
    var second = 0
    var millisecond = 0
    var dayPart: DayPart?
    /// East of Greenwich; nil when the string does not say.
    var offsetMinutes: Int?
}
