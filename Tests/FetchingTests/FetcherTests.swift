import Articles
import Policy
import Synchronization
import TestServer
import Testing

@testable import Fetching

@Suite struct FetcherTests {
    @Test("stop() ends hanging fetches at once, gives each its result, and may be called again")
    func stopsWhileHanging() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        let gate = Gate()
        server.on("/silent", [.wait(gate)])
        server.on(
            "/drips", [.status(200), .header("Content-Length", "100"), .endHead, .raw([0x3C]), .wait(gate)])
        let never = Latch()
        let bench = try FetchBench { settings in
            settings.politeness.perHost = 100
            settings.lookup = { _ in
                never.wait()
                return .failed("too late")
            }
        }
        let urls = [server.url("/silent"), server.url("/drips"), "http://unresolved.example/"]
        bench.fetcher.submit(urls.enumerated().map { FetchBench.request($0.element, token: $0.offset) })
        #expect(server.waitForRequests(2))
        let start = ContinuousClock.now
        bench.fetcher.stop()
        #expect(ContinuousClock.now - start < .seconds(1))
        bench.fetcher.stop()
        #expect(bench.box.all.map(\.token).sorted() == [0, 1, 2])
        #expect(bench.box.all.allSatisfy { $0.failure?.code == .cancelled })
        never.open()
    }

    @Test("checklist 35: One host is asked one at a time with a gap, others at the same time")
    func politeness() throws {
        let server = try TestServer.start(addresses: ["127.0.0.1", "127.0.0.2"])
        defer { server.stop() }
        let clock = TestClock()
        let names = ["a.example": "127.0.0.1", "b.example": "127.0.0.2"]
        let bench = try FetchBench(clock: clock, names: names) { $0.politeness.gap = .seconds(1) }
        server.on("/feed", [.status(200), .body(document)])
        let hosts = ["a.example", "a.example", "a.example", "b.example"]
        bench.fetcher.submit(
            hosts.enumerated().map {
                FetchBench.request(server.url("/feed", host: $0.element), token: $0.offset)
            })
        #expect(bench.box.wait(for: 2).map(\.token).sorted() == [0, 3])
        for token in [1, 2] {
            #expect(bench.box.all.count == token + 1, "nothing more comes before the gap is over")
            clock.advance(by: .milliseconds(1000))
            bench.fetcher.look()
            #expect(bench.box.wait(for: token + 2).last?.token == token)
        }
        #expect(server.peakInFlight(host: "a.example") == 1)
        #expect(server.requests.count == 4)
    }

    @Test("A held host is not asked: a fetch fails at once with the time that is left, until it is over")
    func hold() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        let clock = TestClock()
        let bench = try FetchBench(clock: clock)
        server.on("/feed", [.status(200), .body(document)])
        bench.fetcher.hold(host: "127.0.0.1", for: .seconds(60))
        for left in [61, 2] {
            let failure = try bench.fetch(server.url("/feed")).failure
            #expect(failure?.code == .tooManyRequests && failure?.status == nil)
            #expect(failure?.freshness.retryAfter == .seconds(left))
            clock.advance(by: .seconds(59))
        }
        #expect(server.requests.isEmpty)
        #expect(try bench.fetch(server.url("/feed")).response != nil)
    }

    @Test("What waits for a host when it is held fails at once")
    func holdWaiting() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        let bench = try FetchBench()
        let gate = Gate()
        server.on("/feed", [.wait(gate), .status(200), .body(document)])
        bench.fetcher.submit((1...3).map { FetchBench.request(server.url("/feed"), token: $0) })
        #expect(gate.waitUntilReached())
        bench.fetcher.hold(host: "127.0.0.1", for: .seconds(60))
        #expect(bench.box.wait(for: 2).map(\.summary) == ["too-many-requests", "too-many-requests"])
        gate.open()
        #expect(bench.box.wait(for: 3).last?.response != nil)
        #expect(server.requests.count == 1)
    }

    @Test(
        "checklist 44: Each phase has its deadline",
        arguments: [
            ([], Duration.seconds(30), FetchCode.firstByteTimeout),
            ([Step.status(200)], .seconds(15), .stalled),
            ([.status(200), .header("Content-Length", "9"), .endHead, .raw([0x3C])], .seconds(15), .stalled),
        ])
    func deadlines(steps: [Step], after: Duration, code: FetchCode) throws {
        let server = try TestServer.start(addresses: ["127.0.0.1", "127.0.0.2"])
        defer { server.stop() }
        let (gate, clock) = (Gate(), TestClock())
        server.on("/feed", steps + [.wait(gate)])
        let bench = try FetchBench(clock: clock)
        bench.fetcher.submit([FetchBench.request(server.url("/feed"))])
        #expect(gate.waitUntilReached())
        // What was sent before the gate lies in the fetcher's socket; once another answer has come it has
        // been read.
        _ = try bench.fetch(server.url("/other", host: "127.0.0.2"))
        clock.advance(by: after - .milliseconds(1))
        _ = try bench.fetch(server.url("/other", host: "127.0.0.2"))
        #expect(bench.box.all.count == 2)
        clock.advance(by: .milliseconds(1))
        bench.fetcher.look()
        #expect(bench.box.wait(for: 3).last?.failure?.code == code)
    }

    @Test("A TLS handshake has its own deadline after that of the connection")
    func handshakeDeadline() throws {
        let server = try TestServer.start(addresses: ["127.0.0.1", "127.0.0.2"])
        defer { server.stop() }
        let clock = TestClock()
        let bench = try FetchBench(clock: clock)
        // The greeting holds no empty line, so the server goes on reading.
        bench.fetcher.submit([FetchBench.request("https://127.0.0.1:\(server.port)/")])
        #expect(server.waitForConnections(1))
        for _ in 1...2 {
            _ = try bench.fetch(server.url("/other", host: "127.0.0.2"))
            clock.advance(by: .seconds(10))
        }
        bench.fetcher.look()
        #expect(bench.box.wait(for: 3).map(\.summary) == ["client-error", "client-error", "tls-timeout"])
    }

    @Test("A name server that never answers costs the feed its deadline, and no other feed anything")
    func silentNameServer() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        let (never, clock) = (Latch(), TestClock())
        let bench = try FetchBench(clock: clock) { settings in
            settings.lookupThreads = 8
            settings.lookup = { host in
                if host == "live.example" { return .addresses([.v4(0x7F00_0001)]) }
                never.wait()
                return .failed("too late")
            }
        }
        bench.fetcher.submit((0..<3).map { FetchBench.request("http://dead\($0).example/", token: $0) })
        bench.fetcher.submit([FetchBench.request(server.url("/feed", host: "live.example"), token: 9)])
        #expect(bench.box.wait(for: 1).first?.token == 9)
        clock.advance(by: .seconds(10))
        bench.fetcher.look()
        let dead = bench.box.wait(for: 4).dropFirst()
        #expect(dead.count == 3)
        #expect(dead.allSatisfy { $0.failure?.code == .dnsTimeout })
        never.open()
    }

    @Test("Bodies beyond the limit of active ones wait, and all arrive")
    func activeLimit() throws {
        let addresses = (1...8).map { "127.0.0.\($0)" }
        let server = try TestServer.start(addresses: addresses)
        defer { server.stop() }
        let gate = Gate()
        server.on("/feed", [.status(200), .chunk(bytes("a")), .wait(gate), .chunk(bytes("b")), .lastChunk])
        let bench = try FetchBench { $0.politeness.active = 2 }
        bench.fetcher.submit(
            addresses.enumerated().map {
                FetchBench.request(server.url("/feed", host: $0.element), token: $0.offset)
            })
        #expect(server.waitForRequests(8))
        gate.open()
        let results = bench.box.wait(for: 8)
        #expect(results.count == 8)
        #expect(results.allSatisfy { $0.summary == "ab" })
    }

    @Test("No more documents are handed over than have a place, until one is taken")
    func unreadLimit() throws {
        let addresses = (1...5).map { "127.0.0.\($0)" }
        let server = try TestServer.start(addresses: addresses)
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        server.on("/none", [.status(404), .body(document)])
        let bench = try FetchBench {
            $0.politeness.active = 2
            $0.waitsForReaders = true
        }
        bench.fetcher.submit(
            addresses.enumerated().map {
                FetchBench.request(server.url("/feed", host: $0.element), token: $0.offset)
            })
        #expect(server.waitForRequests(5))
        var taken = bench.box.wait(for: 2).map(\.token)
        for count in 3...5 {
            for _ in 1...3 { bench.fetcher.look() }
            #expect(bench.box.all.count == count - 1)
            bench.fetcher.taken([taken.removeFirst(), 99])
            taken.append(try #require(bench.box.wait(for: count).last).token)
        }
        #expect(bench.box.all.allSatisfy { $0.response != nil })
        // What brings no document keeps no place.
        bench.fetcher.taken(taken)
        for token in 10...13 {
            bench.fetcher.submit([FetchBench.request(server.url("/none"), token: token)])
            #expect(bench.box.wait(for: token - 4).count == token - 4)
        }
    }

    @Test(
        "A connection that the server closed between two fetches is made anew, and the request is sent once")
    func closedBetween() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document), .close])
        let bench = try FetchBench()
        for _ in 1...5 { #expect(try bench.fetch(server.url("/feed")).summary == "<rss><channel/></rss>") }
        #expect(server.requests.count == 5)
    }

    @Test(
        "checklist 47: A proxy of the configuration is used, wherever it stands; the site's name is its business"
    )
    func proxy() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        let target = "http://news.example/feed"
        server.on(target, [.status(200), .body(document)])
        let bench = try FetchBench(names: ["proxy.example": "127.0.0.1"])
        for proxy in ["127.0.0.1", "proxy.example", "user:word@proxy.example"] {
            let result = try bench.fetch(target) {
                $0.proxy = "http://\(proxy):\(server.port)"
                $0.privateNetworks = .publicOnly
            }
            #expect(result.summary == "<rss><channel/></rss>")
        }
        #expect(server.requests.map(\.target) == [target, target, target])
    }

    @Test("checklist 47: A SOCKS5 proxy is told the name, and nobody else is") func socks() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        let proxy = SocksProxy(to: server.port)
        defer { proxy.stop() }
        // No name can be looked up here.
        let bench = try FetchBench()
        let result = try bench.fetch("http://news.example/feed") {
            $0.proxy = "socks5h://127.0.0.1:\(proxy.port)"
            $0.privateNetworks = .publicOnly
        }
        #expect(result.summary == "<rss><channel/></rss>")
        #expect(proxy.names == ["news.example"])
        #expect(server.requests.map { $0.header("host") } == ["news.example"])
    }

    @Test(
        "checklist 47: A redirect to a host of no_proxy leads past the proxy, and one away from it through it"
    )
    func directHosts() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        // The proxy sees whole URLs, the site itself paths.
        let direct = server.url("/direct", host: "direct.example")
        server.on("http://news.example/feed", [.status(302), .header("Location", direct), .body([])])
        server.on("/direct", [.status(302), .header("Location", "http://far.example/feed"), .body([])])
        server.on("http://far.example/feed", [.status(200), .body(document)])
        let bench = try FetchBench(names: ["direct.example": "127.0.0.1"])
        func fetch(isPrivate: Bool) throws -> FetchResult {
            try bench.fetch("http://news.example/feed") {
                $0.proxy = "http://127.0.0.1:\(server.port)"
                $0.directHosts = HostList(["direct.example"])
                $0.privateNetworks = isPrivate ? .everything : .publicOnly
            }
        }
        #expect(try fetch(isPrivate: true).summary == "<rss><channel/></rss>")
        #expect(
            server.requests.map(\.target) == [
                "http://news.example/feed", "/direct", "http://far.example/feed",
            ])
        // Only the proxy's own address is beyond question.
        #expect(try fetch(isPrivate: false).failure?.code == .addressRefused)
    }

    @Test("Many feeds of many hosts come back, each once")
    func many() throws {
        let addresses = (1...20).map { "127.0.1.\($0)" }
        let server = try TestServer.start(addresses: addresses)
        defer { server.stop() }
        let bench = try FetchBench()
        let requests = (0..<200).map { number in
            server.serve("/\(number)", bytes("document \(number)"))
            return FetchBench.request(server.url("/\(number)", host: addresses[number % 20]), token: number)
        }
        bench.fetcher.submit(requests)
        let results = bench.box.wait(for: 200)
        #expect(results.map(\.token).sorted() == Array(0..<200))
        #expect(results.allSatisfy { $0.summary == "document \($0.token)" })
        #expect(addresses.allSatisfy { server.peakInFlight(host: $0) == 1 })
        #expect(server.connectionCount == 20)
    }
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// What a thread waits at until the test opens it.
final class Latch: Sendable {
    private let isOpen = Mutex(false)
    private let bell = Bell()
    func open() {
        isOpen.withLock { $0 = true }
        bell.ring()
    }
    func wait() { _ = bell.wait { self.isOpen.withLock { $0 } } }
}
