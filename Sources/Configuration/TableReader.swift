/// Reads the keys of one table, each with the type and range it must have.
///
/// A key that was asked for is a known key; `finish` reports those that nobody asked for. So what is valid in a
/// table is said once: by the code that reads it.
struct TableReader {
    let entries: [TOMLEntry]
    /// The table in a message: `[http]`, `[[feed]]`.
    let name: String
    let file: String
    let place: Place
    let findings: Findings
    private var known: [String] = []

    init(_ entries: [TOMLEntry], name: String, file: String, place: Place, findings: Findings) {
        self.entries = entries
        self.name = name
        self.file = file
        self.place = place
        self.findings = findings
    }

    /// The value of a key as it stands, which makes the key a known one.
    mutating func node(_ key: String) -> TOMLNode? {
        known.append(key)
        return entries.first { $0.key == key }?.node
    }

    mutating func string(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .string(let text) = node.value else { return expected("a string", key, node) }
        return text
    }

    mutating func boolean(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        guard case .boolean(let value) = node.value else { return expected("true or false", key, node) }
        return value
    }

    mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = node(key) else { return nil }
        guard case .integer(let number) = node.value else { return expected("an integer", key, node) }
        guard let value = Int(exactly: number), range.contains(value) else {
            let bounds = "between \(range.lowerBound) and \(range.upperBound)"
            return refuse(.outOfRange, node, "`\(key)` in \(name) must be \(bounds), found \(number)")
        }
        return value
    }

    mutating func duration(_ key: String, in range: ClosedRange<Duration>) -> Duration? {
        guard let node = node(key) else { return nil }
        return duration(key, node, in: range, or: "")
    }

    /// A duration that already was looked up; `or` names what else would be right.
    func duration(_ key: String, _ node: TOMLNode, in range: ClosedRange<Duration>, or: String) -> Duration? {
        guard case .string(let text) = node.value, let value = Quantity.duration(text) else {
            return expected("a duration such as \"15m\"\(or)", key, node)
        }
        guard range.contains(value) else {
            let bounds = "between \(Quantity.print(range.lowerBound)) and \(Quantity.print(range.upperBound))"
            return refuse(.outOfRange, node, "`\(key)` in \(name) must be \(bounds), found \(text)")
        }
        return value
    }

    mutating func size(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = node(key) else { return nil }
        guard case .string(let text) = node.value, let value = Quantity.size(text) else {
            return expected("a size such as \"16MiB\"", key, node)
        }
        guard range.contains(value) else {
            let lower = Quantity.print(bytes: range.lowerBound)
            let upper = Quantity.print(bytes: range.upperBound)
            return refuse(
                .outOfRange, node, "`\(key)` in \(name) must be between \(lower) and \(upper), found \(text)")
        }
        return value
    }

    /// One of the names of an enumeration.
    mutating func choice<Value>(_ key: String, _ type: Value.Type = Value.self) -> Value?
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        guard let node = node(key) else { return nil }
        return choice(key, node)
    }

    /// One of the names of an enumeration, from a node that already was looked up.
    func choice<Value>(_ key: String, _ node: TOMLNode) -> Value?
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        let names = Value.allCases.map(\.rawValue)
        guard case .string(let text) = node.value, let value = Value(rawValue: text) else {
            var hint: String?
            if case .string(let text) = node.value { hint = Spelling.suggestion(for: text, among: names) }
            return expected(names.map { "\"\($0)\"" }.joined(separator: " or "), key, node, hint: hint)
        }
        return value
    }

    /// A list of strings, or one string alone, each with its place.
    mutating func strings(_ key: String) -> [(text: String, place: Place)]? {
        guard let node = node(key) else { return nil }
        switch node.value {
        case .string(let text): return [(text, node.place)]
        case .array(let nodes):
            return nodes.compactMap { element in
                guard case .string(let text) = element.value else {
                    return expected("strings only", key, element)
                }
                return (text, element.place)
            }
        default: return expected("a string or a list of strings", key, node)
        }
    }

    /// A table inside this one, to be read and finished by the caller.
    mutating func table(_ key: String, named inner: String) -> TableReader? {
        guard let node = node(key) else { return nil }
        guard case .table(let entries) = node.value else {
            // Never the value itself: `auth = "user:password"` is a slip that people make.
            return refuse(
                .wrongType, node, "`\(key)` in \(name) must be a table, found \(node.value.kind)")
        }
        return TableReader(entries, name: inner, file: file, place: node.place, findings: findings)
    }

    /// The tables of `[[key]]`.
    mutating func tables(_ key: String) -> [TableReader] {
        guard let node = node(key) else { return [] }
        guard case .array(let nodes) = node.value else {
            expected("an array of tables", key, node, hint: "write it as [[\(key)]]") as Void?
            return []
        }
        return nodes.compactMap { element in
            guard case .table(let entries) = element.value else {
                return expected("tables only", key, element)
            }
            return TableReader(
                entries, name: "[[\(key)]]", file: file, place: element.place, findings: findings)
        }
    }

    /// Reports a key of a wrong type; the value is nil, so that reading goes on.
    @discardableResult
    func expected<Value>(_ what: String, _ key: String, _ node: TOMLNode, hint: String? = nil) -> Value? {
        refuse(
            .wrongType, node, "`\(key)` in \(name) must be \(what), found \(node.value.words)", hint: hint)
    }

    /// Reports a value that cannot be; the value is nil, so that reading goes on.
    @discardableResult
    func refuse<Value>(_ code: Diagnostic.Code, _ node: TOMLNode, _ message: String, hint: String? = nil)
        -> Value?
    {
        findings.error(code, file, node.place, message, hint: hint)
        return nil
    }

    /// Reports every key that was not asked for.
    ///
    /// `elsewhere` says for some keys where they would be right.
    func finish(elsewhere: [String: String] = [:]) {
        for entry in entries where !known.contains(entry.key) {
            let hint = elsewhere[entry.key] ?? Spelling.suggestion(for: entry.key, among: known)
            findings.error(
                .unknownKey, file, entry.keyPlace,
                "unknown key `\(entry.key.shortened(to: 60))` in \(name)", hint: hint)
        }
    }
}
