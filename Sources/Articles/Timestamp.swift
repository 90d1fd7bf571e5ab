/// An instant in UTC, in milliseconds since 1970; what the line writes as `YYYY-MM-DDTHH:MM:SS.mmmZ`.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public var milliseconds: Int64

    /// Makes an instant from milliseconds since 1970.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Makes an instant from whole seconds since 1970; one beyond the range is the last within it.
    public init(seconds: Int64) { milliseconds = seconds.saturatingProduct(1000) }

    /// Makes an instant from a proleptic Gregorian date and time of day in UTC; the fields may overflow their
    /// units (minute 90 is an hour and a half) but not `Int32`.
    public init(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0
    ) {
        // 10^11 days are 270 million years: times 86.4 million milliseconds, still less than 2^63.
        let days = min(
            max(Self.days(year: Int64(year), month: Int64(month), day: Int64(day)), -100_000_000_000),
            100_000_000_000)
        let seconds = ((days * 24 + Int64(hour)) * 60 + Int64(minute)) * 60 + Int64(second)
        milliseconds = seconds * 1000 + Int64(millisecond)
    }

    /// Years that a date from the world may name; others are read as no date (overflow, hostile sorting).
    public static let plausibleYears = 1900...2100

    /// The calendar fields in UTC.
    public var fields:
        (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int)
    {
        let (days, rest) = milliseconds.flooredDivision(by: 86_400_000)
        let (year, month, day) = Self.civil(days: days)
        let seconds = rest / 1000
        return (
            Int(year), Int(month), Int(day), Int(seconds / 3600), Int(seconds / 60 % 60), Int(seconds % 60),
            Int(rest % 1000)
        )
    }

    /// Appends `YYYY-MM-DDTHH:MM:SS.mmmZ` (RFC 3339), 24 bytes.
    ///
    /// An instant outside the years 0000 to 9999 is written as the first or last within them, so that the width stays.
    public func append(to output: inout [UInt8], withMilliseconds: Bool = true) {
        let parts = Timestamp(milliseconds: min(max(milliseconds, Self.firstWritable), Self.lastWritable))
            .fields
        let start = output.count
        output.append(withMilliseconds ? "0000-00-00T00:00:00.000Z" : "0000-00-00T00:00:00Z")
        var text = output.mutableSpan
        text.setTwoDigits(parts.year / 100, at: start)
        text.setTwoDigits(parts.year % 100, at: start + 2)
        text.setTwoDigits(parts.month, at: start + 5)
        text.setTwoDigits(parts.day, at: start + 8)
        text.setTwoDigits(parts.hour, at: start + 11)
        text.setTwoDigits(parts.minute, at: start + 14)
        text.setTwoDigits(parts.second, at: start + 17)
        guard withMilliseconds else { return }
        text.setTwoDigits(parts.millisecond / 10, at: start + 20)
        text[start + 22] = UInt8(ascii: "0") + UInt8(parts.millisecond % 10)
    }

    /// Reads the fixed form that `append(to:)` writes; nil for anything else.
    ///
    /// Dates of the world are read by Parsing.
    public init?(fixed bytes: some RandomAccessCollection<UInt8>) {
        guard bytes.count == 24, bytes.last == UInt8(ascii: "Z") else { return nil }
        func number(_ offset: Int, _ count: Int) -> Int? {
            var value = 0
            for step in 0..<count {
                let byte = bytes[bytes.index(bytes.startIndex, offsetBy: offset + step)]
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), let millisecond = number(20, 3)
        else { return nil }
        self.init(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second,
            millisecond: millisecond)
        // Wrong separators, February 30 and minute 60 do not come out as they went in.
        var written: [UInt8] = []
        append(to: &written)
        guard written.elementsEqual(bytes) else { return nil }
    }

    /// Earlier before later.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Moves an instant by a duration, at most to the end of the range.
    public static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: instant.milliseconds.saturatingSum(duration.milliseconds))
    }

    /// Moves an instant back by a duration, at most to the beginning of the range.
    public static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: instant.milliseconds.saturatingDifference(duration.milliseconds))
    }

    /// The time from one instant to another, at most 292 million years.
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.milliseconds.saturatingDifference(earlier.milliseconds))
    }
}

extension Timestamp: CustomStringConvertible {
    /// `YYYY-MM-DDTHH:MM:SS.mmmZ`.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Timestamp {
    /// 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z.
    private static let firstWritable: Int64 = -62_167_219_200_000
    private static let lastWritable: Int64 = 253_402_300_799_999

    /// Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant's algorithm `days_from_civil`).
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shifted.flooredDivision(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `days(year:month:day:)`.
    static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero; at most what 64 bits hold.
    public var milliseconds: Int64 {
        components.seconds.saturatingProduct(1000).saturatingSum(
            components.attoseconds / 1_000_000_000_000_000)
    }
}

extension Int64 {
    fileprivate func saturatingSum(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    fileprivate func saturatingDifference(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }

    fileprivate func saturatingProduct(_ factor: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? ((self < 0) == (factor < 0) ? .max : .min) : product
    }

    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension MutableSpan<UInt8> {
    /// Sets two decimal digits of a number below a hundred.
    fileprivate mutating func setTwoDigits(_ number: Int, at index: Int) {
        self[index] = UInt8(ascii: "0") + UInt8(number / 10)
        self[index + 1] = UInt8(ascii: "0") + UInt8(number % 10)
    }
}
