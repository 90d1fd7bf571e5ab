/// A place in a configuration file, from 1.
struct Place: Hashable, Sendable {
    var line: Int
    var column: Int

    static let start = Place(line: 1, column: 1)
}

/// A value with the place where it begins.
struct TOMLNode {
    var value: TOMLValue
    var place: Place
}

/// A key of a table, with both places.
struct TOMLEntry {
    var key: String
    var keyPlace: Place
    var node: TOMLNode
}

/// What TOML can say.
enum TOMLValue {
    case string(String)
    case integer(Int64)
    case float(Double)
    case boolean(Bool)
    case date
    case array([TOMLNode])
    /// In the order of the file.
    case table([TOMLEntry])

    /// The value in words, for "expected …, found …"; never more than the first characters of a string.
    var words: String {
        switch self {
        case .string(let text): "the string \"\(text.shortened(to: 40))\""
        case .integer(let number): "the integer \(number)"
        case .float(let number): "the number \(number)"
        case .boolean(let value): "\(value)"
        case .date: "a date"
        case .array: "an array"
        case .table: "a table"
        }
    }

    /// The kind of value, for keys whose values are nobody's business.
    var kind: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a number"
        case .boolean: "a boolean"
        case .date: "a date"
        case .array: "an array"
        case .table: "a table"
        }
    }
}

extension String {
    /// The first characters on one line, without control characters, and an ellipsis when there was more.
    func shortened(to count: Int) -> String {
        var out = String.UnicodeScalarView()
        var taken = 0
        for scalar in unicodeScalars {
            guard taken < count else { return String(out) + "…" }
            out.append(scalar.isControl ? " " : scalar)
            taken += 1
        }
        return String(out)
    }
}

extension Unicode.Scalar {
    /// C0, DEL and C1, line and paragraph separators, and the controls that turn the direction of text around.
    var isControl: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
