import Articles
import Testing

@Suite("Direction")
struct DirectionTests {
    @Test(
        "Takes the direction of the first strong letter",
        arguments: [
            ("News", .ltr), ("\u{645}\u{635}\u{631} Egypt", .rtl), ("Egypt \u{645}\u{635}\u{631}", .ltr),
            ("2024: \u{5D0}", .rtl), ("\u{662}\u{660} %  a", .ltr), ("\u{200F}CNN", .rtl),
            ("\u{200E}\u{5D0}", .ltr),
            ("", nil), ("123 !? \u{660}", nil), ("\u{65E5}", .ltr), ("\"\u{61F} \u{FEE3}", .rtl),
            ("\u{E9}", .ltr),
            ("\u{64E}a", .ltr), ("\u{2460} \u{5D0}", .rtl), ("\u{1E900}", .rtl), ("\u{416}", .ltr),
            ("\u{1F600}", nil),
        ] as [(String, Direction?)])
    func firstStrong(text: String, expected: Direction?) {
        let direction = Direction.firstStrong(of: Array(text.utf8).span)
        #expect(direction == expected)
    }

    @Test("Has no direction where there is no UTF-8")
    func invalid() {
        let direction = Direction.firstStrong(of: [0xFF, 0xD8, 0x80].span)
        #expect(direction == nil)
    }
}
