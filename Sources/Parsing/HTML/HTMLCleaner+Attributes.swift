import Articles

/// Which attributes are written, and with what values.
extension HTMLCleaner {
    /// Writes the start tag just read as `element` with the attributes that it may have; false, and nothing written,
    /// when an image has no address or is a tracking pixel, or a tag without its attributes says nothing.
    mutating func writeStartTag(of element: HTMLElement, _ source: Span<UInt8>, base: Span<UInt8>) -> Bool {
        let start = html.count
        markup.appendStart(of: element, to: &html)
        let name = html.count
        if !tag.attributes.isEmpty {
            if element == .img, isTrackingPixel(source) {
                html.removeLast(html.count - start)
                return false
            }
            writeAttributes(of: element, source, base: base)
        }
        let isEmpty = html.count == name
        if isEmpty,
            element == .img || element == .source || element == .track || element == .a || element == .span
        {
            html.removeLast(html.count - start)
            return false
        }
        if element == .audio || element == .video { html.append(" controls") }
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
        for position in tag.attributes.indices {
            let attribute = tag.attributes[position]
            guard allowed.contains(attribute.attribute) else { continue }
            if element == .img, attribute.attribute == .src || attribute.attribute == .srcset { continue }
            let before = html.count
            writeAttribute(attribute, of: element, source, base: base)
            let isAddress = attribute.attribute == .src || attribute.attribute == .srcset
            if isAddress, html.count > before { hasAddress = true }
        }
        // A track or a source of nothing, or of an address that was refused, says nothing.
        if element == .source || element == .track, !hasAddress { html.removeLast(html.count - start) }
    }

    private mutating func writeAttribute(
        _ attribute: HTMLTag.Attribute, of element: HTMLElement, _ source: Span<UInt8>, base: Span<UInt8>
    ) {
        let range = attribute.value
        // No honest title is longer than a URL may be; quotes in it are written as six bytes each.
        guard range.count <= Limits.urlBytes || attribute.attribute == .srcset else { return }
        switch attribute.attribute {
        case .href, .src, .poster, .cite:
            guard resolve(source, range, base: base, isLink: element == .a) else { return }
            writeValue(address.bytes, of: attribute.attribute)
            if attribute.attribute == .href { html.append(" rel=\"noopener noreferrer\"") }
        case .srcset: _ = writeCandidates(source, range, base: base)
        case .width, .height, .colspan, .rowspan, .start, .value:
            writeNumber(source, range, attribute.attribute)
        case .dir: writeDirection(source, range)
        case .lang, .srclang: writeLanguage(source, range, attribute.attribute)
        case .reversed: html.append(" reversed")
        case .open: html.append(" open")
        default:
            decode(source, range)
            writeValue(value, of: attribute.attribute)
        }
    }

    private mutating func resolve(
        _ source: Span<UInt8>, _ range: Range<Int>, base: Span<UInt8>, isLink: Bool
    ) -> Bool {
        steps += range.count
        decode(source, range)
        let decoded = value
        return address.resolve(decoded.span, base: base, isLink: isLink)
    }
}

extension HTMLCleaner {
    /// Writes src, or what lazy loading keeps in its place, and srcset; false when the image has no address at all.
    private mutating func writeImageAddress(_ source: Span<UInt8>, base: Span<UInt8>) -> Bool {
        var hasAddress = false
        for attribute in [HTMLAttribute.src, .lazySource] where !hasAddress {
            guard let range = tag.range(of: attribute), resolve(source, range, base: base, isLink: false)
            else {
                continue
            }
            writeValue(address.bytes, of: .src)
            if firstImage == nil { firstImage = address.bytes }
            hasAddress = true
        }
        if let range = tag.range(of: .srcset), writeCandidates(source, range, base: base) {
            hasAddress = true
        }
        return hasAddress
    }

    /// An image of one pixel or none is there to count readers.
    private func isTrackingPixel(_ source: Span<UInt8>) -> Bool {
        guard let width = size(source, .width) else { return size(source, .height) == 0 }
        guard let height = size(source, .height) else { return width == 0 }
        return width == 0 || height == 0 || width == 1 && height == 1
    }

    private func size(_ source: Span<UInt8>, _ attribute: HTMLAttribute) -> Int? {
        guard let range = tag.range(of: attribute) else { return nil }
        return source.number(in: range)
    }

    /// Writes the candidates of a srcset that may stay (WHATWG HTML 4.8.4.2.2); false when none may.
    private mutating func writeCandidates(_ source: Span<UInt8>, _ range: Range<Int>, base: Span<UInt8>)
        -> Bool
    {
        decode(source, range)
        let list = value
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
            if end > index, address.resolve(list.span.extracting(index..<end), base: base, isLink: false) {
                html.append(html.count == start ? " srcset=\"" : ", ")
                // A comma at its end would be read as the list's, and stands there where controls behind it were dropped.
                var absolute = address.bytes
                while absolute.last == UInt8(ascii: ",") { absolute.removeLast() }
                html.append(escaped: absolute.span)
                writeDescriptor(list.span, min(end, next)..<next)
            }
            index = max(next, index + 1)
        }
        guard html.count > start else { return false }
        html.append(UInt8(ascii: "\""))
        return true
    }

    /// Candidates of one srcset that are looked at; honest ones have at most a dozen.
    private static let mostCandidates = 32

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

    private mutating func writeNumber(_ source: Span<UInt8>, _ range: Range<Int>, _ attribute: HTMLAttribute)
    {
        guard let number = source.number(in: range) else { return }
        begin(attribute)
        html.appendJSON(number: number)
        html.append(UInt8(ascii: "\""))
    }

    private mutating func writeDirection(_ source: Span<UInt8>, _ range: Range<Int>) {
        for word: StaticString in ["ltr", "rtl", "auto"]
        where range.count == word.utf8CodeUnitCount && source.hasLowercased(word, at: range.lowerBound) {
            begin(.dir)
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
        begin(attribute)
        html.append(source, range)
        html.append(UInt8(ascii: "\""))
    }

    private mutating func begin(_ attribute: HTMLAttribute) {
        html.append(UInt8(ascii: " "))
        markup.appendName(of: attribute, to: &html)
        html.append(UInt8(ascii: "="))
        html.append(UInt8(ascii: "\""))
    }

    private mutating func writeValue(_ value: [UInt8], of attribute: HTMLAttribute) {
        begin(attribute)
        html.append(escaped: value.span)
        html.append(UInt8(ascii: "\""))
    }

    /// Leaves an attribute's value in `value`, references decoded, NUL as U+FFFD.
    private mutating func decode(_ source: Span<UInt8>, _ range: Range<Int>) {
        value.removeAll(keepingCapacity: true)
        let raw = source.extracting(range)
        var index = 0
        while index < raw.count {
            let end = raw.endOfPlainText(from: index)
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

extension [UInt8] {
    /// Appends an attribute's value, safe between double quotes.
    fileprivate mutating func append(escaped value: Span<UInt8>) {
        var index = 0
        while index < value.count {
            var end = index
            while end < value.count, !value[end].isEscapedInAttributes { end += 1 }
            append(value, index..<end)
            guard end < value.count else { return }
            switch value[end] {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            default: append("&quot;")
            }
            index = end + 1
        }
    }
}

extension UInt8 {
    fileprivate var isEscapedInAttributes: Bool {
        self == UInt8(ascii: "&") || self == UInt8(ascii: "<") || self == UInt8(ascii: ">")
            || self == UInt8(ascii: "\"")
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
