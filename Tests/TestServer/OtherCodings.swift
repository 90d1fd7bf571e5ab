/// Brotli and Zstandard streams for tests, made without a compressor: right in every respect, and no smaller.
package enum OtherCodings {
    /// A Brotli stream (RFC 7932 9.2) of one uncompressed meta-block; at most 65,536 bytes.
    package static func brotli(_ bytes: [UInt8]) -> [UInt8] {
        precondition((1...65_536).contains(bytes.count))
        // A window of 64 KiB (a zero bit), not the last, four nibbles of length, uncompressed.
        let header = (bytes.count - 1) << 4 | 1 << 20
        return [UInt8(header & 0xFF), UInt8(header >> 8 & 0xFF), UInt8(header >> 16)] + bytes + [0x03]
    }

    /// A Zstandard frame (RFC 8878 3.1.1) of one raw block; at most 128 KiB.
    package static func zstd(_ bytes: [UInt8], windowLog: UInt8 = 20) -> [UInt8] {
        frame([block(type: 0, count: bytes.count, isLast: true) + bytes], windowLog)
    }

    /// A small Zstandard frame that unpacks to `count` zeros, a multiple of 128 KiB.
    package static func zstdBomb(unpackingTo count: Int) -> [UInt8] {
        let blocks = count >> 17
        return frame((1...blocks).map { block(type: 1, count: 128 << 10, isLast: $0 == blocks) + [0] }, 20)
    }

    private static func frame(_ blocks: [[UInt8]], _ windowLog: UInt8) -> [UInt8] {
        [0x28, 0xB5, 0x2F, 0xFD, 0x00, (windowLog - 10) << 3] + blocks.joined()
    }

    private static func block(type: Int, count: Int, isLast: Bool) -> [UInt8] {
        let header = (isLast ? 1 : 0) | type << 1 | count << 3
        return [UInt8(header & 0xFF), UInt8(header >> 8 & 0xFF), UInt8(header >> 16)]
    }
}
