/// Reads conditions: words are ANDed; `OR`, `-word`, `"a phrase"`, `word*`, parentheses, `field:word`,
/// `field ~ /expression/i`; `AND` and `NOT`; in rules also `and`, `or` and `not`.
struct ConditionParser {
    private let text: [UInt8]
    private let dialect: Condition.Dialect
    private var position = 0
    private var depth = 0
    private var parts = 0
    /// Deeper parentheses are no honest question.
    private static let deepest = 64
    /// More words are no honest question either; SQLite takes 1,000 levels of AND.
    private static let mostParts = 256
    /// Bytes of a condition.
    private static let longest = 8 << 10

    /// Parses a condition; nil when it says nothing.
    static func parse(_ text: String, as dialect: Condition.Dialect) throws(ConditionError) -> Condition? {
        var parser = ConditionParser(text, dialect)
        guard parser.text.count <= longest else {
            throw parser.error("this is longer than \(longest) bytes", at: longest)
        }
        guard parser.skipBlank() else { return nil }
        let condition = try parser.either()
        guard parser.position == parser.text.count else {
            throw parser.error("this parenthesis closes nothing", at: parser.position)
        }
        return condition
    }

    private init(_ text: String, _ dialect: Condition.Dialect) {
        self.text = Array(text.utf8)
        self.dialect = dialect
    }

    /// Alternatives: `a OR b`.
    private mutating func either() throws(ConditionError) -> Condition {
        var nodes = [try all()]
        while let word = takeKeyword(.or) {
            guard isAtOperand() else { throw error("\(word) needs something after it", at: position) }
            nodes.append(try all())
        }
        return nodes.count == 1 ? nodes[0] : .or(nodes)
    }

    /// Things that must all hold: `a b`.
    private mutating func all() throws(ConditionError) -> Condition {
        var nodes: [Condition] = []
        while skipBlank(), text[position] != UInt8(ascii: ")"), keyword(.or) == nil {
            if !nodes.isEmpty, let word = takeKeyword(.and), !isAtOperand() {
                throw error("\(word) needs something after it", at: position)
            }
            nodes.append(try one())
        }
        guard !nodes.isEmpty else {
            if let word = keyword(.or) { throw error("\(word) needs something before it", at: position) }
            throw error("something to look for is missing here", at: position)
        }
        if dialect == .query {
            // Dashes and bars that came along with a headline ask for nothing where words do.
            let asking = nodes.filter { !Self.saysNothing($0) }
            if !asking.isEmpty { nodes = asking }
        }
        return nodes.count == 1 ? nodes[0] : .and(nodes)
    }

    private mutating func one() throws(ConditionError) -> Condition {
        let start = position
        parts += 1
        guard parts <= Self.mostParts else { throw error("more than \(Self.mostParts) words", at: start) }
        if let word = keyword(.and) ?? keyword(.or) {
            throw error("\(word) needs something before it", at: start)
        }
        if let word = takeKeyword(.not) {
            guard isAtOperand() else { throw error("\(word) needs something after it", at: position) }
            return try nested { parser throws(ConditionError) in .not(try parser.one()) }
        }
        switch text[position] {
        case UInt8(ascii: "-"):
            position += 1
            guard position < text.count, !Self.isBlank(text[position]), text[position] != UInt8(ascii: ")")
            else {
                throw error("- needs a word right after it", at: start)
            }
            return try nested { parser throws(ConditionError) in .not(try parser.one()) }
        case UInt8(ascii: "("):
            position += 1
            let condition = try nested { parser throws(ConditionError) in try parser.either() }
            guard position < text.count, text[position] == UInt8(ascii: ")") else {
                throw error("this parenthesis is not closed", at: start)
            }
            position += 1
            return condition
        case UInt8(ascii: "\""): return try meaningful(.phrase(try quoted()), at: start)
        default: return try word()
        }
    }

    private mutating func nested(
        _ parse: (inout ConditionParser) throws(ConditionError) -> Condition
    ) throws(ConditionError) -> Condition {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw error("more than \(Self.deepest) levels of parentheses", at: position)
        }
        return try parse(&self)
    }

    private mutating func quoted() throws(ConditionError) -> String {
        let start = position
        guard let end = text[(start + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
            throw error("this quotation mark is not closed", at: start)
        }
        position = end + 1
        return String(decoding: text[start + 1..<end], as: UTF8.self)
    }
}

/// Words, fields and comparisons.
extension ConditionParser {
    private mutating func word() throws(ConditionError) -> Condition {
        let start = position
        while position < text.count, !Self.endsWord(text[position]) {
            if text[position] == UInt8(ascii: ":"), position > start, let field = try field(from: start) {
                return field
            }
            if text[position] == UInt8(ascii: "~"), let comparison = try comparison(from: start) {
                return comparison
            }
            position += 1
        }
        let end = position
        if skipBlank(), let comparison = try comparison(from: start, to: end) { return comparison }
        position = end
        return try meaningful(Self.word(text[start..<end]), at: start)
    }

    /// A word, with a star at its end the beginning of words.
    private static func word(_ bytes: ArraySlice<UInt8>) -> Condition {
        let isPrefix = bytes.count > 1 && bytes.last == UInt8(ascii: "*")
        return .word(
            String(decoding: isPrefix ? bytes.dropLast() : bytes, as: UTF8.self), isPrefix: isPrefix)
    }

    /// The condition, when it holds a word to look for; a rule that nothing fits is a mistake.
    private func meaningful(_ condition: Condition, at start: Int) throws(ConditionError) -> Condition {
        guard dialect == .rule, Self.holdsNoWord(condition) else { return condition }
        throw error("`\(condition)` holds no letter and no digit, so that nothing fits it", at: start)
    }

    private static func holdsNoWord(_ condition: Condition) -> Bool {
        SearchWords(condition.leaf.text.utf8, isPrefix: false).count == 0
    }

    /// Whether it is a word or phrase of punctuation only.
    private static func saysNothing(_ condition: Condition) -> Bool {
        switch condition {
        case .word, .phrase: holdsNoWord(condition)
        case .field, .expression, .and, .or, .not: false
        }
    }

    /// At the colon of `name:`: the field's condition; nil when the word merely has a colon in it.
    private mutating func field(from start: Int) throws(ConditionError) -> Condition? {
        let name = String(decoding: text[start..<position], as: UTF8.self)
        guard name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
        // A URL is a word with a colon, not a field called https.
        guard name != "http", name != "https" else { return nil }
        guard let field = Condition.Field(rawValue: name) else {
            if dialect == .query, ["since", "until", "before", "after", "date", "during"].contains(name) {
                throw error(
                    "`\(name):` is no field; dates are given as --since 2d, --until or --during", at: start)
            }
            let known = Condition.Field.allCases.map { "\($0.rawValue):" }.joined(separator: " ")
            throw error("unknown field `\(name):`; known are \(known)", at: start)
        }
        position += 1
        let valueStart = position
        let value: Condition
        if position < text.count, text[position] == UInt8(ascii: "\"") {
            value = .phrase(try quoted())
        } else {
            while position < text.count, !Self.endsWord(text[position]) { position += 1 }
            value = Self.word(text[valueStart..<position])
        }
        guard position > valueStart else {
            throw error("`\(name):` needs a word right after it", at: start)
        }
        switch field {
        case .is where value.leaf.text != "updated": throw error("`is:` knows only updated", at: valueStart)
        case .is where dialect == .rule:
            throw error("`is:updated` is not known yet when rules are applied; queries know it", at: start)
        case .title, .author, .tag, .url: return .field(field, try meaningful(value, at: valueStart))
        case .feed, .lang, .is: return .field(field, value)
        }
    }

    /// At the `~` of `name ~ /expression/`, the name of which begins at `start` and ends at `end`, with blanks behind
    /// it; nil when this is no comparison.
    private mutating func comparison(from start: Int, to end: Int? = nil) throws(ConditionError) -> Condition?
    {
        let name = String(decoding: text[start..<(end ?? position)], as: UTF8.self)
        guard text[position] == UInt8(ascii: "~"), start < position else { return nil }
        let field = Condition.Field(rawValue: name)
        if end == nil {
            // `~` within a word is a letter like others, as in many a URL.
            guard field != nil else { return nil }
        } else if position + 1 < text.count {
            guard Self.isBlank(text[position + 1]) || text[position + 1] == UInt8(ascii: "/") else {
                return nil
            }
        }
        guard let field, field != .is else {
            let known = Condition.Field.allCases.filter { $0 != .is }.map(\.rawValue)
            throw error(
                "`\(name)` cannot be compared with an expression; known are \(known.joined(separator: ", "))",
                at: start)
        }
        position += 1
        guard skipBlank(), text[position] == UInt8(ascii: "/") else {
            throw error("`\(name) ~` needs an expression between slashes, as /…/i", at: position)
        }
        return .expression(field, try expression())
    }

    /// At the first slash of `/…/i`.
    private mutating func expression() throws(ConditionError) -> Expression {
        let start = position
        position += 1
        while position < text.count, text[position] != UInt8(ascii: "/") {
            position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < text.count else {
            throw error("this expression is not closed by a slash", at: start)
        }
        let pattern = text[start + 1..<position]
        guard !pattern.isEmpty else { throw error("this expression is empty", at: start) }
        position += 1
        let foldsCase = position < text.count && text[position] == UInt8(ascii: "i")
        if foldsCase { position += 1 }
        guard position == text.count || Self.endsWord(text[position]) else {
            throw error("only `i` may follow the expression; a slash in it is written \\/", at: position)
        }
        do throws(Expression.Malformed) {
            return try Expression(String(decoding: pattern, as: UTF8.self), foldsCase: foldsCase)
        } catch {
            throw self.error("not an expression of RE2: \(error.message)", at: start + 1 + error.offset)
        }
    }
}

/// The smallest pieces.
extension ConditionParser {
    private enum Keyword: String { case and = "AND", or = "OR", not = "NOT" }

    /// The keyword as it is written here; nil when it is not here.
    private func keyword(_ keyword: Keyword) -> String? {
        let spellings: [String] =
            switch (dialect, keyword) {
            case (.query, _): [keyword.rawValue]
            case (.rule, _): [keyword.rawValue, keyword.rawValue.lowercased()]
            }
        return spellings.first { word in
            let end = position + word.utf8.count
            return text[position...].starts(with: word.utf8)
                && (end == text.count || Self.endsWord(text[end]))
        }
    }

    private mutating func takeKeyword(_ keyword: Keyword) -> String? {
        guard skipBlank(), let word = self.keyword(keyword) else { return nil }
        position += word.utf8.count
        return word
    }

    /// Passes blanks; whether something follows that a keyword can belong to.
    private mutating func isAtOperand() -> Bool {
        skipBlank() && text[position] != UInt8(ascii: ")") && keyword(.or) == nil && keyword(.and) == nil
    }

    /// Passes blanks; false at the end.
    private mutating func skipBlank() -> Bool {
        while position < text.count, Self.isBlank(text[position]) { position += 1 }
        return position < text.count
    }

    private func error(_ message: String, at offset: Int) -> ConditionError {
        let column = text.prefix(offset).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        return ConditionError(offset: offset, column: column, message: message)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

    private static func endsWord(_ byte: UInt8) -> Bool {
        isBlank(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\"")
    }
}
