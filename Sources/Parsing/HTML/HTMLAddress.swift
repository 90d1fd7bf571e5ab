import Articles

/// What becomes of the URLs in an article: judged, resolved, and never trusted for their spelling.
///
/// Only http and https pass, and mailto for links. Images in `data:` URLs are refused as well: they are the
/// placeholders of lazy loading and pixels, and would be kept in the journal for ever.
struct HTMLAddress {
    /// The source without controls, and the absolute address; both are reused.
    private var stripped: [UInt8] = []
    private(set) var bytes: [UInt8] = []
    /// Bytes that may still be read to resolve relative references of this article; a long base and many short
    /// links would otherwise take quadratic time.
    private var budget = 0
    private static let budgetBytes = 16 << 20

    /// Begins a new article.
    mutating func begin() { budget = Self.budgetBytes }

    /// Judges a URL whose references are decoded and leaves the absolute address in `bytes`; false when it is refused.
    mutating func resolve(_ source: Span<UInt8>, base: Span<UInt8>, isLink: Bool) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        if source.count <= Limits.urlBytes, source.isPlainWebAddress(in: 0..<source.count, ampersands: true) {
            bytes.append(source, 0..<source.count)
            return true
        }
        strip(source)
        guard !stripped.isEmpty, stripped.count <= Limits.urlBytes else { return false }
        switch Scheme(of: stripped.span) {
        case .web:
            // An absolute address needs no base, but `https:page` is a relative one.
            return resolveStripped(base: base)
        case .mail:
            guard isLink else { return false }
            swap(&bytes, &stripped)
            return true
        case .relative:
            return resolveStripped(base: base)
        case .other:
            return false
        }
    }

    private mutating func resolveStripped(base: Span<UInt8>) -> Bool {
        budget -= base.count + stripped.count
        let reference = stripped
        guard budget > 0, WebURL.resolve(reference.span, against: base, into: &bytes) else { return false }
        // What the reference said must still hold for the result: the base is the feed's word too.
        return Scheme(of: bytes.span) == .web
    }

    /// Drops every control character, wherever it stands, and the blanks around.
    private mutating func strip(_ source: Span<UInt8>) {
        stripped.removeAll(keepingCapacity: true)
        for index in source.indices where source[index] >= 0x20 && source[index] != 0x7F {
            if source[index] == 0x20 && stripped.isEmpty { continue }
            stripped.append(source[index])
        }
        while stripped.last == 0x20 { stripped.removeLast() }
    }
}

extension HTMLAddress {
    private enum Scheme {
        case web, mail, relative, other

        /// A colon before the first slash, `?` or `#` makes a scheme, whatever stands before it.
        init(of text: Span<UInt8>) {
            var index = 0
            while index < text.count {
                let byte = text[index]
                if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
                    break
                }
                if byte == UInt8(ascii: ":") {
                    self = Self.named(text, before: index)
                    return
                }
                index += 1
            }
            self = .relative
        }

        private static func named(_ text: Span<UInt8>, before colon: Int) -> Scheme {
            if colon == 5, text.hasLowercased("https", at: 0) { return .web }
            if colon == 4, text.hasLowercased("http", at: 0) { return .web }
            return colon == 6 && text.hasLowercased("mailto", at: 0) ? .mail : .other
        }
    }
}

extension Span<UInt8> {
    /// Whether an absolute web address without anything that would have to be encoded, resolved or refused stands in
    /// `range`, and nothing else: most addresses in articles are, and need no second look.
    ///
    /// Where ampersands are let pass, they must not begin references.
    func isPlainWebAddress(in range: Range<Int>, ampersands: Bool) -> Bool {
        let (start, end) = (range.lowerBound, range.upperBound)
        guard range.count > 8, range.count <= Limits.urlBytes else { return false }
        let beginning = eightBytes(at: start)
        let host: Int
        if beginning == 0x2F2F_3A73_7074_7468 {  // https://
            host = start + 8
        } else if beginning & 0x00FF_FFFF_FFFF_FFFF == 0x2F_2F3A_7074_7468 {  // http://
            host = start + 7
        } else {
            return false
        }
        let path = endOfHost(from: host, before: end)
        guard path > host, path == end || self[path] == UInt8(ascii: "/") else { return false }
        return isPlainPath(from: path, before: end, ampersands: ampersands)
    }

    /// The end of the letters, digits, dots and dashes from `start` on.
    @inline(__always)
    private func endOfHost(from start: Int, before end: Int) -> Int {
        var index = start
        while index < end, hasBlock(at: index) {
            let block = ByteBlock(self, at: index)
            let isHost =
                block.asciiLowercased.within(UInt8(ascii: "a"), UInt8(ascii: "z"))
                | block.within(UInt8(ascii: "0"), UInt8(ascii: "9"))
                | block.within(UInt8(ascii: "-"), UInt8(ascii: "."))
            let offset = isHost.inverted.leadingClear
            if offset < ByteBlock.size { return Swift.min(index + offset, end) }
            index += ByteBlock.size
        }
        index = Swift.min(index, end)
        while index < end, self[index].isPlainHostByte { index += 1 }
        return index
    }

    /// Whether nothing in `start` ..< `end` would have to be encoded, and no dot follows a slash.
    @inline(__always)
    private func isPlainPath(from start: Int, before end: Int, ampersands: Bool) -> Bool {
        // A byte that is refused anyway, so that the same comparison refuses no ampersand.
        let refused = ampersands ? UInt8(ascii: "\"") : UInt8(ascii: "&")
        var index = start
        while index < end, hasBlock(at: index + 1) {
            let block = ByteBlock(self, at: index)
            let quotes =
                block.equal(UInt8(ascii: "\"")) | block.equal(UInt8(ascii: "<"))
                | block.equal(UInt8(ascii: ">")) | block.equal(UInt8(ascii: "\\"))
            let dots =
                block.equal(UInt8(ascii: "/")) & ByteBlock(self, at: index + 1).equal(UInt8(ascii: "."))
            let isOdd = quotes | dots | block.atMost(0x20) | block.equal(0x7F) | block.equal(refused)
            let offset = isOdd.leadingClear
            if offset < ByteBlock.size { return index + offset >= end }
            index += ByteBlock.size
        }
        while index < end {
            switch self[index] {
            case 0x00...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
                UInt8(ascii: "\\"), refused:
                return false
            case UInt8(ascii: ".") where self[index - 1] == UInt8(ascii: "/"): return false
            default: index += 1
            }
        }
        return true
    }
}

extension UInt8 {
    fileprivate var isPlainHostByte: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
    }
}
