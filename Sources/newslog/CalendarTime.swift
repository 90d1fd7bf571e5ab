internal import Articles

/// A year, a month, a day, a minute or a second as ISO 8601 writes it: `2026`, `2026-11`, `2026-11-27`,
/// `2026-11-27T10:30`, in UTC or with the offset from it (`+02:00`).
struct CalendarTime {
    /// Its beginning, and that of the next one.
    let start, end: Timestamp

    init?(_ text: ArraySlice<UInt8>) {
        guard let (clock, offset) = Self.withoutOffset(text) else { return nil }
        let pattern = Array("0000-00-00T00:00:00".utf8)
        guard [4, 7, 10, 16, 19].contains(clock.count) else { return nil }
        let isWritten = zip(clock, pattern).allSatisfy { byte, expected in
            switch expected {
            case 0x30: (0x30...0x39).contains(byte)
            case UInt8(ascii: "T"): byte == expected || byte == UInt8(ascii: " ")
            default: byte == expected
            }
        }
        guard isWritten else { return nil }
        var parts = clock.split { !(0x30...0x39).contains($0) }.compactMap { CalendarDuration.number($0) }
        let last = parts.count - 1
        // What is left out is the first of its kind.
        parts += [1, 1, 1, 0, 0, 0][parts.count...]
        let fields = Self.instant(parts).fields
        // The 31st of November is none.
        let isDate =
            [fields.year, fields.month, fields.day, fields.hour, fields.minute, fields.second] == parts
        guard isDate, Timestamp.plausibleYears.contains(parts[0]) else { return nil }
        start = Self.instant(parts) - offset
        parts[last] += 1
        end = Self.instant(parts) - offset
    }

    private static func instant(_ parts: [Int]) -> Timestamp {
        Timestamp(
            year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
            second: parts[5])
    }

    /// The text without `Z` or `+02:00`, which only a time of day has; nil when that is none.
    private static func withoutOffset(_ text: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Duration)? {
        guard text.count > 16 else { return (text, .zero) }
        if text.last == UInt8(ascii: "Z") { return (text.dropLast(), .zero) }
        let zone = Array(text.suffix(6))
        guard zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-") else { return (text, .zero) }
        guard zone[3] == UInt8(ascii: ":"), let hours = CalendarDuration.number(zone[1...2]), hours < 24,
            let minutes = CalendarDuration.number(zone[4...5]), minutes < 60
        else { return nil }
        let seconds = (hours * 60 + minutes) * 60
        return (text.dropLast(6), .seconds(zone[0] == UInt8(ascii: "-") ? -seconds : seconds))
    }
}

/// A duration as ISO 8601 writes it: `P1W`, `P1M`, `P1DT12H`.
struct CalendarDuration {
    private var months = 0
    private var seconds = 0

    init?(_ text: ArraySlice<UInt8>) {
        guard text.first == UInt8(ascii: "P") else { return nil }
        // Units come in this order, each at most once.
        var units = Array("YMWDTHMS".utf8)[...]
        var digits: [UInt8] = []
        var isEmpty = true
        for byte in text.dropFirst() {
            if (0x30...0x39).contains(byte) {
                digits.append(byte)
                continue
            }
            guard let place = units.firstIndex(of: byte) else { return nil }
            units = units[(place + 1)...]
            if byte == UInt8(ascii: "T") {
                guard digits.isEmpty else { return nil }
                continue
            }
            guard let count = Self.number(digits[...]) else { return nil }
            digits = []
            isEmpty = false
            switch place {
            case 0: months += 12 * count
            case 1: months += count
            default: seconds += count * [0, 0, 604_800, 86_400, 0, 3600, 60, 1][place]
            }
        }
        guard digits.isEmpty, !isEmpty else { return nil }
    }

    /// The instant so much later, or earlier; in a month that is too short its last day.
    func moved(from time: Timestamp, backwards: Bool) -> Timestamp {
        let sign = backwards ? -1 : 1
        var fields = time.fields
        if months > 0 {
            let month = fields.year * 12 + fields.month - 1 + sign * months
            (fields.year, fields.month) = (month / 12, month % 12 + 1)
            let next = Timestamp(year: fields.year, month: fields.month + 1, day: 1)
            fields.day = min(fields.day, (next - .seconds(86_400)).fields.day)
        }
        return Timestamp(
            year: fields.year, month: fields.month, day: fields.day, hour: fields.hour,
            minute: fields.minute, second: fields.second) + .seconds(sign * seconds)
    }

    /// A number of at most five digits.
    static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...5).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
