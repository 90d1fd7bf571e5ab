import Policy
import Synchronization
import TestServer
import Testing

@testable import Fetching

/// Numbers are those of the checklist of fetching.
@Suite struct TLSTests {
    private func bench(_ names: [String: String] = [:], clock: TestClock? = nil) throws -> FetchBench {
        try FetchBench(clock: clock, names: names) { $0.certificates = TLSIdentity.authority }
    }

    /// A certificate and what becomes of a fetch from a server that shows it.
    struct Certificate: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var names = ["127.0.0.1"]
        var fault = TLSIdentity.Fault.none
        var isOld = false
        let outcome: String
    }

    static let certificates: [Certificate] = [
        .init(testDescription: "good", outcome: "<rss><channel/></rss>"),
        .init(testDescription: "expired", fault: .expired, outcome: "tls-certificate"),
        .init(testDescription: "for another host", names: ["other.example"], outcome: "tls-certificate"),
        .init(testDescription: "self-signed", fault: .selfSigned, outcome: "tls-certificate"),
        .init(testDescription: "TLS 1.1 at most", isOld: true, outcome: "tls-failed"),
    ]

    @Test("checklist 45: Certificates are verified, and TLS is 1.2 at least", arguments: certificates)
    func verification(certificate: Certificate) throws {
        let identity = try TLSIdentity(
            certificate.names, fault: certificate.fault, isOld: certificate.isOld)
        let server = try TestServer.start(tls: identity)
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        let result = try bench().fetch(server.url("/feed"))
        #expect(result.summary == certificate.outcome, "\(result.failure?.message ?? "")")
        #expect(result.failure == nil || server.requests.isEmpty)
    }

    @Test("checklist 45: A feed's own authority, its pin, and its wish to verify nothing") func perFeed()
        throws
    {
        let identity = try TLSIdentity(fault: .selfSigned)
        let server = try TestServer.start(tls: identity)
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document), .close])
        let bench = try FetchBench()
        #expect(try bench.fetch(server.url("/feed")).failure?.code == .tlsCertificate)
        #expect(
            try bench.fetch(server.url("/feed")) { $0.tls.certificates = identity.certificate }.response
                != nil)
        #expect(try bench.fetch(server.url("/feed")) { $0.tls.isInsecure = true }.response != nil)
        #expect(
            try bench.fetch(server.url("/feed")) {
                $0.tls.isInsecure = true
                $0.tls.pin = identity.pin
            }.response != nil)
        let other = try TLSIdentity().pin
        let pinned = try bench.fetch(server.url("/feed")) {
            $0.tls.isInsecure = true
            $0.tls.pin = other
        }
        #expect(pinned.failure?.code == .tlsCertificate)
        #expect(
            try bench.fetch(server.url("/feed")).failure?.code == .tlsCertificate,
            "nobody's leniency is another's")
    }

    @Test("checklist 45: The next connection to an origin resumes its TLS session, and no other origin's")
    func resumption() throws {
        let server = try TestServer.start(
            addresses: ["127.0.0.1", "127.0.0.2"], tls: TLSIdentity(["127.0.0.1", "127.0.0.2"]))
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document), .close])
        let bench = try bench()
        for host in ["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.2"] {
            #expect(try bench.fetch(server.url("/feed", host: host)).response != nil)
        }
        #expect(server.requests.map(\.isResumed) == [false, false, true, true])
        #expect(server.connectionCount == 4)
    }

    @Test("checklist 41: HTTP/2 is spoken where it is offered, HTTP/1.1 where not, or where the feed says so")
    func versions() throws {
        for (isOffered, isWanted, version) in [(true, true, "2"), (false, true, "1.1"), (true, false, "1.1")]
        {
            let server = try TestServer.start(tls: TLSIdentity(offersHTTP2: isOffered))
            defer { server.stop() }
            for path in ["/h2", "/feed"] {
                server.on(path, [.status(200), .header("ETag", "\"v\""), .body(document)])
            }
            let response = try bench().fetch(server.url("/feed")) { $0.offersHTTP2 = isWanted }.response
            #expect(response?.body == document && response?.etag == Array("\"v\"".utf8))
            #expect(server.requests.map(\.version) == [version])
        }
    }

    @Test("checklist 50: A host that wants TLS only is asked by TLS only, until its time is over")
    func strictTransport() throws {
        let server = try TestServer.start(tls: TLSIdentity(["good.example", "sub.good.example"]))
        defer { server.stop() }
        let wish = "max-age=60; includeSubDomains"
        server.on("/feed", [.status(200), .header("Strict-Transport-Security", wish), .body(document)])
        server.on(
            "/back",
            [.status(302), .header("Location", "http://good.example:\(server.port)/feed"), .body([])])
        let clock = TestClock()
        let names = ["good.example": "127.0.0.1", "sub.good.example": "127.0.0.1"]
        let bench = try bench(names, clock: clock)
        let plain = "http://good.example:\(server.port)/feed"
        #expect(try bench.fetch(plain).failure != nil, "nobody speaks plain HTTP here")
        #expect(try bench.fetch(server.url("/feed", host: "good.example")).response != nil)
        #expect(try bench.fetch(plain).response?.url == server.url("/feed", host: "good.example"))
        #expect(try bench.fetch("http://sub.good.example:\(server.port)/feed").response != nil)
        #expect(try bench.fetch(server.url("/back", host: "good.example")).response != nil)
        clock.advance(by: .seconds(61))
        #expect(try bench.fetch(plain).failure != nil)
    }

    @Test("checklist 50: Another fetcher that is told of a host's wish keeps it from its first request on")
    func strictFromTheStart() throws {
        let server = try TestServer.start(tls: TLSIdentity(["good.example"]))
        defer { server.stop() }
        server.on(
            "/feed", [.status(200), .header("Strict-Transport-Security", "max-age=600"), .body(document)])
        final class Told: Sendable { let wishes = Mutex<[String: StrictWish]>([:]) }
        let told = Told()
        func bench() throws -> FetchBench {
            try FetchBench(names: ["good.example": "127.0.0.1"]) { settings in
                settings.certificates = TLSIdentity.authority
                settings.strictHosts = told.wishes.withLock { $0 }
                settings.noteStrict = { host, wish in told.wishes.withLock { $0[host] = wish } }
            }
        }
        let plain = "http://good.example:\(server.port)/feed"
        #expect(try bench().fetch(plain).failure != nil)
        #expect(try bench().fetch(server.url("/feed", host: "good.example")).response != nil)
        let wish = told.wishes.withLock { $0["good.example"] }
        #expect(wish.map { $0.lasting <= .seconds(600) && $0.lasting > .seconds(500) } == true)
        #expect(try bench().fetch(plain).response?.url == server.url("/feed", host: "good.example"))
    }

    @Test("checklist 50: What a host wished is told once a day, and known from the start next time")
    func strictWishes() {
        var table = StrictTransport(
            ["a.example": StrictWish(lasting: .seconds(60), includesSubdomains: false)], at: .zero)
        let known = (table.covers("a.example", at: .seconds(59)), table.covers("a.example", at: .seconds(60)))
        #expect(known == (true, false))
        let said: [(header: String, second: Int, isNews: Bool)] = [
            ("max-age=100000", 0, true), ("max-age=100000", 3600, false), ("max-age=100000", 100_000, true),
            ("max-age=100000; includeSubDomains", 100_000, true), ("max-age=0", 100_001, true),
            ("max-age=0", 100_001, false),
        ]
        for (header, second, isNews) in said {
            let isNoted = table.note(header, from: "a.example", at: .seconds(second))
            #expect(isNoted == isNews, "\(header) after \(second) s")
        }
    }

    @Test(
        "What Strict-Transport-Security says",
        arguments: [
            ("max-age=10", true, false), ("Max-Age=\"10\" ; IncludeSubDomains; preload", true, true),
            ("max-age=0", false, false), ("includeSubDomains", false, false), ("max-age=soon", false, false),
            ("max-age=99999999999999999999", true, false),
        ])
    func strictTransportHeader(header: String, isCovered: Bool, areSubdomains: Bool) {
        var table = StrictTransport()
        table.note(header, from: "a.example", at: .zero)
        table.note("max-age=10", from: "127.0.0.1", at: .zero)
        #expect(table.covers("a.example", at: .seconds(9)) == isCovered)
        #expect(table.covers("b.a.example", at: .seconds(9)) == areSubdomains)
        #expect(!table.covers("example", at: .zero) && !table.covers("127.0.0.1", at: .zero))
    }

    @Test("checklist 46: A feed is held to one version of the Internet Protocol") func internetProtocol()
        throws
    {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        let bench = try FetchBench(names: ["four.example": "127.0.0.1"])
        let url = server.url("/feed", host: "four.example")
        #expect(try bench.fetch(url) { $0.ipVersion = .v4 }.response != nil)
        #expect(try bench.fetch(url) { $0.ipVersion = .v6 }.failure?.code == .dnsFailed)
    }

    @Test(
        "checklist 46: An address that swallows everything does not stand in the way of the next one",
        .enabled(if: (try? BlackHole(at: "::1")) != nil, "this machine has no IPv6"))
    func blackHole() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        let hole = try BlackHole(at: "::1", port: server.port)
        // Our own clock stands: no deadline of ours helps.
        let bench = try FetchBench(clock: TestClock()) {
            $0.lookup = { _ in .addresses(["::1", "127.0.0.1"].compactMap { IPAddress($0) }) }
        }
        let result = try bench.fetch(server.url("/feed", host: "both.example"))
        #expect(result.summary == "<rss><channel/></rss>")
        #expect(result.response?.remoteAddress == IPAddress("127.0.0.1"))
        withExtendedLifetime(hole) {}
    }

    @Test("Sessions of the origins that were used last are kept, no more than so many") func bound() throws {
        var cache = SessionCache(limit: 8)
        func key(_ number: Int) -> SessionCache.Key { .init(origin: "https://\(number)", tls: .init()) }
        let found = cache.sessions(of: key(0))
        let first = try #require(found)
        for number in 1...100 {
            _ = cache.sessions(of: key(number))
            let again = cache.sessions(of: key(0))
            #expect(again === first, "what is used stays")
            #expect(cache.count <= 8)
        }
        var insecure = key(0)
        insecure.tls.isInsecure = true
        let other = cache.sessions(of: insecure)
        #expect(other !== first)
    }
}
