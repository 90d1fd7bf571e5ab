import Articles
import Testing

@Suite("Digest128")
struct Digest128Tests {
    private let text = "00112233445566778899aabbccddeeff"
    private let bytes: [UInt8] = (0...15).map { $0 * 0x11 }

    @Test("Reads and writes bytes and digits")
    func roundTrip() throws {
        let digest = try #require(Digest128(bytes: bytes + [1, 2, 3]))
        #expect(digest == Digest128(high: 0x0011_2233_4455_6677, low: 0x8899_AABB_CCDD_EEFF))
        #expect(digest.bytes == bytes)
        #expect(digest.description == text)
        #expect(Digest128(hex: text.utf8) == digest)
        #expect(Digest128(hex: text.uppercased().utf8) == digest)
    }

    @Test(
        "Refuses what is no digest",
        arguments: [
            "", "00", "0011223344556677889abbccddeeff", "00112233445566778899aabbccddeefg",
            "00112233445566778899aabbccddeeff0", "0x112233445566778899aabbccddeeff",
        ])
    func refuses(hex: String) {
        #expect(Digest128(hex: hex.utf8) == nil)
    }

    @Test("Refuses too few bytes")
    func tooFew() {
        #expect(Digest128(bytes: bytes.dropLast()) == nil)
    }

    @Test("Knows hexadecimal digits and nothing beside them")
    func digits() {
        let values = (UInt8.min...UInt8.max).compactMap(\.hexadecimalDigit)
        #expect(values == Array(0...9) + Array(10...15) + Array(10...15))
    }
}
