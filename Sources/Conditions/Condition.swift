/// The door to conditions: what people ask of an article, in a query as in a rule of the configuration.
///
/// A condition is read once (`parse`), made ready (`Matcher`) and asked of many articles (`Examination`): of lines of
/// the journal, and of what is about to become one. So the same words fit the same articles wherever they stand.
package indirect enum Condition: Equatable, Sendable {
    /// The fields that can be named, as `title:word`.
    package enum Field: String, CaseIterable, Sendable {
        case title, author, tag, feed, lang, url, `is`
    }

    /// A word as written; with `isPrefix` any word that begins with it.
    case word(String, isPrefix: Bool)
    /// Words next to each other, in this order.
    case phrase(String)
    /// A word or phrase in one field.
    case field(Field, Condition)
    case and([Condition])
    case or([Condition])
    case not(Condition)

    /// The text of a word or phrase; empty for anything else.
    package var leaf: (text: String, isPrefix: Bool) {
        switch self {
        case .word(let word, let isPrefix): (word, isPrefix)
        case .phrase(let phrase): (phrase, false)
        case .field, .and, .or, .not: ("", false)
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
