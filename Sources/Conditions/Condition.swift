/// The door to conditions: what people ask of an article, in a query as in a rule of the configuration.
///
/// A condition is read once (`parse`), made ready (`Matcher`) and asked of many articles (`Examination`): of lines of
/// the journal, and of what is about to become one. So the same words fit the same articles wherever they stand.
/// Rules are conditions with a name and with marks to set (`RuleBook`).
package indirect enum Condition: Equatable, Sendable {
    /// The fields that can be named, as `title:word`.
    package enum Field: String, CaseIterable, Sendable {
        case title, author, tag, feed, lang, url, `is`
    }

    /// Where a condition stands.
    package enum Dialect: Sendable {
        /// Words that somebody types: `and`, `or` and `not` in small letters are words like others.
        case query
        /// A rule of the configuration: `and`, `or` and `not` join and exclude, and what nothing can fit is a mistake.
        case rule
    }

    /// A word as written; with `isPrefix` any word that begins with it.
    case word(String, isPrefix: Bool)
    /// Words next to each other, in this order.
    case phrase(String)
    /// A word or phrase in one field.
    case field(Field, Condition)
    /// A regular expression that fits somewhere in one of the field's texts, as they are written.
    case expression(Field, Expression)
    case and([Condition])
    case or([Condition])
    case not(Condition)

    /// Reads a condition; nil when the text says nothing.
    package static func parse(_ text: String, as dialect: Dialect) throws(ConditionError) -> Condition? {
        try ConditionParser.parse(text, as: dialect)
    }

    /// The text of a word or phrase; empty for anything else.
    package var leaf: (text: String, isPrefix: Bool) {
        switch self {
        case .word(let word, let isPrefix): (word, isPrefix)
        case .phrase(let phrase): (phrase, false)
        case .field, .expression, .and, .or, .not: ("", false)
        }
    }
}

extension Condition: CustomStringConvertible {
    /// The condition as a rule would say it.
    package var description: String {
        switch self {
        case .word(let word, let isPrefix): isPrefix ? "\(word)*" : word
        case .phrase(let phrase): "\"\(phrase)\""
        case .field(let field, let value): "\(field.rawValue):\(value)"
        case .expression(let field, let expression): "\(field.rawValue) ~ \(expression)"
        case .and(let parts): parts.map(\.enclosed).joined(separator: " and ")
        case .or(let parts): parts.map(\.enclosed).joined(separator: " or ")
        case .not(let inner): "not \(inner.enclosed)"
        }
    }

    /// In parentheses where others stand beside it.
    private var enclosed: String {
        switch self {
        case .and, .or: "(\(self))"
        case .word, .phrase, .field, .expression, .not: description
        }
    }
}

/// A condition that cannot be understood, and where.
package struct ConditionError: Error, Hashable, Sendable {
    /// Bytes before the mistake.
    package let offset: Int
    /// Characters before the mistake: where a caret goes.
    package let column: Int
    package let message: String
}

extension ConditionError: CustomStringConvertible {
    /// The words alone; whoever shows them puts a caret under the column.
    package var description: String { message }
}
