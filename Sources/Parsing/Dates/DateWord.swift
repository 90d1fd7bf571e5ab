/// What a word in a date means.
enum DateWord: Hashable {
    case month(Int)
    /// `tue` is French for Tuesday's `mar` as well: a month that yields to another one in the string.
    case monthOrWeekday(Int)
    /// Minutes east of Greenwich.
    case zone(Int)
    case meridiem(isAfternoon: Bool)
    /// Between date and time in ISO 8601.
    case timeMark
    /// A weekday or a small word: passed over.
    case filler
    case unknown

    /// Looks a folded word up.
    init(_ word: ArraySlice<UInt8>) {
        if let known = Self.all[Array(word)] {
            self = known
        } else if word.starts(with: Self.hebrewIn),
            let known = Self.all[Array(word.dropFirst(Self.hebrewIn.count))]
        {
            self = known
        } else {
            self = .unknown
        }
    }

    /// Hebrew writes "in November" as one word: U+05D1.
    private static let hebrewIn: [UInt8] = [0xD7, 0x91]

    /// Every word that the tables know, by its folded bytes.
    static let all: [[UInt8]: DateWord] = {
        var words: [[UInt8]: DateWord] = [:]
        for word in DateNames.fillers.split(separator: " ") {
            words[DateFolding.folded(String(word))] = .filler
        }
        for row in DateNames.weekdays {
            for word in row.split(separator: " ") { words[DateFolding.folded(String(word))] = .filler }
        }
        for row in DateNames.months {
            let names = row.split(separator: " ")
            assert(names.count == 12, "twelve months a row: \(row)")
            for (index, name) in names.enumerated() where name != "-" {
                let folded = DateFolding.folded(name.split(separator: "_").joined(separator: " "))
                let isWeekday = words[folded] == .filler
                words[folded] = isWeekday ? .monthOrWeekday(index + 1) : words[folded] ?? .month(index + 1)
            }
        }
        for (name, minutes) in DateNames.zones { words[DateFolding.folded(name)] = .zone(minutes) }
        for name in DateNames.forenoon { words[DateFolding.folded(name)] = .meridiem(isAfternoon: false) }
        for name in DateNames.afternoon { words[DateFolding.folded(name)] = .meridiem(isAfternoon: true) }
        words[Array("t".utf8)] = .timeMark
        return words
    }()
}
