package import Articles
internal import CCrypto

/// SHA-256 (FIPS 180-4) over fields that are each preceded by their length, so that no two lists of fields collide.
///
/// The C function is `SHA256` of libcrypto, which is in the process already because libcurl needs it.
@safe package struct FieldHasher {
    private var message: [UInt8] = []

    /// Begins a message for one purpose; keys of different purposes never meet.
    package init(_ purpose: StaticString) {
        message.append(purpose)
        message.append(0)
    }

    /// Adds one field.
    package mutating func add(_ field: some Collection<UInt8>) {
        message.append(bigEndian: UInt64(field.count))
        message.append(contentsOf: field)
    }

    /// Adds a text as one field, its white space runs as single blanks, none at the ends.
    package mutating func addCollapsed(_ text: [UInt8]) {
        message.reserve(forAppending: text.count + 8)
        let lengthPlace = message.count
        message.append(bigEndian: 0)
        let start = message.count
        for byte in text {
            if byte > 0x20 {
                message.append(byte)
            } else if message.count > start, message.last != 0x20 {
                message.append(0x20)
            }
        }
        if message.count > start, message.last == 0x20 { message.removeLast() }
        let length = UInt64(message.count - start)
        for offset in 0..<8 {
            message[lengthPlace + offset] = UInt8(truncatingIfNeeded: length >> UInt64(56 - 8 * offset))
        }
    }

    /// Adds a text.
    package mutating func add(_ text: String) { add(Array(text.utf8)) }

    /// The first 16 bytes of the digest of all fields.
    package func digest() -> Digest128 {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = unsafe SHA256(message, message.count, &digest)
        func half(_ start: Int) -> UInt64 {
            digest[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        return Digest128(high: half(0), low: half(8))
    }

    /// The first 64 bits, for evidence that is compared and never looked up.
    package func shortDigest() -> UInt64 { max(1, digest().high) }
}
