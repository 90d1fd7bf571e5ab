import Policy
import TestServer
import Testing

@testable import Fetching

@Suite struct RedirectTests {
    @Test(
        "Each redirect status is followed; permanence is that of the whole chain",
        arguments: [301, 302, 303, 307, 308])
    func follows(status: Int) throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/a", [.status(308), .header("Location", "b?x#y"), .body([])])
        server.on(
            "/b", [.status(status), .header("Location", "//127.0.0.1:\(server.port)/c"), .body(document)])
        server.on("/c", [.status(200), .body(document)])
        let response = try #require(try FetchBench().fetch(server.url("/a")).response)
        #expect(response.url == server.url("/c"))
        #expect(
            response.hops == [
                .init(url: server.url("/a"), status: 308), .init(url: server.url("/b?x"), status: status),
            ])
        #expect(response.isPermanentlyMoved == [301, 308].contains(status))
        #expect(server.requests.map(\.target) == ["/a", "/b?x", "/c"])
    }

    @Test("Ten redirects are followed, eleven are not, and a circle is seen at once")
    func limits() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        for step in 1...11 {
            server.on("/\(step)", [.status(302), .header("Location", "/\(step - 1)"), .body([])])
        }
        server.on("/0", [.status(200), .body(document)])
        server.on("/loop", [.status(302), .header("Location", "/loop2"), .body([])])
        server.on("/loop2", [.status(302), .header("Location", "/loop"), .body([])])
        let bench = try FetchBench()
        #expect(try bench.fetch(server.url("/10")).response?.hops.count == 10)
        let tooMany = try #require(try bench.fetch(server.url("/11")).failure)
        #expect(tooMany.code == .tooManyRedirects)
        #expect(tooMany.hops.count == 10)
        #expect(try bench.fetch(server.url("/loop")).failure?.code == .redirectLoop)
        #expect(server.requests.filter { $0.path.hasPrefix("/loop") }.count == 2)
    }

    @Test(
        "Redirects that lead nowhere, or where nobody may go",
        arguments: [
            ("file:///etc/passwd", FetchCode.schemeRefused), ("ftp://127.0.0.1/", .schemeRefused),
            ("gopher://127.0.0.1/", .schemeRefused), ("javascript:alert(1)", .badRedirect),
            ("http://", .badRedirect), ("", .badRedirect), ("http://a b/", .badRedirect),
        ])
    func refused(location: String, code: FetchCode) throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(302), .header("Location", location), .body([])])
        let failure = try #require(try FetchBench().fetch(server.url("/feed")).failure)
        #expect(failure.code == code)
        #expect(failure.status == 302)
    }

    @Test("checklist 51: A Location with blanks and Arabic letters is followed as browsers do")
    func rawLocation() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        // U+0623 U+062E, "akh"
        server.on("/feed", [.status(302), .header("Location", "/\u{623}\u{62E} x"), .body([])])
        server.on("/%d8%a3%d8%ae%20x", [.status(200), .body(document)])
        #expect(try FetchBench().fetch(server.url("/feed")).summary == "<rss><channel/></rss>")
    }

    @Test("checklist 48: Credentials and a feed's own headers stay with their origin, also on the way back")
    func credentials() throws {
        let server = try TestServer.start(addresses: ["127.0.0.1", "127.0.0.2"])
        defer { server.stop() }
        let names = ["one.example": "127.0.0.1", "two.example": "127.0.0.2"]
        server.on("/feed", [.status(302), .header("Location", "/same"), .body([])])
        server.on(
            "/same", [.status(302), .header("Location", server.url("/away", host: "two.example")), .body([])])
        server.on(
            "/away", [.status(302), .header("Location", server.url("/back", host: "one.example")), .body([])])
        server.on("/back", [.status(200), .body(document)])
        let bench = try FetchBench(names: names)
        _ = try bench.fetch("http://us%65r:p%40ss@one.example:\(server.port)/feed") {
            $0.headers = [("X-Token", "t")]
        }
        let sent = server.requests.map {
            [$0.host, $0.header("authorization") ?? "-", $0.header("x-token") ?? "-"]
        }
        #expect(
            sent == [
                ["one.example", "Basic dXNlcjpwQHNz", "t"], ["one.example", "Basic dXNlcjpwQHNz", "t"],
                ["two.example", "-", "-"], ["one.example", "-", "-"],
            ])
        #expect(server.requests.allSatisfy { $0.header("referer") == nil && $0.header("cookie") == nil })
    }

    @Test("A feed's own headers replace ours, and none can smuggle another in")
    func ownHeaders() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        _ = try FetchBench().fetch(server.url("/feed")) {
            $0.headers = [("accept", "text/xml"), ("X-A", "1\r\nX-B: 2"), ("X-C\r\nX-D", "3")]
            $0.authorization = .bearer("abc")
            $0.etag = Array("a\nX-E: 4".utf8)
        }
        let names = server.requests[0].fields.map(\.name)
        #expect(names == ["host", "user-agent", "accept-encoding", "authorization", "accept"])
        #expect(server.requests[0].header("accept") == "text/xml")
        #expect(server.requests[0].header("authorization") == "Bearer abc")
    }

    @Test("checklist 48: Messages show neither credentials nor secrets of the query")
    func redaction() throws {
        let failure = try #require(
            try FetchBench().fetch("http://user:word@gone.example/f?id=7&api_key=abc").failure)
        #expect(failure.code == .dnsFailed)
        #expect(failure.url == "http://gone.example/f?id=7&api_key=…")
    }
}
