internal import CXML2

/// Names by the identity of their strings: libxml2 hands out the same pointer for the same name.
///
/// A direct-mapped table, so that a flood of names costs time per name and no memory.
@safe struct NameCache: ~Copyable {
    @unsafe private struct Slot {
        var local: UnsafePointer<xmlChar>?
        var qualifier: UnsafePointer<xmlChar>?
        var name = ElementName(namespace: .other, local: .other)
    }

    private let slots: UnsafeMutablePointer<Slot>
    private static let sizeBits: UInt = 8

    /// Makes an empty cache, good for one parser's dictionary.
    init() {
        unsafe slots = .allocate(capacity: 1 << Self.sizeBits)
        unsafe slots.initialize(repeating: Slot(), count: 1 << Self.sizeBits)
    }

    deinit { unsafe slots.deallocate() }

    /// The known name behind the strings of a SAX event.
    @inline(__always)
    mutating func name(
        _ local: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?
    ) -> ElementName {
        let qualifier = unsafe uri ?? prefix
        let bits = UInt(bitPattern: local) ^ UInt(bitPattern: qualifier) << 7
        let slot = unsafe slots + Int((bits &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.sizeBits))
        if unsafe slot.pointee.local == local, unsafe slot.pointee.qualifier == qualifier {
            return unsafe slot.pointee.name
        }
        let name = unsafe ElementName(
            namespace: Self.namespace(prefix: prefix, uri: uri), local: LocalName(Self.bytes(local)))
        unsafe slot.pointee = Slot(local: local, qualifier: qualifier, name: name)
        return name
    }

    private static func namespace(
        prefix: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?
    ) -> Namespace {
        if let uri = unsafe uri { return unsafe Namespace(uri: bytes(uri)) }
        if let prefix = unsafe prefix { return unsafe Namespace(undeclaredPrefix: bytes(prefix)) }
        return .rss
    }

    private static func bytes(_ string: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: string, count: Int(xmlStrlen(string)))
    }
}
