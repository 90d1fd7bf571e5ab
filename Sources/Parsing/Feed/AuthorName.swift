import Articles

extension [UInt8] {
    /// Splits what RSS writes for an author: `mail (name)`, `name (mail)`, `name <mail>`, `mail` or `name`.
    func splitAuthor(_ range: ByteRange) -> FeedDocument.Author {
        var author = FeedDocument.Author()
        let text = range.indices
        if let part = bracketed(text, UInt8(ascii: "("), UInt8(ascii: ")"))
            ?? bracketed(text, UInt8(ascii: "<"), UInt8(ascii: ">"))
        {
            let outer = trimmedBlank(ByteRange(text.lowerBound..<part.lowerBound - 1))
            let inner = trimmedBlank(ByteRange(part))
            if isMail(outer) {
                (author.email, author.name) = (outer, inner)
            } else if isMail(inner) {
                (author.email, author.name) = (inner, outer)
            } else {
                author.name = range
            }
        } else if isMail(range) {
            author.email = range
        } else {
            author.name = range
        }
        // `me@example.org (me@example.org)` names nobody.
        if isMail(author.name) { author.name = .absent }
        return author
    }

    /// The part between brackets that close at the end of the text.
    private func bracketed(_ text: Range<Int>, _ open: UInt8, _ close: UInt8) -> Range<Int>? {
        guard let last = text.last, self[last] == close, let start = self[text].firstIndex(of: open) else {
            return nil
        }
        return start + 1..<last
    }

    private func isMail(_ range: ByteRange) -> Bool {
        let text = self[range]
        guard let sign = text.firstIndex(of: UInt8(ascii: "@")), sign > text.startIndex,
            sign + 1 < text.endIndex
        else {
            return false
        }
        return !text.contains { $0.isXMLBlank || $0 == UInt8(ascii: "/") }
    }
}
