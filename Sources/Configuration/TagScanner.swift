internal import Articles

/// Walks through the tags of a small XML document, in linear time and without ever following anything.
///
/// No DTD, no entities but the five of XML and numbers, no namespaces: enough for OPML, and nothing to attack.
struct TagScanner {
    /// One tag; text between tags is nobody's business here.
    struct Tag {
        /// In lower case.
        var name: String
        /// Names in lower case, values decoded.
        var attributes: [(name: String, value: String)] = []
        var isClosing = false
        var isSelfClosing = false
        var line: Int

        func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    /// Attributes kept of one tag.
    private static let attributesKept = 64

    private let bytes: [UInt8]
    private var position = 0
    private(set) var line = 1
    /// True when the document ended inside of a tag, a comment or a CDATA section.
    private(set) var isTruncated = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next tag; nil at the end.
    mutating func next() throws(FeedList.Refusal) -> Tag? {
        while skip(to: UInt8(ascii: "<")) {
            if take("<!--") {
                skip(behind: "-->")
            } else if take("<![CDATA[") {
                skip(behind: "]]>")
            } else if take("<?") {
                skip(behind: "?>")
            } else if take("<!") {
                try skipDeclaration()
            } else {
                position += 1
                if let tag = tag() { return tag }
            }
        }
        return nil
    }

    /// A DOCTYPE without a DTD in it is harmless; one with a DTD has no business in a list of feeds.
    private mutating func skipDeclaration() throws(FeedList.Refusal) {
        let start = line
        while let byte = peek(), byte != UInt8(ascii: ">") {
            guard byte != UInt8(ascii: "[") else {
                throw FeedList.Refusal(line: start, message: "a list with a DTD in it is not read")
            }
            advance()
        }
        if peek() == nil { isTruncated = true }
    }

    /// The tag behind `<`; nil when it is none.
    private mutating func tag() -> Tag? {
        var tag = Tag(name: "", line: line)
        if peek() == UInt8(ascii: "/") {
            tag.isClosing = true
            advance()
        }
        tag.name = name()
        guard !tag.name.isEmpty else { return nil }
        while true {
            skipBlanks()
            guard let byte = peek() else {
                isTruncated = true
                return nil
            }
            switch byte {
            case UInt8(ascii: ">"):
                advance()
                return tag
            case UInt8(ascii: "<"): return tag
            case UInt8(ascii: "/"):
                advance()
                tag.isSelfClosing = peek() == UInt8(ascii: ">")
            default:
                let (name, value) = attribute()
                guard !name.isEmpty else { continue }
                if tag.attributes.count < Self.attributesKept, tag.attribute(name) == nil {
                    tag.attributes.append((name, value))
                }
            }
        }
    }

    /// A name and its value; always moves on by at least one byte.
    private mutating func attribute() -> (String, String) {
        let name = name()
        guard !name.isEmpty else {
            advance()
            return ("", "")
        }
        skipBlanks()
        guard peek() == UInt8(ascii: "=") else { return (name, "") }
        advance()
        skipBlanks()
        guard let quote = peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = position
            while let byte = peek(), !byte.isBlank, byte != UInt8(ascii: ">") { advance() }
            return (name, Self.decoded(bytes[start..<position]))
        }
        advance()
        let start = position
        guard skip(to: quote) else { return (name, "") }
        let value = Self.decoded(bytes[start..<position])
        advance()
        return (name, value)
    }

    private mutating func name() -> String {
        let start = position
        while let byte = peek(), byte.isNameByte || byte == UInt8(ascii: ":") || byte >= 0x80 { advance() }
        return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func advance() {
        if bytes[position] == 0x0A { line += 1 }
        position += 1
    }

    private mutating func skipBlanks() {
        while let byte = peek(), byte.isBlank { advance() }
    }

    /// Goes to the next such byte; false, and at the end, when there is none.
    private mutating func skip(to wanted: UInt8) -> Bool {
        while let byte = peek() {
            if byte == wanted { return true }
            advance()
        }
        if wanted != UInt8(ascii: "<") { isTruncated = true }
        return false
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private mutating func skip(behind text: String) {
        while position < bytes.count {
            if take(text) { return }
            advance()
        }
        isTruncated = true
    }

    /// Resolves `&amp;` and its like; whatever else begins with `&` stays as it is, as in many a hand-made list.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "&"), let (scalar, next) = reference(bytes[index...]) {
                out.append(contentsOf: String(Character(scalar)).utf8)
                index = next
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The character of a reference that stands at the start, and where it ends.
    private static func reference(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        guard let end = bytes.prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[(bytes.startIndex + 1)..<end], as: UTF8.self)
        let scalar: Unicode.Scalar? =
            switch name {
            case "amp": "&"
            case "lt": "<"
            case "gt": ">"
            case "quot": "\""
            case "apos": "'"
            default: numeric(name)
            }
        return scalar.map { ($0, end + 1) }
    }

    private static func numeric(_ name: String) -> Unicode.Scalar? {
        let isHexadecimal = name.hasPrefix("#x") || name.hasPrefix("#X")
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard name.hasPrefix("#"), digits.first != "+", digits.first != "-",
            let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), value != 0
        else { return nil }
        return Unicode.Scalar(value)
    }
}

extension UInt8 {
    /// What separates things in XML: space, tab, line feed, carriage return.
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
