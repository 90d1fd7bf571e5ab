import Articles
import Parsing
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

/// What the numbered scenarios leave of conditional requests.
@Suite("Checklist 1 to 13: conditional requests") struct Checklist01To13Tests {
    private static let date = ("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT")

    /// The validators of a request.
    private static func validators(_ request: LoggedRequest?) -> [String?] {
        [request?.header("if-none-match"), request?.header("if-modified-since")]
    }

    @Test("checklist 2, 3: What was given goes back, both, one or none; nothing is made up")
    func whatIsKnown() throws {
        let dated = FeedText.rss(dated: [("one", Timestamp(year: 2026, month: 11, day: 23))])
        let today = ("Date", "Mon, 23 Nov 2026 12:00:00 GMT")
        let table: [([(String, String)], [String?])] = [
            ([today, ("ETag", "\"v1\""), Self.date], ["\"v1\"", Self.date.1]),
            ([today, ("ETag", "\"v1\"")], ["\"v1\"", nil]), ([today, Self.date], [nil, Self.date.1]),
            ([today, ("Expires", today.1), ("Cache-Control", "max-age=60")], [nil, nil]),
        ]
        for (headers, expected) in table {
            let world = try World()
            world.subscribe([.ok(headers: headers, dated)])
            #expect(Self.validators(try world.visit().requests.first) == [nil, nil])
            for _ in 1...2 { #expect(Self.validators(try world.visit().requests.first) == expected) }
        }
    }

    @Test("checklist 4: A document replaces both validators, and clears the one that it does not have")
    func latched() throws {
        let world = try World()
        world.subscribe([
            .feed(["one"], etag: "\"v1\""), .feed(["two"], headers: [Self.date]), .feed(["three"]),
            .feed(["four"], etag: "\"v4\""),
        ])
        let sent = try (1...5).map { _ in Self.validators(try world.visit().requests.first) }
        #expect(sent == [[nil, nil], ["\"v1\"", nil], [nil, Self.date.1], [nil, nil], ["\"v4\"", nil]])
    }

    @Test("checklist 5: 304 with a new ETag: it is sent from then on, and what 304 did not mention stays")
    func newETagOf304() throws {
        let world = try World()
        world.subscribe([
            .feed(["one"], etag: "\"v1\"", headers: [Self.date]),
            [.status(304), .header("ETag", "\"v2\""), .endHead], .notModified,
        ])
        let sent = try (1...4).map { _ in Self.validators(try world.visit().requests.first) }
        #expect(
            sent.dropFirst() == [
                ["\"v1\"", Self.date.1], ["\"v2\"", Self.date.1], ["\"v2\"", Self.date.1],
            ])
    }

    private static let two = FeedText.rss(["one", "two"])
    private static let bad = ("ETag", "\"bad\"")

    @Test(
        "checklist 6: Validators of an answer that is no whole document are not kept",
        arguments: [
            .ok(headers: [bad], Array(two.dropLast(60))), .ok(headers: [bad], Array("{\"error\":1}".utf8)),
            .ok(headers: [bad], Array("<html><title>Login</title></html>".utf8), type: "text/html"),
            [.status(500), .header(bad.0, bad.1), .body(two)],
            [.status(206), .header(bad.0, bad.1), .body(two)],
            .ok(headers: [bad], []),
            .ok(headers: [bad, ("Content-Encoding", "gzip")], Gzip.withWrongChecksum(two)),
            [
                .status(200), .header(bad.0, bad.1), .header("Content-Length", "9999"), .endHead, .raw(two),
                .close,
            ],
            [.status(302), .header(bad.0, bad.1), .header("Location", "file:///feed"), .body([])],
        ] as [[Step]])
    func onlyWhole(answer: [Step]) throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\""), answer, .feed(["one", "two"], etag: "\"v2\"")])
        try world.visit()
        #expect(try world.visit().error != nil)
        let sent = try (1...2).map { _ in Self.validators(try world.visit().requests.first) }
        #expect(sent == [["\"v1\"", nil], ["\"v2\"", nil]])
    }

    @Test("checklist 7: Validators go only to the URL that gave them, before a redirect and behind it")
    func placeOfValidators() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"old\""), .redirect(301, to: "/new")])
        world.script("/new", [.feed(["one", "two"], etag: "\"new\""), .notModified])
        try world.visit()
        func sent() throws -> [[String?]] {
            try world.visit().requests.map { [$0.path, $0.header("if-none-match")] }
        }
        #expect(try sent() == [["/feed", "\"old\""], ["/new", nil]])
        #expect(try sent() == [["/feed", nil], ["/new", "\"new\""]])
        // Another URL in the configuration is another feed.
        world.script("/other", [.feed(["three"])])
        try world.reload { $0.feeds[0].source = .url(world.server.url("/other")) }
        #expect(try sent() == [["/other", nil]])
    }

    @Test("checklist 7: Who asks with other credentials, headers or User-Agent has no validators, once")
    func requester() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\"")])
        try world.visit()
        func sent() throws -> String? { try world.visit().requests.first?.header("if-none-match") }
        #expect(try sent() == "\"v1\"")
        let changes: [(inout Settings) -> Void] = [
            { $0.feeds[0].auth = .bearer(Secret("a", origin: .plain)) },
            { $0.feeds[0].auth = .bearer(Secret("b", origin: .plain)) },
            { $0.feeds[0].headers = [RequestHeader(name: "X", value: Secret("1", origin: .plain))] },
            { $0.feeds[0].userAgent = "somebody" },
        ]
        for (index, change) in changes.enumerated() {
            // In a running daemon, and between two.
            if index % 2 == 0 { try world.reload(change) } else { world.stop(); change(&world.settings) }
            #expect(try sent() == nil)
            #expect(try sent() == "\"v1\"")
        }
        try world.reload { $0.feeds[0].tags = ["x"] }
        #expect(try sent() == "\"v1\"")
    }

    @Test("checklist 9: Changing and reused ETags: never asked without validators but the first time")
    func lyingServers() throws {
        let world = try World()
        for id in ["changing", "reused"] {
            world.subscribe([], as: id) { $0.every = .fixed(.seconds(86_400)) }
        }
        world.server.on("/changing", host: "127.0.0.1") { .feed(["one"], etag: "\"\($0.attempt)\"") }
        world.server.on("/reused", host: "127.0.0.1") { .feed(["item\($0.attempt)"], etag: "\"v\"") }
        for _ in 1...40 {
            try world.visit("changing")
            try world.visit("reused")
        }
        for path in ["/changing", "/reused"] {
            let requests = world.server.requests(to: path)
            #expect(requests.count >= 40 && requests.count { $0.header("if-none-match") == nil } == 1)
        }
        #expect(world.state("changing").uselessValidators >= 39 && world.state("changing").reusedETags == 0)
        #expect(world.state("reused").reusedETags >= 39 && world.state("reused").uselessValidators == 0)
    }

    @Test("checklist 10: Started ten times in a minute: nothing is asked, and nothing forgotten")
    func restarts() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\"")])
        let due = try world.visit().state.nextFetch
        for _ in 1...10 {
            world.stop()
            world.clock.advance(by: .seconds(6))
            try world.settle()
        }
        #expect(world.server.requests.count == 1 && world.state().nextFetch == due)
        #expect(try world.visit().requests.map { $0.header("if-none-match") } == ["\"v1\""])
    }

    @Test("checklist 10: When documents are read in another way than before, each is asked for whole, once")
    func upgraded() throws {
        let world = try World()
        world.subscribe([.feed(["one", "two"], etag: "\"v1\"")])
        try world.visit()
        #expect(world.state().pipeline == ArticleMaker.pipeline)
        try world.change { $0.pipeline = ArticleMaker.pipeline - 1 }
        let upgraded = try world.visit()
        #expect(upgraded.requests.map { $0.header("if-none-match") } == [nil])
        // It was read, though it is as it was, and nothing in it is new.
        #expect(upgraded.items.isEmpty && upgraded.state.unchanged == 0)
        #expect(try world.visit().requests.map { $0.header("if-none-match") } == ["\"v1\""])
        // What was stored before this was remembered is not asked for anew.
        try world.change { $0.pipeline = nil }
        #expect(try world.visit().requests.map { $0.header("if-none-match") } == ["\"v1\""])
    }

    @Test("checklist 10: What is wanted is asked for with validators; what is forced without, once a minute")
    func force() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\"")])
        try world.visit()
        let wanted = try world.ask()
        #expect(wanted.0.requests.map { $0.header("if-none-match") } == ["\"v1\""] && wanted.1.isEmpty)
        #expect(wanted.0.state.unchanged == 1)
        let early = try world.ask(isForced: true)
        #expect(early.0.requests.isEmpty && early.1.map(\.code) == ["too-soon"])
        world.advance(by: .seconds(60))
        let forced = try world.ask(isForced: true)
        #expect(forced.0.requests.map { $0.header("if-none-match") } == [nil] && forced.1.isEmpty)
        #expect(forced.0.state.unchanged == 1 && forced.0.items.isEmpty, "read, though it is as it was")
        #expect(try world.ask(isForced: true).0.requests.isEmpty)
        #expect(try world.visit().requests.map { $0.header("if-none-match") } == ["\"v1\""])
    }
}
