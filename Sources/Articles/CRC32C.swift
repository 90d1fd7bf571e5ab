/// CRC-32C (Castagnoli, RFC 3720 appendix B.4), eight bytes at a time: what the journal's trailers carry.
public enum CRC32C {
    /// The checksum of `bytes`, or of all that came before and `bytes` when `continuing` is the checksum of the former.
    public static func checksum(_ bytes: Span<UInt8>, continuing checksum: UInt32 = 0) -> UInt32 {
        let tables = Self.tables.span
        var crc = ~checksum
        var index = 0
        while index + 8 <= bytes.count {
            let low =
                crc
                ^ (UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
                    | UInt32(bytes[index + 3]) << 24)
            crc =
                tables[0x700 | Int(low & 0xFF)] ^ tables[0x600 | Int(low >> 8 & 0xFF)]
                ^ tables[0x500 | Int(low >> 16 & 0xFF)] ^ tables[0x400 | Int(low >> 24)]
                ^ tables[0x300 | Int(bytes[index + 4])] ^ tables[0x200 | Int(bytes[index + 5])]
                ^ tables[0x100 | Int(bytes[index + 6])] ^ tables[Int(bytes[index + 7])]
            index += 8
        }
        while index < bytes.count {
            crc = crc >> 8 ^ tables[Int((crc ^ UInt32(bytes[index])) & 0xFF)]
            index += 1
        }
        return ~crc
    }

    /// Eight tables of 256: what a byte does to the checksum from 0 to 7 bytes before the end of a stretch.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
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
