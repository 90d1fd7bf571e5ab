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
        let reset = try world.visit()
        #expect(["connection-reset", "empty-reply"].contains(reset.error))
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
        let nothing = try world.visit()
        #expect(nothing.error == "empty-reply" && nothing.requests.count == 1)
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
}
