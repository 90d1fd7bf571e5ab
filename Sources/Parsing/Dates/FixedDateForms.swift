import Articles

/// The two shapes that nearly every feed writes, read eight bytes at a time: `Mon, 23 Nov 2026 14:05:06 +0200`, in
/// which the day may go without its name, and `2026-11-23T14:05:06Z`.
enum FixedDateForms {
    /// The instant; nil for anything that deviates, even where it is a date.
    static func read(_ text: Span<UInt8>) -> Timestamp? {
        guard text.count >= 20 else { return nil }
        return text[4] == UInt8(ascii: "-") ? readRFC3339(text) : readRFC822(text)
    }

    /// RFC 3339 5.6 with an upper-case T.
    private static func readRFC3339(_ text: Span<UInt8>) -> Timestamp? {
        guard let year = EightBytes(text, at: 0).read(as: .yearAndMonth),
            let date = EightBytes(text, at: 3).read(as: .monthAndDay),
            let time = EightBytes(text, at: 11).read(as: .time)
        else { return nil }
        var fields = DateFields()
        (fields.year, fields.month, fields.day) = (year.four(at: 0), date.two(at: 2), date.two(at: 5))
        (fields.hour, fields.minute, fields.second) = (time.two(at: 0), time.two(at: 3), time.two(at: 6))
        var index = 19
        if text[index] == UInt8(ascii: ".") {
            index += 1
            var unit = 100
            let start = index
            while index < text.count, text[index].isASCIIDigit {
                fields.millisecond += Int(text[index] - 0x30) * unit
                unit /= 10
                index += 1
            }
            guard index > start, index < text.count else { return nil }
        }
        if text[index] == UInt8(ascii: "Z") {
            guard index + 1 == text.count else { return nil }
            fields.offsetMinutes = 0
        } else {
            // The two bytes before the sign are digits.
            guard index + 6 == text.count,
                let offset = EightBytes(text, at: index - 2).read(as: .offsetWithColon),
                fields.setOffset(text[index], hours: offset.two(at: 3), minutes: offset.two(at: 6))
            else { return nil }
        }
        return fields.instant
    }

    /// RFC 822 5.1 as RFC 2822 writes it, with a four-digit year; the day's name is not looked at.
    private static func readRFC822(_ text: Span<UInt8>) -> Timestamp? {
        var fields = DateFields()
        guard let index = readDay(text, into: &fields) else { return nil }
        guard text.count == index + 23 || text.count == index + 21, text[index + 8] == 0x20 else {
            return nil
        }
        let monthAndYear = EightBytes(text, at: index)
        guard let month = monthAndYear.month, let year = monthAndYear.read(as: .monthAndYear),
            let time = EightBytes(text, at: index + 9).read(as: .time)
        else { return nil }
        (fields.year, fields.month) = (year.four(at: 4), month)
        (fields.hour, fields.minute, fields.second) = (time.two(at: 0), time.two(at: 3), time.two(at: 6))
        if text.count == index + 23 {
            guard let offset = EightBytes(text, at: index + 15).read(as: .offset),
                fields.setOffset(text[index + 18], hours: offset.two(at: 4), minutes: offset.two(at: 6))
            else { return nil }
        } else {
            guard EightBytes(text, at: index + 13).isUniversal else { return nil }
            fields.offsetMinutes = 0
        }
        return fields.instant
    }

    /// Reads the day, with or without its name before it, and says where the month begins.
    @inline(__always)
    private static func readDay(_ text: Span<UInt8>, into fields: inout DateFields) -> Int? {
        let start = EightBytes(text, at: 0)
        if let day = start.read(as: .twoDigitDay) {
            fields.day = day.two(at: 5)
            return 8
        }
        if let day = start.read(as: .oneDigitDay) {
            fields.day = day.one(at: 5)
            return 7
        }
        if let day = start.read(as: .bareTwoDigitDay) {
            fields.day = day.two(at: 0)
            return 3
        }
        guard let day = start.read(as: .bareOneDigitDay) else { return nil }
        fields.day = day.one(at: 0)
        return 2
    }
}

/// Eight bytes of text, the first lowest.
private struct EightBytes {
    private let word: UInt64

    /// A pattern of digits and other bytes.
    struct Shape {
        /// `0` for digits; the other bytes as they must be.
        let bytes: UInt64
        /// All bits of the bytes that are digits, and of those that must be as they are.
        let digits, fixed: UInt64

        /// `2026-11-`.
        static let yearAndMonth = Shape(
            bytes: 0x2D30_302D_3030_3030, digits: 0x00FF_FF00_FFFF_FFFF, fixed: 0xFF00_00FF_0000_0000)
        /// `6-11-23T`.
        static let monthAndDay = Shape(
            bytes: 0x5430_302D_3030_2D30, digits: 0x00FF_FF00_FFFF_00FF, fixed: 0xFF00_00FF_0000_FF00)
        /// `14:05:06`.
        static let time = Shape(
            bytes: 0x3030_3A30_303A_3030, digits: 0xFFFF_00FF_FF00_FFFF, fixed: 0x0000_FF00_00FF_0000)
        /// `06+02:00`, the sign unseen.
        static let offsetWithColon = Shape(
            bytes: 0x3030_3A30_3000_3030, digits: 0xFFFF_00FF_FF00_FFFF, fixed: 0x0000_FF00_0000_0000)
        /// `Mon, 23 `, the day's name unseen.
        static let twoDigitDay = Shape(
            bytes: 0x2030_3020_2C00_0000, digits: 0x00FF_FF00_0000_0000, fixed: 0xFF00_00FF_FF00_0000)
        /// `Mon, 3 N`, the month unseen too.
        static let oneDigitDay = Shape(
            bytes: 0x0020_3020_2C00_0000, digits: 0x0000_FF00_0000_0000, fixed: 0x00FF_00FF_FF00_0000)
        /// `23 Nov 2`, all behind the day unseen; the day's name is optional (RFC 822 5.1).
        static let bareTwoDigitDay = Shape(
            bytes: 0x0000_0000_0020_3030, digits: 0x0000_0000_0000_FFFF, fixed: 0x0000_0000_00FF_0000)
        /// `3 Nov 20`, the same.
        static let bareOneDigitDay = Shape(
            bytes: 0x0000_0000_0000_2030, digits: 0x0000_0000_0000_00FF, fixed: 0x0000_0000_0000_FF00)
        /// `Nov 2026`, the month unseen.
        static let monthAndYear = Shape(
            bytes: 0x3030_3030_2000_0000, digits: 0xFFFF_FFFF_0000_0000, fixed: 0x0000_0000_FF00_0000)
        /// `06 +0200`, the sign unseen.
        static let offset = Shape(
            bytes: 0x3030_3030_0020_3030, digits: 0xFFFF_FFFF_0000_FFFF, fixed: 0x0000_0000_00FF_0000)
    }

    /// Its digits, a byte each.
    struct Digits {
        let values: UInt64

        func one(at byte: UInt64) -> Int { Int(truncatingIfNeeded: values >> (byte * 8) & 0xFF) }

        /// The number of two digits from a byte on.
        func two(at byte: UInt64) -> Int {
            one(at: byte) &* 10 &+ one(at: byte + 1)
        }

        func four(at byte: UInt64) -> Int { two(at: byte) &* 100 &+ two(at: byte + 2) }
    }

    @inline(__always)
    init(_ text: Span<UInt8>, at index: Int) {
        word = unsafe UInt64(
            littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// The digits, if it has that shape.
    @inline(__always)
    func read(as shape: Shape) -> Digits? {
        let values = word ^ shape.bytes
        // Six more than nine is sixteen.
        let tooLarge = (values | values &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0 & shape.digits
        return tooLarge | values & shape.fixed == 0 ? Digits(values: values) : nil
    }

    /// `5:06 GMT` or `5:06 UTC`, the time unseen.
    var isUniversal: Bool {
        let end = word >> 32
        return end == 0x544D4720 || end == 0x43545520
    }

    /// The month of the English abbreviation that it begins with, as RFC 822 spells it.
    var month: Int? {
        switch word & 0xFF_FFFF {
        case 0x6E614A: 1  // Jan
        case 0x626546: 2  // Feb
        case 0x72614D: 3  // Mar
        case 0x727041: 4  // Apr
        case 0x79614D: 5  // May
        case 0x6E754A: 6  // Jun
        case 0x6C754A: 7  // Jul
        case 0x677541: 8  // Aug
        case 0x706553: 9  // Sep
        case 0x74634F: 10  // Oct
        case 0x766F4E: 11  // Nov
        case 0x636544: 12  // Dec
        default: nil
        }
    }
}

extension DateFields {
    /// Sets an offset of a sign, hours and minutes; false for what is none.
    @inline(__always)
    fileprivate mutating func setOffset(_ sign: UInt8, hours: Int, minutes: Int) -> Bool {
        guard hours <= Self.largestOffsetHours, minutes < 60,
            sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        else { return false }
        let offset = hours &* 60 &+ minutes
        offsetMinutes = sign == UInt8(ascii: "-") ? 0 &- offset : offset
        return true
    }
}
