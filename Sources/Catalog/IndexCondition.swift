internal import Articles
internal import Conditions

/// What the full text can say about a query: which lines may hold what it asks for, never too few.
///
/// What people type reaches FTS5 only as folded words and marks in quotes, never as syntax. Where words need places,
/// which `body` does not keep, it lets too much through, and the lines themselves decide (`Query.needsVerification`).
indirect enum IndexCondition: Equatable {
    /// The two tables of the full text.
    enum Table: String {
        /// All words and marks, without places.
        case body
        /// Title, summary, authors and tags, with places.
        case head
    }

    case everything, nothing
    /// An expression of FTS5.
    case match(Table, [UInt8])
    case all([IndexCondition])
    case any([IndexCondition])
    case not(IndexCondition)
}

extension IndexCondition {
    /// What the index knows about a part of a query.
    init(_ node: Condition) {
        switch node {
        case .word(let word, let isPrefix):
            self = Self.body(FullTextExpression.words(word, isPrefix: isPrefix))
        case .phrase(let phrase): self = Self.body(FullTextExpression.words(phrase, isPrefix: false))
        case .field(let field, let value): self.init(field, value)
        case .expression: self = .everything
        case .and(let nodes): self = Self.all(nodes.map(Self.init)).joined()
        case .or(let nodes): self = Self.any(nodes.map(Self.init)).joined()
        // What is only roughly known may not be excluded by the index; the line decides.
        case .not(let inner): self = inner.needsVerification ? .everything : Self.not(Self(inner)).joined()
        }
    }

    /// Both.
    func and(_ other: IndexCondition) -> IndexCondition { Self.all([self, other]).joined() }

    /// Lines of any of these feeds.
    static func feeds(_ ids: [String]) -> IndexCondition {
        any(ids.map { body(FullTextExpression.mark(IndexMark.feed(Array($0.utf8)), isPrefix: false)) })
            .joined()
    }

    private init(_ field: Condition.Field, _ value: Condition) {
        let (text, isPrefix) = value.leaf
        let bytes = Array(text.utf8)
        switch field {
        case .title: self = Self.head("title", text, isPrefix)
        case .author: self = Self.head("authors", text, isPrefix)
        case .tag: self = Self.head("tags", text, isPrefix)
        case .feed: self = Self.body(FullTextExpression.mark(IndexMark.feed(bytes), isPrefix: isPrefix))
        case .lang: self = Self.body(FullTextExpression.mark(IndexMark.language(bytes), isPrefix: isPrefix))
        case .is: self = Self.body(FullTextExpression.mark(IndexMark.updated, isPrefix: false))
        case .url:
            let words = Folding.urlWords(bytes)
            guard !words.isEmpty else { self = .nothing; return }
            let marks = words.indices.map { index in
                Self.body(
                    FullTextExpression.mark(
                        IndexMark.url(word: words[index]), isPrefix: isPrefix && index == words.count - 1))
            }
            self = Self.all(marks).joined()
        }
    }

    private static func body(_ expression: [UInt8]?) -> IndexCondition {
        // A word of punctuation only stands nowhere in the index.
        expression.map { .match(.body, $0) } ?? .nothing
    }

    private static func head(_ column: String, _ text: String, _ isPrefix: Bool) -> IndexCondition {
        FullTextExpression.words(text, isPrefix: isPrefix).map {
            .match(.head, Array("\(column) : ".utf8) + $0)
        } ?? .nothing
    }
}

extension IndexCondition {
    /// The same with what one table can decide as one expression: FTS5 intersects faster than anybody else.
    private func joined() -> IndexCondition {
        switch self {
        case .all(let parts):
            if parts.contains(.nothing) { return .nothing }
            return Self.one(
                of: Self.excluding(Self.grouped(parts.filter { $0 != .everything }, " AND ")), or: .everything
            ) {
                .all($0)
            }
        case .any(let parts):
            if parts.contains(.everything) { return .everything }
            return Self.one(of: Self.grouped(parts.filter { $0 != .nothing }, " OR "), or: .nothing) {
                .any($0)
            }
        case .not(.everything): return .nothing
        case .not(.nothing): return .everything
        case .not(.not(let inner)): return inner
        default: return self
        }
    }

    private static func one(
        of parts: [IndexCondition], or none: IndexCondition, _ several: ([IndexCondition]) -> IndexCondition
    ) -> IndexCondition {
        parts.count > 1 ? several(parts) : parts.first ?? none
    }

    /// The parts with all expressions over one table joined into one.
    private static func grouped(_ parts: [IndexCondition], _ operation: String) -> [IndexCondition] {
        var expressions: [Table: [[UInt8]]] = [:]
        var others: [IndexCondition] = []
        for part in parts {
            if case .match(let table, let expression) = part {
                expressions[table, default: []].append(expression)
            } else {
                others.append(part)
            }
        }
        let matches = [Table.body, .head].compactMap { table in
            expressions[table].map { IndexCondition.match(table, FullTextExpression.joined($0, operation)) }
        }
        return matches + others
    }

    /// `a` and not `b`, both over one table, as one expression.
    private static func excluding(_ parts: [IndexCondition]) -> [IndexCondition] {
        guard case .match(let table, let wanted)? = parts.first else { return parts }
        var unwanted: [[UInt8]] = []
        let others = parts.dropFirst().filter { part in
            guard case .not(.match(table, let expression)) = part else { return true }
            unwanted.append(expression)
            return false
        }
        guard !unwanted.isEmpty else { return parts }
        let excluded = FullTextExpression.joined(unwanted, " OR ")
        return [.match(table, FullTextExpression.joined([wanted, excluded], " NOT "))] + others
    }
}

/// Expressions of FTS5, of folded words in quotes.
package enum FullTextExpression {
    /// All words of a text, each in all its forms, or only as it is written; nil when there is no word in it.
    package static func words(_ text: String, isPrefix: Bool, asWritten: Bool = false) -> [UInt8]? {
        var groups: [[UInt8]] = []
        Folding.words(of: Array(text.utf8).span) { folded, _, _, isColocated in
            guard !isColocated else { return true }
            let asPrefix = isPrefix || Folding.isSearchedAsPrefix(folded)
            let forms =
                asPrefix || asWritten ? [[UInt8](copying: folded)] : Folding.queryForms(of: folded)
            groups.append(joined(forms.map { quoted($0, isPrefix: asPrefix) }, " OR "))
            return groups.count < 64
        }
        return groups.isEmpty ? nil : joined(groups, " AND ")
    }

    /// The words of a text next to each other, for `head`; nil when there are not at least two.
    static func phrase(_ text: String) -> [UInt8]? {
        var words: [[UInt8]] = []
        Folding.words(of: Array(text.utf8).span) { folded, _, _, isColocated in
            if !isColocated { words.append([UInt8](copying: folded)) }
            return words.count < 64
        }
        return words.count > 1 ? quoted(Array(words.joined(separator: [0x20])), isPrefix: false) : nil
    }

    /// All phrases that a condition demands, in `head`; nil when it demands none of two words or more.
    static func phrases(in condition: Condition?) -> [UInt8]? {
        func demanded(_ condition: Condition) -> [[UInt8]] {
            switch condition {
            case .phrase(let text): phrase(text).map { [$0] } ?? []
            case .and(let parts): parts.flatMap(demanded)
            case .word, .field, .expression, .or, .not: []
            }
        }
        let phrases = condition.map(demanded) ?? []
        return phrases.isEmpty ? nil : joined(phrases, " AND ")
    }

    /// A mark, or all that begin with it.
    static func mark(_ mark: [UInt8], isPrefix: Bool) -> [UInt8] {
        quoted(isPrefix ? mark.dropLast() : mark[...], isPrefix: isPrefix)
    }

    /// Expressions with an operation between them, in parentheses that keep them together.
    static func joined(_ expressions: [[UInt8]], _ operation: String) -> [UInt8] {
        guard expressions.count > 1 else { return expressions.first ?? [] }
        return Array("(".utf8) + expressions.joined(separator: Array(operation.utf8)) + Array(")".utf8)
    }

    private static func quoted(_ word: some Collection<UInt8>, isPrefix: Bool) -> [UInt8] {
        Array("\"".utf8) + word + Array((isPrefix ? "\" *" : "\"").utf8)
    }
}

extension Condition {
    /// The words that say what an article is about, excluded ones not.
    var subjects: [(text: String, isPrefix: Bool)] {
        switch self {
        case .word, .phrase: [leaf]
        case .field(let field, let value): [.title, .tag, .author].contains(field) ? [value.leaf] : []
        case .and(let nodes), .or(let nodes): nodes.flatMap(\.subjects)
        case .not, .expression: []
        }
    }
}
