internal import CXML2

/// The attributes of the start tag that is being handled; valid only inside its event.
@safe struct XMLAttributes {
    /// Five pointers each: local name, prefix, namespace name, begin and end of the value (SAX2 startElementNs).
    private let fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    /// How many there are.
    let count: Int

    /// No attributes.
    static var none: XMLAttributes { unsafe XMLAttributes(nil, count: 0) }

    /// Wraps what libxml2 hands over.
    init(_ fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int) {
        unsafe self.fields = unsafe fields
        self.count = unsafe fields == nil ? 0 : count
    }

    /// The known name of an attribute; `rss` is the namespace of attributes without a prefix.
    @inline(__always)
    func name(_ index: Int, _ cache: inout NameCache) -> ElementName {
        guard let fields = unsafe fields, let local = unsafe fields[index * 5] else {
            return ElementName(namespace: .other, local: .other)
        }
        return unsafe cache.name(local, prefix: fields[index * 5 + 1], uri: fields[index * 5 + 2])
    }

    /// Whether the name has a prefix that means something.
    @inline(__always)
    func hasNamespace(_ index: Int) -> Bool {
        guard let fields = unsafe fields else { return false }
        return unsafe fields[index * 5 + 2] != nil
    }

    /// The local name as written.
    func localName(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let fields = unsafe fields, let local = unsafe fields[index * 5] else {
            return unsafe UnsafeBufferPointer(start: nil, count: 0)
        }
        return unsafe UnsafeBufferPointer(start: local, count: Int(xmlStrlen(local)))
    }

    /// The value as libxml2 hands it over: every `&` that it means is written `&#38;`.
    func rawValue(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let fields = unsafe fields, let start = unsafe fields[index * 5 + 3],
            let end = unsafe fields[index * 5 + 4]
        else { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
        return unsafe UnsafeBufferPointer(start: start, count: max(0, end - start))
    }

    /// Hands on the value with its references resolved.
    ///
    /// Without entity substitution libxml2 writes every `&` of a value as `&#38;` (xmlParseAttValueComplex), so that
    /// this one reference, and no other, is left to resolve.
    func withValue(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let value = unsafe rawValue(index)
        guard let first = unsafe value.firstIndex(of: UInt8(ascii: "&")) else { return unsafe body(value) }
        var resolved = unsafe Array(value[..<first])
        var offset = first
        while offset < value.count {
            let byte = unsafe value[offset]
            resolved.append(byte)
            let isReference = unsafe byte == UInt8(ascii: "&") && value[offset...].starts(with: "&#38;".utf8)
            offset += isReference ? 5 : 1
        }
        unsafe resolved.withUnsafeBufferPointer { unsafe body($0) }
    }
}

/// The value of an attribute that is a word of some vocabulary; valid only inside its event.
///
/// ASCII letters of either case are the same: `switch attributes.word … { case "html": …`.
@safe struct AttributeWord {
    private let bytes: UnsafeBufferPointer<UInt8>

    /// Wraps a value without the blanks around it.
    init(_ value: UnsafeBufferPointer<UInt8>) {
        var bounds = value.indices
        while let last = bounds.last, unsafe value[last].isXMLBlank { bounds = bounds.lowerBound..<last }
        while let first = bounds.first, unsafe value[first].isXMLBlank {
            bounds = first + 1..<bounds.upperBound
        }
        unsafe bytes = UnsafeBufferPointer(rebasing: value[bounds])
    }

    /// Whether there is nothing to read.
    var isEmpty: Bool { unsafe bytes.isEmpty }

    /// Whether the value begins with a word in small letters.
    func hasPrefix(_ word: StaticString) -> Bool {
        unsafe word.utf8CodeUnitCount <= bytes.count && matches(word, from: 0)
    }

    /// Whether the value ends with a word in small letters.
    func hasSuffix(_ word: StaticString) -> Bool {
        unsafe word.utf8CodeUnitCount <= bytes.count
            && matches(word, from: bytes.count - word.utf8CodeUnitCount)
    }

    /// Whether a byte stands in the value.
    func contains(_ byte: UInt8) -> Bool { unsafe bytes.contains(byte) }

    /// Whether the value is a word in small letters.
    static func == (value: AttributeWord, word: StaticString) -> Bool {
        unsafe word.utf8CodeUnitCount == value.bytes.count && value.matches(word, from: 0)
    }

    static func ~= (word: StaticString, value: AttributeWord) -> Bool { value == word }

    private func matches(_ word: StaticString, from start: Int) -> Bool {
        let letters = unsafe word.utf8Start
        for index in 0..<word.utf8CodeUnitCount
        where unsafe bytes[start + index].asciiLowercased != letters[index] {
            return false
        }
        return true
    }
}
