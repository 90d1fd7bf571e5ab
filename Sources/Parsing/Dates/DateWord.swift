/// What a word in a date means.
enum DateWord: Hashable, Sendable {
    case month(Int)
    /// French `mar` is March and Tuesday: a month that yields to another one in the string.
    case monthOrWeekday(Int)
    /// Minutes east of Greenwich.
    case zone(Int)
    /// GMT and its kin, which an offset may follow: `GMT+0200`.
    case universal
    case dayPart(DayPart)
    /// Counts the number before it.
    case unit(DateUnit)
    /// Counts the number behind it.
    case unitBefore(DateUnit)
    /// What is to be added to a year that it stands beside.
    case era(Int)
    /// The sign of the Hijri era.
    case hijri
    case hijriMonth(Int)
    /// Between a date of one calendar and the same of another: Arabic al-muwafiq.
    case correspondingTo
    /// 元: the first year of an era, as in 令和元年.
    case firstYear
    /// `R6.11.23` is Reiwa 6.
    case reiwaLetter
    /// Between date and time in ISO 8601.
    case timeMark
    /// Before the week in ISO 8601.
    case weekMark
    /// A time follows: `at`.
    case clock
    /// A weekday or a small word: passed over.
    case filler
    case unknown

    var isZone: Bool { if case .zone = self { true } else { false } }
    var isDayPart: Bool { if case .dayPart = self { true } else { false } }

    var month: Int? {
        switch self {
        case .month(let month), .monthOrWeekday(let month): month
        default: nil
        }
    }
}

/// What a number counts.
enum DateUnit: Sendable { case year, month, day, hour, minute, second }

/// The half of the day, or the part of it as people speak, that an hour of twelve belongs to.
enum DayPart: Sendable {
    case forenoon, afternoon, noon, night

    /// The hour of 24 that an hour means; nil when the word does not fit it, or either midnight could be meant.
    func hour(_ hour: Int) -> Int? {
        switch self {
        case .forenoon: hour == 12 ? 0 : hour < 12 ? hour : nil
        // Some write the hour of 24 and the word too.
        case .afternoon: hour < 12 ? hour + 12 : hour
        case .noon: hour < 6 ? hour + 12 : hour >= 10 ? hour : nil
        case .night: hour < 6 || hour > 12 ? hour : hour < 12 ? hour + 12 : nil
        }
    }
}
