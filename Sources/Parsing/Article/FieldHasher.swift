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
        for shift: UInt64 in stride(from: 56, through: 0, by: -8) {
            message.append(UInt8(truncatingIfNeeded: UInt64(field.count) >> shift))
        }
        message.append(contentsOf: field)
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
