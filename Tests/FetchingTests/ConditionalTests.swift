import Articles
import Policy
import TestServer
import Testing

@testable import Fetching

@Suite struct ConditionalTests {
    @Test("checklist 12, 49: A request says what a polite reader says, and nothing else")
    func politeHeaders() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .header("Set-Cookie", "a=b"), .body(document)])
        let bench = try FetchBench()
        _ = try bench.fetch(server.url("/feed?x=1#top"))
        _ = try bench.fetch(server.url("/feed?x=1"))
        #expect(server.requests.count == 2)
        for request in server.requests {
            #expect(request.target == "/feed?x=1")
            #expect(request.fields.map(\.name) == ["host", "user-agent", "accept", "accept-encoding"])
            #expect(request.header("host") == "127.0.0.1:\(server.port)")
            #expect(request.header("user-agent") == "newslog-test/1")
            #expect(request.header("accept-encoding") == "gzip, br, zstd")
        }
        #expect(server.connectionCount == 1, "the second fetch uses the open connection")
    }

    @Test("The test server's log is a line of JSON a request") func log() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .body(document)])
        _ = try FetchBench().fetch(server.url("/feed")) { $0.etag = [0x22, 0xE9, 0x5C, 0x22] }
        let start =
            #"{"number":1,"attempt":1,"connection":1,"http":"1.1","resumed":false,"head":"GET /feed HTTP/1.1\r\n"#
        #expect(server.log.hasPrefix(start))
        #expect(server.log.hasSuffix(#"If-None-Match: \"\u00e9\\\"\r\n\r\n"}"#))
    }

    @Test(
        "Validators go back byte for byte",
        arguments: [
            Array("W/\"a b\\\"\u{E9}\"".utf8), [0x22, 0xE9, 0xFF, 0x22], Array("unquoted".utf8),
            Array("\"a\", \"b\"".utf8), Array(repeating: 0x61, count: 4096),
        ])
    func oddValidators(etag: [UInt8]) throws {
        let server = try TestServer.start()
        defer { server.stop() }
        let date = "Tue, 1 Jan 2030 0:0:0 GMT"
        server.on("/feed") { request in
            request.headerBytes("if-none-match") == etag
                ? [.status(304), .endHead]
                : [.status(200), .headerBytes("ETag", etag), .header("Last-Modified", date), .body(document)]
        }
        let bench = try FetchBench()
        let first = try #require(try bench.fetch(server.url("/feed")).response)
        #expect(first.etag == etag)
        #expect(first.lastModified == Array(date.utf8))
        let second = try bench.fetch(server.url("/feed")) {
            ($0.etag, $0.lastModified, $0.validatorURL) = (first.etag, first.lastModified, first.url)
        }
        #expect(second.response?.isNotModified == true)
        #expect(server.requests[1].headerBytes("if-none-match") == etag)
        #expect(server.requests[1].headerBytes("if-modified-since") == Array(date.utf8))
    }

    @Test("A validator is sent only to the URL it came from, and only the one that is known")
    func scopeOfValidators() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/old", [.status(301), .header("Location", "/new"), .body([])])
        server.on("/new", [.status(200), .body(document)])
        let bench = try FetchBench()
        _ = try bench.fetch(server.url("/old")) { $0.etag = Array("\"x\"".utf8) }
        _ = try bench.fetch(server.url("/old")) {
            $0.etag = Array("\"x\"".utf8)
            $0.validatorURL = server.url("/new")
        }
        #expect(server.requests.map { $0.header("if-none-match") } == ["\"x\"", nil, nil, "\"x\""])
        #expect(server.requests.allSatisfy { $0.header("if-modified-since") == nil })
    }

    @Test("A too long validator is not kept")
    func longValidator() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        let long = String(repeating: "a", count: 4097)
        server.on(
            "/feed", [.status(200), .header("ETag", long), .header("Last-Modified", "now"), .body(document)])
        let response = try #require(try FetchBench().fetch(server.url("/feed")).response)
        #expect(response.etag == nil)
        #expect(response.lastModified == Array("now".utf8))
    }

    @Test("A body whose hash is known is not decoded again")
    func knownBody() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        server.on("/feed", [.status(200), .header("Content-Encoding", "gzip"), .body(Gzip.stored(document))])
        let bench = try FetchBench()
        let first = try #require(try bench.fetch(server.url("/feed")).response)
        #expect(first.body == document)
        #expect(first.wireHash == BodyHash.of(Gzip.stored(document)))
        let second = try #require(
            try bench.fetch(server.url("/feed")) { $0.bodyHash = first.wireHash }.response)
        #expect(second.isBodyKnown)
        #expect(second.body.isEmpty)
    }

    @Test("Headers before the final answer leave nothing; repeated and folded ones are read as the RFC says")
    func heads() throws {
        let server = try TestServer.start()
        defer { server.stop() }
        let head = """
            HTTP/1.1 103 Early Hints\r\nETag: "early"\r\n\r\nHTTP/1.1 200 OK\r\nETag: "one"\r\nETag: "two"\r
            Cache-Control: max-age=60\r\nCache-Control: no-cache\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT\r
            Age: 7\r\nLast-Modified: Mon,\r\n  1 Jan\r\nContent-Length: 2\r\n\r\nok
            """
        server.on("/feed", [.raw(Array(head.utf8))])
        let response = try #require(try FetchBench().fetch(server.url("/feed")).response)
        #expect(response.etag == Array("\"two\"".utf8))
        #expect(response.lastModified == Array("Mon, 1 Jan".utf8))
        #expect(response.freshness.maxAgeSeconds == 60)
        #expect(response.freshness.isUncacheable)
        #expect(response.freshness.ageSeconds == 7)
        #expect(response.freshness.retryAfter == .date(.init(seconds: 784_111_777)))
        #expect(response.remoteAddress == IPAddress("127.0.0.1"))
    }
}
