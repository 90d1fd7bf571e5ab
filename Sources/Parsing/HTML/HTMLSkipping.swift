/// What is passed over without being read as markup; each ends at its own mark or at the end of the source, and is
/// never read twice.
enum HTMLSkipping {
    /// The index after the comment, doctype or other declaration whose `<!` or `<?` stands at `start`.
    static func declaration(_ source: Span<UInt8>, at start: Int, inForeignContent: Bool) -> Int {
        if source.hasBytes("<!--", at: start) { return comment(source, from: start + 4) }
        if inForeignContent, source.hasBytes("<![CDATA[", at: start) {
            return after("]]>", in: source, from: start + 9)
        }
        return min(source.firstIndex(of: UInt8(ascii: ">"), from: start + 2) + 1, source.count)
    }

    /// The index after a comment whose text begins at `start`: `-->`, `--!>`, and `<!-->` and `<!--->` at once.
    private static func comment(_ source: Span<UInt8>, from start: Int) -> Int {
        if source.hasBytes(">", at: start) { return start + 1 }
        if source.hasBytes("->", at: start) { return start + 2 }
        var index = start
        while true {
            index = source.firstIndex(of: UInt8(ascii: "-"), from: index)
            guard index < source.count else { return source.count }
            if source.hasBytes("-->", at: index) { return index + 3 }
            if source.hasBytes("--!>", at: index) { return index + 4 }
            index += 1
        }
    }

    /// The index after the end tag of a raw text element whose text begins at `start`.
    static func rawText(_ source: Span<UInt8>, from start: Int, of element: HTMLElement) -> Int {
        switch element {
        case .plaintext: source.count
        case .script: script(source, from: start)
        case .iframe: afterEndTag("iframe", in: source, from: start)
        case .noembed: afterEndTag("noembed", in: source, from: start)
        case .noframes: afterEndTag("noframes", in: source, from: start)
        case .style: afterEndTag("style", in: source, from: start)
        case .textarea: afterEndTag("textarea", in: source, from: start)
        case .title: afterEndTag("title", in: source, from: start)
        case .xmp: afterEndTag("xmp", in: source, from: start)
        default: start
        }
    }

    private static func afterEndTag(_ name: StaticString, in source: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while true {
            index = source.firstIndex(of: UInt8(ascii: "<"), from: index)
            guard index < source.count else { return source.count }
            if source.hasBytes("</", at: index), source.hasTagName(name, at: index + 2) {
                return endOfTag(source, from: index + 2)
            }
            index += 1
        }
    }

    /// Script: an end tag inside of `<!-- <script>` is not the script's own (WHATWG HTML 13.2.5.17 and on).
    private static func script(_ source: Span<UInt8>, from start: Int) -> Int {
        var index = start
        var (isEscaped, isDoublyEscaped) = (false, false)
        while index < source.count {
            switch source[index] {
            case UInt8(ascii: "<"):
                if !isEscaped, source.hasBytes("<!--", at: index) {
                    isEscaped = true
                    // The two dashes may be the ones of `-->` as well.
                    index += 2
                } else if source.hasBytes("</", at: index), source.hasTagName("script", at: index + 2) {
                    if !isDoublyEscaped { return endOfTag(source, from: index + 2) }
                    isDoublyEscaped = false
                    index += 8
                } else if isEscaped, source.hasTagName("script", at: index + 1) {
                    isDoublyEscaped = true
                    index += 7
                } else {
                    index += 1
                }
            case UInt8(ascii: "-") where isEscaped:
                if source.hasBytes("-->", at: index) {
                    (isEscaped, isDoublyEscaped) = (false, false)
                    index += 3
                } else {
                    index += 1
                }
            default:
                index += 1
            }
        }
        return index
    }

    /// The index after the `>` of an end tag, whose attributes may hold one; the end of the source without.
    private static func endOfTag(_ source: Span<UInt8>, from start: Int) -> Int {
        var tag = HTMLTag()
        return tag.read(source, from: start) ?? source.count
    }

    private static func after(_ mark: StaticString, in source: Span<UInt8>, from start: Int) -> Int {
        let last = mark.utf8CodeUnitCount
        var index = start
        while index + last <= source.count {
            index = source.firstIndex(of: UInt8(ascii: "]"), from: index)
            if source.hasBytes(mark, at: index) { return index + last }
            index += 1
        }
        return source.count
    }
}

extension Span<UInt8> {
    /// Whether a tag of this lower-case name begins at `index`, in any case, and ends there.
    func hasTagName(_ name: StaticString, at index: Int) -> Bool {
        let end = index + name.utf8CodeUnitCount
        guard end < count, hasLowercased(name, at: index) else { return false }
        return self[end].isHTMLSpace || self[end] == UInt8(ascii: "/") || self[end] == UInt8(ascii: ">")
    }
}
