internal import Articles

/// A query as SQL: a condition over `articles a`, and the values of its question marks.
///
/// What people type reaches the full text only as folded words in quotes, never as syntax. The condition may let too
/// much through where words need places (`Query.needsVerification`), never too little.
struct QueryPlan {
    /// A value for a question mark.
    enum Value: Equatable { case text([UInt8]), integer(Int64) }

    private(set) var condition = "a.removed = 0"
    private(set) var values: [Value] = []
    /// The words for ranking, as a query of `head`; nil when the query has none.
    private(set) var rankQuery: [UInt8]?

    init(_ query: Query) {
        if !query.includesDuplicates { condition += " AND a.duplicate_of IS NULL" }
        if !query.includesDropped { condition += " AND a.dropped = 0" }
        if let since = query.since { add(" AND a.date >= ?", .integer(since.milliseconds)) }
        if let until = query.until { add(" AND a.date < ?", .integer(until.milliseconds)) }
        if !query.feeds.isEmpty {
            condition += " AND a.feed IN (SELECT number FROM names WHERE name IN ("
            condition += query.feeds.map { _ in "?" }.joined(separator: ",") + "))"
            values += query.feeds.map { .text(Array($0.utf8)) }
        }
        guard let node = query.node else { return }
        condition += " AND "
        add(node)
        let words = Self.words(of: node).compactMap(Self.match)
        if !words.isEmpty { rankQuery = Array(words.joined(separator: Array(" OR ".utf8))) }
    }

    private mutating func add(_ sql: String, _ value: Value) {
        condition += sql
        values.append(value)
    }

    private mutating func add(_ node: Query.Node) {
        if let match = Self.wholeMatch(node) { return addMatch("body", match) }
        switch node {
        case .word: condition += "0"  // a word of punctuation only stands nowhere in the index
        case .phrase(let phrase): addMatch("body", Self.match(phrase, isPrefix: false))
        case .field(let field, let value): add(field, value)
        case .and(let nodes): addList(nodes, " AND ")
        case .or(let nodes): addList(nodes, " OR ")
        case .not(let inner):
            // What is only roughly known may not be excluded by SQL; the line decides.
            guard !inner.needsVerification else { return condition += "1" }
            condition += "NOT "
            add(inner)
        }
    }

    private mutating func addList(_ nodes: [Query.Node], _ separator: String) {
        condition += "("
        for (index, node) in nodes.enumerated() {
            if index > 0 { condition += separator }
            add(node)
        }
        condition += ")"
    }

    private mutating func add(_ field: Query.Field, _ value: Query.Node) {
        let (text, isPrefix) = Self.text(of: value)
        switch field {
        case .title, .tag, .author:
            let column = ["title": "title", "tag": "tags", "author": "authors"][field.rawValue] ?? "title"
            addMatch(
                "head",
                Self.match(text, isPrefix: isPrefix).map {
                    Array("\(column) : (".utf8) + $0 + Array(")".utf8)
                })
        case .feed:
            let pattern = isPrefix ? "GLOB" : "="
            let name = isPrefix ? Self.globEscaped(text) + "*" : text
            add("a.feed IN (SELECT number FROM names WHERE name \(pattern) ?)", .text(Array(name.utf8)))
        case .is: condition += "a.revision > 1"
        case .lang, .url: condition += "1"
        }
    }

    private mutating func addMatch(_ table: String, _ match: [UInt8]?) {
        // A word of punctuation only stands nowhere in the index.
        guard let match else { return condition += "0" }
        add("a.latest IN (SELECT rowid FROM \(table) WHERE \(table) MATCH ?)", .text(match))
    }

    private static func globEscaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += "*?[".contains($1) ? "[\($1)]" : String($1) }
    }

    /// The text of a leaf.
    private static func text(of node: Query.Node) -> (String, isPrefix: Bool) {
        switch node {
        case .word(let word, let isPrefix): (word, isPrefix)
        case .phrase(let phrase): (phrase, false)
        default: ("", false)
        }
    }

    /// The words that say what an article is about, excluded ones not.
    private static func words(of node: Query.Node) -> [(String, isPrefix: Bool)] {
        switch node {
        case .word, .phrase: [text(of: node)]
        case .field(let field, let value): [.title, .tag, .author].contains(field) ? [text(of: value)] : []
        case .and(let nodes), .or(let nodes): nodes.flatMap(words)
        case .not: []
        }
    }

    /// A part of the tree that words alone decide, as one full-text query, which intersects far faster than SQL does;
    /// nil for everything else.
    private static func wholeMatch(_ node: Query.Node) -> [UInt8]? {
        switch node {
        case .word(let word, let isPrefix): return match(word, isPrefix: isPrefix)
        case .and(let nodes), .or(let nodes):
            let parts = nodes.compactMap(wholeMatch)
            guard parts.count == nodes.count else { return nil }
            let isAnd = if case .and = node { true } else { false }
            let list = parts.joined(separator: Array((isAnd ? " AND " : " OR ").utf8))
            return Array("(".utf8) + list + Array(")".utf8)
        case .phrase, .field, .not: return nil
        }
    }

    /// A full-text query for all words of a text, each in all its forms; nil when there is no word in it.
    static func match(_ text: String, isPrefix: Bool) -> [UInt8]? {
        var groups: [[UInt8]] = []
        Folding.words(of: Array(text.utf8).span) { folded, _, _, isColocated in
            guard !isColocated else { return true }
            let asPrefix = isPrefix || Folding.isSearchedAsPrefix(folded)
            let forms = asPrefix ? [Array(copying: folded)] : Folding.queryForms(of: folded)
            let quoted = forms.map { Array("\"".utf8) + $0 + Array((asPrefix ? "\" *" : "\"").utf8) }
            groups.append(Array("(".utf8) + quoted.joined(separator: Array(" OR ".utf8)) + Array(")".utf8))
            return groups.count < 64
        }
        guard groups.count != 1 else { return groups[0] }
        return groups.isEmpty
            ? nil
            : Array("(".utf8) + groups.joined(separator: Array(" AND ".utf8)) + Array(")".utf8)
    }
}

extension [UInt8] {
    init(copying span: Span<UInt8>) {
        self = []
        append(span)
    }
}
