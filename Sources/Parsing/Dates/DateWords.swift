/// The words of all languages, folded, as a table to look bytes up in; made at first use.
struct DateWords: Sendable {
    /// What a word means, and in which languages.
    typealias Meaning = (word: DateWord, languages: LanguageSet)

    static let shared = DateWords(DateLanguage.all)

    /// The longest word, in bytes.
    private(set) var longest = 0
    private var meanings: [[Meaning]] = []
    private var names: [[UInt8]] = []
    /// Hash table of places in `names`, -1 where none is; a power of two long.
    private var slots: [Int16] = []

    /// The place of a folded word; nil when no language has it.
    func find(_ word: Span<UInt8>) -> Int? {
        guard word.count <= longest else { return nil }
        var slot = Self.hash(word) & (slots.count - 1)
        while slots[slot] >= 0 {
            let place = Int(slots[slot])
            if Self.isEqual(names[place], word) { return place }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Whether the word at a place is one ASCII letter.
    func isASCIILetter(at place: Int) -> Bool { names[place].count == 1 }

    /// What the word at a place means; more than one where languages differ.
    func meanings(at place: Int) -> [Meaning] { meanings[place] }

    /// Words that are different months in different languages.
    var contested: [String] {
        names.indices.filter { meanings[$0].count { $0.word.month != nil } > 1 }
            .map { String(decoding: names[$0], as: UTF8.self) }
    }

    private static func isEqual(_ name: [UInt8], _ word: Span<UInt8>) -> Bool {
        guard name.count == word.count else { return false }
        for index in name.indices where name[index] != word[index] { return false }
        return true
    }

    /// FNV-1a.
    private static func hash(_ word: Span<UInt8>) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for index in word.indices { hash = (hash ^ UInt32(word[index])) &* 0x0100_0193 }
        return Int(hash ^ hash >> 15)
    }
}

extension DateWords {
    init(_ languages: [DateLanguage]) {
        var collected: [[UInt8]: [Meaning]] = [:]
        func add(_ name: some StringProtocol, _ word: DateWord, _ languages: LanguageSet = .all) {
            collected[DateFolding.name(String(name)), default: []].append((word, languages))
        }
        for (place, language) in languages.enumerated() {
            for (name, word) in language.words { add(name, word, LanguageSet(place: place)) }
        }
        for name in DateZones.universal { add(name, .universal) }
        for (name, minutes) in DateZones.minutes { add(name, .zone(minutes)) }
        for (name, word) in HijriCalendar.words { add(name, word) }
        for (name, word) in Self.common { add(name, word) }
        for (name, found) in collected {
            names.append(name)
            meanings.append(Self.merged(found))
            longest = max(longest, name.count)
        }
        var size = 64
        while size < names.count * 3 { size *= 2 }
        slots = [Int16](repeating: -1, count: size)
        for place in names.indices {
            let name = names[place]
            var slot = Self.hash(name.span) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int16(place)
        }
    }

    /// Words that no language owns.
    private static let common: [(String, DateWord)] = [
        ("t", .timeMark), ("w", .weekMark), ("r", .reiwaLetter), ("元", .firstYear),
    ]

    /// One meaning for languages that agree, and one rather than two where context can tell them apart.
    private static func merged(_ found: [Meaning]) -> [Meaning] {
        var merged: [Meaning] = []
        for meaning in found {
            if let index = merged.firstIndex(where: { $0.word == meaning.word }) {
                merged[index].languages = merged[index].languages.union(meaning.languages)
            } else {
                merged.append(meaning)
            }
        }
        if let filler = merged.firstIndex(where: { $0.word == .filler }),
            let month = merged.firstIndex(where: { $0.word.month != nil }),
            let number = merged[month].word.month
        {
            merged[month].word = .monthOrWeekday(number)
            merged[month].languages = merged[month].languages.union(merged[filler].languages)
            merged.remove(at: filler)
        }
        // A unit that counts no number is passed over, like a word before a time, like a small word.
        for word in [DateWord.clock, .filler] where merged.count > 1 {
            let stronger = merged.firstIndex { other in
                switch other.word {
                case .unit, .reiwaLetter, .weekMark, .timeMark: true
                case .clock: word == .filler
                default: false
                }
            }
            guard let stronger, let weaker = merged.firstIndex(where: { $0.word == word }) else { continue }
            merged[stronger].languages = merged[stronger].languages.union(merged[weaker].languages)
            merged.remove(at: weaker)
        }
        return merged
    }
}

extension DateLanguage {
    /// Every word of the row, with what it means; `_` made a blank.
    fileprivate var words: [(String, DateWord)] {
        var words: [(String, DateWord)] = []
        func add(_ names: String, _ word: DateWord) {
            for name in names.split(separator: " ") { words.append((Self.spaced(name), word)) }
        }
        let prefixes = [""] + monthPrefixes.split(separator: " ").map { String($0) }
        for row in months {
            for (index, name) in row.split(separator: " ").enumerated() where name != "-" {
                for prefix in prefixes { words.append((prefix + Self.spaced(name), .month(index + 1))) }
            }
        }
        add(weekdays, .filler)
        add(fillers, .filler)
        add(clock, .clock)
        add(forenoon, .dayPart(.forenoon))
        add(afternoon, .dayPart(.afternoon))
        add(noon, .dayPart(.noon))
        add(night, .dayPart(.night))
        add(years, .unit(.year))
        add(monthsOfYear, .unit(.month))
        add(days, .unit(.day))
        add(hours, .unit(.hour))
        add(minutes, .unit(.minute))
        add(seconds, .unit(.second))
        add(yearIs, .unitBefore(.year))
        add(monthIs, .unitBefore(.month))
        add(dayIs, .unitBefore(.day))
        for (name, minutes) in zones { add(name, .zone(minutes)) }
        for (name, offset) in eras { add(name, .era(offset)) }
        return words
    }

    private static func spaced(_ name: some StringProtocol) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }
}
