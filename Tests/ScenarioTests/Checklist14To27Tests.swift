import Articles
import Fetching
import Policy
import Synchronization
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

/// What the numbered scenarios leave of redirects, statuses and errors.
@Suite("Checklist 14 to 27: redirects, statuses and errors") struct Checklist14To27Tests {
    @Test("checklist 14: A redirect that is permanent one time and temporary the next is never adopted")
    func alternating() throws {
        let world = try World()
        world.subscribe([]) { $0.every = .fixed(.seconds(6 * 3600)) }
        world.server.on("/feed", host: "127.0.0.1") { .redirect($0.attempt % 2 == 0 ? 302 : 301, to: "/new") }
        world.script("/new", [.feed(["one"], etag: "\"v1\""), .notModified])
        let start = world.clock.wall
        while world.clock.wall - start < .seconds(10 * 86_400) { #expect(try world.visit().error == nil) }
        #expect(world.state().movedURL == nil && world.server.requests(to: "/feed").count >= 36)
    }

    @Test("checklist 14: Three sightings on two days are not enough, on three they are")
    func threeDays() throws {
        let world = try World()
        world.subscribe([.redirect(301, to: "/new")]) { $0.every = .fixed(.seconds(3 * 3600)) }
        world.script("/new", [.feed(["one"], etag: "\"v1\""), .notModified])
        let start = world.clock.wall
        while world.state().movedURL == nil, world.clock.wall - start < .seconds(9 * 86_400) {
            try world.visit()
        }
        #expect(world.state().movedURL == world.server.url("/new") && world.state().redirectCount == 3)
        #expect(world.clock.wall - start >= .seconds(2 * 86_400))
    }

    @Test("checklist 16: A redirect into a host that wants to be left alone is not followed")
    func redirectIntoHold() throws {
        let world = try World()
        world.subscribe([.status(429, headers: [("Retry-After", "3600")])], as: "held", at: "127.0.0.2")
        try world.visit("held")
        try world.reload { settings in
            var feed = settings.feeds[0]
            (feed.id, feed.source) = ("feed", .url(world.server.url("/feed")))
            settings.feeds.append(feed)
        }
        world.script("/feed", [.redirect(302, to: world.server.url("/there", host: "127.0.0.2"))])
        let visit = try world.visit()
        #expect(visit.error == "too-many-requests" && visit.requests.map(\.path) == ["/feed"])
        #expect(visit.pause.map { $0 >= .seconds(3590) } ?? true, "\(visit.pause ?? .zero)")
    }

    @Test("checklist 17: A captive portal redirects for a week and is never adopted; then all is as before")
    func captivePortal() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\""), .redirect(301, to: "/login")])
        let login = Array("<!DOCTYPE html><html><title>Welcome to the hotel</title></html>".utf8)
        world.script("/login", [.ok(headers: [("ETag", "\"login\"")], login, type: "text/html")])
        try world.visit()
        let start = world.clock.wall
        while world.clock.wall - start < .seconds(8 * 86_400) { try world.failure(code: "html") }
        #expect(world.state().movedURL == nil && world.state().redirectURL == nil)
        world.script("/feed", [.feed(["one", "two"], etag: "\"v2\"")])
        let back = try world.visit()
        #expect(back.requests.map { $0.header("if-none-match") } == ["\"v1\""] && back.items == ["two"])
    }

    @Test(
        "checklist 20: What 429 and 503 hold, the feed or its whole host, is as the configuration says",
        arguments: [
            (429, HoldScope.feed, true), (429, .host, false), (503, .feed, true), (503, .host, false),
        ])
    func holdScopes(status: Int, scope: HoldScope, isAsked: Bool) throws {
        let world = try World()
        (world.settings.http.hold429, world.settings.http.hold503) = (scope, scope)
        world.subscribe([.status(status, headers: [("Retry-After", "600")])], as: "held")
        try world.visit("held")
        world.script("/feed", [.feed(["one"])])
        try world.reload { settings in
            var feed = settings.feeds[0]
            (feed.id, feed.source) = ("feed", .url(world.server.url("/feed")))
            settings.feeds.append(feed)
        }
        #expect(try world.visit().requests.count == (isAsked ? 1 : 0))
    }

    @Test(
        "checklist 22: Sixty failures: ever rarer, a week at most, never given up; then all is well at once")
    func sixtyFailures() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\""), .status(500)])
        try world.visit()
        let begin = world.clock.wall
        var pauses: [Duration] = []
        for attempt in 1...60 {
            let visit = try world.failure(code: "server-error")
            let pause = try #require(visit.pause)
            let since = world.clock.wall - begin
            #expect(visit.requests.count == 1 && visit.state.failures == attempt)
            let longest = Duration.seconds(since > .seconds(14 * 86_400) ? 7 * 86_400 : 86_400)
            #expect(pause >= .seconds(900) && pause <= longest)
            pauses.append(pause)
        }
        let (first, last) = (pauses.prefix(5).reduce(.zero, +), pauses.suffix(5).reduce(.zero, +))
        #expect(first * 4 < last)
        world.script("/feed", [.feed(["one", "two"], etag: "\"v2\"")])
        let back = try world.visit()
        #expect(back.items == ["two"] && back.error == nil && back.state.failures == 0)
        #expect(back.state.failingSince == nil && back.pause.map { $0 <= .seconds(86_400) } == true)
    }

    @Test(
        "checklist 23: An hour without a network: no feed fails, a probe now and then, and then they come spread"
    )
    func outage() throws {
        let world = try World()
        let isDown = Mutex(false)
        let lookups = Mutex(0)
        // Nothing listens at the other address.
        world.machine.network.lookup = { _ in
            guard isDown.withLock({ $0 }) else { return .addresses([.v4(0x7F00_0001)]) }
            lookups.withLock { $0 += 1 }
            return .addresses([.v4(0x7F00_004D)])
        }
        world.settings.http.connections = 2
        let feeds = (1...10).map { "f\($0)" }
        for id in feeds {
            world.subscribe(
                [.feed(["one"], etag: "\"v1\"") + [.close], .notModified + [.close]], as: id,
                at: "\(id).example"
            ) {
                $0.every = .fixed(.seconds(900))
            }
        }
        try world.start()
        try world.turn { $0.table.feeds.values.allSatisfy { $0.state.lastSuccess != nil } }
        isDown.withLock { $0 = true }
        func pass(_ duration: Duration) throws -> [Int] {
            try (0..<Int(duration.components.seconds / 10)).map { _ in
                let before = world.server.requests.count
                world.advance(by: .seconds(10))
                try world.settle()
                return world.server.requests.count - before
            }
        }
        #expect(try pass(.seconds(3600 + 1200)).allSatisfy { $0 == 0 })
        let states = feeds.map { world.state($0) }
        #expect(states.allSatisfy { $0.failures == 0 && $0.errorCode == nil && $0.etag != nil })
        #expect(world.running?.conductor.outage.since != nil)
        let probes = lookups.withLock { $0 }
        #expect(probes >= 60 && probes <= 10 + 4800 / 30, "\(probes)")
        isDown.withLock { $0 = false }
        let steps = try pass(.seconds(780))
        #expect(steps.allSatisfy { $0 <= 3 }, "\(steps)")
        #expect(Set(world.server.requests.dropFirst(10).map(\.path)).count == 10)
        #expect(feeds.allSatisfy { world.state($0).failures == 0 && world.state($0).lastStatus == 304 })
    }

    static let notFeeds: [Refusal] = [
        Refusal(
            "63. checklist 24: 200 with an error in JSON", code: "not-a-feed",
            .ok(Array("{\"error\":\"no such feed\"}".utf8), type: "application/json")),
        Refusal("63. checklist 24: 200 with words", code: "not-xml", .ok(Array("Service unavailable".utf8))),
        Refusal(
            "63. checklist 24: 200 with a picture", code: "binary",
            .ok([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])),
        Refusal(
            "62. checklist 25: 503 with cf-mitigated", code: "challenge",
            .status(503, headers: [("cf-mitigated", "challenge")])),
        Refusal(
            "24. checklist 26: 226, unasked", code: "unexpected-status",
            [.status(226), .body(FeedText.rss(["three"]))]),
        Refusal("53. checklist 26: 305", code: "bad-redirect", .status(305)),
    ]

    @Test("Refused", arguments: notFeeds) func refused(_ scenario: Refusal) throws { try scenario.check() }
}
