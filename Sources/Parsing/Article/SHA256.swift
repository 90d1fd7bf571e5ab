internal import Articles
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
        withUnsafeBytes(of: UInt64(field.count).bigEndian) { unsafe message.append(contentsOf: $0) }
        message.append(contentsOf: field)
    }

    /// Adds a text.
    package mutating func add(_ text: String) { add(Array(text.utf8)) }

    /// The first 16 bytes of the digest of all fields.
    package func digest() -> Digest128 {
        var digest: InlineArray<32, UInt8> = InlineArray(repeating: 0)
        unsafe message.withUnsafeBufferPointer { input in
            unsafe digest.mutableSpan.withUnsafeMutableBufferPointer { output in
                _ = unsafe CCrypto.SHA256(input.baseAddress, input.count, output.baseAddress)
            }
        }
        func half(_ start: Int) -> UInt64 {
            (start..<start + 8).reduce(0) { $0 << 8 | UInt64(digest[$1]) }
        }
        return Digest128(high: half(0), low: half(8))
    }

    /// The first 64 bits, for evidence that is compared and never looked up.
    package func shortDigest() -> UInt64 { max(1, digest().high) }
}
