import Policy
import TestServer
import Testing

@testable import Fetching

/// A document on the wire: the steps that send it and what is to come of it.
struct WireCase: Sendable, CustomTestStringConvertible {
    let name: String
    let steps: [Step]
    let outcome: String
    var testDescription: String { name }

    init(_ name: String, _ steps: [Step], _ outcome: String) {
        (self.name, self.steps, self.outcome) = (name, steps, outcome)
    }
}

private let text = String(decoding: document, as: UTF8.self)
private let gzip = Gzip.stored(document)
private func labelled(_ label: String, _ body: [UInt8]) -> [Step] {
    [.status(200), .header("Content-Encoding", label), .body(body)]
}
private let compressedText =
    "<rss><channel><title>round and round and round and round it goes</title></channel></rss>"
/// The same by `brotli -q 11`.
private let compressedByBrotli: [UInt8] = [
    0xA1, 0xB8, 0x02, 0x80, 0xE0, 0x38, 0x70, 0x63, 0x2D, 0x36, 0xA3, 0xC4, 0xE0, 0x53, 0xF2, 0xA4, 0xC9,
    0xD5,
    0x0B, 0x5D, 0xCE, 0xF9, 0x80, 0x38, 0xC6, 0x35, 0x30, 0xCF, 0x83, 0x8C, 0x83, 0xEF, 0xC3, 0xB0, 0x01,
    0xE7,
    0x81, 0x8D, 0xE3, 0xB6, 0xF1, 0x72, 0x99, 0x19, 0x5A, 0x72, 0x53, 0x9E, 0xB8, 0xB5, 0xCE, 0x35, 0x90,
    0x04,
    0x32, 0x03,
]
/// The same by `zstd -19`.
private let compressedByZstd: [UInt8] = [
    0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x58, 0xBD, 0x01, 0x00, 0xF2, 0x42, 0x0A, 0x10, 0xC0, 0xB7, 0x01, 0x32,
    0x44,
    0x80, 0x11, 0x99, 0x34, 0x7F, 0x28, 0x9D, 0x7D, 0xD4, 0x37, 0x03, 0xF6, 0x6B, 0x95, 0xCB, 0x47, 0x23,
    0x68,
    0x09, 0x85, 0x3C, 0x0A, 0x79, 0x8C, 0x1A, 0x96, 0x25, 0x6B, 0x2B, 0x98, 0x79, 0x03, 0xD8, 0x7E, 0x75,
    0x03,
    0x00, 0x47, 0x28, 0xD8, 0xAA, 0xE1, 0x5C, 0xBB, 0x38, 0x01, 0x0B, 0x6B, 0x87, 0xDE,
]
private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct BodyTests {
    static let codings: [WireCase] = [
        .init("gzip", labelled("gzip", gzip), text),
        .init("x-gzip in capitals", labelled("X-GZIP", gzip), text),
        .init("two members", labelled("gzip", gzip + gzip), text + text),
        .init("trailing garbage", labelled("gzip", gzip + [0, 0, 1, 2]), text),
        .init("cut in the data", labelled("gzip", Array(gzip.dropLast(12))), "decode-truncated"),
        .init("cut in the trailer", labelled("gzip", Array(gzip.dropLast(1))), "decode-truncated"),
        .init("cut second member", labelled("gzip", gzip + gzip.dropLast(9)), "decode-truncated"),
        .init(
            "wrong CRC", labelled("gzip", gzip.dropLast(8) + [1, 2, 3, 4] + gzip.suffix(4)), "bad-encoding"),
        .init("plain text labelled gzip", labelled("gzip", document), text),
        .init("plain text labelled deflate", labelled("deflate", document), text),
        .init("gzip labelled deflate", labelled("deflate", gzip), text),
        .init("gzip labelled br", labelled("br", gzip), text),
        .init("zlib labelled gzip", labelled("gzip", Gzip.zlib(document)), text),
        .init("gzip without label", [.status(200), .body(gzip)], text),
        .init("zlib", labelled("deflate", Gzip.zlib(document)), text),
        .init("bare deflate", labelled("deflate", Gzip.deflateStored(document)), text),
        .init("cut zlib", labelled("deflate", Gzip.zlib(document).dropLast(3)), "decode-truncated"),
        .init("twice", labelled("gzip, gzip", Gzip.stored(gzip)), text),
        .init(
            "twice in two headers",
            [.status(200), .header("Content-Encoding", "deflate")]
                + Array(labelled("gzip", Gzip.stored(Gzip.zlib(document))).dropFirst()), text),
        .init("once labelled, twice done", labelled("gzip", Gzip.stored(gzip)), text),
        .init("three times", labelled("gzip", Gzip.stored(Gzip.stored(gzip))), "bad-encoding"),
        .init("six labels", labelled("gzip,gzip,gzip,gzip,gzip,gzip", gzip), "bad-encoding"),
        .init("labels that mean nothing", labelled("UTF-8, none, aws-chunked, identity", document), text),
        .init("br", labelled("br", OtherCodings.brotli(document)), text),
        .init("br, compressed", labelled("br", compressedByBrotli), compressedText),
        .init("br cut", labelled("br", OtherCodings.brotli(document).dropLast(2)), "decode-truncated"),
        .init("br cut, compressed", labelled("br", compressedByBrotli.dropLast(9)), "decode-truncated"),
        .init("br damaged", labelled("br", [0x11] + Array(repeating: 0xFF, count: 40)), "bad-encoding"),
        .init("plain text labelled br", labelled("br", document), text),
        .init("zstd", labelled("zstd", OtherCodings.zstd(document)), text),
        .init("zstd, compressed", labelled("zstd", compressedByZstd), compressedText),
        .init(
            "two frames of zstd",
            labelled("zstd", OtherCodings.zstd(document) + OtherCodings.zstd(document)), text + text),
        .init("zstd cut", labelled("zstd", OtherCodings.zstd(document).dropLast(2)), "decode-truncated"),
        .init("zstd cut, compressed", labelled("zstd", compressedByZstd.dropLast(9)), "decode-truncated"),
        .init("plain text labelled zstd", labelled("zstd", document), text),
        .init(
            "zstd with a window that HTTP forbids",
            labelled("zstd", OtherCodings.zstd(document, windowLog: 24)), "bad-encoding"),
        .init(
            "bomb of zstd", labelled("zstd", OtherCodings.zstdBomb(unpackingTo: 100 << 20)),
            "decoded-too-large"),
        .init("bomb", labelled("gzip", Gzip.bomb(unpackingTo: 40 << 20)), "decoded-too-large"),
        .init(
            "bomb in a bomb", labelled("gzip", Gzip.stored(Gzip.bomb(unpackingTo: 40 << 20))),
            "decoded-too-large"),
        .init("empty", labelled("gzip", []), ""),
    ]

    @Test("checklist 42: Content codings, right and wrong", arguments: codings)
    func coding(_ wire: WireCase) throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", wire.steps)
        #expect(try FetchBench().fetch(server.url("/feed")).summary == wire.outcome)
    }

    static let framings: [WireCase] = [
        .init("no length, closed", [.raw(bytes("HTTP/1.1 200 OK\r\n\r\nhello")), .close], "hello"),
        .init("HTTP/1.0", [.raw(bytes("HTTP/1.0 200 OK\r\n\r\nhello")), .close], "hello"),
        .init("line feeds alone", [.raw(bytes("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello"))], "hello"),
        .init("chunked", [.status(200), .chunk(bytes("he")), .chunk(bytes("llo")), .lastChunk], "hello"),
        .init(
            "short", [.status(200), .header("Content-Length", "9"), .endHead, .raw(bytes("hello")), .close],
            "truncated-body"),
        .init(
            "reset in the body",
            [.status(200), .header("Content-Length", "9"), .endHead, .raw(bytes("hello")), .reset],
            "truncated-body"),
        .init("chunked, cut", [.status(200), .chunk(bytes("hello")), .close], "truncated-body"),
        .init(
            "bad chunk size",
            [
                .status(200), .header("Transfer-Encoding", "chunked"), .endHead, .raw(bytes("zz\r\nhello")),
                .close,
            ],
            "protocol-error"),
        .init(
            "two lengths",
            [
                .status(200), .header("Content-Length", "5"), .header("Content-Length", "6"), .endHead,
                .raw(bytes("hello!")),
            ], "protocol-error"),
        .init(
            "negative length",
            [.status(200), .header("Content-Length", "-5"), .endHead, .raw(bytes("hello")), .close],
            "protocol-error"),
        .init("closed without a word", [.close], "empty-reply"),
        .init("reset without a word", [.reset], "connection-reset"),
        .init("SSH", [.raw(bytes("SSH-2.0-OpenSSH_9.2\r\n")), .close], "protocol-error"),
        .init("HTTP/0.9", [.raw(bytes("<rss/>")), .close], "protocol-error"),
        .init(
            "NUL in a header", [.status(200), .headerBytes("X", [0x61, 0, 0x62]), .body(bytes("hello"))],
            "protocol-error"),
        .init(
            "endless body", [.status(200), .endHead, .endless(Array(repeating: 0x20, count: 65_536))],
            "body-too-large"),
        .init("endless headers", [.status(200), .endless(bytes("X-Header: value\r\n"))], "header-too-large"),
        .init(
            "one large header",
            [.status(200), .header("X", String(repeating: "a", count: 200_000)), .body([])],
            "header-too-large"),
        .init(
            "endless error page", [.status(500), .endHead, .endless(Array(repeating: 0x20, count: 65_536))],
            "server-error"),
        .init("nothing", [.status(200), .body([])], ""),
    ]

    @Test("Framing, right and wrong", arguments: framings)
    func framing(_ wire: WireCase) throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", wire.steps)
        #expect(
            try FetchBench().fetch(server.url("/feed")) { $0.maxBodyBytes = 1 << 20 }.summary == wire.outcome)
    }

    static let statuses: [WireCase] = [
        .init("201", [.status(201), .body(document)], "unexpected-status"),
        .init("203", [.status(203), .body(document)], text),
        .init("204", [.status(204), .endHead], "no-content"),
        .init("205", [.status(205), .body([])], "no-content"),
        .init("206", [.status(206), .body(document)], "unexpected-status"),
        .init("226", [.status(226), .body(document)], "unexpected-status"),
        .init("300", [.status(300), .body([])], "bad-redirect"),
        .init("301 to nowhere", [.status(301), .body([])], "bad-redirect"),
        .init("304 unasked", [.status(304), .endHead], "unexpected-304"),
        .init("401", [.status(401), .body([])], "client-error"),
        .init("403", [.status(403), .body(document)], "client-error"),
        .init("403 challenge", [.status(403), .header("CF-Mitigated", "challenge"), .body([])], "challenge"),
        .init("503 challenge", [.status(503), .body(bytes("<title>Just a moment...</title>"))], "challenge"),
        .init("404", [.status(404), .body([])], "client-error"),
        .init("410", [.status(410), .body([])], "gone"),
        .init("429", [.status(429), .body([])], "too-many-requests"),
        .init("500 with a document", [.status(500), .body(document)], "server-error"),
        .init("999", [.status(999), .body(document)], "unexpected-status"),
    ]

    @Test("Statuses", arguments: statuses)
    func status(_ wire: WireCase) throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", wire.steps)
        #expect(try FetchBench().fetch(server.url("/feed")).summary == wire.outcome)
    }

    @Test("A failure tells status, Retry-After and bytes")
    func failureDetails() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(429), .header("Retry-After", "120"), .body(bytes("slow down"))])
        let failure = try #require(try FetchBench().fetch(server.url("/feed")).failure)
        #expect(failure.status == 429)
        #expect(failure.freshness.retryAfter == .seconds(120))
        #expect(failure.bytes == 9)
        #expect(failure.token == 1)
    }

    @Test("Where nobody listens, and where nobody speaks TLS")
    func noConnection() throws {
        let server = try TestServer.start()
        let bench = try FetchBench()
        server.on("/", [.raw(bytes("HTTP/1.1 400 Bad Request\r\n\r\n")), .close])
        let secure = "https://127.0.0.1:\(server.port)/"
        // The TLS greeting holds no empty line: the server waits for one until it stops.
        let waiting = try FetchBench()
        waiting.fetcher.submit([FetchBench.request(secure)])
        server.stop()
        #expect(
            ["tls-failed", "connection-reset", "connect-refused"].contains(
                waiting.box.wait(for: 1)[0].summary))
        #expect(try bench.fetch(server.url("/")).failure?.code == .connectRefused)
    }
}
