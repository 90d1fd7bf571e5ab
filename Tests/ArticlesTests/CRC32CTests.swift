import Articles
import Testing

@Suite("CRC32C")
struct CRC32CTests {
    @Test(
        "Agrees with the vectors of RFC 3720 B.4",
        arguments: [
            ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
            ([UInt8](0...31), 0x46DD_794E), ([UInt8]((0...31).reversed()), 0x113F_DB5C),
            (Array("123456789".utf8), 0xE306_9283), ([], 0),
            (
                [0x01, 0xC0, 0, 0] + [UInt8](repeating: 0, count: 12) + [
                    0x14, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0x14,
                ]
                    + [0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0], 0xD996_3A56
            ),
        ] as [([UInt8], UInt32)])
    func vectors(bytes: [UInt8], expected: UInt32) {
        let checksum = CRC32C.checksum(bytes.span)
        #expect(checksum == expected)
    }

    @Test("Goes on from any byte")
    func continues() {
        let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let whole = CRC32C.checksum(bytes.span)
        for cut in 0...bytes.count {
            let first = CRC32C.checksum(bytes.span.extracting(..<cut))
            let both = CRC32C.checksum(bytes.span.extracting(cut...), continuing: first)
            #expect(both == whole)
        }
    }

    @Test("Notices every flipped bit")
    func flips() {
        var bytes = Array("{\"v\":1,\"seq\":12}".utf8)
        let whole = CRC32C.checksum(bytes.span)
        for bit in 0..<bytes.count * 8 {
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let flipped = CRC32C.checksum(bytes.span)
            #expect(flipped != whole)
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        }
    }
}
