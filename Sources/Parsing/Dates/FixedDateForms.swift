import Articles

/// The two shapes that nearly every feed writes, read byte by byte: `Mon, 23 Nov 2026 14:05:06 +0200` and
/// `2026-11-23T14:05:06Z`.
enum FixedDateForms {
    /// The instant; nil for anything that deviates, even where it is a date.
    static func read(_ text: Span<UInt8>) -> Timestamp? {
        guard text.count >= 20 else { return nil }
        return text[4] == UInt8(ascii: "-") ? readRFC3339(text) : readRFC822(text)
    }

    /// RFC 3339 5.6 with an upper-case T.
    private static func readRFC3339(_ text: Span<UInt8>) -> Timestamp? {
        guard text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
            let century = text.twoDigits(at: 0), let yearOfCentury = text.twoDigits(at: 2),
            let month = text.twoDigits(at: 5), let day = text.twoDigits(at: 8)
        else { return nil }
        var fields = DateFields()
        (fields.year, fields.month, fields.day) = (century * 100 + yearOfCentury, month, day)
        guard fields.readTime(text, at: 11) else { return nil }
        var index = 19
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            var unit = 100
            let start = index
            while index < text.count, text[index].isASCIIDigit {
                fields.millisecond += Int(text[index] - 0x30) * unit
                unit /= 10
                index += 1
            }
            guard index > start else { return nil }
        }
        guard index < text.count else { return nil }
        if text[index] == UInt8(ascii: "Z") {
            guard index + 1 == text.count else { return nil }
            fields.offsetMinutes = 0
        } else {
            guard index + 6 == text.count, text[index + 3] == UInt8(ascii: ":") else { return nil }
            guard fields.readOffset(text, at: index, minutesAt: index + 4) else { return nil }
        }
        return fields.instant
    }

    /// RFC 822 5.1 as RFC 2822 writes it, with a four-digit year; the day's name is not looked at.
    private static func readRFC822(_ text: Span<UInt8>) -> Timestamp? {
        guard text[3] == UInt8(ascii: ","), text[4] == 0x20 else { return nil }
        var fields = DateFields()
        var index = 5
        if text[index + 1] == 0x20, text[index].isASCIIDigit {
            fields.day = Int(text[index] - 0x30)
            index += 2
        } else {
            guard let day = text.twoDigits(at: index), text[index + 2] == 0x20 else { return nil }
            fields.day = day
            index += 3
        }
        guard index + 17 < text.count, let month = text.month(at: index), text[index + 3] == 0x20,
            let century = text.twoDigits(at: index + 4), let yearOfCentury = text.twoDigits(at: index + 6),
            text[index + 8] == 0x20, fields.readTime(text, at: index + 9), text[index + 17] == 0x20
        else { return nil }
        fields.year = century * 100 + yearOfCentury
        fields.month = month
        index += 18
        if text.count == index + 5, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") {
            guard fields.readOffset(text, at: index, minutesAt: index + 3) else { return nil }
        } else {
            guard text.count == index + 3, text.hasBytes("GMT", at: index) || text.hasBytes("UTC", at: index)
            else { return nil }
            fields.offsetMinutes = 0
        }
        return fields.instant
    }
}

extension DateFields {
    /// Reads `14:05:06`; the caller has made sure of the eight bytes.
    fileprivate mutating func readTime(_ text: Span<UInt8>, at index: Int) -> Bool {
        guard let hour = text.twoDigits(at: index), text[index + 2] == UInt8(ascii: ":"),
            let minute = text.twoDigits(at: index + 3), text[index + 5] == UInt8(ascii: ":"),
            let second = text.twoDigits(at: index + 6)
        else { return false }
        (self.hour, self.minute, self.second) = (hour, minute, second)
        return true
    }

    fileprivate mutating func readOffset(_ text: Span<UInt8>, at index: Int, minutesAt: Int) -> Bool {
        guard let hours = text.twoDigits(at: index + 1), let minutes = text.twoDigits(at: minutesAt) else {
            return false
        }
        let isWest = text[index] == UInt8(ascii: "-")
        guard isWest || text[index] == UInt8(ascii: "+"), hours <= DateFields.largestOffsetHours, minutes < 60
        else { return false }
        offsetMinutes = (hours * 60 + minutes) * (isWest ? -1 : 1)
        return true
    }
}

extension Span<UInt8> {
    @inline(__always)
    fileprivate func twoDigits(at index: Int) -> Int? {
        let (tens, ones) = (self[index] &- 0x30, self[index + 1] &- 0x30)
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }

    /// The month of an English abbreviation as RFC 822 spells it.
    @inline(__always)
    fileprivate func month(at index: Int) -> Int? {
        let packed = UInt32(self[index]) << 16 | UInt32(self[index + 1]) << 8 | UInt32(self[index + 2])
        switch packed {
        case 0x4A616E: return 1  // Jan
        case 0x466562: return 2  // Feb
        case 0x4D6172: return 3  // Mar
        case 0x417072: return 4  // Apr
        case 0x4D6179: return 5  // May
        case 0x4A756E: return 6  // Jun
        case 0x4A756C: return 7  // Jul
        case 0x417567: return 8  // Aug
        case 0x536570: return 9  // Sep
        case 0x4F6374: return 10  // Oct
        case 0x4E6F76: return 11  // Nov
        case 0x446563: return 12  // Dec
        default: return nil
        }
    }
}
