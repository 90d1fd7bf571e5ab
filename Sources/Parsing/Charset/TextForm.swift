import Articles

/// How a text was made of the bytes of a document, to find its places again in them.
enum TextForm {
    /// The bytes from an offset on, as they are.
    case same(start: Int)
    /// The same, with U+FFFD for what is not UTF-8.
    case repaired(start: Int)
    /// Converted by iconv; so many bytes at the beginning of what came out, a byte order mark, were dropped.
    case converted(charset: String, start: Int, dropped: Int)

    /// Whether the text is the document itself.
    var isSame: Bool {
        if case .same = self { true } else { false }
    }

    /// Where in `bytes` the places of the text stand; these must rise.
    func origins(of places: [Int], in bytes: [UInt8]) -> [Int] {
        switch self {
        case .same(let start): return places.map { min(start + $0, bytes.count) }
        case .repaired(let start): return Self.repairedOrigins(of: places, in: bytes.span, from: start)
        case .converted(let charset, let start, let dropped):
            guard let converter = TextConverter(from: charset) else { return places }
            return converter.origins(of: places.map { $0 + dropped }, in: bytes, from: start)
        }
    }

    /// Where in the text a place in `bytes` stands.
    func place(of origin: Int, in bytes: [UInt8]) -> Int {
        switch self {
        case .same(let start): return max(0, origin - start)
        case .repaired(let start): return Array(bytes[..<max(origin, start)]).repairedUTF8(from: start).count
        case .converted(let charset, let start, let dropped):
            guard let converter = TextConverter(from: charset) else { return origin }
            return max(
                0, converter.convert(Array(bytes[..<max(origin, start)]), from: start).text.count - dropped)
        }
    }

    private static func repairedOrigins(of places: [Int], in bytes: Span<UInt8>, from start: Int) -> [Int] {
        var (source, made) = (start, 0)
        return places.map { place in
            while made < place, source < bytes.count {
                let length = bytes.lengthOfXMLCharacter(at: source)
                made += length > 0 ? length : 3
                source += length > 0 ? length : max(1, bytes.lengthOfUTF8(at: source))
            }
            return source
        }
    }
}
