import Articles
import TestServer
import Testing

@Suite("Scenarios 35 to 39: resets") struct Resets35To39Tests {
    static let refusals: [Refusal] = [
        Refusal(
            "36. RST in the middle of the body", code: "truncated-body", soon: true,
            [.status(200), .header("Content-Length", "9999"), .endHead, .raw(FeedText.rss(["one"])), .reset])
    ]

    @Test("Refused", arguments: refusals) func refused(_ scenario: Refusal) throws { try scenario.check() }

    @Test(
        "35. RST before the answer on a new connection: one request, an error",
        arguments: [[Step.reset], [.close]])
    func resetAtOnce(answer: [Step]) throws {
        let world = try World()
        world.subscribe([answer, .feed(["one"])])
        let before = try world.standing()
        let reset = try world.visit()
        let code = try #require(reset.error)
        #expect(["connection-reset", "empty-reply"].contains(code))
        try world.expectUnharmed(since: before, code: code)
        #expect(reset.requests.count == 1 && reset.items.isEmpty)
        #expect(try world.visit().items == ["one"])
    }

    @Test("35. RST before the answer on a used connection: asked once more at once, on a new one")
    func resetOfUsed() throws {
        let world = try World()
        world.subscribe([.feed(["one"]), [.reset], .feed(["one", "two"])])
        try world.visit()
        let second = try world.visit()
        #expect(second.error == nil && second.items == ["two"])
        #expect(second.requests.count == 2 && second.newConnections == 1)
    }

    @Test("37. FIN without a byte") func empty() throws {
        let world = try World()
        world.subscribe([[.close], .feed(["one"])])
        let nothing = try world.failure(code: "empty-reply")
        #expect(nothing.requests.count == 1)
        #expect(try world.visit().items == ["one"])
    }

    @Test(
        "38. The server closes a kept connection between two polls: one request, silently on a new connection"
    )
    func closedBetween() throws {
        let world = try World()
        world.subscribe([.feed(["one"]) + [.close], .feed(["one", "two"])])
        try world.visit()
        let second = try world.visit()
        #expect(second.items == ["two"] && second.error == nil)
        #expect(second.requests.count == 1 && second.newConnections == 1)
    }

    /// The answers of a server that speaks HTTP/2, one a request.
    private func speakingTwo(_ answers: [[Step]]) throws -> World {
        let world = try World(tls: TLSIdentity(["127.0.0.1"], offersHTTP2: true))
        world.subscribe(answers.suffix(1))
        // Header blocks are not unpacked, so the server knows no path of a request in HTTP/2.
        world.server.on("/h2") { answers[min($0.attempt, answers.count) - 1] }
        return world
    }

    @Test(
        "39. HTTP/2: a refused stream and a server that goes away are asked once more, on a new connection",
        arguments: [[Step.resetStream(7)], [.goAway(0)]])
    func refusedStream(answer: [Step]) throws {
        let world = try speakingTwo([.feed(["one"]), answer, .feed(["one", "two"])])
        let first = try world.visit()
        #expect(first.items == ["one"] && first.requests.map(\.version) == ["2"])
        let second = try world.visit()
        #expect(second.items == ["two"] && second.error == nil, "\(second.state.errorMessage ?? "")")
        #expect(second.requests.map(\.version) == ["2", "2"])
        #expect(second.requests.first?.connection != second.requests.last?.connection)
    }

    @Test("39. HTTP/2: a stream broken off by an error is a failure, then HTTP/1.1 is spoken for a day")
    func brokenStream() throws {
        let world = try speakingTwo([[.resetStream(2)], .feed(["one"])])
        try world.failure(code: "protocol-error")
        let start = world.clock.wall
        while case let visit = try world.visit(), world.clock.wall - start < .seconds(86_400) {
            #expect(visit.requests.map(\.version) == ["1.1"] && visit.error == nil)
        }
        let later = try world.visit()
        #expect(later.requests.map(\.version) == ["2"] && later.error == nil)
    }
}
