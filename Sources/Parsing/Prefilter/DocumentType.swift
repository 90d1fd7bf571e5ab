/// A DOCTYPE: where it ends, and the harmless entities that it declares (XML 1.0 2.8, 4.2).
///
/// The parser never sees it: external subsets, parameter entities and entities that name entities end here.
struct DocumentType {
    /// Offset after the closing bracket.
    private(set) var end: Int
    /// Names and replacement texts of internal entities without markup and references.
    private(set) var entities: [[UInt8]: [UInt8]] = [:]

    /// Bytes of a replacement text that is believed, and how many of them.
    private static let longestValue = 1024
    private static let mostEntities = 256

    /// Reads the declaration that begins with `<!` at `start`.
    init(_ text: [UInt8], at start: Int) {
        end = start + 2
        var quote: UInt8 = 0
        var depth = 0
        while end < text.count {
            let byte = text[end]
            end += 1
            switch byte {
            case quote where quote != 0: quote = 0
            case _ where quote != 0: break
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "<"): skipInner(text)
            case UInt8(ascii: ">") where depth <= 0: return
            default: break
            }
        }
    }

    /// Reads one declaration of the internal subset; `end` is after its `<`.
    private mutating func skipInner(_ text: [UInt8]) {
        let rest = text[end...]
        if rest.starts(with: "!--".utf8) {
            while end < text.count, !text[end...].starts(with: "-->".utf8) { end += 1 }
            return
        }
        var quote: UInt8 = 0
        let start = end
        while end < text.count {
            let byte = text[end]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                break
            }
            end += 1
        }
        if rest.starts(with: "!ENTITY".utf8) { declare(text[start..<end].dropFirst(7)) }
        if end < text.count { end += 1 }
    }

    private mutating func declare(_ declaration: ArraySlice<UInt8>) {
        let words = declaration.drop(while: \.isXMLBlank)
        let name = words.prefix { !$0.isXMLBlank }
        let value = words.dropFirst(name.count).drop(while: \.isXMLBlank)
        guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return
        }
        let text = value.dropFirst().prefix { $0 != quote }
        guard text.count <= Self.longestValue, entities.count < Self.mostEntities,
            !text.contains(UInt8(ascii: "&")), !text.contains(UInt8(ascii: "<")),
            !text.contains(UInt8(ascii: "%"))
        else { return }
        if entities[Array(name)] == nil { entities[Array(name)] = Array(text) }
    }
}
