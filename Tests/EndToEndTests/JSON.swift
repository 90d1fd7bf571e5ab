/// A JSON value, read strictly and without any code of newslog: what another program would see.
enum JSON: Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A key and its value; members keep their order.
    struct Member: Equatable {
        var key: String
        var value: JSON
    }

    struct Malformed: Error { var offset: Int }

    /// Reads one value; nothing may follow it.
    init(parsing bytes: [UInt8]) throws {
        var parser = JSONParser(bytes: bytes)
        self = try parser.value()
        parser.skipBlank()
        guard parser.position == bytes.count else { throw Malformed(offset: parser.position) }
    }

    /// The value of a key; null where there is none.
    subscript(key: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members.first { $0.key == key }?.value ?? .null
    }

    /// The element at a place; null where there is none.
    subscript(index: Int) -> JSON {
        elements.indices.contains(index) ? elements[index] : .null
    }

    var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }
    var keys: [String] { if case .object(let members) = self { members.map(\.key) } else { [] } }
}

private struct JSONParser {
    let bytes: [UInt8]
    var position = 0

    var malformed: JSON.Malformed { JSON.Malformed(offset: position) }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipBlank() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    mutating func take(_ word: StaticString) -> Bool {
        let text = Array("\(word)".utf8)
        guard bytes[position...].starts(with: text) else { return false }
        position += text.count
        return true
    }

    mutating func value() throws -> JSON {
        skipBlank()
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t") where take("true"): return .bool(true)
        case UInt8(ascii: "f") where take("false"): return .bool(false)
        case UInt8(ascii: "n") where take("null"): return .null
        default: return try number()
        }
    }

    private mutating func object() throws -> JSON {
        position += 1
        var members: [JSON.Member] = []
        skipBlank()
        if take("}") { return .object([]) }
        repeat {
            skipBlank()
            guard next == UInt8(ascii: "\"") else { throw malformed }
            let key = try string()
            skipBlank()
            guard take(":") else { throw malformed }
            members.append(JSON.Member(key: key, value: try value()))
            skipBlank()
        } while take(",")
        guard take("}") else { throw malformed }
        return .object(members)
    }

    private mutating func array() throws -> JSON {
        position += 1
        var elements: [JSON] = []
        skipBlank()
        if take("]") { return .array([]) }
        repeat {
            elements.append(try value())
            skipBlank()
        } while take(",")
        guard take("]") else { throw malformed }
        return .array(elements)
    }

    private mutating func number() throws -> JSON {
        let text = bytes[position...].prefix {
            (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
        }
        guard let number = Double(String(decoding: text, as: UTF8.self)) else { throw malformed }
        position += text.count
        return .number(number)
    }

    private mutating func string() throws -> String {
        position += 1
        var units: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else { throw malformed }
                return text
            case UInt8(ascii: "\\"): units += try escaped()
            case 0..<0x20: throw malformed
            default: units.append(byte)
            }
        }
        throw malformed
    }

    private mutating func escaped() throws -> [UInt8] {
        guard let byte = next else { throw malformed }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"):
            var scalar = try hex()
            if (0xD800..<0xDC00).contains(scalar), take("\\u") {
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (try hex()) - 0xDC00
            }
            guard let character = Unicode.Scalar(scalar) else { throw malformed }
            return Array(String(character).utf8)
        default: throw malformed
        }
    }

    private mutating func hex() throws -> UInt32 {
        guard position + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw malformed }
        position += 4
        return value
    }
}
