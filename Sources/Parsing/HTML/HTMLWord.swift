/// A word of at most sixteen bytes, ready to be stored with two instructions.
struct HTMLWord {
    fileprivate var low: UInt64 = 0
    fileprivate var high: UInt64 = 0
    fileprivate var count = 0

    /// Packs a word; what is longer has no place in it.
    init(_ text: String) {
        for byte in text.utf8 {
            if count < 8 { low |= UInt64(byte) << UInt64(8 * count) }
            if count >= 8 { high |= UInt64(byte) << UInt64(8 * count - 64) }
            count += 1
        }
        precondition(count <= 16)
    }
}

extension ByteBuffer {
    /// Appends a word of at most sixteen bytes.
    @inline(__always)
    mutating func append(_ word: HTMLWord) { append(word.low, word.high, count: word.count) }

    /// Appends a character in UTF-8; anything that is no scalar value becomes U+FFFD.
    mutating func append(scalar: UInt32) {
        UTF8Encoding.write(scalar) { append($0) }
    }
}

/// UTF-8 a character at a time.
enum UTF8Encoding {
    /// Hands on the bytes of a character; those of U+FFFD for anything that is no scalar value.
    @inline(__always)
    static func write(_ scalar: UInt32, _ append: (UInt8) -> Void) {
        let value = Unicode.Scalar(scalar)?.value ?? 0xFFFD
        func continuation(_ shift: UInt32) { append(UInt8(truncatingIfNeeded: 0x80 | value >> shift & 0x3F)) }
        switch value {
        case 0..<0x80:
            append(UInt8(truncatingIfNeeded: value))
        case 0x80..<0x800:
            append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
            continuation(0)
        case 0x800..<0x10000:
            append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
            continuation(6)
            continuation(0)
        default:
            append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
            continuation(12)
            continuation(6)
            continuation(0)
        }
    }
}
