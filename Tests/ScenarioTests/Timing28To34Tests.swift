import Articles
import Fetching
import Policy
import Synchronization
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

/// Each deadline is met to the millisecond: nothing happens before, and everything at it.
@Suite("Scenarios 28 to 34: timing") struct Timing28To34Tests {
    /// A feed that had a document and now hangs, beside a good one on another host.
    private func hang(
        _ answer: [Step], at gate: Gate, for limit: Duration, code: String, phase: String,
        _ adjust: (World) -> Void = { _ in }
    ) throws {
        let world = try World()
        adjust(world)
        world.subscribe([.feed(["one"], etag: "\"v1\""), answer, .feed(["two"])])
        world.subscribe([.feed(["other"])], as: "other", at: "127.0.0.2")
        try world.visit()
        try world.settle()
        let before = try world.standing()
        try world.begin()
        #expect(gate.waitUntilReached())
        world.advance(by: limit - .milliseconds(1))
        try world.turn { _ in true }
        #expect(world.isUnderWay())
        world.advance(by: .milliseconds(1))
        let hung = try world.finish()
        #expect(hung.items.isEmpty)
        #expect(hung.state.errorPhase == phase && hung.state.errorTook == limit)
        try world.expectUnharmed(since: before, code: code)
        #expect(try world.lines(of: "other").map(\.guid) == ["other"])
        gate.open()
        #expect(try world.visit().items == ["two"])
    }

    @Test("28. Headers drip, a byte a second") func dripOfHeaders() throws {
        try drip([.raw(Array("HTTP/1.1 200 OK\r\nX-Slow: ".utf8))], code: "stalled")
    }

    @Test("29. The body drips, two bytes a second") func dripOfBody() throws {
        try drip(
            [.status(200), .header("Content-Length", "9999"), .endHead], Array("<!".utf8), code: "stalled")
    }

    /// Sends something, then a few bytes a second; the window of 15 s closes on it.
    private func drip(_ beginning: [Step], _ drop: [UInt8] = [0x61], code: String) throws {
        let world = try World()
        let gates = (0...20).map { _ in Gate() }
        world.subscribe([beginning + gates.flatMap { [.wait($0), .raw(drop)] }])
        let before = try world.standing()
        try world.begin()
        for (second, gate) in gates.enumerated() where second < 15 {
            #expect(gate.waitUntilReached())
            #expect(world.isUnderWay())
            world.advance(by: .seconds(1))
            gate.open()
        }
        _ = try world.finish()
        try world.expectUnharmed(since: before, code: code)
    }

    @Test("30. The connection is accepted, and never answered") func silence() throws {
        let gate = Gate()
        try hang([.wait(gate)], at: gate, for: .seconds(30), code: "first-byte-timeout", phase: "request")
    }

    @Test("checklist 27: The whole fetch takes longer than it may") func total() throws {
        let gate = Gate()
        try hang(
            [.status(200), .endHead, .raw(Array("<rss>".utf8)), .wait(gate)], at: gate, for: .seconds(10),
            code: "total-timeout", phase: "body"
        ) { $0.settings.http.timeout = .seconds(10) }
    }

    @Test("31. A black hole: SYN is never answered") func blackHole() throws {
        let hole = try BlackHole()
        let world = try World()
        world.subscribe([.feed(["other"])], as: "other", at: "127.0.0.2")
        world.subscribe([.feed([])]) { $0.source = .url("http://127.0.0.1:\(hole.port)/feed") }
        try world.begin()
        // The hole says nothing; the other feed, which begins with it, says that both have begun.
        #expect(world.server.waitForRequests(1))
        world.advance(by: .seconds(10) - .milliseconds(1))
        try world.turn { _ in true }
        #expect(world.isUnderWay())
        world.advance(by: .milliseconds(1))
        let state = try world.finish().state
        #expect(state.errorCode == "connect-timeout" && state.errorPhase == "connect")
        #expect(state.errorTook == .seconds(10))
        try world.settle()
        #expect(try world.lines(of: "other").map(\.guid) == ["other"])
    }

    @Test("32. A ClientHello is never answered") func silentHandshake() throws {
        let world = try World()
        // The greeting holds no empty line, so the server goes on reading.
        world.subscribe([.feed([])]) { $0.source = .url("https://127.0.0.1:\(world.server.port)/feed") }
        try world.begin()
        #expect(world.server.waitForConnections(1))
        world.advance(by: .seconds(10))
        world.advance(by: .seconds(10) - .milliseconds(1))
        try world.turn { _ in true }
        #expect(world.isUnderWay())
        world.advance(by: .milliseconds(1))
        let state = try world.finish().state
        #expect(state.errorCode == "tls-timeout" && state.errorPhase == "handshake")
        #expect(state.errorTook == .seconds(20))
    }

    @Test("33. Two hundred slow feeds cost a fast one nothing") func slowCrowd() throws {
        let world = try World()
        let gate = Gate()
        for number in 1...200 {
            let host = "slow\(number).example"
            world.subscribe([[.status(200), .wait(gate)]], as: "slow\(number)", at: host)
        }
        world.subscribe([.feed(["fast"])], as: "fast", at: "fast.example")
        let before = world.clock.monotonic
        #expect(try world.visit("fast").items == ["fast"])
        #expect(
            world.clock.monotonic - before < .seconds(1),
            "the clock of the scenario stands but for the commit")
        #expect((1...200).allSatisfy { world.isUnderWay("slow\($0)") })
        world.advance(by: .seconds(60))
        try world.settle()
        let codes = (1...200).map { world.state("slow\($0)").errorCode }
        #expect(codes.allSatisfy { $0 == "stalled" || $0 == "total-timeout" })
    }

    @Test("34. The name server never answers for two hundred names") func silentNameServer() throws {
        let world = try World()
        let busy = Mutex(0)
        let most = Mutex(0)
        let never = Gate()
        world.machine.network.lookup = { host in
            guard host != "live.example" else { return .addresses([.v4(0x7F00_0001)]) }
            let now = busy.withLock {
                $0 += 1; return $0
            }
            most.withLock { $0 = max($0, now) }
            never.waitUntilOpen()
            busy.withLock { $0 -= 1 }
            return .failed("too late")
        }
        world.subscribe([.feed(["live"]), .feed(["live", "again"])], as: "live", at: "live.example")
        try world.visit("live")
        try world.reload { settings in
            for number in 1...200 {
                var feed = FeedSettings(
                    id: "dead\(number)", source: .url("http://dead\(number).example/feed"))
                feed.minEvery = .seconds(60)
                settings.feeds.insert(feed, at: 0)
            }
        }
        #expect(try world.visit("live").items == ["again"], "its answer was forgotten, its name not")
        #expect((1...200).allSatisfy { world.isUnderWay("dead\($0)") })
        world.advance(by: .seconds(10))
        // Those that a thread is at have had their time; a quarter of the threads is kept for names that answered before.
        let threads = FetchSettings().lookupThreads
        try world.turn { $0.table.failing == threads * 3 / 4 }
        func codes() -> [String] { (1...200).compactMap { world.state("dead\($0)").errorCode } }
        #expect(codes().allSatisfy { $0 == "dns-timeout" })
        #expect((1...200).count { world.isUnderWay("dead\($0)") } == 200 - threads * 3 / 4)
        never.open()
        try world.settle()
        #expect(codes().count == 200, "those in line have had their turn")
        #expect(most.withLock { $0 } <= threads)
    }
}
