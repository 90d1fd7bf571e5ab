/// A pull reader of JSON text (RFC 8259) over bytes: no tree, no numbers lost to floating point.
///
/// One reader serves article lines, JSON Feed and the control socket. It is strict about structure and forgiving
/// about strings: a lone surrogate becomes U+FFFD, raw control characters are taken as they are.
public struct JSONReader: Sendable {
    /// What stands next.
    public enum Kind: Sendable { case object, array, string, number, bool, null, end, invalid }

    /// The text being read.
    public let bytes: [UInt8]
    /// Where the next token begins; also where a syntax error was met.
    public private(set) var position: Int
    private let end: Int
    /// Whether a container was entered and nothing of it read, so that no comma is due.
    private var hasJustEntered = false
    /// Deepest nesting that `skipValue` follows; hostile depth costs no stack because nothing recurses.
    private static let deepest = 512

    /// Reads `bytes`, or the part of it in `range`.
    public init(_ bytes: [UInt8], range: Range<Int>? = nil) {
        self.bytes = bytes
        position = range?.lowerBound ?? 0
        end = range?.upperBound ?? bytes.count
    }

    /// The kind of the next value.
    public mutating func peek() -> Kind {
        skipBlank()
        guard position < end else { return .end }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), 0x30...0x39: return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        default: return .invalid
        }
    }

    /// Enters an object or array; false when none stands here.
    public mutating func enter() -> Bool {
        switch peek() {
        case .object, .array:
            position += 1
            hasJustEntered = true
            return true
        default: return false
        }
    }

    /// Moves to the next key of the entered object and returns the raw range of its text (escapes included, quotes
    /// not); nil at the closing brace (consumed) or at a syntax error.
    public mutating func nextKey() -> Range<Int>? {
        guard nextElement(closing: UInt8(ascii: "}")), peek() == .string, let key = rawString() else {
            return nil
        }
        skipBlank()
        guard position < end, bytes[position] == UInt8(ascii: ":") else { return nil }
        position += 1
        return key
    }

    /// Moves to the next element of the entered array; false at the closing bracket (consumed) or at an error.
    public mutating func nextElement() -> Bool { nextElement(closing: UInt8(ascii: "]")) }

    /// Reads a string and returns the raw range between its quotes; nil when no string stands here.
    public mutating func rawString() -> Range<Int>? {
        guard peek() == .string else { return nil }
        let start = position + 1
        var index = start
        while true {
            index = bytes.span.firstIndex(
                of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: index, before: end)
            guard index < end, bytes[index] == UInt8(ascii: "\\") else { break }
            index += 2
        }
        guard index < end else { return nil }
        position = index + 1
        return start..<index
    }

    /// Reads a string or nothing: appends its unescaped text to `output`; false when no string stood here.
    public mutating func string(into output: inout [UInt8]) -> Bool {
        guard let raw = rawString() else { return false }
        unescape(raw, into: &output)
        return true
    }

    /// Reads a string as text; nil when another value stands here (which is not consumed).
    public mutating func string() -> String? {
        var text: [UInt8] = []
        return string(into: &text) ? String(decoding: text, as: UTF8.self) : nil
    }

    /// Reads the raw range of a number; nil when none stands here.
    public mutating func rawNumber() -> Range<Int>? {
        guard peek() == .number else { return nil }
        let start = position
        while position < end, Self.isNumberByte(bytes[position]) { position += 1 }
        return start..<position
    }

    /// Reads a whole number; nil when none stands here or it does not fit (a fraction is cut off).
    public mutating func integer() -> Int? {
        guard let range = rawNumber() else { return nil }
        let digits = bytes[range].prefix { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        guard bytes[range].contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
            return Int(String(decoding: digits, as: UTF8.self))
        }
        // Hardly anybody writes 1.5e6 for a whole number, so floating point will do.
        return Double(String(decoding: bytes[range], as: UTF8.self)).flatMap {
            Int(exactly: $0.rounded(.towardZero))
        }
    }

    /// Reads true or false; nil when neither stands here.
    public mutating func bool() -> Bool? {
        skipBlank()
        for (word, value) in [("true", true), ("false", false)]
        where bytes[position..<end].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        return nil
    }

    /// Passes over one whole value; false at a syntax error.
    public mutating func skipValue() -> Bool {
        var open: [UInt8] = []
        repeat {
            hasJustEntered = false
            switch peek() {
            case .object, .array:
                // `}` and `]` stand two behind `{` and `[`.
                open.append(bytes[position] + 2)
                _ = enter()
            case .string: guard rawString() != nil else { return false }
            case .number: guard rawNumber() != nil else { return false }
            case .bool: guard bool() != nil else { return false }
            case .null:
                guard bytes[position..<end].starts(with: "null".utf8) else { return false }
                position += 4
            case .end, .invalid: return false
            }
            guard open.count <= Self.deepest, advanceInside(&open) else { return false }
        } while !open.isEmpty
        return true
    }

    /// Appends the text of a raw string range with its escapes resolved.
    public func unescape(_ raw: Range<Int>, into output: inout [UInt8]) {
        var index = raw.lowerBound
        while index < raw.upperBound {
            let end = bytes[index..<raw.upperBound].firstIndex(of: UInt8(ascii: "\\")) ?? raw.upperBound
            output.append(contentsOf: bytes[index..<end])
            guard end < raw.upperBound else { break }
            guard end + 1 < raw.upperBound else {
                output.append(bytes[end])
                break
            }
            index = end
            let escaped = bytes[index + 1]
            index += 2
            switch escaped {
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "u"): index = unescapeUnicode(at: index, before: raw.upperBound, into: &output)
            default: output.append(escaped)
            }
        }
    }

    /// The text of a raw string range.
    public func text(_ raw: Range<Int>) -> String {
        var output: [UInt8] = []
        unescape(raw, into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether the raw text of a key is this word.
    public func matches(_ raw: Range<Int>, _ word: StaticString) -> Bool {
        guard raw.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { buffer in
            unsafe bytes[raw].elementsEqual(buffer)
        }
    }
}

extension JSONReader {
    private mutating func skipBlank() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Passes a comma, or the closing byte; false when the container is over or the text is wrong.
    private mutating func nextElement(closing: UInt8) -> Bool {
        let isFirst = hasJustEntered
        hasJustEntered = false
        skipBlank()
        guard position < end else { return false }
        if bytes[position] == closing {
            position += 1
            return false
        }
        guard isFirst || passComma() else { return false }
        return position < end && bytes[position] != closing
    }

    private mutating func passComma() -> Bool {
        guard bytes[position] == UInt8(ascii: ",") else { return false }
        position += 1
        skipBlank()
        return true
    }

    /// After a value or an opening bracket: closes what closes, passes commas and keys, and stops before the next value.
    private mutating func advanceInside(_ open: inout [UInt8]) -> Bool {
        while let closing = open.last {
            skipBlank()
            guard position < end else { return false }
            if bytes[position] == closing {
                position += 1
                hasJustEntered = false
                open.removeLast()
                continue
            }
            guard hasJustEntered || passComma() else { return false }
            guard closing == UInt8(ascii: "}") else { return true }
            guard rawString() != nil else { return false }
            skipBlank()
            guard position < end, bytes[position] == UInt8(ascii: ":") else { return false }
            position += 1
            return true
        }
        return true
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
            UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// Reads the four digits after `\u`, and the second half of a surrogate pair, and appends the character.
    private func unescapeUnicode(at start: Int, before limit: Int, into output: inout [UInt8]) -> Int {
        guard let unit = codeUnit(at: start, before: limit) else {
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
            return start
        }
        var next = start + 4
        var scalar = Unicode.Scalar(0xFFFD as UInt32)
        if let plain = Unicode.Scalar(unit) {
            scalar = plain
        } else if unit < 0xDC00, next + 1 < limit, bytes[next] == UInt8(ascii: "\\"),
            bytes[next + 1] == UInt8(ascii: "u"),
            let low = codeUnit(at: next + 2, before: limit), (0xDC00...0xDFFF).contains(low)
        {
            scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
            next += 6
        }
        if let scalar { output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter) }
        return next
    }

    private func codeUnit(at index: Int, before limit: Int) -> UInt16? {
        guard index + 4 <= limit else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = byte.hexadecimalDigit else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
