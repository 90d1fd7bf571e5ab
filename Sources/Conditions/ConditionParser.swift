/// Reads the query language: words are ANDed; `OR`, `-word`, `"a phrase"`, `word*`, parentheses, `field:word`.
struct ConditionParser {
    private let text: [UInt8]
    private var position = 0
    private var depth = 0
    private var parts = 0
    /// Deeper parentheses are no honest question.
    private static let deepest = 64
    /// More words are no honest question either; SQLite takes 1,000 levels of AND.
    private static let mostParts = 256
    /// Bytes of a query.
    private static let longest = 8 << 10

    /// Parses a query; nil when it says nothing.
    static func parse(_ text: String) throws(ConditionError) -> Condition? {
        var parser = ConditionParser(text)
        guard parser.text.count <= longest else {
            throw parser.error("the query is longer than \(longest) bytes", at: longest)
        }
        guard parser.skipBlank() else { return nil }
        let node = try parser.either()
        guard parser.position == parser.text.count else {
            throw parser.error("this parenthesis closes nothing", at: parser.position)
        }
        return node
    }

    private init(_ text: String) { self.text = Array(text.utf8) }

    /// Alternatives: `a OR b`.
    private mutating func either() throws(ConditionError) -> Condition {
        var nodes = [try all()]
        while takeKeyword("OR") {
            guard skipBlank(), text[position] != UInt8(ascii: ")") else {
                throw error("OR needs something after it", at: position)
            }
            nodes.append(try all())
        }
        return nodes.count == 1 ? nodes[0] : .or(nodes)
    }

    /// Things that must all hold: `a b`.
    private mutating func all() throws(ConditionError) -> Condition {
        var nodes: [Condition] = []
        while skipBlank(), text[position] != UInt8(ascii: ")"), !isAtKeyword("OR") {
            if takeKeyword("AND") { continue }
            nodes.append(try one())
        }
        guard !nodes.isEmpty else { throw error("something to look for is missing here", at: position) }
        return nodes.count == 1 ? nodes[0] : .and(nodes)
    }

    private mutating func one() throws(ConditionError) -> Condition {
        let start = position
        parts += 1
        guard parts <= Self.mostParts else { throw error("more than \(Self.mostParts) words", at: start) }
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
            let node = try nested { parser throws(ConditionError) in try parser.either() }
            guard position < text.count, text[position] == UInt8(ascii: ")") else {
                throw error("this parenthesis is not closed", at: start)
            }
            position += 1
            return node
        case UInt8(ascii: "\""): return .phrase(try quoted())
        default: return try wordOrField()
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

    private mutating func wordOrField() throws(ConditionError) -> Condition {
        let start = position
        while position < text.count, !Self.endsWord(text[position]) {
            if text[position] == UInt8(ascii: ":"), position > start, let field = try field(from: start) {
                return field
            }
            position += 1
        }
        var word = text[start..<position]
        let isPrefix = word.count > 1 && word.last == UInt8(ascii: "*")
        if isPrefix { word.removeLast() }
        return .word(String(decoding: word, as: UTF8.self), isPrefix: isPrefix)
    }

    /// At the colon of `name:`: the field's condition; nil when the word merely has a colon in it.
    private mutating func field(from start: Int) throws(ConditionError) -> Condition? {
        let name = String(decoding: text[start..<position], as: UTF8.self)
        guard name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
        // A URL is a word with a colon, not a field called https.
        guard name != "http", name != "https" else { return nil }
        guard let field = Condition.Field(rawValue: name) else {
            let known = Condition.Field.allCases.map { "\($0.rawValue):" }.joined(separator: " ")
            throw error("unknown field `\(name):`; known are \(known)", at: start)
        }
        position += 1
        guard position < text.count, !Self.isBlank(text[position]), text[position] != UInt8(ascii: ")") else {
            throw error("`\(name):` needs a word right after it", at: start)
        }
        let valueStart = position
        if text[position] == UInt8(ascii: "\"") {
            let phrase = try quoted()
            if field == .is, phrase != "updated" { throw error("`is:` knows only updated", at: valueStart) }
            return .field(field, .phrase(phrase))
        }
        while position < text.count, !Self.endsWord(text[position]) { position += 1 }
        var value = text[valueStart..<position]
        guard !value.isEmpty else { throw error("`\(name):` needs a word right after it", at: start) }
        let isPrefix = value.count > 1 && value.last == UInt8(ascii: "*")
        if isPrefix { value.removeLast() }
        let word = String(decoding: value, as: UTF8.self)
        if field == .is, word != "updated" { throw error("`is:` knows only updated", at: valueStart) }
        return .field(field, .word(word, isPrefix: isPrefix))
    }

    /// Passes blanks; false at the end.
    private mutating func skipBlank() -> Bool {
        while position < text.count, Self.isBlank(text[position]) { position += 1 }
        return position < text.count
    }

    private func isAtKeyword(_ word: String) -> Bool {
        let end = position + word.utf8.count
        return text[position...].starts(with: word.utf8)
            && (end == text.count || Self.isBlank(text[end]) || text[end] == UInt8(ascii: "("))
    }

    private mutating func takeKeyword(_ word: String) -> Bool {
        guard skipBlank(), isAtKeyword(word) else { return false }
        position += word.utf8.count
        return true
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

extension Condition {
    /// Reads the query language; nil when the text says nothing.
    package static func parse(_ text: String) throws(ConditionError) -> Condition? {
        try ConditionParser.parse(text)
    }
}
