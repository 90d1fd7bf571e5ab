import Articles

/// Which attributes are written, and with what values.
extension HTMLCleaner {
    /// Writes the start tag just read as `element` with the attributes that it may have; false, and nothing written,
    /// when an image has no address or is a tracking pixel, or a tag without its attributes says nothing.
    mutating func writeStartTag(of element: HTMLElement, _ source: Span<UInt8>, base: Span<UInt8>) -> Bool {
        let written = element.written
        let start = html.count
        html.append(markup.start(of: element))
        let name = html.count
        if tag.count > 0 {
            if written == .img, isTrackingPixel(source) {
                html.removeAll(behind: start)
                return false
            }
            writeAttributes(of: written, source, base: base)
        }
        switch written {
        case .img, .source, .track, .a, .span:
            if html.count == name {
                html.removeAll(behind: start)
                return false
            }
        case .audio, .video: html.append(" controls")
        default: break
        }
        html.append(UInt8(ascii: ">"))
        return true
    }

    private mutating func writeAttributes(of element: HTMLElement, _ source: Span<UInt8>, base: Span<UInt8>) {
        let allowed = HTMLAttributes.allowed(on: element)
        let start = html.count
        var hasAddress = false
        if element == .img {
            guard writeImageAddress(source, base: base) else { return }
        }
        for position in 0..<tag.count {
            let attribute = tag[position]
            guard allowed.contains(attribute), let value = tag.range(of: attribute) else { continue }
            if element == .img, attribute == .src || attribute == .srcset { continue }
            let before = html.count
            writeAttribute(attribute, source, value, of: element, base: base)
            if attribute == .src || attribute == .srcset, html.count > before { hasAddress = true }
        }
        // A track or a source of nothing, or of an address that was refused, says nothing.
        if element == .source || element == .track, !hasAddress { html.removeAll(behind: start) }
    }

    private mutating func writeAttribute(
        _ attribute: HTMLAttribute, _ source: Span<UInt8>, _ range: Range<Int>, of element: HTMLElement,
        base: Span<UInt8>
    ) {
        // No honest title is longer than a URL may be; quotes in it are written as six bytes each.
        guard range.count <= Limits.urlBytes || attribute == .srcset else { return }
        switch attribute {
        case .href:
            if writeAddress(source, range, .href, base: base, isLink: element == .a) {
                html.append(" rel=\"noopener noreferrer\"")
            }
        case .src, .poster, .cite:
            _ = writeAddress(source, range, attribute, base: base, isLink: false)
        case .srcset: _ = writeCandidates(source, range, base: base)
        case .width, .height, .colspan, .rowspan, .start, .value:
            writeNumber(source, range, attribute)
        case .dir: writeDirection(source, range)
        case .lang, .srclang: writeLanguage(source, range, attribute)
        case .reversed: html.append(" reversed")
        case .open: html.append(" open")
        default: writeText(source, range, attribute)
        }
    }

    /// Writes an attribute whose value is only shown.
    private mutating func writeText(_ source: Span<UInt8>, _ range: Range<Int>, _ attribute: HTMLAttribute) {
        html.append(markup.beginning(of: attribute))
        if source.endOfPlainValue(from: range.lowerBound, before: range.upperBound) == range.upperBound {
            html.append(source, range)
        } else {
            decode(source, range)
            let decoded = value
            html.append(escaped: decoded.span)
        }
        html.append(UInt8(ascii: "\""))
    }

    /// Writes an attribute whose value is a URL, absolute; false, and nothing written, when it is refused.
    private mutating func writeAddress(
        _ source: Span<UInt8>, _ range: Range<Int>, _ attribute: HTMLAttribute, base: Span<UInt8>,
        isLink: Bool
    ) -> Bool {
        if source.isPlainWebAddress(in: range, ampersands: false) {
            html.append(markup.beginning(of: attribute))
            html.append(source, range)
        } else {
            decode(source, range)
            steps += range.count
            let decoded = value
            guard address.resolve(decoded.span, base: base, isLink: isLink) else { return false }
            let absolute = address.bytes
            html.append(markup.beginning(of: attribute))
            html.append(escaped: absolute.span)
        }
        html.append(UInt8(ascii: "\""))
        return true
    }
}

extension HTMLCleaner {
    /// Writes src, or what lazy loading keeps in its place, and srcset; false when the image has no address at all.
    private mutating func writeImageAddress(_ source: Span<UInt8>, base: Span<UInt8>) -> Bool {
        let hasAddress =
            writeImageAddress(in: .src, source, base: base)
            || writeImageAddress(in: .lazySource, source, base: base)
        guard let range = tag.range(of: .srcset) else { return hasAddress }
        return writeCandidates(source, range, base: base) || hasAddress
    }

    private mutating func writeImageAddress(
        in attribute: HTMLAttribute, _ source: Span<UInt8>, base: Span<UInt8>
    ) -> Bool {
        guard let range = tag.range(of: attribute), range.count <= Limits.urlBytes,
            writeAddress(source, range, .src, base: base, isLink: false)
        else { return false }
        if firstImage == nil {
            if source.isPlainWebAddress(in: range, ampersands: false) {
                var image: [UInt8] = []
                image.append(source, range)
                firstImage = image
            } else {
                firstImage = address.bytes
            }
        }
        return true
    }

    /// An image of one pixel or none is there to count readers.
    private mutating func isTrackingPixel(_ source: Span<UInt8>) -> Bool {
        guard let width = size(source, .width) else { return size(source, .height) == 0 }
        guard let height = size(source, .height) else { return width == 0 }
        return width == 0 || height == 0 || width == 1 && height == 1
    }

    private mutating func size(_ source: Span<UInt8>, _ attribute: HTMLAttribute) -> Int? {
        tag.range(of: attribute).flatMap { number(source, $0) }
    }

    /// The number in an attribute's value, whose digits may be references.
    private mutating func number(_ source: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count <= Limits.urlBytes else { return nil }
        if source.endOfPlainValue(from: range.lowerBound, before: range.upperBound) == range.upperBound {
            return source.number(in: range)
        }
        decode(source, range)
        return value.span.number(in: 0..<value.count)
    }
}

extension HTMLCleaner {
    /// Writes the candidates of a srcset that may stay (WHATWG HTML 4.8.4.2.2); false when none may.
    private mutating func writeCandidates(
        _ source: Span<UInt8>, _ range: Range<Int>, base: Span<UInt8>
    ) -> Bool {
        if source.endOfPlainValue(from: range.lowerBound, before: range.upperBound) == range.upperBound {
            return writeCandidates(source.extracting(range), base: base)
        }
        decode(source, range)
        let decoded = value
        return writeCandidates(decoded.span, base: base)
    }

    private mutating func writeCandidates(_ list: Span<UInt8>, base: Span<UInt8>) -> Bool {
        let start = html.count
        var (index, candidates) = (0, 0)
        while index < list.count, candidates < Self.mostCandidates {
            candidates += 1
            while index < list.count, list[index].isHTMLSpace || list[index] == UInt8(ascii: ",") {
                index += 1
            }
            var end = index
            while end < list.count, !list[end].isHTMLSpace { end += 1 }
            var next = end
            if end > index, list[end - 1] == UInt8(ascii: ",") {
                while end > index, list[end - 1] == UInt8(ascii: ",") { end -= 1 }
            } else {
                while next < list.count, list[next] != UInt8(ascii: ",") { next += 1 }
            }
            if end > index, writeCandidate(list, index..<end, isFirst: html.count == start, base: base) {
                writeDescriptor(list, min(end, next)..<next)
            }
            index = max(next, index + 1)
        }
        guard html.count > start else { return false }
        html.append(UInt8(ascii: "\""))
        return true
    }

    /// Candidates of one srcset that are looked at; honest ones have at most a dozen.
    private static let mostCandidates = 32

    private mutating func writeCandidate(
        _ list: Span<UInt8>, _ range: Range<Int>, isFirst: Bool, base: Span<UInt8>
    ) -> Bool {
        let isPlain = list.isPlainWebAddress(in: range, ampersands: false)
        guard isPlain || address.resolve(list.extracting(range), base: base, isLink: false) else {
            return false
        }
        if isFirst { html.append(markup.beginning(of: .srcset)) } else { html.append(", ") }
        if isPlain {
            html.append(list, range)
        } else {
            // A comma at its end would be read as the list's, and stands there where controls behind it were dropped.
            var absolute = address.bytes
            while absolute.last == UInt8(ascii: ",") { absolute.removeLast() }
            html.append(escaped: absolute.span)
        }
        return true
    }

    /// Writes ` 2x` or ` 640w`; anything else is left out.
    private mutating func writeDescriptor(_ list: Span<UInt8>, _ range: Range<Int>) {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, list[start].isHTMLSpace { start += 1 }
        while start < end, list[end - 1].isHTMLSpace || list[end - 1] == UInt8(ascii: ",") { end -= 1 }
        guard end - start > 1, end - start < 12,
            list[end - 1] == UInt8(ascii: "x") || list[end - 1] == UInt8(ascii: "w")
        else { return }
        for index in start..<end - 1 where !list[index].isASCIIDigit && list[index] != UInt8(ascii: ".") {
            return
        }
        html.append(UInt8(ascii: " "))
        html.append(list, start..<end)
    }
}

extension HTMLCleaner {
    private mutating func writeNumber(_ source: Span<UInt8>, _ range: Range<Int>, _ attribute: HTMLAttribute)
    {
        guard let number = number(source, range) else { return }
        html.append(markup.beginning(of: attribute))
        html.append(decimal: number)
        html.append(UInt8(ascii: "\""))
    }

    private mutating func writeDirection(_ source: Span<UInt8>, _ range: Range<Int>) {
        for word: StaticString in ["ltr", "rtl", "auto"]
        where range.count == word.utf8CodeUnitCount && source.hasLowercased(word, at: range.lowerBound) {
            html.append(markup.beginning(of: .dir))
            html.append(word)
            html.append(UInt8(ascii: "\""))
        }
    }

    private mutating func writeLanguage(
        _ source: Span<UInt8>, _ range: Range<Int>, _ attribute: HTMLAttribute
    ) {
        // Room for every tag that RFC 5646 4.4.1 asks for; twice written is once, for `lang` and `xml:lang` are one.
        guard (1...35).contains(range.count) else { return }
        for index in range
        where !source[index].isASCIILetter && !source[index].isASCIIDigit
            && source[index] != UInt8(ascii: "-")
        {
            return
        }
        html.append(markup.beginning(of: attribute))
        html.append(source, range)
        html.append(UInt8(ascii: "\""))
    }

    /// Leaves an attribute's value in `value`, references decoded, NUL as U+FFFD.
    private mutating func decode(_ source: Span<UInt8>, _ range: Range<Int>) {
        value.removeAll(keepingCapacity: true)
        // A reference ends with the value.
        let raw = source.extracting(range)
        var index = 0
        while index < raw.count {
            let end = raw.endOfPlainValue(from: index, before: raw.count)
            value.append(raw, index..<end)
            guard end < raw.count else { return }
            index = end + 1
            if raw[end] == 0 {
                value.append(scalar: 0xFFFD)
            } else if raw[end] == UInt8(ascii: "&"),
                let reference = HTMLReference(raw, at: end, inAttribute: true)
            {
                value.append(scalar: reference.first)
                if reference.second != 0 { value.append(scalar: reference.second) }
                index = end + reference.length
            } else {
                value.append(raw[end])
            }
        }
    }
}

extension ByteBuffer {
    /// Appends an attribute's value, safe between double quotes.
    fileprivate mutating func append(escaped value: Span<UInt8>) {
        var index = 0
        while index < value.count {
            let end = value.endOfPlainValue(from: index, before: value.count)
            append(value, index..<end)
            guard end < value.count else { return }
            switch value[end] {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\""): append("&quot;")
            default: append(scalar: 0xFFFD)
            }
            index = end + 1
        }
    }

    /// Appends a number of few digits.
    fileprivate mutating func append(decimal number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var divisor = 1
        while number.magnitude / divisor.magnitude >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: 0x30 + (number.magnitude / divisor.magnitude) % 10))
            divisor /= 10
        }
    }
}

extension Span<UInt8> {
    /// The whole number at the beginning of an attribute's value, `px` or anything else behind it passed over; nil for
    /// none, for percentages, and for what no page is laid out with.
    fileprivate func number(in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound, self[index].isHTMLSpace { index += 1 }
        let isNegative = index < range.upperBound && self[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let start = index
        var value = 0
        while index < range.upperBound, self[index].isASCIIDigit {
            value = value * 10 + Int(self[index] - 0x30)
            index += 1
            if index - start > 6 { return nil }
        }
        guard index > start, index == range.upperBound || self[index] != UInt8(ascii: "%") else { return nil }
        return isNegative ? -value : value
    }
}
