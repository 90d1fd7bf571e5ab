/// CRC-32C (Castagnoli, RFC 3720 appendix B.4), sixteen bytes at a time: what the journal's trailers carry.
public enum CRC32C {
    /// The checksum of `bytes`, or of all that came before and `bytes` when `continuing` is the checksum of the former.
    public static func checksum(_ bytes: Span<UInt8>, continuing checksum: UInt32 = 0) -> UInt32 {
        let tables = Self.tables.span
        var crc = ~checksum
        var index = 0
        while index + 16 <= bytes.count {
            let (low, high) = (bytes.word(at: index) ^ UInt64(crc), bytes.word(at: index + 8))
            crc = Self.part(low, tables, 8) ^ Self.part(high, tables, 0)
            index += 16
        }
        while index < bytes.count {
            crc = crc >> 8 ^ tables[Int((crc ^ UInt32(bytes[index])) & 0xFF)]
            index += 1
        }
        return ~crc
    }

    /// What eight bytes do to the checksum that stand so many bytes before the end of a stretch.
    @inline(__always)
    private static func part(_ word: UInt64, _ tables: Span<UInt32>, _ before: Int) -> UInt32 {
        var crc: UInt32 = 0
        for byte in 0..<8 {
            crc ^= tables[(before + 7 - byte) << 8 | Int(word >> UInt64(byte * 8) & 0xFF)]
        }
        return crc
    }

    /// Sixteen tables of 256: what a byte does to the checksum from 0 to 15 bytes before the end of a stretch.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 16 * 256)
        for byte in 0..<256 {
            tables[byte] = (0..<8).reduce(UInt32(byte)) { crc, _ in
                crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1
            }
        }
        for entry in 256..<tables.count {
            let before = tables[entry - 256]
            tables[entry] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()
}
