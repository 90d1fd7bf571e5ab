internal import ArgumentParser
internal import Articles

/// A point in time as people name it on a command line: `2d` (ago), `2026-11-01`, `2026-11-01T10:30`, in UTC.
struct PointInTime: ExpressibleByArgument {
    private enum Meaning {
        case ago(Duration)
        case at(Timestamp)
    }

    private let meaning: Meaning

    init?(argument: String) {
        let bytes = Array(argument.utf8)
        guard let found = Self.ago(bytes).map(Meaning.ago) ?? Self.date(bytes).map(Meaning.at) else {
            return nil
        }
        meaning = found
    }

    func resolve(_ now: Timestamp) -> Timestamp {
        switch meaning {
        case .ago(let duration): now - duration
        case .at(let time): time
        }
    }

    static var defaultCompletionKind: CompletionKind { .default }

    /// `90s`, `15m`, `6h`, `7d`, `2w`.
    private static func ago(_ text: [UInt8]) -> Duration? {
        let units: [UInt8: Int64] = [
            UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
            UInt8(ascii: "w"): 604_800,
        ]
        // Seven digits of weeks are as long as the calendar can bear.
        guard let unit = text.last.flatMap({ units[$0] }), text.count <= 8,
            let count = number(text.dropLast())
        else { return nil }
        return .seconds(Int64(count) * unit)
    }

    /// A date, or a date and a time to the minute or second, with or without Z.
    private static func date(_ text: [UInt8]) -> Timestamp? {
        var text = text[...]
        if text.last == UInt8(ascii: "Z") { text = text.dropLast() }
        let pattern = Array("0000-00-00T00:00:00".utf8)
        guard [10, 16, 19].contains(text.count) else { return nil }
        let separatorsFit = zip(text, pattern).allSatisfy { byte, expected in
            switch expected {
            case 0x30: (0x30...0x39).contains(byte)
            case UInt8(ascii: "T"): byte == expected || byte == UInt8(ascii: " ")
            default: byte == expected
            }
        }
        guard separatorsFit else { return nil }
        let parts = text.split { !(0x30...0x39).contains($0) }.compactMap(number)
        guard Timestamp.plausibleYears.contains(parts[0]), (1...12).contains(parts[1]),
            (1...31).contains(parts[2])
        else { return nil }
        return Timestamp(
            year: parts[0], month: parts[1], day: parts[2], hour: parts.count > 3 ? parts[3] : 0,
            minute: parts.count > 4 ? parts[4] : 0, second: parts.count > 5 ? parts[5] : 0)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
