import Articles
import Fetching
import Host
import Journal
import Policy
import Synchronization
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

@Suite("Scenarios 81 to 87: lifecycle") struct Lifecycle81To87Tests {
    @Test("81. Killed between a body and its commit: asked again with the old validators, nothing twice")
    func killed() throws {
        let world = try World()
        let gate = Gate()
        world.subscribe([.feed(["one"], etag: "\"v1\""), .feed(["one", "two"], etag: "\"v2\"")])
        world.subscribe([.feed([]), [.wait(gate)] + .feed([])], as: "hanging", at: "127.0.0.2")
        try world.visit()
        try world.settle()
        world.clock.advance(by: .seconds(86_400))
        try world.begin()
        #expect(gate.waitUntilReached())
        // The document lies parsed in memory and waits for the other feed; the store knows nothing of it.
        try world.hold { !$0.pending.isEmpty }
        try world.kill()
        gate.open()
        let again = try world.visit()
        #expect(again.items == ["two"])
        let asked = world.server.requests(to: "/feed").map { $0.header("if-none-match") }
        #expect(asked == [nil, "\"v1\"", "\"v1\""])
        #expect(try world.lines(of: "feed").map(\.guid) == ["one", "two"])
    }

    @Test("82. checklist 13: Killed ten times in a minute: nothing is asked twice") func killedOften() throws
    {
        let world = try World()
        for number in 1...5 {
            world.subscribe([.feed(["one"])], as: "f\(number)", at: "127.0.0.\(number % 2 + 1)")
        }
        try world.start()
        try world.turn { $0.table.feeds.values.allSatisfy { $0.state.lastSuccess != nil } }
        let due = (1...5).map { world.state("f\($0)").nextFetch }
        for _ in 1...10 {
            try world.kill()
            world.clock.advance(by: .seconds(6))
            try world.start()
            try world.settle()
        }
        #expect(world.server.requests.count == 5)
        #expect((1...5).map { world.state("f\($0)").nextFetch } == due)
    }

    @Test(
        "83. The clock is set a year ahead or back: no burst, no standstill",
        arguments: [(days: 365, atOnce: 5), (days: -365, atOnce: 0)])
    func clock(days: Int, atOnce: Int) throws {
        let world = try World()
        for number in 1...5 {
            world.subscribe([.feed(["one"])], as: "f\(number)", at: "127.0.0.\(number % 2 + 1)")
        }
        try world.start()
        try world.turn { $0.table.feeds.values.allSatisfy { $0.state.lastSuccess != nil } }
        world.clock.setWall(by: .seconds(days * 86_400))
        // Feeds that are overdue now come once, within ten minutes; those that are not wait as before.
        try world.turn { $0.isQuiet }
        world.advance(by: .seconds(600))
        try world.turn { $0.isQuiet }
        #expect(world.server.requests.count == 5 + atOnce)
        world.advance(by: .seconds(25 * 3600))
        try world.turn { $0.isQuiet && world.server.requests.count >= 10 + atOnce }
        #expect(world.server.requests.count == 10 + atOnce)
    }

    @Test("84. The machine sleeps for eight hours: feeds come spread, the most overdue first")
    func sleep() throws {
        let world = try World()
        world.settings.http.connections = 4
        for number in 1...30 { world.subscribe([.feed(["one"])], as: "f\(number)") }
        try world.start()
        try world.turn { $0.table.feeds.values.allSatisfy { $0.state.lastSuccess != nil } }
        let due = (1...30).map { "f\($0)" }.sorted {
            world.state($0).nextFetch.map(\.milliseconds) ?? 0 < world.state($1).nextFetch.map(\.milliseconds)
                ?? 0
        }
        // The monotonic clock stands while a machine sleeps.
        world.clock.setWall(by: .seconds(8 * 3600))
        try world.turn { $0.isQuiet }
        #expect(world.server.requests.count == 34, "as many as connections come at once")
        for _ in 1...30 {
            world.advance(by: .seconds(20))
            try world.turn { $0.isQuiet }
        }
        let order = world.server.requests.dropFirst(30).map { String($0.target.dropFirst()) }
        #expect(Set(order.prefix(4)) == Set(due.prefix(4)))
        #expect(Array(order.dropFirst(4)) == Array(due.dropFirst(4)))
    }

    @Test("checklist 55: how late feeds are asked is known: those of one host come one after the other")
    func lag() throws {
        let world = try World()
        for number in 1...5 { world.subscribe([.feed(["one"])], as: "f\(number)") }
        try world.start()
        try world.turn { $0.table.feeds.values.allSatisfy { $0.state.lastSuccess != nil } && $0.isQuiet }
        #expect(world.running?.conductor.lag.quantiles([1]) == nil, "who was never asked was never due")
        let due = (1...5).compactMap { world.state("f\($0)").nextFetch?.milliseconds }
        world.clock.advance(to: Timestamp(milliseconds: try #require(due.max())) + .seconds(100))
        for _ in 1...10 {
            world.advance(by: .seconds(1))
            try world.turn { $0.isQuiet || $0.table.inFlight > 0 && $0.pending.isEmpty }
        }
        try world.turn { $0.isQuiet }
        let lags = try #require(world.running?.conductor.lag.quantiles([0, 1]))
        let spread = Double((due.max() ?? 0) - (due.min() ?? 0)) / 1000
        #expect(lags[0] >= 100 && lags[1] <= 100 + spread + 12, "\(lags), due within \(spread) s")
        #expect(lags[1] - lags[0] >= 3, "five requests with a gap of a second")
    }

    @Test("85. The disk is full at a commit: fetching rests, validators stay, nothing is lost")
    func fullDisk() throws {
        let world = try World()
        let isFull = Mutex(false)
        let full = JournalDisk { call in call == .write && isFull.withLock { $0 } ? .fails(.noSpace) : nil }
        world.machine.disk = full
        world.subscribe([.feed(["one"], etag: "\"v1\""), .feed(["one", "two"], etag: "\"v2\"")])
        try world.visit()
        isFull.withLock { $0 = true }
        let failed = try world.visit()
        #expect(failed.items.isEmpty && failed.state.etag == Array("\"v1\"".utf8) && failed.error == nil)
        #expect(world.running?.conductor.hold != nil)
        let before = world.server.requests.count
        world.clock.advance(by: .seconds(29))
        try world.turn { _ in true }
        #expect(world.server.requests.count == before, "nothing is fetched that could not be kept")
        isFull.withLock { $0 = false }
        world.clock.advance(by: .seconds(1))
        try world.turn { $0.table.feeds["feed"]?.state.articles == 2 }
        #expect(try world.lines().map(\.guid) == ["one", "two"])
        #expect(world.server.requests.map { $0.header("if-none-match") } == [nil, "\"v1\"", "\"v1\""])
    }

    @Test("86. A new configuration while 64 feeds are in flight: they finish, changed ones are replaced")
    func reload() throws {
        let world = try World()
        let gate = Gate()
        for number in 1...64 {
            world.subscribe(
                [[.wait(gate)] + .feed(["item\(number)"])], as: "f\(number)", at: "h\(number).example")
        }
        try world.start()
        try world.turn { $0.table.inFlight == 64 }
        #expect(world.server.waitForRequests(64))
        world.script("/elsewhere", [.feed(["moved"])], at: "h1.example")
        try world.reload { settings in
            settings.feeds[0].source = .url(world.server.url("/elsewhere", host: "h1.example"))
            settings.feeds.removeLast()
        }
        gate.open()
        try world.turn { $0.isQuiet && $0.table.feeds.values.allSatisfy { $0.state.lastSuccess != nil } }
        let lines = try world.lines()
        #expect(Set(lines.map(\.guid)) == Set((2...63).map { "item\($0)" } + ["moved"]))
        #expect(world.server.requests.count == 65, "what did not change is asked once")
    }

    @Test(
        "87. Ten thousand feeds due at once: one at a time a host, no more connections than allowed, all come"
    ) func crowd() throws {
        let addresses = (1...100).map { "127.0.3.\($0)" }
        let world = try World(at: addresses)
        world.machine.network.politeness.inFlight = 64
        for number in 0..<10_000 {
            let host = addresses[number % 100]
            var feed = FeedSettings(
                id: "f\(number)", source: .url(world.server.url("/f\(number)", host: host)))
            feed.privateNetworks = .allowed
            world.settings.feeds.append(feed)
        }
        for address in addresses { world.server.elsewhere(at: address, .feed(["one"])) }
        try world.start()
        try world.turn { $0.table.feeds.values.allSatisfy { $0.state.lastAttempt != nil } }
        #expect(world.server.requests.count == 10_000)
        #expect(addresses.allSatisfy { world.server.peakInFlight(host: $0) == 1 })
        #expect(world.server.peakInFlight <= 64)
        #expect(world.running?.conductor.table.failing == 0)
    }
}
