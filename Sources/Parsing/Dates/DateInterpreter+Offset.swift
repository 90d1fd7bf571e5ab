/// How far the clock of a date is from Greenwich.
extension DateInterpreter {
    /// A zone by name; behind an offset in numbers it is a comment, unless it says that there is none.
    mutating func setZone(_ minutes: Int) -> Bool {
        guard time.hour != nil || date.day != nil || date.unsettled != nil else { return true }
        if time.offsetMinutes == nil { time.offsetMinutes = minutes }
        return minutes != 0 || time.offsetMinutes == 0
    }

    /// `GMT+0200`: the offset is what counts.
    mutating func readOffsetBehindName() -> Bool {
        guard isSign("+", at: index) || isSign("-", at: index), number(at: index + 1) != nil,
            time.offsetMinutes == 0
        else { return true }
        time.offsetMinutes = nil
        return readOffset(isWest: isSign("-", at: index))
    }

    /// Whether the dash here begins an offset: behind a time, close to a number, and the year is or comes elsewhere.
    var isOffsetSign: Bool {
        guard time.hour != nil, let number = number(at: index + 1), !isApart(index + 1) else { return false }
        return (number.digits == 4 || number.digits == 2)
            && (date.year != nil || self.number(at: index + 2)?.digits == 4)
    }

    /// Reads `+0200`, `+02:00`, `+530` or `+2` from its sign on; one that is said twice must be the same.
    mutating func readOffset(isWest: Bool) -> Bool {
        guard let (value, digits) = number(at: index + 1), digits <= 4 else { return false }
        // A date alone has one only in full, as XML Schema writes it.
        guard time.hour != nil || date.isComplete && !isApart(index) && isSign(":", at: index + 2) else {
            return false
        }
        index += 2
        var (hours, minutes) = digits > 2 ? (value / 100, value % 100) : (value, 0)
        if digits <= 2, isSign(":", at: index), let behind = number(at: index + 1), behind.digits == 2 {
            minutes = behind.value
            index += 2
        }
        guard hours <= DateFields.largestOffsetHours, minutes < 60 else { return false }
        if isWest { (hours, minutes) = (-hours, -minutes) }
        let offset = hours * 60 + minutes
        guard time.offsetMinutes == nil || time.offsetMinutes == offset else { return false }
        time.offsetMinutes = offset
        last = .word
        return true
    }

    /// Comments are not read (RFC 822 3.4.3), but where one holds the only zone: `14:05 (GMT+3)`.
    mutating func readComment() -> Bool {
        index += 1
        if time.offsetMinutes == nil {
            for meaning in meanings(at: index) where time.offsetMinutes == nil {
                if case .zone(let minutes) = meaning.word { _ = setZone(minutes) }
                if case .universal = meaning.word {
                    index += 1
                    guard setZone(0), readOffsetBehindName() else { return false }
                }
            }
            if isSign("+", at: index) || isSign("-", at: index), number(at: index + 1) != nil,
                time.hour != nil
            {
                guard readOffset(isWest: isSign("-", at: index)) else { return false }
            }
        }
        while index < source.tokens.count, !isSign(")", at: index) { index += 1 }
        index += 1
        return true
    }

    /// `[23/Nov/2026:14:05:06 +0200]`, and `[Africa/Cairo]` behind an offset (RFC 9557), but not instead of one.
    mutating func readBracket() -> Bool {
        if index == 0 {
            index += 1
            return true
        }
        guard time.offsetMinutes != nil else { return false }
        while index < source.tokens.count, !isSign("]", at: index) { index += 1 }
        index += 1
        return true
    }
}
