import Articles
import TestServer
import Testing

@testable import Configuration

@Suite("Scenarios 40 to 49: validators") struct Validators40To49Tests {
    private let v1 = Array("\"v1\"".utf8)

    @Test("40. checklist 5: 304 without any header: conditional with the old validators for ever")
    func bare304() throws {
        let world = try World()
        let dated = [("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT")]
        world.subscribe([.feed(["one"], etag: "\"v1\"", headers: dated), .notModified])
        try world.visit()
        for _ in 1...3 {
            let visit = try world.visit()
            #expect(visit.error == nil && visit.items.isEmpty)
            #expect(visit.requests.map { $0.header("if-none-match") } == ["\"v1\""])
            #expect(visit.requests.map { $0.header("if-modified-since") } == [dated[0].1])
        }
        #expect(world.state().unchanged == 3)
    }

    @Test("41. 304 to an unconditional request") func unasked304() throws {
        let world = try World()
        world.subscribe([.notModified, .notModified, .feed(["one"])])
        for _ in 1...2 {
            let visit = try world.failure(code: "unexpected-304")
            #expect(visit.requests.map { $0.header("if-none-match") } == [nil])
        }
        #expect(try world.visit().items == ["one"])
    }

    @Test("42. 304 with a body: ignored, and the conversation stays in step") func bodyOf304() throws {
        let world = try World()
        let answer: [Step] = [
            .status(304), .header("Content-Length", "5"), .endHead, .raw(Array("<rss>".utf8)),
        ]
        world.subscribe([.feed(["one"], etag: "\"v1\""), answer, .feed(["one", "two"])])
        try world.visit()
        #expect(try world.visit().error == nil)
        let next = try world.visit()
        #expect(next.items == ["two"] && next.error == nil)
    }

    @Test(
        "43. checklist 8: The ETag changes with every answer, the body does not: unchanged, and said to be useless"
    )
    func uselessETag() throws {
        let world = try World()
        world.server.on("/feed") { .feed(["one"], etag: "\"\($0.attempt)\"") }
        world.subscribe([])
        world.server.on("/feed", host: "127.0.0.1") { .feed(["one"], etag: "\"\($0.attempt)\"") }
        try world.visit()
        for attempt in 2...4 {
            let visit = try world.visit()
            #expect(visit.items.isEmpty && visit.error == nil)
            #expect(visit.requests.map { $0.header("if-none-match") } == ["\"\(attempt - 1)\""])
            #expect(visit.state.unchanged == attempt - 1, "not parsed again")
        }
        #expect(world.state().uselessValidators == 3)
    }

    @Test("44. The same ETag on a new body: read") func latchedETag() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: "\"v1\""), .feed(["one", "two"], etag: "\"v1\"")])
        try world.visit()
        #expect(try world.visit().items == ["two"])
    }

    @Test(
        "45. checklist 1: Weak, odd, unquoted and long ETags go back byte for byte; one over the limit is not kept",
        arguments: [
            Array("W/\"weak\"".utf8), Array("W/\"a b\\\"\u{E9}\"".utf8), Array("unquoted".utf8),
            Array("\"a, b; c\"".utf8),
            [0x22, 0xC7, 0xE1, 0x22],
            Array(repeating: 0x61, count: Limits.validatorBytes),
        ])
    func oddETag(etag: [UInt8]) throws {
        let world = try World()
        world.subscribe([
            [.status(200), .headerBytes("ETag", etag), .body(FeedText.rss(["one"]))], .notModified,
        ])
        try world.visit()
        let second = try world.visit()
        #expect(second.requests.map { $0.headerBytes("if-none-match") } == [etag] && second.error == nil)
    }

    @Test("45. An ETag over the limit is not kept") func longETag() throws {
        let world = try World()
        world.subscribe([.feed(["one"], etag: String(repeating: "a", count: 8193))])
        try world.visit()
        #expect(try world.visit().requests.map { $0.header("if-none-match") } == [nil])
    }

    @Test(
        "46. checklist 1: Last-Modified in the future, in 2038, in 1970, unreadable: echoed, never interpreted",
        arguments: [
            "Fri, 01 Jan 2100 00:00:00 GMT", "Tue, 19 Jan 2038 03:14:08 GMT", "Thu, 01 Jan 1970 00:00:00 GMT",
            "Tue, 1 Jan 2030 0:0:0 GMT", "yesterday, I think",
        ])
    func oddDate(date: String) throws {
        let world = try World()
        world.subscribe([.feed(["one"], headers: [("Last-Modified", date)]), .notModified])
        try world.visit()
        #expect(try world.visit().requests.map { $0.header("if-modified-since") } == [date])
    }

    @Test("47. checklist 9: Always 304 while items appear: one whole request within eight days finds it")
    func alwaysUnchanged() throws {
        let world = try World()
        let pause = Duration.seconds(6 * 3600)
        world.subscribe([.feed([])]) { $0.every = .fixed(pause) }
        let begin = world.clock.wall
        // Four items a day for five days: a silence of eight days is no chance.
        let past = (1...20).map { ("old\($0)", begin + .seconds(-$0 * 6 * 3600)) }
        let etag = [("ETag", "\"always\"")]
        world.server.on("/feed", host: "127.0.0.1") { request in
            guard request.header("if-none-match") == nil else { return .notModified }
            return .ok(
                headers: etag, FeedText.rss(dated: request.attempt == 1 ? past : [("new", begin)] + past))
        }
        #expect(try world.visit().items.count == 20)
        var found: [String] = []
        while found.isEmpty, world.clock.wall < begin + .seconds(10 * 86_400) {
            found = try world.visit().items
        }
        #expect(found == ["new"])
        let lost = world.clock.wall - begin
        #expect(lost >= .seconds(8 * 86_400) && lost <= .seconds(8 * 86_400) + pause * 1.1)
        #expect(world.server.requests.count { $0.header("if-none-match") == nil } == 2)
    }

    @Test("48. checklist 6: 200 with an ETag on broken XML, then the whole body under the same ETag: read")
    func brokenThenFixed() throws {
        let world = try World()
        let broken = Array(FeedText.rss(["one", "two"]).dropLast(60))
        world.subscribe([
            .feed(["one"], etag: "\"v1\""), .ok(headers: [("ETag", "\"v2\"")], broken),
            .feed(["one", "two"], etag: "\"v2\""),
        ])
        try world.visit()
        try world.visit()
        let fixed = try world.visit()
        #expect(fixed.requests.map { $0.header("if-none-match") } == ["\"v1\""])
        #expect(fixed.items == ["two"] && fixed.state.etag == Array("\"v2\"".utf8))
    }

    @Test("49. An ETag that flaps with the encoding: never anything new") func flapping() throws {
        let world = try World()
        let body = FeedText.rss(["one"])
        let plain = [Step].ok(headers: [("ETag", "\"v1\"")], body)
        let packed = [Step].ok(
            headers: [("ETag", "\"v1-gzip\""), ("Content-Encoding", "gzip")], Gzip.stored(body))
        world.subscribe([plain, packed, plain, packed, plain])
        #expect(try world.visit().items == ["one"])
        for _ in 1...4 {
            let visit = try world.visit()
            #expect(
                visit.items.isEmpty && visit.error == nil && visit.state.lastNew != visit.state.lastAttempt)
        }
    }
}
