import Articles
import Fetching
import Policy
import Synchronization
import TestServer
import Testing

@testable import Aggregator
@testable import Configuration

@Suite("Scenarios 50 to 57: redirects and policy") struct Redirects50To57Tests {
    static let refusals: [Refusal] = [
        Refusal("50. A redirect to itself", code: "redirect-loop", .redirect(302, to: "/feed")),
        Refusal("51. To file:", code: "scheme-refused", .redirect(302, to: "file:///etc/passwd")),
        Refusal("51. To gopher:", code: "scheme-refused", .redirect(302, to: "gopher://127.0.0.1/")),
        Refusal("51. To ftp:", code: "scheme-refused", .redirect(302, to: "ftp://127.0.0.1/feed")),
        Refusal("53. checklist 26: 301 without Location", code: "bad-redirect", .status(301)),
        Refusal("53. 300", code: "bad-redirect", .status(300, headers: [("Location", "/elsewhere")])),
    ]

    @Test("Refused", arguments: refusals) func refused(_ scenario: Refusal) throws { try scenario.check() }

    @Test("50. checklist 16: A circle of two is seen at its second round, a long way after ten redirects")
    func loops()
        throws
    {
        let world = try World()
        world.subscribe([.redirect(302, to: "/b")])
        world.script("/b", [.redirect(302, to: "/feed")])
        world.subscribe([.redirect(302, to: "/1")], as: "long", at: "127.0.0.2")
        for step in 1...11 { world.script("/\(step)", [.redirect(302, to: "/\(step + 1)")], at: "127.0.0.2") }
        let circle = try world.failure(code: "redirect-loop")
        #expect(circle.requests.filter { $0.host == "127.0.0.1" }.map(\.path) == ["/feed", "/b"])
        try world.settle()
        #expect(world.state("long").errorCode == "too-many-redirects")
        #expect(world.server.requests.filter { $0.host == "127.0.0.2" }.count == 11)
    }

    @Test(
        "52. checklist 16: A redirect inside is refused before anything is connected to, whatever its spelling",
        arguments: [
            "127.0.0.2", "[::1]", "169.254.169.254", "2130706434", "0x7f000002", "127.2", "inside.example",
            "[::ffff:127.0.0.2]",
        ])
    func inside(host: String) throws {
        let world = try World()
        world.machine.network.lookup = {
            $0 == "inside.example" ? .addresses([.v4(0x7F00_0002)]) : .failed("?")
        }
        world.subscribe([.redirect(302, to: world.server.url("/secret", host: host))]) {
            $0.privateNetworks = .list([CIDR("127.0.0.1/32")].compactMap(\.self))
        }
        let visit = try world.failure(code: "address-refused")
        #expect(visit.requests.map(\.path) == ["/feed"] && visit.newConnections == 1)
    }

    @Test("52. A name that is public first and private the second time is refused the second time")
    func rebinding() throws {
        let world = try World()
        let asked = Mutex(0)
        world.machine.network.lookup = { _ in
            let count = asked.withLock {
                $0 += 1; return $0
            }
            return .addresses([.v4(count == 1 ? 0x7F00_0001 : 0x7F00_0002)])
        }
        world.subscribe([.feed(["one"]) + [.close]], at: "rebound.example") {
            $0.privateNetworks = .list([CIDR("127.0.0.1/32")].compactMap(\.self))
        }
        #expect(try world.visit().items == ["one"])
        #expect(try world.failure(code: "address-refused").newConnections == 0)
    }

    @Test(
        "54. Location with a space, in Arabic, relative, without a scheme, with a fragment: followed",
        arguments: [
            ("/a b", "/a%20b"), ("/\u{623}\u{62E}\u{628}\u{627}\u{631}", "/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1"),
            ("c", "/c"), ("./d?e=f", "/d"), ("//127.0.0.1:PORT/g", "/g"), ("/h#i", "/h"),
        ])
    func locations(location: String, path: String) throws {
        let world = try World()
        let target = location.split(separator: "PORT", omittingEmptySubsequences: false)
            .joined(separator: "\(world.server.port)")
        world.subscribe([.redirect(302, to: target)])
        world.script(path, [.feed(["one"])])
        let visit = try world.visit()
        #expect(visit.items == ["one"] && visit.error == nil)
        #expect(visit.requests.map(\.path) == ["/feed", path])
    }

    @Test("55. checklist 14: 301 to one place on three days is adopted; the configuration is not touched")
    func adopted()
        throws
    {
        let world = try World()
        world.subscribe([.redirect(301, to: "/new")])
        world.script("/new", [.feed(["one"], etag: "\"v1\""), .notModified])
        #expect(try world.visit().items == ["one"])
        var last = try world.visit()
        // Hop by hop on the first days, then straight to the new place.
        let start = world.clock.wall
        while world.clock.wall - start < .seconds(7 * 86_400) { last = try world.visit() }
        #expect(last.requests.map(\.path) == ["/new"] && last.error == nil)
        #expect(last.requests.map { $0.header("if-none-match") } == ["\"v1\""])
        #expect(last.state.url == world.server.url("/feed"))
        #expect(last.state.movedURL == world.server.url("/new"))
        let hopped = world.server.requests(to: "/feed").count
        #expect(hopped >= 3)
        // It is remembered over a restart, and a place that fails is left for the configured one.
        world.stop()
        #expect(try world.visit().requests.map(\.path) == ["/new"])
        world.script("/new", [.status(404)])
        try world.visit()
        #expect(try world.visit().requests.first?.path == "/feed")
    }

    @Test(
        "55. checklist 15: 302 is never adopted, 301 to a page neither, and a chain with one temporary hop is temporary"
    )
    func notAdopted() throws {
        for (answer, target) in [
            ([Step].redirect(302, to: "/new"), [Step].feed(["one"])),
            (
                .redirect(301, to: "/new"),
                .ok(Array("<html><title>Parked</title></html>".utf8), type: "text/html")
            ),
            (.redirect(301, to: "/middle"), .feed(["one"])),
        ] {
            let world = try World()
            world.subscribe([answer])
            world.script("/middle", [.redirect(307, to: "/new")])
            world.script("/new", [target])
            let start = world.clock.wall
            while world.clock.wall - start < .seconds(7 * 86_400) { try world.visit() }
            #expect(world.state().movedURL == nil)
            #expect(try world.visit().requests.first?.path == "/feed")
        }
    }

    @Test("56. From https to http: not followed; where it is allowed, nothing secret goes along")
    func downgrade() throws {
        for isAllowed in [false, true] {
            let plain = try TestServer.start(addresses: ["127.0.0.2"])
            defer { plain.stop() }
            plain.on("/feed", .feed(["one"]))
            let world = try World(tls: TLSIdentity())
            world.subscribe([.redirect(302, to: plain.url("/feed"))]) {
                $0.auth = .bearer(Secret("secret", origin: .plain))
                $0.tls.allowsDowngrade = isAllowed
            }
            let visit = try world.visit()
            #expect(visit.error == (isAllowed ? nil : "downgrade-refused"))
            #expect(visit.requests.map { $0.header("authorization") } == ["Bearer secret"])
            #expect(plain.requests.map { $0.header("authorization") } == (isAllowed ? [nil] : []))
        }
    }

    @Test(
        "57. checklist 12: Authorization and a feed's own headers stay with their origin; cookies are never sent"
    )
    func credentials() throws {
        let world = try World()
        world.subscribe(
            [
                [
                    .status(302), .header("Set-Cookie", "a=b"),
                    .header("Location", world.server.url("/away", host: "127.0.0.2")), .body([]),
                ]
            ]
        ) {
            $0.auth = .basic(user: "robot", password: Secret("secret", origin: .plain))
            $0.headers = [RequestHeader(name: "X-Token", value: Secret("t", origin: .plain))]
        }
        world.script("/away", [.feed(["one"])], at: "127.0.0.2")
        for _ in 1...2 {
            let visit = try world.visit()
            #expect(visit.error == nil)
            #expect(visit.requests.map { $0.header("authorization") } == ["Basic cm9ib3Q6c2VjcmV0", nil])
            #expect(visit.requests.map { $0.header("x-token") } == ["t", nil])
            #expect(visit.requests.map(\.target) == ["/feed", "/away"])
            #expect(visit.requests.allSatisfy { $0.header("cookie") == nil && $0.header("referer") == nil })
        }
    }
}
