import Articles

/// Where the feed begins in a document: after blanks, PHP warnings and other junk, or inside an HTML page.
struct DocumentStart {
    /// Offset at which the prefilter begins.
    var offset = 0
    /// True when something stood before the feed that should not.
    var hasJunk = false
    /// True when a DOCTYPE stands before the root, which only the prefilter reads.
    private(set) var hasDocumentType = false

    /// Elements that a feed begins with; a lone `item` is met in fragments.
    private static let roots = ["rss", "rdf", "feed", "channel", "entry"]

    /// Finds the root element of a feed; throws what the document is instead when there is none.
    init(_ text: [UInt8], from begin: Int = 0) throws(NotAFeed) {
        var cursor = Cursor(text: text, position: begin)
        let first = cursor.skipProlog()
        let name = cursor.elementName()
        hasDocumentType = first.hasDocumentType
        if let name, Self.roots.contains(name) {
            hasJunk = first.hasJunk
            offset = first.start
            return
        }
        if let root = Self.findRoot(in: text, from: cursor.position) {
            offset = root
            hasJunk = true
            return
        }
        throw Self.describe(text, firstElement: name)
    }

    /// Where the document goes on after its XML declaration, which no parser of decoded text may believe.
    func endOfDeclaration(in text: [UInt8]) -> Int {
        let declaration = text[offset...]
        guard declaration.starts(with: "<?xml".utf8), declaration.dropFirst(5).first?.isXMLBlank == true,
            let end = declaration.firstIndex(of: Array("?>".utf8))
        else { return offset }
        return end + 2
    }

    private static func findRoot(in text: [UInt8], from start: Int) -> Int? {
        var cursor = Cursor(text: text, position: start)
        while cursor.position < text.count {
            if text[cursor.position] == UInt8(ascii: "<") {
                if cursor.skipComment() { continue }
                // `channel` and `entry` alone are too common in other documents to be looked for.
                if let name = cursor.elementName(), roots.prefix(3).contains(name) { return cursor.position }
            }
            cursor.position += 1
        }
        return nil
    }

    private static func describe(_ text: [UInt8], firstElement name: String?) -> NotAFeed {
        let head = text.prefix(64 << 10)
        if name == "html" || name == "head" || name == "body"
            || head.firstIndex(of: Array("<html".utf8)) != nil
            || head.firstIndex(of: Array("<!doctype html".utf8)) != nil
        {
            guard let title = title(of: head) else {
                return NotAFeed(code: "html", message: "this is an HTML page, not a feed")
            }
            return NotAFeed(
                code: "html", message: "this is an HTML page, not a feed: \u{201C}\(title)\u{201D}")
        }
        if let name {
            return NotAFeed(code: "not-a-feed", message: "this is XML, but <\(name.prefix(64))> is no feed")
        }
        return NotAFeed(code: "not-xml", message: "this is neither XML nor JSON")
    }

    private static func title(of page: ArraySlice<UInt8>) -> String? {
        guard let tag = page.firstIndex(of: Array("<title".utf8)) else { return nil }
        let text = page[tag...].drop { $0 != UInt8(ascii: ">") }.dropFirst().prefix(200)
            .prefix { $0 != UInt8(ascii: "<") }
        let title = String(decoding: text.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
        let words = title.split(separator: " ").joined(separator: " ")
        return words.isEmpty ? nil : words
    }
}

/// A place in the text before the root element.
private struct Cursor {
    let text: [UInt8]
    var position: Int

    /// Passes declaration, comments, instructions and DOCTYPE; says where reading may begin, whether a blank stood
    /// before the declaration, where XML allows nothing, and whether there was a DOCTYPE.
    mutating func skipProlog() -> (start: Int, hasJunk: Bool, hasDocumentType: Bool) {
        let blank = skipBlank()
        let start = position
        let hasJunk = blank > 0 && text[position...].starts(with: "<?xml".utf8)
        var hasDocumentType = false
        while position + 1 < text.count, text[position] == UInt8(ascii: "<") {
            if skipComment() {
            } else if text[position + 1] == UInt8(ascii: "?") {
                skip(past: UInt8(ascii: ">"))
            } else if text[position + 1] == UInt8(ascii: "!") {
                position = DocumentType(text, at: position).end
                hasDocumentType = true
            } else {
                break
            }
            _ = skipBlank()
        }
        return (start, hasJunk, hasDocumentType)
    }

    /// The local name of the element whose tag stands here, in small letters.
    func elementName() -> String? {
        guard position < text.count, text[position] == UInt8(ascii: "<") else { return nil }
        let name = text[(position + 1)...].prefix(128).prefix { byte in
            !byte.isXMLBlank && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "/")
                && byte != UInt8(ascii: "<")
        }
        guard let first = name.first, XMLByte.startsName(first) else { return nil }
        let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
        return String(decoding: local.map(\.asciiLowercased), as: UTF8.self)
    }

    /// Passes a comment; false when none stands here.
    mutating func skipComment() -> Bool {
        guard text[position...].starts(with: "<!--".utf8) else { return false }
        position += 4
        while position < text.count, !text[position...].starts(with: "-->".utf8) { position += 1 }
        position = min(position + 3, text.count)
        return true
    }

    private mutating func skip(past byte: UInt8) {
        while position < text.count, text[position] != byte { position += 1 }
        position = min(position + 1, text.count)
    }

    private mutating func skipBlank() -> Int {
        let start = position
        while position < text.count, text[position].isXMLBlank || text[position] == 0 { position += 1 }
        return position - start
    }
}
