import Articles

/// A document and the text that was read of it: where in the document a warning belongs, for people with an editor.
struct SourceMap {
    /// The document as it came.
    let bytes: [UInt8]
    /// The text, in UTF-8.
    let text: [UInt8]
    let form: TextForm

    /// A document that is read as it stands.
    init(plain bytes: [UInt8]) { self.init(bytes: bytes, text: bytes, form: .same(start: 0)) }

    /// A document that was decoded.
    init(_ bytes: [UInt8], _ decision: CharsetDecision) {
        self.init(bytes: bytes, text: decision.text, form: decision.form)
    }

    private init(bytes: [UInt8], text: [UInt8], form: TextForm) {
        self.bytes = bytes
        self.text = text
        self.form = form
    }

    /// Turns the places of warnings, which are offsets in the text, into those of the document, with line and column.
    func located(_ found: [Warning]) -> [Warning] {
        var warnings = found
        let places = Set(warnings.compactMap(\.byte)).sorted()
        guard !places.isEmpty else { return warnings }
        let origins = form.origins(of: places, in: bytes)
        var (line, column, index) = (1, 1, 0)
        for (place, origin) in zip(places, origins) {
            while index < min(place, text.count) {
                // A column is a character, so the bytes that continue one count nothing.
                if text[index] == 0x0A {
                    (line, column) = (line + 1, 1)
                } else if text[index] & 0xC0 != 0x80 {
                    column += 1
                }
                index += 1
            }
            for number in warnings.indices
            where warnings[number].byte == place && warnings[number].line == nil {
                (warnings[number].line, warnings[number].column) = (line, column)
                warnings[number].byte = origin
            }
        }
        return warnings
    }
}

/// The line of a document in which a warning belongs, cut to what a terminal shows.
package struct SourceExcerpt: Sendable {
    /// The part of the line, decoded; controls are in it as they came.
    package var text: [UInt8]
    /// Where in the part the place is.
    package var place: Int

    /// The surroundings of a place in a document, given as `Warning.byte`.
    package init(of input: FeedParser.Input, at byte: Int) {
        let decision = CharsetDecision(
            input.bytes, override: input.encoding, contentType: input.contentType)
        let text = decision.text
        let place = min(decision.form.place(of: byte, in: input.bytes), text.count)
        var start = place
        while start > 0, place - start < Self.before, text[start - 1] != 0x0A, text[start - 1] != 0x0D {
            start -= 1
        }
        var end = place
        while end < text.count, end - place < Self.after, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
        // Not in the middle of a character.
        while start < place, text[start] & 0xC0 == 0x80 { start += 1 }
        while end < text.count, end > place, text[end] & 0xC0 == 0x80 { end -= 1 }
        self.text = Array(text[start..<end])
        self.place = place - start
    }

    /// Bytes shown before and after the place.
    private static let before = 40
    private static let after = 60
}
