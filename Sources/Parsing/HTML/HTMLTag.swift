import Articles

/// One start or end tag, read as the tokenizer of WHATWG HTML 13.2.5 reads it; reused from tag to tag.
///
/// The tables stand in memory of their own: inside of the value they would be copied at every question.
@safe struct HTMLTag: ~Copyable {
    /// Attributes kept of one tag; there are no more names that the cleaner knows.
    static let mostAttributes = 32

    private(set) var element = HTMLElement.unknown
    private(set) var isSelfClosing = false
    /// How many attributes are kept: the known ones, in the order of the source, the first of each name.
    private(set) var count = 0
    private let order: UnsafeMutablePointer<HTMLAttribute>
    /// Where the value of an attribute stands in the source, by its number; references are not yet decoded.
    private let values: UnsafeMutablePointer<Range<Int>>
    private var seen: UInt64 = 0
    private let elementNames = HTMLElement.byName
    private let attributeNames = HTMLAttribute.byName

    /// Makes a tag without a name.
    init() {
        unsafe order = .allocate(capacity: Self.mostAttributes)
        unsafe order.initialize(repeating: .unknown, count: Self.mostAttributes)
        unsafe values = .allocate(capacity: Self.mostAttributes)
        unsafe values.initialize(repeating: 0..<0, count: Self.mostAttributes)
    }

    deinit {
        unsafe order.deallocate()
        unsafe values.deallocate()
    }

    /// Reads the tag whose name begins at `start` and returns the index after its `>`; nil when the source ends
    /// before that, which makes it no tag at all.
    mutating func read(_ source: Span<UInt8>, from start: Int) -> Int? {
        count = 0
        seen = 0
        isSelfClosing = false
        var index = source.endOfTagName(from: start)
        element = HTMLElement(rawValue: elementNames.value(of: HTMLName(source, start..<index))) ?? .unknown
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

    /// The attribute that is kept at a position below `count`.
    subscript(_ position: Int) -> HTMLAttribute {
        precondition(position >= 0 && position < count)
        return unsafe order[position]
    }

    func has(_ attribute: HTMLAttribute) -> Bool { seen & 1 &<< UInt64(attribute.rawValue) != 0 }

    /// Where the value of an attribute stands; nil when the tag has no such attribute.
    func range(of attribute: HTMLAttribute) -> Range<Int>? {
        has(attribute) ? unsafe values[Int(attribute.rawValue)] : nil
    }

    /// Reads one attribute and returns the index after it.
    private mutating func readAttribute(_ source: Span<UInt8>, from start: Int) -> Int? {
        let nameEnd = source.endOfAttributeName(from: start)
        var index = nameEnd
        while index < source.count, source[index].isHTMLSpace { index += 1 }
        guard index < source.count else { return nil }
        let name = HTMLName(source, start..<nameEnd)
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

    @inline(__always)
    private mutating func keep(_ name: HTMLName, value: Range<Int>) {
        let number = attributeNames.value(of: name)
        guard number != 0, let attribute = HTMLAttribute(rawValue: number), !has(attribute),
            count < Self.mostAttributes
        else { return }
        precondition(Int(number) < Self.mostAttributes)
        seen |= 1 &<< UInt64(number)
        unsafe order[count] = attribute
        unsafe values[Int(number)] = value
        count += 1
    }
}

extension Span<UInt8> {
    /// The end of a tag's name: white space, a slash or `>`, or the end of the source.
    @inline(__always)
    fileprivate func endOfTagName(from start: Int) -> Int {
        var index = start
        while index < count, !self[index].endsTagName { index += 1 }
        return index
    }

    /// The end of an attribute's name; an equals sign where the name should begin is part of it.
    @inline(__always)
    fileprivate func endOfAttributeName(from start: Int) -> Int {
        var index = start + 1
        while index < count, !self[index].endsTagName, self[index] != UInt8(ascii: "=") { index += 1 }
        return index
    }
}

extension UInt8 {
    /// White space, a slash or `>`: what ends the name of a tag or an attribute.
    @inline(__always)
    fileprivate var endsTagName: Bool {
        // Few bytes of names are below `?`: digits, dashes and colons.
        self <= UInt8(ascii: ">") && (isHTMLSpace || self == UInt8(ascii: "/") || self == UInt8(ascii: ">"))
    }
}
