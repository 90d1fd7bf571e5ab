internal import CXML2

/// Names by the identity of their strings: libxml2 hands out the same pointer for the same name.
///
/// A small table of fixed size, so that a flood of names costs time per name and no memory.
@safe struct NameCache: ~Copyable {
    private struct Slot {
        /// Addresses of the local name and of the namespace's name or, where it has none, the prefix; 0 for none.
        var local: UInt = 0
        var qualifier: UInt = 0
        var name = ElementName(namespace: .other, local: .other)
        var place = Place.document
        var meaning = Meaning()
    }

    private let slots: UnsafeMutablePointer<Slot>
    /// The namespace that was looked up last, by the address of its name: new names mostly share it.
    private var latest: (address: UInt, namespace: Namespace) = (0, .rss)
    private static let sizeBits: UInt = 8
    /// Slots that a name may stand in, one after the other.
    private static let reach = 4

    /// Makes an empty cache, good for one parser's dictionary.
    init() {
        let count = 1 << Self.sizeBits + Self.reach
        unsafe slots = .allocate(capacity: count)
        unsafe slots.initialize(repeating: Slot(), count: count)
    }

    deinit { unsafe slots.deallocate() }

    /// The known name behind the strings of a SAX event.
    @inline(__always)
    mutating func name(
        _ local: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?
    ) -> ElementName {
        unsafe slots[slot(local, prefix: prefix, uri: uri)].name
    }

    /// What an element without attributes was found to mean below such a place; nil when nobody has noted it.
    @inline(__always)
    func meaning(_ slot: Int, below place: Place) -> Meaning? {
        guard unsafe slots[slot].place == place, place != .document else { return nil }
        return unsafe slots[slot].meaning
    }

    /// Notes what an element without attributes means below a place, where nothing but its name decides.
    mutating func note(_ meaning: Meaning, at slot: Int, below place: Place) {
        unsafe slots[slot].place = place
        unsafe slots[slot].meaning = meaning
    }

    /// The name that stands in a slot.
    @inline(__always)
    func name(at slot: Int) -> ElementName { unsafe slots[slot].name }

    /// The slot of a name.
    @inline(__always)
    mutating func slot(
        _ local: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?, uri: UnsafePointer<xmlChar>?
    ) -> Int {
        let key = unsafe (UInt(bitPattern: local), UInt(bitPattern: uri == nil ? prefix : uri))
        let bits = key.0 ^ key.1 << 7
        let home = Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> (64 &- Self.sizeBits))
        if unsafe slots[home].local == key.0, unsafe slots[home].qualifier == key.1 { return home }
        return unsafe probe(home, local, prefix: prefix, uri: uri)
    }

    /// Looks in the slots after the first, and files a name that stands in none.
    @inline(never)
    private mutating func probe(
        _ home: Int, _ local: UnsafePointer<xmlChar>, prefix: UnsafePointer<xmlChar>?,
        uri: UnsafePointer<xmlChar>?
    ) -> Int {
        let key = unsafe (UInt(bitPattern: local), UInt(bitPattern: uri ?? prefix))
        var free = home
        for slot in home..<home + Self.reach {
            if unsafe slots[slot].local == key.0, unsafe slots[slot].qualifier == key.1 { return slot }
            if unsafe slots[slot].local == 0 {
                free = slot
                break
            }
        }
        if latest.address != key.1 {
            latest = unsafe (key.1, Self.namespace(prefix: prefix, uri: uri))
        }
        let name = unsafe ElementName(namespace: latest.namespace, local: LocalName(Self.bytes(local)))
        unsafe slots[free] = Slot(local: key.0, qualifier: key.1, name: name)
        return free
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
