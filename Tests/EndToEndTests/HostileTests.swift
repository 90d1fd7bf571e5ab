import Glibc
import Testing
import TestServer

extension EndToEnd {
    @Suite("Hostile and broken servers")
    struct HostileTests {
        private let scratch = Scratch()

        /// What a bad server does, and the code under which it is told.
        struct Case: Sendable, CustomTestStringConvertible {
            var id: String
            var code: String
            var steps: [Step]
            var testDescription: String { id }

            init(_ id: String, _ code: String, _ steps: [Step]) {
                (self.id, self.code, self.steps) = (id, code, steps)
            }
        }

        static let twoItems = Documents.rss([.init("one"), .init("two")])
        private static let page =
            "<!doctype html><html><head><title>Log in</title></head><body>x</body></html>"
        private static let cut = twoItems.prefix(twoItems.count - 40)

        /// Answers that are small.
        static let light: [Case] = [
            Case(
                "page", "html", [.status(200), .header("Content-Type", "text/html"), .body(Array(page.utf8))]),
            Case("other-xml", "not-a-feed", [.status(200), .body(Array("<note>x</note>".utf8))]),
            Case(
                "picture", "binary", [.status(200), .body([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])]),
            Case("empty", "empty", [.status(200), .body([])]),
            Case(
                "short", "truncated-body",
                [.status(200), .header("Content-Length", "9999"), .endHead, .raw(twoItems), .close]),
            Case("cut", "document-truncated", [.status(200), .body(Array(cut))]),
            Case(
                "cut-gzip", "decode-truncated",
                [
                    .status(200), .header("Content-Encoding", "gzip"),
                    .body(Array(Gzip.stored(twoItems).dropLast(9))),
                ]),
            Case("loop", "redirect-loop", [.status(302), .header("Location", "/loop"), .body([])]),
            Case(
                "to-file", "scheme-refused",
                [.status(302), .header("Location", "file:///etc/passwd"), .body([])]),
            Case("nowhere", "bad-redirect", [.status(301), .body([])]),
            Case("missing", "client-error", [.status(404), .body([])]),
            Case("gone", "gone", [.status(410), .body([])]),
            Case("busy", "too-many-requests", [.status(429), .header("Retry-After", "3600"), .body([])]),
            Case("broken", "server-error", [.status(500), .body(twoItems)]),
            Case("silent", "empty-reply", [.close]),
            Case(
                "reset", "truncated-body", [.status(200), .header("Content-Length", "99"), .endHead, .reset]),
            Case("ssh", "protocol-error", [.raw(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), .close]),
        ]

        /// Answers that want to fill the memory.
        static let heavy: [Case] = [
            Case(
                "large", "body-too-large", [.status(200), .body([UInt8](repeating: 0x20, count: 50 << 20))]),
            Case(
                "bomb", "decoded-too-large",
                [
                    .status(200), .header("Content-Encoding", "gzip"), .body(Gzip.bomb(unpackingTo: 1 << 30)),
                ]),
            Case(
                "endless", "body-too-large",
                [
                    .status(200), .endHead, .endless([UInt8](repeating: 0x3C, count: 1 << 16)),
                ]),
            Case(
                "items", "",
                [
                    .status(200),
                    .body(
                        Array(
                            "<rss><channel>\(String(repeating: "<item><title>a</title></item>", count: 200_000))"
                                .utf8
                        )),
                ]),
            Case(
                "tags", "",
                [
                    .status(200),
                    .body(Array("<rss><channel>\(String(repeating: "<a><b/>", count: 2_200_000))".utf8)),
                ]),
        ]

        private func serve(_ cases: [Case], at server: TestServer) {
            for entry in cases { server.on("/\(entry.id)", entry.steps) }
            server.on("/good", [.status(200), .header("ETag", "\"g\""), .body(Self.twoItems)])
        }

        @Test("each gives one line with words and a code, and leaves the other feeds alone")
        func lines() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let cases = Self.light + Self.heavy.prefix(3)
            serve(cases, at: server)
            scratch.configure((cases.map(\.id) + ["good"]).map { ($0, server.url("/\($0)")) })
            let child = try scratch.fetch()
            #expect(child.wait() == .exited(75))
            for entry in cases {
                let lines = child.errorLines.filter { $0.hasPrefix("newslogd: \(entry.id): ") }
                #expect(lines.count == 1, "\(entry.id): \(lines)")
                #expect(lines.first?.hasSuffix(" [\(entry.code)]") == true, "\(lines)")
            }
            // One line each and the counts; nothing else, least of all libxml2's or libcurl's words.
            #expect(child.errorLines.count == cases.count + 1, "\(child.errorText)")
            let lines = try scratch.journal()
            #expect(lines.filter { $0.feed == "good" }.map(\.guid) == ["one", "two"])
            #expect(lines.filter { $0.feed == "cut" }.map(\.guid) == ["one"])
            #expect(lines.count == 3)
        }

        @Test("a server that asks to wait is not asked before, whatever the user wants")
        func retryAfter() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            serve(Self.light.filter { $0.id == "busy" }, at: server)
            scratch.configure([("busy", server.url("/busy")), ("good", server.url("/good"))])
            _ = try scratch.fetch()
            let good = server.requests(to: "/good").count
            let child = try scratch.fetch()
            #expect(server.requests(to: "/busy").count == 1)
            // 429 is about the client: the next start knows that the host wants to be left alone.
            #expect(server.requests(to: "/good").count == good)
            #expect(child.wait() == .exited(75))
            #expect(
                child.errorLines.contains { $0.hasPrefix("newslogd: busy: ") && $0.hasSuffix("]") },
                "\(child.errorText)")
        }

        @Test("a host that says 429 is left alone for all its feeds, and the round ends all the same")
        func hostAsksToWait() throws {
            let server = try TestServer.start(addresses: ["127.0.0.1", "127.0.0.2"])
            defer { server.stop() }
            serve(Self.light.filter { $0.id == "busy" }, at: server)
            let feeds = [("busy", server.url("/busy"))] + (1...5).map { ("good\($0)", server.url("/good")) }
            scratch.configure(
                feeds.enumerated().map { ($1.0, "\($1.1)?\($0)") }
                    + [("other", server.url("/good", host: "127.0.0.2"))],
                http: "private_networks = true\nper_host = 1\nper_host_gap = \"5s\"")
            let child = try scratch.fetch("-v")
            #expect(child.wait() == .exited(75))
            #expect(
                child.errorLines.filter { $0.hasSuffix("[too-many-requests]") }.count == 6,
                "\(child.errorText)")
            #expect(server.requests.filter { $0.host == "127.0.0.1" }.count == 1)
            #expect(try scratch.journal().map(\.feed) == ["other", "other"])
        }

        @Test("failures keep the validators: the next request is still conditional")
        func validatorsSurvive() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.on("/feed") { request in
                switch request.attempt {
                case 1: [.status(200), .header("ETag", "\"first\""), .body(Self.twoItems)]
                case 2: [.status(500), .header("ETag", "\"error\""), .body([])]
                case 3: [.status(200), .header("ETag", "\"page\""), .body(Array(Self.page.utf8))]
                case 4: [.status(200), .header("ETag", "\"cut\""), .body(Array(Self.cut))]
                default: [.status(304), .endHead]
                }
            }
            scratch.configure([("feed", server.url("/feed"))])
            for _ in 1...5 { _ = try scratch.fetch() }
            let sent = server.requests.map { $0.header("if-none-match") }
            #expect(sent == [nil] + Array(repeating: "\"first\"", count: 4))
            #expect(try scratch.journal().count == 2)
        }

        @Test("a document that was cut short is read when it is whole again, under whatever validator")
        func mended() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.on("/feed") { request in
                if request.attempt > 2, request.header("if-none-match") == "\"same\"" {
                    return [.status(304), .endHead]
                }
                let body = request.attempt > 2 ? Self.twoItems : Array(Self.cut)
                return [.status(200), .header("ETag", "\"same\""), .body(body)]
            }
            scratch.configure([("feed", server.url("/feed"))])
            for _ in 1...2 {
                let child = try scratch.fetch()
                #expect(child.wait() == .exited(75))
                #expect(child.errorText.contains("[document-truncated]"))
            }
            #expect(try scratch.fetch().wait() == .exited(0))
            #expect(try scratch.journal().map(\.guid) == ["one", "two"])
        }

        @Test("an address that is not public is refused before anything is sent")
        func privateAddress() throws {
            let server = try TestServer.start(addresses: ["127.0.0.1", "127.0.0.2"])
            defer { server.stop() }
            serve([], at: server)
            server.on(
                "/door",
                [.status(302), .header("Location", server.url("/good", host: "127.0.0.2")), .body([])])
            // One feed may go to 127.0.0.1 only; its redirect leads elsewhere.
            scratch.configure(
                [("door", server.url("/door")), ("decimal", "http://2130706434:\(server.port)/good")],
                http: "private_networks = [\"127.0.0.1/32\"]")
            let child = try scratch.fetch()
            #expect(child.wait() == .exited(75))
            #expect(
                child.errorLines.filter { $0.hasSuffix("[address-refused]") }.count == 2, "\(child.errorText)"
            )
            #expect(server.requests.map(\.path) == ["/door"])
        }

        @Test(
            "checklist 43: no answer takes more than 128 MiB of memory",
            arguments: EndToEnd.HostileTests.heavy)
        func memory(_ entry: Case) throws {
            let server = try TestServer.start()
            defer { server.stop() }
            serve([entry], at: server)
            scratch.configure([("good", server.url("/good"))])
            let daemon = try scratch.start("run", ["--config", scratch.configuration])
            #expect(daemon.waitForError("ready"))
            let idle = try #require(try peak(of: daemon))
            scratch.configure([("good", server.url("/good")), (entry.id, server.url("/\(entry.id)"))])
            daemon.signal(SIGHUP)
            #expect(daemon.waitForError("took the new configuration"))
            let busy = try #require(try peak(of: daemon))
            #expect(busy - idle <= 128 << 10, "\(entry.id): \((busy - idle) >> 10) MiB more than idle")
            #expect(server.requests(to: "/\(entry.id)").isEmpty == false)
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("failures without end take no memory with them") func growth() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            // What asks to be left alone is not asked again and again.
            let cases = Self.light.filter { $0.id != "busy" }
            serve(cases, at: server)
            scratch.configure(cases.map { ($0.id, server.url("/\($0.id)")) })
            let daemon = try scratch.start("run", ["--config", scratch.configuration])
            #expect(daemon.waitForError("ready"))
            func rounds(_ count: Int) throws -> Int {
                for _ in 1..<count { _ = try peak(of: daemon) }
                return try #require(try peak(of: daemon))
            }
            let (warm, later) = (try rounds(20), try rounds(60))
            #expect(later - warm < 1 << 10, "\(later - warm) KiB more after sixty rounds of failures")
            #expect(server.requests.count >= 80 * cases.count)
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        /// The daemon's peak after a round that it was asked for.
        private func peak(of daemon: Child) throws -> Int? {
            let control = try LocalSocket(connectingTo: scratch.controlSocket)
            control.send("{\"command\":\"fetch\"}\n")
            while let line = control.line() {
                let answer = try JSON(parsing: line)
                if answer["ok"] != .null { return daemon.peakMemory }
            }
            return nil
        }
    }
}
