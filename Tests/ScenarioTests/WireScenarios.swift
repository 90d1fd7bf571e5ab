import Articles
import Configuration
import TestServer
import Testing

/// A bad answer between two good ones: it is refused, costs nothing that was there, and is over with the next.
struct Refusal: CustomTestStringConvertible, Sendable {
    /// Number and words of the scenario.
    let title: String
    /// The code under which the failure is shown.
    let code: String
    /// Whether it is asked again after five minutes, once, as what was cut short is.
    var isRetriedSoon = false
    let answer: [Step]

    init(_ title: String, code: String, soon: Bool = false, _ answer: [Step]) {
        (self.title, self.code, isRetriedSoon, self.answer) = (title, code, soon, answer)
    }

    var testDescription: String { title }

    func check(_ adjust: (World) -> Void = { _ in }) throws {
        let world = try World()
        adjust(world)
        world.subscribe([
            .feed(["one"], etag: "\"v1\""), answer, answer, .feed(["one", "two"], etag: "\"v2\""),
        ])
        // It is due whenever the bad one is.
        world.subscribe([.feed(["other"])], as: "other", at: "127.0.0.2") { $0.every = .fixed(.seconds(300)) }
        let good = try world.visit()
        #expect(good.items == ["one"] && good.error == nil)
        for failures in 1...2 {
            let bad = try world.failure(code: code)
            #expect(bad.requests.filter { $0.path == "/feed" }.count == 1)
            #expect(bad.requests.last { $0.path == "/feed" }?.header("if-none-match") == "\"v1\"")
            #expect(bad.state.title == "A feed" && bad.state.articles == 1 && bad.state.failures == failures)
            let isSoon = bad.pause == .seconds(300)
            #expect(isSoon == (isRetriedSoon && failures == 1), "\(bad.state.nextReason)")
            #expect(isSoon || bad.pause.map { $0 >= .seconds(900) } == true)
        }
        let recovered = try world.visit()
        #expect(recovered.items == ["two"] && recovered.error == nil && recovered.state.failures == 0)
        #expect(recovered.requests.last { $0.path == "/feed" }?.header("if-none-match") == "\"v1\"")
        try world.settle()
        #expect(try world.lines(of: "other").map(\.guid) == ["other"])
    }
}

/// An odd answer that is put up with: its items are taken, and it is said what was odd.
struct Acceptance: CustomTestStringConvertible, Sendable {
    let title: String
    /// Codes of the warnings, of which there may be more.
    let warnings: [String]
    let items: [String]
    let answer: [Step]

    init(_ title: String, warnings: [String] = [], items: [String] = ["one", "two"], _ answer: [Step]) {
        (self.title, self.warnings, self.items, self.answer) = (title, warnings, items, answer)
    }

    var testDescription: String { title }

    func check(_ adjust: (World) -> Void = { _ in }) throws {
        let world = try World()
        adjust(world)
        world.subscribe([answer, .feed(["three"])])
        let odd = try world.visit()
        #expect(odd.error == nil, "\(odd.state.errorMessage ?? "")")
        #expect(odd.items == items)
        #expect(Set(warnings).isSubset(of: odd.warnings), "\(odd.warnings)")
        if warnings.isEmpty { #expect(odd.warnings.isEmpty) }
        // Whatever it was, the conversation goes on.
        let next = try world.visit()
        #expect(next.items == ["three"] && next.error == nil)
    }
}
