import Articles
import TestServer
import Testing

@Suite("Scenarios 65 to 72: headers") struct Headers65To72Tests {
    private static let one = FeedText.rss(["one", "two"])

    private static func head(_ lines: String, _ body: [UInt8] = one) -> [Step] {
        [.raw(Array("\(lines)Content-Length: \(body.count)\r\n\r\n".utf8) + body)]
    }

    static let refusals: [Refusal] = [
        Refusal(
            "65. A single header of 200 KB", code: "header-too-large",
            head("HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: 200 << 10))\r\n")),
        Refusal(
            "65. Forty thousand headers", code: "header-too-large",
            head("HTTP/1.1 200 OK\r\n\(String(repeating: "X: abcdefg\r\n", count: 40_000))")),
        Refusal("66. NUL in a header", code: "protocol-error", head("HTTP/1.1 200 OK\r\nX: a\0b\r\n")),
        Refusal("70. An SSH server", code: "protocol-error", .raw("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")),
        Refusal("70. HTTP/0.9", code: "protocol-error", [.raw(one), .close]),
    ]

    @Test("Refused", arguments: refusals) func refused(_ scenario: Refusal) throws {
        try scenario.check()
    }

    static let acceptances: [Acceptance] = [
        Acceptance(
            "68. Lines end with LF only",
            [.raw(Array("HTTP/1.1 200 OK\nContent-Length: \(one.count)\n\n".utf8) + one)]),
        Acceptance(
            "69. checklist 26: 100 and 103 before 200",
            head(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\nHTTP/1.1 200 OK\r\n"
            )),
    ]

    @Test("Accepted", arguments: acceptances) func accepted(_ scenario: Acceptance) throws {
        try scenario.check()
    }

    @Test(
        "What goes back as If-None-Match",
        arguments: [
            ("67. A folded ETag is unfolded", "ETag:\r\n \"v1\"\r\n", Array("\"v1\"".utf8)),
            ("69. An early ETag leaves nothing", "", nil),
            ("71. Of two ETags the last counts", "ETag: \"v1\"\r\nETag: \"v2\"\r\n", Array("\"v2\"".utf8)),
        ] as [(String, String, [UInt8]?)])
    func etags(title: String, lines: String, expected: [UInt8]?) throws {
        let early = "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n\r\n"
        let world = try World()
        world.subscribe([Self.head("\(early)HTTP/1.1 200 OK\r\n\(lines)")])
        try world.visit()
        #expect(try world.visit().requests.map { $0.headerBytes("if-none-match") } == [expected])
    }

    @Test("71. Two Cache-Control headers are one list") func cacheControl() throws {
        let world = try World()
        world.subscribe([
            Self.head("HTTP/1.1 200 OK\r\nCache-Control: public\r\nCache-Control: max-age=14400\r\n")
        ])
        #expect(try world.visit().pause.map { $0 >= .seconds(14_400) } == true)
    }

    @Test("72. Bytes over 0x7F in a header are kept as they are") func rawBytes() throws {
        let world = try World()
        let etag: [UInt8] = [0x22, 0xE9, 0xFF, 0x80, 0x22]
        world.subscribe([
            [
                .status(200), .headerBytes("ETag", etag), .headerBytes("X-Town", [0x4D, 0xFC]),
                .body(Self.one),
            ]
        ])
        #expect(try world.visit().state.etag == etag)
        #expect(try world.visit().requests.map { $0.headerBytes("if-none-match") } == [etag])
    }
}
