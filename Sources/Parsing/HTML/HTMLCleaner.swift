package import Articles

/// Reads the HTML of articles: one pass over the bytes, no tree, sanitised HTML and plain text out.
///
/// The tokenizer follows WHATWG HTML 13.2.5, and of tree construction what decides where text belongs: implied end
/// tags, scopes, svg and math, raw text. Only names from a list are written, every value is judged, every element
/// is closed. Every byte is looked at a bounded number of times, whatever the source does.
///
/// It keeps its buffers, so use one for many articles.
package struct HTMLCleaner: ~Copyable {
    /// What came of one source.
    package struct Result: Sendable {
        /// Where the sanitised HTML stands in the buffer that was given.
        package var html: ByteRange
        /// Where its plain text stands in the buffer that was given.
        package var text: ByteRange
        /// Whether the source, or what would have been written, was longer than `Limits.htmlBytes` and was cut.
        package var isTruncated: Bool
        /// The absolute address of the first image that is no tracking pixel; nil when there is none.
        package var firstImage: [UInt8]?
    }

    /// Bytes of a source that are read; raised only where it is measured that the time grows with the bytes.
    package var limit = Limits.htmlBytes
    var html = ByteBuffer()
    var text = PlainTextWriter()
    var open = OpenElements()
    var tag = HTMLTag()
    var address = HTMLAddress()
    /// An attribute's value with its references decoded.
    var value: [UInt8] = []
    var firstImage: [UInt8]?
    /// A dropped element that was not opened because too many were, and how deep it is in itself.
    var overflow = (element: HTMLElement.unknown, depth: 0)
    var writesHTML = true
    /// Turns of the reader, elements closed, and bytes looked at again, for the test that says they are few.
    var steps = 0
    let markup = HTMLMarkup.shared

    /// Makes a reader with empty buffers.
    package init() {}

    /// Appends the sanitised HTML of `source` to `html` and its plain text to `text`; relative URLs start from `base`
    /// and are left out where there is none.
    package mutating func clean(
        _ source: Span<UInt8>, base: Span<UInt8>?, html: inout [UInt8], text: inout [UInt8]
    ) -> Result {
        writesHTML = true
        let isTruncated = read(source, base: base)
        let starts = (html: html.count, text: text.count)
        self.html.copy(to: &html)
        self.text.bytes.copy(to: &text)
        return Result(
            html: ByteRange(starts.html..<html.count),
            text: ByteRange(starts.text..<text.count),
            isTruncated: isTruncated, firstImage: firstImage)
    }

    /// Appends only the plain text of `source`, for titles and summaries; on one line when `singleLine`.
    package mutating func plainText(_ source: Span<UInt8>, into text: inout [UInt8], singleLine: Bool) {
        writesHTML = false
        _ = read(source, base: nil, singleLine: singleLine)
        self.text.bytes.copy(to: &text)
    }
}

extension HTMLCleaner {
    /// Whether what is read now is written.
    var isVisible: Bool { open.droppedCount == 0 && overflow.depth == 0 }

    /// Reads a whole source into `html` and `text`; true when it was cut.
    private mutating func read(_ source: Span<UInt8>, base: Span<UInt8>?, singleLine: Bool = false) -> Bool {
        let none: [UInt8] = []
        if let base { return read(source, from: base, singleLine: singleLine) }
        return read(source, from: none.span, singleLine: singleLine)
    }

    private mutating func read(_ source: Span<UInt8>, from base: Span<UInt8>, singleLine: Bool) -> Bool {
        html.removeAll()
        text.begin(singleLine: singleLine)
        address.begin()
        firstImage = nil
        overflow.depth = 0
        steps = 0
        let kept = source.extracting(0..<source.soundCut(at: limit))
        let fault = UTF8Repair.firstFault(in: kept)
        let isComplete: Bool
        if fault < kept.count {
            isComplete = readMarkup(UTF8Repair.repaired(kept, firstFault: fault).span, base: base)
        } else {
            isComplete = readMarkup(kept, base: base)
        }
        close(downTo: 0)
        text.finish()
        return !isComplete || kept.count < source.count
    }

    /// Reads to the end, or until enough is written; then false.
    private mutating func readMarkup(_ source: Span<UInt8>, base: Span<UInt8>) -> Bool {
        var index = 0
        while index < source.count {
            steps += 1
            if !isVisible {
                index = source.firstIndex(of: UInt8(ascii: "<"), from: index)
            } else {
                index = readText(source, from: index)
            }
            guard index < source.count else { return true }
            if source[index] == UInt8(ascii: "<") { index = readTag(source, at: index, base: base) }
            if html.count > limit { return false }
        }
        return true
    }

    /// Writes text up to a `<`, or up to what was a single byte or reference of another kind.
    @inline(__always)
    private mutating func readText(_ source: Span<UInt8>, from start: Int) -> Int {
        let end = source.endOfPlainText(from: start)
        if end > start {
            if text.isPreformatted {
                text.write(preformatted: source, start..<end)
            } else {
                text.write(words: source, start..<end)
            }
            if writesHTML { html.append(source, start..<end) }
        }
        guard end < source.count, source[end] != UInt8(ascii: "<") else { return end }
        return readOddByte(source, at: end)
    }

    /// Writes what stands at an index where plain text has ended, and returns the index behind it.
    private mutating func readOddByte(_ source: Span<UInt8>, at index: Int) -> Int {
        switch source[index] {
        case UInt8(ascii: "&"): return readReference(source, at: index)
        case 0: return index + 1
        case 0xC2:
            // What is read is UTF-8, so a second byte is there.
            guard index + 1 < source.count else { return index + 1 }
            // C1 controls come of windows-1252 that was taken for Latin-1 and turned into UTF-8: "don\u{92}t".
            write(scalar: Windows1252.character(meantBy: UInt32(source[index + 1])))
            return index + 2
        case let byte where byte.isHTMLSpace && !text.isPreformatted:
            var end = index + 1
            while end < source.count, source[end].isHTMLSpace { end += 1 }
            text.separate(.blank)
            if writesHTML { html.append(source, index..<end) }
            return end
        case let byte:
            write(scalar: UInt32(byte))
            return index + 1
        }
    }

    private mutating func readTag(_ source: Span<UInt8>, at start: Int, base: Span<UInt8>) -> Int {
        let index = start + 1
        guard index < source.count else {
            write(scalar: 0x3C)
            return index
        }
        switch source[index] {
        case let byte where byte.isASCIILetter:
            guard let end = tag.read(source, from: index) else { return source.count }
            return readStartTag(source, end: end, base: base)
        case UInt8(ascii: "/") where index + 1 < source.count:
            if source[index + 1].isASCIILetter {
                guard let end = tag.read(source, from: index + 1) else { return source.count }
                readEndTag(tag.element)
                return end
            }
            return min(source.firstIndex(of: UInt8(ascii: ">"), from: index + 1) + 1, source.count)
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            return HTMLSkipping.declaration(source, at: start, inForeignContent: open.space != .html)
        default:
            write(scalar: 0x3C)
            return index
        }
    }

    private mutating func readReference(_ source: Span<UInt8>, at start: Int) -> Int {
        if start + 1 < source.count, source[start + 1].isASCIILetter { steps += HTMLEntities.longestName }
        guard let reference = HTMLReference(source, at: start, inAttribute: false) else {
            write(scalar: 0x26)
            return start + 1
        }
        write(scalar: reference.first)
        if reference.second != 0 { write(scalar: reference.second) }
        return start + reference.length
    }

    private mutating func write(scalar: UInt32) {
        guard isVisible else { return }
        text.write(scalar: scalar)
        guard writesHTML else { return }
        switch scalar {
        case 0x26: html.append("&amp;")
        case 0x3C: html.append("&lt;")
        case 0x3E: html.append("&gt;")
        case 0: break
        default: html.append(scalar: scalar)
        }
    }
}

extension Span<UInt8> {
    /// Where at most `limit` bytes can be cut: not inside a character, not inside a reference.
    fileprivate func soundCut(at limit: Int) -> Int {
        guard count > limit else { return count }
        var cut = limit
        while cut > 0, self[cut] & 0xC0 == 0x80 { cut -= 1 }
        for index in stride(from: cut - 1, through: max(0, cut - 33), by: -1) {
            switch self[index] {
            case UInt8(ascii: "&"): return index
            case let byte where byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "#"): continue
            default: return cut
            }
        }
        return cut
    }
}
