import Articles
import Fetching
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

/// How each failure is told: a code, how far the fetch had come, how much had come, and how long it took.
@Suite("Checklist 27: failures") struct FailureCodesTests {
    /// A failure that one visit brings about.
    struct Failure: CustomTestStringConvertible, Sendable {
        let code: String
        let phase: String
        var bytes = 0
        var answer: [Step] = []
        var change: @Sendable (inout FeedSettings, World) -> Void = { _, _ in }
        var testDescription: String { code }
    }

    private static let two = FeedText.rss(["one", "two"])
    private static let html = Array("<html><title>Login</title></html>".utf8)
    private static let cut = Array(Gzip.stored(two).dropLast(100))

    static let failures: [Failure] = [
        Failure(
            code: "invalid-url", phase: "policy", change: { feed, _ in feed.source = .url("http://a b/") }),
        Failure(code: "scheme-refused", phase: "policy", answer: .redirect(302, to: "file:///etc/passwd")),
        Failure(
            code: "address-refused", phase: "policy", change: { feed, _ in feed.privateNetworks = .denied }),
        Failure(
            code: "dns-failed", phase: "resolve",
            change: { feed, world in
                world.machine.network.lookup = { _ in .failed("no such name") }
                feed.source = .url("http://gone.example/")
            }),
        Failure(
            code: "connect-refused", phase: "connect",
            change: { feed, world in
                feed.source = .url(world.server.url("/feed", host: "127.0.0.77"))
            }),
        Failure(
            code: "connect-failed", phase: "connect",
            change: { feed, _ in
                // TCP has no broadcasts.
                feed.source = .url("http://255.255.255.255/feed")
            }),
        Failure(
            code: "proxy-failed", phase: "connect",
            change: { feed, world in
                // It answers the tunnel with 404.
                feed.source = .url("https://news.example/feed")
                feed.proxy = Secret("http://127.0.0.1:\(world.server.port)", origin: .plain)
            }),
        Failure(code: "empty-reply", phase: "request", answer: [.close]),
        Failure(code: "connection-reset", phase: "request", answer: [.reset]),
        Failure(code: "protocol-error", phase: "request", answer: .raw("SSH-2.0-OpenSSH\r\n")),
        Failure(
            code: "header-too-large", phase: "headers",
            answer: .ok(headers: [("X", String(repeating: "a", count: 300 << 10))], two)),
        Failure(
            code: "truncated-body", phase: "body", bytes: two.count,
            answer: [.status(200), .header("Content-Length", "9999"), .endHead, .raw(two), .close]),
        Failure(
            code: "decode-truncated", phase: "decode", bytes: cut.count,
            answer: .ok(headers: [("Content-Encoding", "gzip")], cut)),
        Failure(
            code: "bad-encoding", phase: "decode", bytes: Gzip.stored(two).count,
            answer: .ok(headers: [("Content-Encoding", "gzip")], Gzip.withWrongChecksum(two))),
        Failure(code: "redirect-loop", phase: "policy", answer: .redirect(302, to: "/feed")),
        Failure(code: "bad-redirect", phase: "headers", answer: .status(301)),
        Failure(code: "gone", phase: "headers", answer: .status(410)),
        Failure(code: "client-error", phase: "headers", answer: .status(404)),
        Failure(
            code: "server-error", phase: "headers", bytes: two.count, answer: [.status(500), .body(two)]),
        Failure(code: "too-many-requests", phase: "headers", answer: .status(429)),
        Failure(code: "no-content", phase: "headers", answer: .status(204)),
        Failure(code: "unexpected-304", phase: "headers", answer: .notModified),
        Failure(
            code: "unexpected-status", phase: "headers", bytes: two.count, answer: [.status(206), .body(two)]),
        Failure(
            code: "challenge", phase: "headers",
            answer: .status(403, headers: [("cf-mitigated", "challenge")])),
        Failure(code: "html", phase: "parse", bytes: html.count, answer: .ok(html, type: "text/html")),
        Failure(code: "empty", phase: "parse", answer: .ok([])),
    ]

    @Test("checklist 27: Each failure tells its phase and the bytes that had come", arguments: failures)
    func phases(_ failure: Failure) throws {
        let world = try World()
        world.subscribe([failure.answer]) { failure.change(&$0, world) }
        let visit = try world.failure(code: failure.code)
        #expect(visit.state.errorPhase == failure.phase && visit.state.errorBytes == failure.bytes)
    }

    @Test(
        "checklist 27: TLS that cannot be",
        arguments: [(TLSIdentity.Fault.expired, false, "tls-certificate"), (.none, true, "tls-failed")])
    func tls(fault: TLSIdentity.Fault, isOld: Bool, code: String) throws {
        let world = try World(tls: TLSIdentity(fault: fault, isOld: isOld))
        world.subscribe([.feed(["one"])])
        let visit = try world.failure(code: code)
        #expect(visit.state.errorPhase == "handshake" && visit.state.errorBytes == 0)
    }

    @Test("checklist 27: Documents nested too deeply, and files that cannot be read") func documents() throws
    {
        let world = try World()
        let deep = Array(String(repeating: "<rss>", count: Limits.documentDepth + 1).utf8)
        world.subscribe([.ok(deep)])
        #expect(try world.failure(code: "too-deep").state.errorPhase == "parse")
        try world.reload { $0.feeds[0].source = .path("/nowhere/feed.xml") }
        let visit = try world.visit()
        #expect(visit.error == "file-unreadable" && visit.state.errorPhase == "read")
        #expect(visit.state.failures == 1 && visit.pause.map { $0 >= .seconds(900) } == true)
    }

    /// Ended by us, or our own fault: no server can bring them about.
    private static let ours: Set = [FetchCode.cancelled, .internalError]
    /// What the parser and the reader of files say.
    private static let ofDocuments = [
        "html", "empty", "binary", "not-xml", "not-a-feed", "too-deep", "document-truncated",
        "file-unreadable",
    ]

    @Test("checklist 27: Every code of a failure has a scenario") func everyCode() throws {
        let literals = Set(try TestSources.literals(in: "ScenarioTests"))
        let codes = FetchCode.allCases.filter { !Self.ours.contains($0) }.map(\.rawValue) + Self.ofDocuments
        let missing = codes.filter { !literals.contains(Substring($0)) }
        print("failures: \(codes.count) codes; without a scenario: \(missing)")
        #expect(missing.isEmpty)
    }
}
