/// A set of languages, by their places in `DateLanguage.all`.
struct LanguageSet: Hashable, Sendable {
    private(set) var bits: UInt128
    static let all = LanguageSet(bits: .max)

    private init(bits: UInt128) { self.bits = bits }

    init(place: Int) { bits = 1 << UInt128(place) }

    func contains(_ place: Int) -> Bool { bits >> UInt128(place) & 1 == 1 }
    func isSubset(of other: LanguageSet) -> Bool { bits & ~other.bits == 0 }
    func union(_ other: LanguageSet) -> LanguageSet { LanguageSet(bits: bits | other.bits) }

    /// The languages of the rows that a condition holds for.
    private init(where condition: (DateLanguage) -> Bool) {
        bits = 0
        for (place, language) in DateLanguage.all.enumerated() where condition(language) {
            bits |= 1 << UInt128(place)
        }
    }

    static let dayFirst = LanguageSet { $0.order == .dayFirst }
    static let monthFirst = LanguageSet { $0.order == .monthFirst }
    static let yearFirst = LanguageSet { $0.order == .yearFirst }
    static let buddhist = LanguageSet { $0.isBuddhist }

    /// What is in both; nil when nothing is.
    func common(with other: LanguageSet) -> LanguageSet? {
        bits & other.bits == 0 ? nil : LanguageSet(bits: bits & other.bits)
    }
}
