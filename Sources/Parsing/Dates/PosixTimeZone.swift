import Articles

/// The rule at the end of a time zone file, such as `EET-2EEST,M4.5.5/0,M10.5.4/24` (POSIX.1 8.3, RFC 8536 3.3).
struct PosixTimeZone: Sendable {
    /// The n-th weekday of a month (5 is the last), at a time of day that may lie outside of the day.
    private struct Change: Sendable {
        var month, week, weekday, seconds: Int
    }

    private var standardOffset = 0
    private var summer: (offset: Int, begin: Change, end: Change)?

    /// Reads a rule; nil for one that is empty or counts days of the year, which no zone of today does.
    init?(_ text: [UInt8]) {
        var rest = text[...]
        guard Self.skipName(&rest), let west = Self.time(&rest) else { return nil }
        standardOffset = -west
        guard !rest.isEmpty else { return }
        guard Self.skipName(&rest) else { return nil }
        var offset = standardOffset + 3600
        if rest.first != UInt8(ascii: ",") {
            guard let west = Self.time(&rest) else { return nil }
            offset = -west
        }
        guard let begin = Self.change(&rest), let end = Self.change(&rest) else { return nil }
        summer = (offset, begin, end)
    }

    /// Seconds east of Greenwich at an instant.
    func offset(at seconds: Int64) -> Int {
        guard let summer else { return standardOffset }
        let year = Timestamp(seconds: seconds + Int64(standardOffset)).fields.year
        let begin = Self.seconds(of: summer.begin, year: year) - Int64(standardOffset)
        let end = Self.seconds(of: summer.end, year: year) - Int64(summer.offset)
        let isSummer =
            begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end
        return isSummer ? summer.offset : standardOffset
    }
}

extension PosixTimeZone {
    /// Seconds since 1970 of a change on the clock that holds before it, read as UTC.
    private static func seconds(of change: Change, year: Int) -> Int64 {
        let first = Timestamp(year: year, month: change.month, day: 1)
        // 1970-01-01 was a Thursday.
        let weekday = Int((first.milliseconds / 86_400_000 + 4) % 7 + 7) % 7
        var day = (change.weekday - weekday + 7) % 7 + (change.week - 1) * 7
        let next = Timestamp(
            year: change.month == 12 ? year + 1 : year, month: change.month % 12 + 1, day: 1)
        let length = Int((next.milliseconds - first.milliseconds) / 86_400_000)
        while day >= length { day -= 7 }
        return first.milliseconds / 1000 + Int64(day) * 86_400 + Int64(change.seconds)
    }

    /// Skips `EET` or `<+03>`.
    private static func skipName(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let start = rest.startIndex
        if rest.first == UInt8(ascii: "<") {
            rest = rest.drop { $0 != UInt8(ascii: ">") }.dropFirst()
        } else {
            rest = rest.drop { $0.isASCIILetter }
        }
        return rest.startIndex > start
    }

    /// Reads `[+-]hh[:mm[:ss]]` as seconds.
    private static func time(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var sign = 1
        if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            sign = first == UInt8(ascii: "-") ? -1 : 1
            rest = rest.dropFirst()
        }
        guard var seconds = number(&rest).map({ $0 * 3600 }) else { return nil }
        for unit in [60, 1] where rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
            guard let part = number(&rest) else { return nil }
            seconds += part * unit
        }
        return sign * seconds
    }

    /// Reads `,Mm.w.d[/time]`.
    private static func change(_ rest: inout ArraySlice<UInt8>) -> Change? {
        guard rest.starts(with: ",M".utf8) else { return nil }
        rest = rest.dropFirst(2)
        guard let month = number(&rest), (1...12).contains(month), rest.popFirst() == UInt8(ascii: "."),
            let week = number(&rest), (1...5).contains(week), rest.popFirst() == UInt8(ascii: "."),
            let weekday = number(&rest), (0...6).contains(weekday)
        else { return nil }
        var seconds = 7200
        if rest.first == UInt8(ascii: "/") {
            rest = rest.dropFirst()
            guard let given = time(&rest) else { return nil }
            seconds = given
        }
        return Change(month: month, week: week, weekday: weekday, seconds: seconds)
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix { $0.isASCIIDigit }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
