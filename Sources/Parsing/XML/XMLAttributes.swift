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
    func name(_ index: Int, _ cache: inout NameCache) -> ElementName {
        guard let fields = unsafe fields, let local = unsafe fields[index * 5] else {
            return ElementName(namespace: .other, local: .other)
        }
        return unsafe cache.name(local, prefix: fields[index * 5 + 1], uri: fields[index * 5 + 2])
    }

    /// Appends the local name as written.
    func appendName(_ index: Int, to output: inout [UInt8]) {
        guard let fields = unsafe fields, let local = unsafe fields[index * 5] else { return }
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: local, count: Int(xmlStrlen(local))))
    }

    /// Appends the value with its references resolved.
    ///
    /// Without entity substitution libxml2 writes every `&` of a value as `&#38;` (xmlParseAttValueComplex), so that
    /// this one reference, and no other, is left to resolve.
    func appendValue(_ index: Int, to output: inout [UInt8]) {
        guard let fields = unsafe fields, let start = unsafe fields[index * 5 + 3],
            let end = unsafe fields[index * 5 + 4]
        else { return }
        let value = unsafe UnsafeBufferPointer(start: start, count: max(0, end - start))
        guard unsafe value.contains(UInt8(ascii: "&")) else {
            unsafe output.append(contentsOf: value)
            return
        }
        var offset = 0
        while offset < value.count {
            let byte = unsafe value[offset]
            output.append(byte)
            let isReference = unsafe byte == UInt8(ascii: "&") && value[offset...].starts(with: "&#38;".utf8)
            offset += isReference ? 5 : 1
        }
    }
}
