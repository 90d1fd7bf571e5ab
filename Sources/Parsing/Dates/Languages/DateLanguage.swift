/// The words that one language writes dates with.
///
/// Add what is missing to the row of a language, or a row to the file of its part of the world; nothing else is to be
/// done. Words are separated by blanks; `_` is a blank within a name. Case, accents, vowel marks and the dots of
/// abbreviations do not matter (nov = Nov. = NOV). A word that two languages use differently may stand in both: what
/// it means then comes from the other words of the date, else from the feed's language, else the date stays unread.
struct DateLanguage: Sendable {
    /// What `05/11/2026` means to readers of the language; to those who put the year first, either.
    enum NumericOrder { case dayFirst, monthFirst, yearFirst, unknown }

    /// The tag that feeds carry (BCP 47), without a region.
    let tag: String
    /// Rows of twelve names, January first; `-` where another row has the name.
    let months: [String]
    var weekdays = ""
    /// Words that a time follows: `at`, `um`, `kl`.
    var clock = ""
    /// Words that say nothing: `of`, `the`, ordinal endings.
    var fillers = ""
    /// Before noon: 12:30 is half an hour after midnight.
    var forenoon = ""
    /// After noon, as clocks of twelve hours say it: 12:30 is half an hour after noon.
    var afternoon = ""
    /// Around noon, in speech: 11:30 is before it, 1:30 after it.
    var noon = ""
    /// In the evening and at night, in speech: 9 is 21:00, 2 is 02:00, and 12 could be either midnight.
    var night = ""
    /// Words behind the number that they count: `h`, `min`.
    var years = "", monthsOfYear = "", days = "", hours = "", minutes = "", seconds = ""
    /// Words before the number that they count, as Vietnamese has them.
    var yearIs = "", monthIs = "", dayIs = ""
    /// Zones as the language calls them, or means otherwise than `DateZones` says; minutes east of Greenwich.
    var zones: [String: Int] = [:]
    /// Eras, and what is to be added to a year in one of them.
    var eras: [String: Int] = [:]
    /// Years that name no era are counted from the Buddha's death.
    var isBuddhist = false
    /// Letters that are written together with the month: Hebrew "in November" is one word.
    var monthPrefixes = ""
    var order = NumericOrder.dayFirst
}

extension DateLanguage {
    /// What is to be added to a year of the Buddhist era.
    static let buddhistEra = -543

    /// Every language, by parts of the world.
    static let all: [DateLanguage] = westEuropean + eastEuropean + middleEastern + asian

    /// The language of a tag such as `pt-BR`; nil when it has no row.
    static func place(ofTag tag: some Collection<UInt8>) -> Int? {
        let language = tag.prefix { $0.isASCIILetter }.map(\.asciiLowercased)
        return all.firstIndex { $0.tag.utf8.elementsEqual(language) }
    }

    /// What two small numbers mean in a feed of that language; nil when they may mean either.
    static func isDayFirst(tag: some Collection<UInt8>) -> Bool? {
        let folded = String(
            decoding: tag.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0.asciiLowercased },
            as: UTF8.self)
        let order = regions[folded] ?? place(ofTag: folded.utf8).map { all[$0].order } ?? .unknown
        switch order {
        case .dayFirst: return true
        case .monthFirst: return false
        case .yearFirst, .unknown: return nil
        }
    }

    /// Where a country writes otherwise than most who share its language (Unicode CLDR, short dates).
    private static let regions: [String: NumericOrder] = [
        "en-us": .monthFirst, "en-ph": .monthFirst, "en-pr": .monthFirst, "en-gu": .monthFirst,
        "en-gb": .dayFirst, "en-ie": .dayFirst, "en-au": .dayFirst, "en-nz": .dayFirst, "en-in": .dayFirst,
        "en-pk": .dayFirst, "en-bd": .dayFirst, "en-lk": .dayFirst, "en-sg": .dayFirst, "en-my": .dayFirst,
        "en-hk": .dayFirst, "en-ng": .dayFirst, "en-ke": .dayFirst, "en-gh": .dayFirst, "en-za": .dayFirst,
        "en-eg": .dayFirst, "en-ae": .dayFirst, "en-sa": .dayFirst, "en-il": .dayFirst, "en-mt": .dayFirst,
        "en-eu": .dayFirst, "en-uk": .dayFirst,
        "fr-ca": .unknown, "es-us": .unknown, "es-pr": .unknown, "es-pa": .unknown,
        "zh-hk": .dayFirst, "zh-mo": .dayFirst, "zh-hant-hk": .dayFirst,
    ]
}
