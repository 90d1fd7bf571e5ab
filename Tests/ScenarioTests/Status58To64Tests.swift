import Articles
import Synchronization
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

@Suite("Scenarios 58 to 64: status and throttling") struct Status58To64Tests {
    static let refusals: [Refusal] = [
        Refusal(
            "62. checklist 25: 403 with cf-mitigated", code: "challenge",
            .status(403, headers: [("cf-mitigated", "challenge")])),
        Refusal(
            "62. checklist 25: 200 \u{201C}Just a moment\u{201D}", code: "challenge",
            .ok(
                Array("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>".utf8),
                type: "text/html")),
        Refusal(
            "63. checklist 24: 200 with a login page", code: "html",
            .ok(Array("<html><title>Sign in to Intranet</title></html>".utf8), type: "text/html")),
        Refusal(
            "64. 500 with a good feed", code: "server-error", [.status(500), .body(FeedText.rss(["three"]))]),
        Refusal("61. 404", code: "client-error", .status(404)),
    ]

    @Test("Refused", arguments: refusals) func refused(_ scenario: Refusal) throws { try scenario.check() }

    @Test("63. checklist 24: The message says the page's title") func title() throws {
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

    @Test("58. checklist 19: 429 with every kind of Retry-After holds the whole host", arguments: retryAfter)
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

    @Test("59. checklist 20: 503 with Retry-After holds that feed only") func unavailable() throws {
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
        "60. checklist 21: A host that allows one request a minute, fifty feeds: one after the other, no refusal after the first minute"
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
        // A request that is under way must not see the clock jump.
        try world.turn { answered($0) == 1 && $0.table.failing > 0 && $0.isQuiet }
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

    @Test("61. 404 for thirty days, then 200: back, and nothing is new twice", arguments: [401, 403, 404])
    func backAgain(status: Int) throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\"")])
        try world.visit()
        let last = world.clock.wall
        world.script("/feed", [.status(status)])
        var attempts = 0
        while world.clock.wall - last < .seconds(30 * 86_400) {
            let pause = try world.failure(code: "client-error").pause
            #expect(pause.map { $0 <= .seconds(7 * 86_400) } == true)
            attempts += 1
        }
        #expect(attempts >= 4 && attempts <= 60, "asked neither never nor all the time")
        world.script("/feed", [.feed(["one", "two"], etag: "\"v2\"")])
        let back = try world.visit()
        #expect(back.items == ["two"] && back.error == nil && back.state.failures == 0)
    }

    @Test(
        "61. checklist 18: 410 on two days is believed: asked only when somebody wants it, and back with 200")
    func ended() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\""), .status(410)])
        try world.visit()
        let first = world.clock.wall
        var sightings = 0
        while world.state().endedAt == nil, sightings < 20 {
            let before = try world.standing()
            try world.visit()
            sightings += 1
            guard world.state().endedAt == nil else { break }
            try world.expectUnharmed(since: before, code: "gone")
        }
        #expect(sightings >= 2 && world.clock.wall - first >= .seconds(86_400))
        #expect(world.state().nextFetch == nil && world.state().errorCode == "gone")
        // Neither time, nor a restart, nor a fetch of all that is configured asks it again.
        let asked = world.server.requests.count
        for _ in 1...3 {
            world.advance(by: .seconds(20 * 86_400))
            try world.settle()
            world.stop()
            try world.settle()
        }
        var words = ""
        world.running?.conductor.begin(nil) { progress, _ in words = progress.failures.map(\.message).joined()
        }
        #expect(words.contains("`newslog fetch feed`"))
        try world.settle()
        #expect(world.server.requests.count == asked)
        // Who names it is answered; what was right then still is.
        let (still, failures) = try world.ask()
        #expect(still.requests.count == 1 && failures.map(\.code) == ["gone"])
        #expect(still.state.endedAt != nil && still.state.nextFetch == nil)
        world.script("/feed", [.feed(["one", "two"], etag: "\"v2\"")])
        let (back, none) = try world.ask()
        #expect(back.requests.map { $0.header("if-none-match") } == ["\"v1\""])
        #expect(back.items == ["two"] && none.isEmpty && back.state.failures == 0)
        #expect(try world.visit().requests.count == 1, "it has its schedule again")
    }

    @Test("checklist 18: 410 once, then 200: nothing happened") func goneOnce() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\""), .status(410), .feed(["one", "two"])])
        try world.visit()
        try world.failure(code: "gone")
        let back = try world.visit()
        #expect(back.items == ["two"] && back.state.goneSince == nil && back.error == nil)
    }
}
