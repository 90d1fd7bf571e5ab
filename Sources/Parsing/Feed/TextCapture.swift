import Articles

/// The text that is being gathered: for which element, and how it is to be read.
struct TextCapture: ~Copyable {
    /// Depth of the element it belongs to; 0 while nothing is gathered.
    private(set) var depth = 0
    private(set) var mode = TextMode.raw
    var text = ByteBuffer()

    /// Whether text is wanted.
    var isOpen: Bool { depth > 0 }

    /// Whether text is taken as it comes; otherwise it stands between tags that are written out.
    var isVerbatim = true

    /// Begins to gather the text of an element.
    mutating func begin(depth: Int, mode: TextMode) {
        self.depth = depth
        self.mode = mode
        isVerbatim = !mode.isMarkup
        text.removeAll()
    }

    /// Takes a `div` that stands around escaped HTML; false when this is none, and the element is markup.
    mutating func takesDivision(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard mode == .escaped, unsafe name.elementsEqual("div".utf8),
            unsafe text.bytes.allSatisfy(\.isXMLBlank)
        else { return false }
        mode = .xhtml
        return true
    }

    /// Plain text has no markup: what has is markup, whatever its type says.
    mutating func turnIntoMarkup() {
        mode = .markup
        let bytes = unsafe Array(text.bytes)
        var escaped = bytes
        let range = escaped.escapedWhereMarkup(ByteRange(0..<bytes.count))
        text.replace(by: escaped[range])
    }

    /// Ends it: moves the finished text to the end of the arena, trimmed and decoded, and returns where it stands.
    mutating func finish(_ arena: inout [UInt8]) -> ByteRange {
        depth = 0
        let range = unsafe arena.adding(trimmed: text.bytes)
        switch mode {
        case .raw, .escaped, .markup: return range
        case .xhtml: return arena.withoutDivision(range)
        case .plain:
            let hasMarkup = arena.span.extracting(range.indices).firstMarkup() < Int(range.count)
            return hasMarkup ? arena.escapedWhereMarkup(range) : range
        case .base64, .base64Plain:
            guard let decoded = Base64.decode(arena[range]), UTF8Census(decoded).errors == 0 else {
                return range
            }
            let text = arena.adding(decoded)
            return mode == .base64
                ? arena.trimmedBlank(text) : arena.escapedWhereMarkup(arena.trimmedBlank(text))
        }
    }
}

extension FeedBuilder {
    /// Writes out a start tag inside a text.
    mutating func openMarkup(_ name: UnsafeBufferPointer<UInt8>, _ attributes: XMLAttributes) {
        if capture.mode == .plain { capture.turnIntoMarkup() }
        capture.text.append(UInt8(ascii: "<"))
        unsafe capture.text.append(name)
        for index in 0..<attributes.count {
            capture.text.append(UInt8(ascii: " "))
            unsafe capture.text.append(attributes.localName(index))
            capture.text.append("=\"")
            unsafe attributes.withValue(index) { unsafe capture.text.append(escaping: $0, inAttribute: true) }
            capture.text.append(UInt8(ascii: "\""))
        }
        if unsafe VoidElements.contains(name) { capture.text.append(" /") }
        capture.text.append(UInt8(ascii: ">"))
    }

    /// Writes out an end tag inside a text.
    mutating func closeMarkup(_ name: UnsafeBufferPointer<UInt8>) {
        guard unsafe !VoidElements.contains(name) else { return }
        capture.text.append("</")
        unsafe capture.text.append(name)
        capture.text.append(UInt8(ascii: ">"))
    }
}

extension ByteBuffer {
    /// Appends text with what HTML would read as markup escaped.
    mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
        var clean = 0
        for index in bytes.indices {
            let replacement: StaticString
            switch unsafe bytes[index] {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">") where !inAttribute: replacement = "&gt;"
            case UInt8(ascii: "\"") where inAttribute: replacement = "&quot;"
            default: continue
            }
            unsafe append(UnsafeBufferPointer(rebasing: bytes[clean..<index]))
            append(replacement)
            clean = index + 1
        }
        unsafe append(UnsafeBufferPointer(rebasing: bytes[clean...]))
    }

    /// Forgets the bytes and takes others.
    mutating func replace(by bytes: ArraySlice<UInt8>) {
        removeAll()
        unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
    }
}

/// Elements of HTML that have no end tag (HTML 13.1.2).
enum VoidElements {
    private static let names = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ].map { Array($0.utf8) }

    static func contains(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        name.count <= 6 && names.contains { unsafe $0.elementsEqual(name) }
    }
}

extension [UInt8] {
    /// Appends bytes without the blanks at both ends, and says where they went.
    mutating func adding(trimmed bytes: UnsafeBufferPointer<UInt8>) -> ByteRange {
        var first = 0
        var end = bytes.count
        while end > first, unsafe bytes[end &- 1].isXMLBlank { end &-= 1 }
        while first < end, unsafe bytes[first].isXMLBlank { first &+= 1 }
        let start = count
        unsafe append(contentsOf: UnsafeBufferPointer(rebasing: bytes[first..<end]))
        return ByteRange(start..<count)
    }

    /// Plain text as HTML source: the range itself, or a copy in which what would be a tag or a reference is escaped.
    ///
    /// `1 < 2 & 3` needs nothing: HTML reads it as it stands.
    mutating func escapedWhereMarkup(_ range: ByteRange) -> ByteRange {
        guard self[range].indices.contains(where: { isMarkup(at: $0, before: range.indices.upperBound) })
        else {
            return range
        }
        let start = count
        for index in range.indices {
            let isMarkup = isMarkup(at: index, before: range.indices.upperBound)
            switch self[index] {
            case UInt8(ascii: "<") where isMarkup: append("&lt;")
            case UInt8(ascii: "&") where isMarkup: append("&amp;")
            case let byte: append(byte)
            }
        }
        return ByteRange(start..<count)
    }

    private func isMarkup(at index: Int, before end: Int) -> Bool {
        guard self[index] == UInt8(ascii: "<") || self[index] == UInt8(ascii: "&"), index + 1 < end else {
            return false
        }
        let next = self[index + 1]
        let isLetter = (0x61...0x7A).contains(next | 0x20)
        if self[index] == UInt8(ascii: "&") { return isLetter || next == UInt8(ascii: "#") }
        return isLetter || [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(next)
    }

    /// The range inside of the one `div` that stands around XHTML (RFC 4287 3.1.1.3).
    func withoutDivision(_ range: ByteRange) -> ByteRange {
        let text = self[range]
        guard text.starts(with: "<div".utf8), let open = text.firstIndex(of: UInt8(ascii: ">")),
            text.suffix(6).elementsEqual("</div>".utf8)
        else { return range }
        // `<div>…</div><div>…</div>` is two, and both are content.
        var depth = 0
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "<") {
                let rest = text[index...].prefix(6)
                if rest.starts(with: "</div>".utf8) {
                    depth -= 1
                    if depth == 0, index + 6 < text.endIndex { return range }
                } else if rest.starts(with: "<div>".utf8) || rest.starts(with: "<div ".utf8) {
                    depth += 1
                }
            }
            index += 1
        }
        return trimmedBlank(ByteRange(open + 1..<text.endIndex - 6))
    }
}
