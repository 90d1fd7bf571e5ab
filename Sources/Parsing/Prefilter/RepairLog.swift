import Articles

/// What the prefilter put right: each kind once, with the first place and how often.
struct RepairLog {
    /// A kind of damage, in the order in which warnings list them.
    enum Kind: Int, CaseIterable {
        case controlCharacter, entity, strayAmpersand, characterReference, strayMarkup, attribute, nesting,
            comment
        case tagTooLong, trailingJunk
    }

    private var counts: [Int] = []
    private var places: [Int] = []

    /// Whether nothing was wrong.
    var isEmpty: Bool { counts.isEmpty }

    /// Notes one repair.
    mutating func note(_ kind: Kind, at offset: Int) {
        if counts.isEmpty {
            counts = [Int](repeating: 0, count: Kind.allCases.count)
            places = counts
        }
        if counts[kind.rawValue] == 0 { places[kind.rawValue] = offset }
        counts[kind.rawValue] += 1
    }

    /// One warning a kind.
    var warnings: [Warning] {
        guard !isEmpty else { return [] }
        return Kind.allCases.filter { counts[$0.rawValue] > 0 }.map { kind in
            let (code, message) = Self.words(kind)
            let count = counts[kind.rawValue]
            return Warning(
                code, count == 1 ? message : "\(message) (\(count) times)", byte: places[kind.rawValue])
        }
    }

    private static func words(_ kind: Kind) -> (code: String, message: String) {
        switch kind {
        case .controlCharacter: ("xml-control", "control character dropped")
        case .entity: ("xml-entity", "undeclared HTML entity resolved")
        case .strayAmpersand: ("xml-ampersand", "ampersand that begins no entity taken as text")
        case .characterReference: ("xml-character", "reference to a character that XML forbids replaced")
        case .strayMarkup: ("xml-markup", "stray < or ]]> or declaration taken as text or dropped")
        case .attribute: ("xml-attribute", "malformed attribute put right or dropped")
        case .nesting: ("xml-nesting", "element closed where it should have been, or stray end tag dropped")
        case .comment: ("xml-comment", "comment with -- in it dropped")
        case .tagTooLong: ("xml-tag-length", "attributes of a tag over \(Limits.tagBytes) bytes dropped")
        case .trailingJunk: ("xml-trailing", "text after the end of the feed left out")
        }
    }
}
