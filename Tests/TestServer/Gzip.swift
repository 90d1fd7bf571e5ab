/// Gzip files for tests, made without a compressor.
package enum Gzip {
    /// A gzip file of stored blocks (RFC 1951 3.2.4): right in every respect, and no smaller.
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
        header + deflateStored(bytes) + little(crc32(bytes)) + little(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// A gzip file whose checksum (RFC 1952 2.3.1 CRC32) is that of other bytes.
    package static func withWrongChecksum(_ bytes: [UInt8]) -> [UInt8] {
        var file = stored(bytes)
        file[file.count - 8] ^= 1
        return file
    }

    /// A zlib stream (RFC 1950) of stored blocks.
    package static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return [0x78, 0x01] + deflateStored(bytes) + little((b << 16 | a).byteSwapped)
    }

    /// A bare deflate stream of stored blocks.
    package static func deflateStored(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let count = UInt16(end - start)
            output.append(end == bytes.count ? 1 : 0)
            output += [UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
            output += bytes[start..<end]
            start = end
        } while start < bytes.count
        return output
    }

    /// A small gzip file that unpacks to at least `count` zeros, and whose trailer is wrong: nobody should
    /// get there.
    package static func bomb(unpackingTo count: Int) -> [UInt8] {
        // One block of fixed codes: the literal 0, then matches of 258 bytes at distance 1, 13 bits each.
        // Eight of them are 13 whole bytes, so after the first two bytes the stream repeats itself bytewise.
        let lead: [Bool] = [true, true, false] + code(0x30, 8)
        let match = code(0b1100_0101, 8) + code(0, 5)
        let bytes = pack(lead + Array(repeating: match, count: 24).joined())
        let repeated = Array(repeating: bytes[2..<15], count: count / (8 * 258) + 1).joined()
        return header + bytes[..<2] + repeated + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    }

    private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    /// A Huffman code, its most significant bit first.
    private static func code(_ value: Int, _ width: Int) -> [Bool] {
        (0..<width).reversed().map { value >> $0 & 1 == 1 }
    }

    private static func pack(_ bits: [Bool]) -> [UInt8] {
        stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<min(start + 8, bits.count)].enumerated().reduce(0) {
                $0 | ($1.element ? 1 << $1.offset : 0)
            }
        }
    }

    private static func little(_ value: UInt32) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~crc
    }
}
