import Articles
import Configuration
import TestServer
import Testing

/// A document of two items.
private let two = FeedText.rss(["one", "two"])

@Suite("Scenarios 1 to 27: bodies and framing") struct Bodies01To27Tests {
    private static func gzip(_ body: [UInt8]) -> [Step] { .ok(headers: [("Content-Encoding", "gzip")], body) }

    private static func coded(_ label: String, _ body: [UInt8] = two) -> [Step] {
        .ok(headers: [("Content-Encoding", label)], body)
    }

    static let refusals: [Refusal] = [
        Refusal(
            "1. Content-Length larger than the body, FIN", code: "truncated-body", soon: true,
            [.status(200), .header("Content-Length", "9999"), .endHead, .raw(two), .close]),
        Refusal(
            "3. Two different Content-Lengths", code: "protocol-error",
            [
                .status(200), .header("Content-Length", "20"), .header("Content-Length", "\(two.count)"),
                .endHead, .raw(two), .close,
            ]),
        Refusal(
            "4. A negative Content-Length", code: "protocol-error",
            [.status(200), .header("Content-Length", "-5"), .endHead, .raw(two), .close]),
        Refusal(
            "4. Content-Length is garbage", code: "protocol-error",
            [.status(200), .header("Content-Length", "many"), .endHead, .raw(two), .close]),
        Refusal(
            "6. Chunked, cut before the last chunk", code: "truncated-body", soon: true,
            [.status(200), .chunk(two), .close]),
        Refusal(
            "7. A bad chunk size", code: "protocol-error",
            [.status(200), .chunk(two), .raw(Array("xyz\r\n".utf8)), .close]),
        Refusal(
            "8. Chunked complete, the gzip stream in it cut", code: "decode-truncated", soon: true,
            [
                .status(200), .header("Content-Encoding", "gzip"),
                .chunk(Array(Gzip.stored(two).dropLast(100))),
                .lastChunk,
            ]),
        Refusal(
            "9. Content-Length right, the gzip tail missing", code: "decode-truncated", soon: true,
            gzip(Array(Gzip.stored(two).dropLast(8)))),
        Refusal("10. A wrong CRC", code: "bad-encoding", gzip(Gzip.withWrongChecksum(two))),
        Refusal(
            "16. Brotli, cut", code: "decode-truncated", soon: true,
            coded("br", Array(OtherCodings.brotli(two).dropLast(100)))),
        Refusal(
            "16. Zstandard, cut", code: "decode-truncated", soon: true,
            coded("zstd", Array(OtherCodings.zstd(two).dropLast(100)))),
        Refusal("18. A gzip bomb", code: "decoded-too-large", gzip(Gzip.bomb(unpackingTo: 67 << 20))),
        Refusal(
            "19. A bomb in two codings", code: "decoded-too-large",
            coded("gzip, gzip", Gzip.stored(Gzip.bomb(unpackingTo: 100 << 20)))),
        Refusal(
            "20. Six codings", code: "bad-encoding",
            coded(
                "gzip, gzip, gzip, gzip, gzip, gzip", (1...6).reduce(two) { bytes, _ in Gzip.stored(bytes) })),
        Refusal("21. An endless body", code: "body-too-large", [.status(200), .endHead, .endless(two)]),
        Refusal("22. checklist 24: An empty body", code: "empty", .ok([])),
        Refusal("23. checklist 26: 204", code: "no-content", [.status(204), .endHead]),
        Refusal("23. checklist 26: 205", code: "no-content", .status(205)),
        Refusal("24. checklist 26: 206, unasked", code: "unexpected-status", [.status(206), .body(two)]),
    ]

    @Test("Refused", arguments: refusals) func refused(_ scenario: Refusal) throws {
        try scenario.check { $0.settings.http.maxBody = 1 << 20 }
    }

    static let acceptances: [Acceptance] = [
        Acceptance("5. No length, FIN ends a complete body", [.status(200), .endHead, .raw(two), .close]),
        Acceptance(
            "11. gzip with trailing garbage", warnings: ["coding-trailing"],
            gzip(Gzip.stored(two) + [1, 2, 3])),
        Acceptance(
            "12. Two gzip members", gzip(Gzip.stored(Array(two[..<99])) + Gzip.stored(Array(two[99...])))),
        Acceptance("13. Plain text labelled gzip", warnings: ["coding-mislabelled"], gzip(two)),
        Acceptance("14. gzip without a label", warnings: ["coding-unlabelled"], .ok(Gzip.stored(two))),
        Acceptance("15. Raw deflate", coded("deflate", Gzip.deflateStored(two))),
        Acceptance("15. zlib", coded("deflate", Gzip.zlib(two))),
        Acceptance("16. Brotli", coded("br", OtherCodings.brotli(two))),
        Acceptance("16. Zstandard", coded("zstd", OtherCodings.zstd(two))),
        Acceptance("17. aws-chunked", warnings: ["coding-unknown"], coded("aws-chunked")),
        Acceptance("17. UTF-8", warnings: ["coding-unknown"], coded("UTF-8")),
        Acceptance("17. none", warnings: ["coding-unknown"], coded("none")),
        Acceptance(
            "25. A byte order mark and blank lines before the declaration", warnings: ["xml-junk"],
            .ok([0xEF, 0xBB, 0xBF, 0x0A, 0x0A] + two)),
        Acceptance(
            "26. A comment and a script after the end", warnings: ["xml-trailing"],
            .ok(two + Array("<!-- 12 ms --><script>ads()</script>".utf8))),
    ]

    @Test("Accepted", arguments: acceptances) func accepted(_ scenario: Acceptance) throws {
        try scenario.check()
    }

    /// What is complete of a cut document is kept, under no validators, and asked for once more soon.
    @Test(
        arguments: [
            (
                "2. Content-Length smaller than the body",
                [
                    .status(200), .header("ETag", "\"cut\""), .header("Content-Length", "\(two.count - 60)"),
                    .endHead, .raw(two),
                ]
            ),
            (
                "5. No length, FIN in the middle",
                [
                    .status(200), .header("ETag", "\"cut\""), .endHead, .raw(Array(Array(two.dropLast(60)))),
                    .close,
                ]
            ),
            (
                "27. The XML stops in the middle of an item",
                .ok(headers: [("ETag", "\"cut\"")], Array(two.dropLast(60)))
            ),
        ] as [(String, [Step])])
    func cut(title: String, answer: [Step]) throws {
        let world = try World()
        world.subscribe([
            .feed(["zero"], etag: "\"v0\""), answer, .feed(["zero", "one", "two"], etag: "\"v1\""),
        ])
        try world.visit()
        let cut = try world.visit()
        #expect(cut.error == "document-truncated" && cut.items == ["one"])
        #expect(cut.state.etag == Array("\"v0\"".utf8))
        #expect(cut.pause == .seconds(300))
        let whole = try world.visit()
        #expect(whole.items == ["two"] && whole.error == nil)
        #expect(whole.requests.map { $0.header("if-none-match") } == ["\"v0\""])
        #expect(
            whole.newConnections == (title.hasPrefix("27") ? 0 : 1),
            "a connection out of step is not used again")
    }
}
