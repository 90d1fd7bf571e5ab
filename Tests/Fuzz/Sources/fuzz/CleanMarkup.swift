/// Reads sanitised HTML as narrowly as it should have been written; shares no code with the cleaner.
struct CleanMarkup {
    private let html: [UInt8]
    private var index = 0
    private var open: [String] = []

    private static let elements: Set = [
        "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "caption",
        "cite", "code",
        "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2",
        "h3", "h4",
        "h5", "h6", "header", "hgroup", "i", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "picture",
        "pre", "q",
        "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup",
        "table", "tbody",
        "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "video",
    ]
    private static let voids: Set = ["br", "hr", "img", "source", "track", "wbr"]
    private static let addresses: Set = ["href", "src", "poster", "cite"]
    private static let words: Set = [
        "dir", "lang", "title", "rel", "srcset", "sizes", "alt", "width", "height", "type", "media", "kind",
        "srclang",
        "label", "colspan", "rowspan", "scope", "abbr", "start", "value", "datetime",
    ]
    private static let flags: Set = ["controls", "reversed", "open"]

    /// What is wrong first; nil when nothing is.
    static func fault(in html: [UInt8]) -> String? {
        var reader = CleanMarkup(html: html)
        return reader.read()
    }

    private init(html: [UInt8]) { self.html = html }

    private mutating func read() -> String? {
        while index < html.count {
            let byte = html[index]
            switch byte {
            case UInt8(ascii: "<"): if let fault = readTag() { return fault }
            case UInt8(ascii: "&"): if let fault = readReference() { return fault }
            case UInt8(ascii: ">"): return "a bare > at \(index)"
            case 0: return "NUL at \(index)"
            default: index += 1
            }
        }
        return open.isEmpty ? nil : "\(open) not closed"
    }

    private mutating func readTag() -> String? {
        index += 1
        let isEnd = take("/")
        let name = takeName()
        if isEnd {
            guard take(">") else { return "a malformed end tag at \(index)" }
            return open.popLast() == name ? nil : "the stray end of \(name) at \(index)"
        }
        guard Self.elements.contains(name) || Self.voids.contains(name) else {
            return "the element <\(name)>"
        }
        while !take(">") {
            guard take(" ") else { return "a malformed tag at \(index)" }
            if let fault = readAttribute(of: name) { return fault }
        }
        if !Self.voids.contains(name) { open.append(name) }
        return nil
    }

    private mutating func readAttribute(of element: String) -> String? {
        let name = takeName()
        guard take("=\"") else { return Self.flags.contains(name) ? nil : "the bare attribute \(name)" }
        let start = index
        while index < html.count, html[index] != UInt8(ascii: "\"") {
            switch html[index] {
            case UInt8(ascii: "&"): if let fault = readReference() { return fault }
            case UInt8(ascii: "<"): return "a bare < in \(name)"
            default: index += 1
            }
        }
        let value = html[start..<index]
        guard take("\"") else { return "an open value of \(name)" }
        if Self.addresses.contains(name) {
            let isWeb = value.starts(with: "http://".utf8) || value.starts(with: "https://".utf8)
            let isMail = element == "a" && value.prefix(7).map { $0 | 0x20 }.elementsEqual("mailto:".utf8)
            return isWeb || isMail ? nil : "\(name)=\(String(decoding: value, as: UTF8.self))"
        }
        return Self.words.contains(name) ? nil : "the attribute \(name)"
    }

    private mutating func readReference() -> String? {
        for reference in ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"] where take(reference) { return nil }
        return "a reference that was not resolved at \(index)"
    }

    private mutating func takeName() -> String {
        let start = index
        while index < html.count, html[index].isASCIIWord { index += 1 }
        return String(decoding: html[start..<index], as: UTF8.self)
    }

    private mutating func take(_ word: String) -> Bool {
        guard html[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }
}

extension UInt8 {
    fileprivate var isASCIIWord: Bool { (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) }
}
