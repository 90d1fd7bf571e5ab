import Articles

/// The parts of a date as they were read, and the instant that they name, if they name one.
struct DateFields {
    var year = 0
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
    /// East of Greenwich; nil when the string does not say.
    var offsetMinutes: Int?

    /// No place on earth is further from Greenwich than 14 hours.
    static let largestOffsetHours = 14

    /// The instant in UTC, with no offset taken as none; nil for what no calendar or clock shows.
    ///
    /// 24:00:00 is the next midnight, a leap second the second before it.
    var instant: Timestamp? {
        guard Timestamp.plausibleYears.contains(year), (1...12).contains(month), day >= 1, day <= daysOfMonth,
            (0..<24).contains(hour) || hour == 24 && minute == 0 && second == 0 && millisecond == 0,
            (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        let minutes = (daysSince1970 &* 24 &+ hour) &* 60 &+ minute &- (offsetMinutes ?? 0)
        let seconds = minutes &* 60 &+ min(second, 59)
        let instant = Timestamp(milliseconds: Int64(seconds &* 1000 &+ millisecond))
        return Self.isPlausible(instant) ? instant : nil
    }

    /// As `Timestamp` counts them, without what years before 1900 and fields out of their range need.
    private var daysSince1970: Int {
        let isAfterFebruary = month > 2
        let shifted = isAfterFebruary ? year : year &- 1
        let dayOfYear = (153 &* (isAfterFebruary ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
        return 365 &* shifted &+ shifted / 4 &- shifted / 100 &+ shifted / 400 &+ dayOfYear &- 719_468
    }

    /// Whether an instant lies in the years that a date may name.
    static func isPlausible(_ instant: Timestamp) -> Bool { instants.contains(instant.milliseconds) }

    /// 1900-01-01 to the end of 2100, in milliseconds since 1970.
    private static let instants: Range<Int64> = -2_208_988_800_000..<4_133_980_800_000

    private var daysOfMonth: Int {
        switch month {
        case 2: isLeapYear ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private var isLeapYear: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Days of the year.
    var daysOfYear: Int { isLeapYear ? 366 : 365 }
}
