/// One start or end tag, read as the tokenizer of WHATWG HTML 13.2.5 reads it; reused from tag to tag.
struct HTMLTag {
    /// An attribute that the cleaner knows, and where its value stands in the source, references not yet decoded.
    struct Attribute {
        var attribute: HTMLAttribute
        var value: Range<Int>
    }

    private(set) var element = HTMLElement.unknown
    private(set) var isSelfClosing = false
    /// The known attributes in the order of the source, the first of each name; never more than there are names.
    private(set) var attributes: [Attribute] = []
    private var seen: UInt64 = 0
    private let elementNames = HTMLElement.byName
    private let attributeNames = HTMLAttribute.byName

    /// Reads the tag whose name begins at `start` and returns the index after its `>`; nil when the source ends
    /// before that, which makes it no tag at all.
    mutating func read(_ source: Span<UInt8>, from start: Int) -> Int? {
        attributes.removeAll(keepingCapacity: true)
        seen = 0
        isSelfClosing = false
        var name = HTMLName()
        var index = start
        while index < source.count, !source[index].endsTagName {
            name.append(source[index])
            index += 1
        }
        element = HTMLElement(rawValue: elementNames.value(of: name)) ?? .unknown
        while index < source.count {
            switch source[index] {
            case UInt8(ascii: ">"):
                return index + 1
            case UInt8(ascii: "/"):
                isSelfClosing = index + 1 < source.count && source[index + 1] == UInt8(ascii: ">")
                index += 1
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20:
                index += 1
            default:
                guard let next = readAttribute(source, from: index) else { return nil }
                index = next
            }
        }
        return nil
    }

    func range(of attribute: HTMLAttribute) -> Range<Int>? {
        guard seen & 1 << UInt64(attribute.rawValue) != 0 else { return nil }
        return attributes.first { $0.attribute == attribute }?.value
    }

    /// Reads one attribute and returns the index after it.
    private mutating func readAttribute(_ source: Span<UInt8>, from start: Int) -> Int? {
        var name = HTMLName()
        var index = start
        // An equals sign where a name should begin is part of the name.
        repeat {
            name.append(source[index])
            index += 1
        } while index < source.count && !source[index].endsTagName && source[index] != UInt8(ascii: "=")
        let nameEnd = index
        while index < source.count, source[index].isHTMLSpace { index += 1 }
        guard index < source.count else { return nil }
        guard source[index] == UInt8(ascii: "=") else {
            keep(name, value: nameEnd..<nameEnd)
            return index
        }
        index += 1
        while index < source.count, source[index].isHTMLSpace { index += 1 }
        guard index < source.count else { return nil }
        let quote = source[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let end = source.firstIndex(of: quote, from: index + 1)
            guard end < source.count else { return nil }
            keep(name, value: index + 1..<end)
            return end + 1
        }
        let valueStart = index
        while index < source.count, source[index] != UInt8(ascii: ">"), !source[index].isHTMLSpace {
            index += 1
        }
        keep(name, value: valueStart..<index)
        return index < source.count ? index : nil
    }

    private mutating func keep(_ name: HTMLName, value: Range<Int>) {
        let number = attributeNames.value(of: name)
        guard number != 0, seen & 1 << UInt64(number) == 0, let attribute = HTMLAttribute(rawValue: number)
        else { return }
        seen |= 1 << UInt64(number)
        attributes.append(Attribute(attribute: attribute, value: value))
    }
}

extension UInt8 {
    /// White space, a slash or `>`: what ends the name of a tag or an attribute.
    fileprivate var endsTagName: Bool {
        isHTMLSpace || self == UInt8(ascii: "/") || self == UInt8(ascii: ">")
    }
}
