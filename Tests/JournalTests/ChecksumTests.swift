import Testing

@testable import Journal

@Suite struct ChecksumTests {
    @Test(
        "CRC-32C has the values of RFC 3720 B.4",
        arguments: [
            (Array("123456789".utf8), 0xE306_9283), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E), ([], 0),
        ] as [([UInt8], UInt32)])
    func values(bytes: [UInt8], checksum: UInt32) {
        #expect(Checksum.crc32c(bytes[...]) == checksum)
        #expect(Checksum.crc32c(([1, 2, 3] + bytes)[3...]) == checksum)
    }
}
