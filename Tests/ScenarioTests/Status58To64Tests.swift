import Articles
import Synchronization
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

@Suite("Scenarios 58 to 64: status and throttling") struct Status58To64Tests {
    static let refusals: [Refusal] = [
        Refusal(
            "62. 403 with cf-mitigated", code: "challenge",
            .status(403, headers: [("cf-mitigated", "challenge")])),
        Refusal(
            "62. 200 \u{201C}Just a moment\u{201D}", code: "challenge",
            .ok(
                Array("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>".utf8),
                type: "text/html")),
        Refusal(
            "63. 200 with a login page", code: "html",
            .ok(Array("<html><title>Sign in to Intranet</title></html>".utf8), type: "text/html")),
        Refusal(
            "64. 500 with a good feed", code: "server-error", [.status(500), .body(FeedText.rss(["three"]))]),
        Refusal("61. 404", code: "client-error", .status(404)),
    ]

    @Test("Refused", arguments: refusals) func refused(_ scenario: Refusal) throws { try scenario.check() }

    @Test("63. The message says the page's title") func title() throws {
        let world = try World()
        world.subscribe([
            .ok(Array("<html><title>Sign in to Intranet</title></html>".utf8), type: "text/html")
        ])
        let words = try world.visit().state.errorMessage
        #expect(words?.contains("Sign in to Intranet") == true)
    }

    /// What a server may say, and the shortest time until it is asked again; a tenth more is jitter.
    static let retryAfter: [(String?, Duration)] = [
        ("120", .seconds(120)), ("Mon, 23 Nov 2026 12:10:00 GMT", .seconds(600)), ("1", .seconds(60)),
        ("Sun, 22 Nov 2026 12:00:00 GMT", .seconds(60)), ("999999999", .seconds(7 * 86_400)),
        ("-5", .seconds(3600)), ("1e9", .seconds(3600)), ("soon", .seconds(3600)), (nil, .seconds(3600)),
    ]

    @Test("58. 429 with every kind of Retry-After holds the whole host", arguments: retryAfter)
    func tooMany(value: String?, wait: Duration) throws {
        let world = try World()
        world.subscribe([.status(429, headers: value.map { [("Retry-After", $0)] } ?? []), .feed(["one"])])
        let held = try world.visit()
        #expect(held.error == "too-many-requests")
        #expect(held.pause.map { $0 >= wait && $0 <= wait * 1.1 } == true, "\(held.pause ?? .zero)")
        // Another feed of the host is not asked either, and is told so.
        try world.reload { settings in
            var other = settings.feeds[0]
            (other.id, other.source) = ("other", .url(world.server.url("/other")))
            settings.feeds.append(other)
        }
        world.script("/other", [.feed(["other"])])
        let other = try world.visit("other")
        #expect(other.requests.isEmpty && other.error == "too-many-requests")
        // Its feeds are asked one by one, a minute apart where it asked for a minute or more.
        let due = ["feed", "other"].compactMap { world.state($0).nextFetch }.max()
        world.clock.advance(to: try #require(due))
        func answered(_ conductor: borrowing Conductor) -> Int {
            conductor.table.feeds.values.count { $0.state.lastSuccess != nil }
        }
        try world.turn { answered($0) == 1 }
        world.advance(by: .seconds(60))
        try world.turn { answered($0) == 2 }
        #expect(try world.lines().map(\.guid).sorted() == ["one", "other"])
    }

    @Test("59. 503 with Retry-After holds that feed only") func unavailable() throws {
        let world = try World()
        world.subscribe([.status(503, headers: [("Retry-After", "600")]), .feed(["one"])])
        world.subscribe([.feed(["other"])], as: "other")
        let held = try world.visit()
        #expect(held.error == "server-error")
        #expect(held.pause.map { $0 >= .seconds(600) && $0 <= .seconds(660) } == true)
        try world.settle()
        #expect(try world.lines(of: "other").map(\.guid) == ["other"])
        #expect(try world.visit().items == ["one"])
    }

    @Test(
        "60. A host that allows one request a minute, fifty feeds: one after the other, no refusal after the first minute"
    )
    func oneAMinute() throws {
        let world = try World()
        let times = Mutex((last: Timestamp?.none, refused: 0))
        let clock = world.clock
        let begin = clock.wall
        for number in 1...50 { world.subscribe([.feed([])], as: "f\(number)") }
        for number in 1...50 {
            world.server.on("/f\(number)", host: "127.0.0.1") { _ in
                times.withLock { times in
                    if let last = times.last, clock.wall < last + .seconds(60) {
                        if clock.wall >= begin + .seconds(60) { times.refused += 1 }
                        return .status(429, headers: [("Retry-After", "60")])
                    }
                    times.last = clock.wall
                    return .feed(["item\(number)"])
                }
            }
        }
        func answered(_ conductor: borrowing Conductor) -> Int {
            conductor.table.feeds.values.count { $0.state.lastSuccess != nil }
        }
        try world.start()
        try world.turn { answered($0) == 1 && $0.table.failing > 0 }
        var minutes = 0
        while let running = world.running, answered(running.conductor) < 50, minutes < 60 {
            let before = answered(running.conductor)
            world.advance(by: .seconds(60))
            // One comes, or none is due yet.
            try world.turn { answered($0) > before || $0.isQuiet }
            minutes += 1
        }
        #expect(minutes <= 52)
        #expect(times.withLock { $0.refused } == 0)
        #expect(Set(try world.lines().map(\.guid)) == Set((1...50).map { "item\($0)" }))
    }

    @Test("61. 410 or 404 for thirty days, then 200: back, and nothing is new twice", arguments: [404, 410])
    func backAgain(status: Int) throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\"")])
        try world.visit()
        let last = world.clock.wall
        world.script("/feed", [.status(status)])
        var attempts = 0
        while world.clock.wall - last < .seconds(30 * 86_400) {
            #expect(try world.visit().error == (status == 410 ? "gone" : "client-error"))
            attempts += 1
        }
        #expect(attempts >= 4 && attempts <= 60, "asked neither never nor all the time")
        world.script("/feed", [.feed(["one", "two"], etag: "\"v2\"")])
        let back = try world.visit()
        #expect(back.items == ["two"] && back.error == nil && back.state.failures == 0)
    }
}
