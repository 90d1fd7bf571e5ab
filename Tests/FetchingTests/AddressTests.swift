import Policy
import TestServer
import Testing

@testable import Fetching

@Suite struct AddressTests {
    @Test(
        "checklist 40: No spelling of a private address is connected to",
        arguments: [
            "http://127.0.0.1:1/", "http://127.1:1/", "http://2130706433:1/", "http://0x7f.0.0.1:1/",
            "http://0:1/",
            "http://[::1]:1/", "http://[::ffff:127.0.0.1]:1/", "http://169.254.169.254/latest/",
            "http://10.0.0.1/",
            "http://inside.example/", "http://localhost:1/",
        ])
    func refused(url: String) throws {
        let bench = try FetchBench(names: ["inside.example": "192.168.1.1", "localhost": "127.0.0.1"])
        let failure = try #require(try bench.fetch(url) { $0.privateNetworks = .publicOnly }.failure)
        #expect(failure.code == .addressRefused)
        #expect(failure.phase == .policy)
    }

    @Test("checklist 40: A redirect into the private network is refused, whatever the first host was allowed")
    func redirectInside() throws {
        let server = try TestServer.start(addresses: ["127.0.0.1", "127.0.0.2"])
        defer { server.stop() }
        let network = try #require(AddressPolicy.Network("127.0.0.2/32"))
        server.on(
            "/feed", [.status(302), .header("Location", server.url("/x", host: "127.0.0.1")), .body([])])
        let failure = try #require(
            try FetchBench().fetch(server.url("/feed", host: "127.0.0.2")) {
                $0.privateNetworks = .networks([network])
            }.failure)
        #expect(failure.code == .addressRefused)
        #expect(server.requests.map(\.path) == ["/feed"])
    }

    @Test("An open connection of a feed that may does not serve one that may not")
    func openConnection() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        let bench = try FetchBench()
        #expect(try bench.fetch(server.url("/feed")).response != nil)
        #expect(
            try bench.fetch(server.url("/feed")) { $0.privateNetworks = .publicOnly }.failure?.code
                == .addressRefused)
        #expect(server.requests.count == 1)
    }

    @Test("A name of which one address is allowed is fetched from that one")
    func mixedAnswer() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        let network = try #require(AddressPolicy.Network("127.0.0.1"))
        let bench = try FetchBench { settings in
            settings.lookup = { _ in .addresses([.v4(0x7F00_0002), .v4(0x7F00_0001)]) }
        }
        let result = try bench.fetch(server.url("/feed", host: "news.example")) {
            $0.privateNetworks = .networks([network])
        }
        #expect(result.response?.remoteAddress == IPAddress("127.0.0.1"))
        #expect(server.requests[0].header("host") == "news.example:\(server.port)")
    }

    @Test(
        "checklist 39: Only http and https are fetched",
        arguments: [
            ("file:///etc/passwd", FetchCode.schemeRefused), ("ftp://h/", .schemeRefused),
            ("nonsense", .invalidURL),
            ("http:///no.example", .dnsFailed), ("", .invalidURL), ("http://a b/", .invalidURL),
        ])
    func schemes(url: String, code: FetchCode) throws {
        #expect(try FetchBench().fetch(url).failure?.code == code)
    }
}
