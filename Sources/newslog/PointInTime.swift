internal import ArgumentParser
internal import Articles

/// A point in time as people name it on a command line: `2d` (ago), or where a year, month, day or minute begins.
struct PointInTime: ExpressibleByArgument {
    private enum Meaning {
        case ago(Duration)
        case at(Timestamp)
    }

    private let meaning: Meaning

    init?(argument: String) {
        let bytes = Array(argument.utf8)
        guard
            let found = Self.ago(bytes).map(Meaning.ago)
                ?? CalendarTime(bytes[...]).map({ Meaning.at($0.start) })
        else {
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
        guard let unit = text.last.flatMap({ units[$0] }),
            let count = CalendarDuration.number(text.dropLast())
        else { return nil }
        return .seconds(Int64(count) * unit)
    }
}
