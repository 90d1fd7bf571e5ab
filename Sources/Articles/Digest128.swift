/// The first 16 bytes of a SHA-256: an article's id, a content hash, or a key of the catalog.
public struct Digest128: Hashable, Sendable {
    /// Bytes 0 to 7, big-endian.
    public var high: UInt64
    /// Bytes 8 to 15, big-endian.
    public var low: UInt64

    /// Makes a digest from its two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes the first 16 bytes of `bytes`; nil when there are fewer.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count >= 16 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.prefix(16).enumerated() {
            if index < 8 {
                halves.0 = halves.0 << 8 | UInt64(byte)
            } else {
                halves.1 = halves.1 << 8 | UInt64(byte)
            }
        }
        (high, low) = halves
    }

    /// Reads 32 hexadecimal digits; nil for anything else.
    public init?(hex: some Collection<UInt8>) {
        guard hex.count == 32, let high = UInt64(hexadecimal: hex.prefix(16)),
            let low = UInt64(hexadecimal: hex.dropFirst(16))
        else { return nil }
        self.init(high: high, low: low)
    }

    /// Reads 16 bytes of `bytes` from `index` on; nil when there are fewer.
    public init?(_ bytes: Span<UInt8>, at index: Int = 0) {
        guard index >= 0, bytes.count - index >= 16 else { return nil }
        high = bytes.bigEndian(at: index)
        low = bytes.bigEndian(at: index + 8)
    }

    /// Appends the 16 bytes, in order.
    public func append(to output: inout [UInt8]) {
        output.append(bigEndian: high)
        output.append(bigEndian: low)
    }

    /// The 16 bytes, in order.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        append(to: &bytes)
        return bytes
    }

    /// Appends 32 lower-case hexadecimal digits.
    public func appendHex(to output: inout [UInt8]) {
        output.append(hexadecimal: high)
        output.append(hexadecimal: low)
    }
}

extension Digest128: CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    public var description: String {
        var digits: [UInt8] = []
        appendHex(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }
}

/// An article's id: minted once, then read from lines, never recomputed.
public typealias ArticleID = Digest128
/// The exact content hash of an article: two hex digits of the pipeline's number and 30 of the digest.
public typealias ContentHash = Digest128
/// A key by which the catalog finds an article again.
public typealias ItemKey = Digest128
/// A position in the journal: rises, has gaps, is never reused, stays below 2^53.
public typealias Seq = UInt64

extension Span<UInt8> {
    /// The number in the 8 bytes from `index` on, most significant byte first.
    public func bigEndian(at index: Int) -> UInt64 {
        var number: UInt64 = 0
        for offset in index..<index + 8 { number = number << 8 | UInt64(self[offset]) }
        return number
    }
}

extension [UInt8] {
    /// Appends the 8 bytes of a number, most significant byte first.
    public mutating func append(bigEndian number: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// Appends 16 lower-case hexadecimal digits.
    public mutating func append(hexadecimal number: UInt64) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: number >> shift) & 15
            append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}

extension UInt64 {
    /// Reads 16 hexadecimal digits; nil for anything else.
    public init?(hexadecimal digits: some Collection<UInt8>) {
        guard digits.count == 16 else { return nil }
        self = 0
        for byte in digits {
            guard let digit = byte.hexadecimalDigit else { return nil }
            self = self << 4 | digit
        }
    }
}

extension UInt8 {
    /// The value of an ASCII hexadecimal digit.
    @inlinable public var hexadecimalDigit: UInt64? {
        switch self {
        case 0x30...0x39: UInt64(self - 0x30)
        case 0x41...0x46: UInt64(self - 0x37)
        case 0x61...0x66: UInt64(self - 0x57)
        default: nil
        }
    }
}
