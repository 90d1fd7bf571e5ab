import Glibc
import Testing
import TestServer

extension EndToEnd {
    @Suite("The daemon as a service")
    struct DaemonTests {
        private let scratch = Scratch()
        private static let document = Documents.rss([.init("one"), .init("two")])

        private func start(_ environment: [String: String] = [:]) throws -> Child {
            let daemon = try scratch.start(
                "run", ["--config", scratch.configuration], environment: environment)
            try #require(daemon.waitForError("ready"), "\(daemon.errorText)")
            return daemon
        }

        /// Asks the daemon and returns every line of its answer.
        private func ask(_ request: String) throws -> [JSON] {
            let control = try LocalSocket(connectingTo: scratch.controlSocket)
            control.send(request + "\n")
            var answers: [JSON] = []
            while let line = control.line() {
                answers.append(try JSON(parsing: line))
                if answers.last?["ok"] != .null { break }
            }
            return answers
        }

        @Test("it tells the service manager when it is ready, how it is, and that it is alive")
        func notifications() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.serve("/feed", Self.document)
            scratch.configure([("feed", server.url("/feed"))])
            let manager = try LocalSocket(receivingAt: "\(scratch.path)/notify")
            let daemon = try start(["NOTIFY_SOCKET": "\(scratch.path)/notify", "WATCHDOG_USEC": "200000"])
            #expect(manager.notification("STATUS=") == "STATUS=opening the store")
            #expect(manager.notification("EXTEND_TIMEOUT_USEC=") != nil)
            #expect(manager.notification("READY=1") != nil)
            for _ in 1...3 { #expect(manager.notification("WATCHDOG=1") != nil) }
            daemon.signal(SIGTERM)
            #expect(manager.notification("STOPPING=1") != nil)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("checklist 54: SIGHUP takes a good configuration and fetches what is new in it")
        func reload() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.serve("/old", Self.document)
            server.serve("/new", Self.document)
            scratch.configure([("old", server.url("/old"))])
            let manager = try LocalSocket(receivingAt: "\(scratch.path)/notify")
            let daemon = try start(["NOTIFY_SOCKET": "\(scratch.path)/notify"])
            #expect(manager.notification("READY=1") != nil)
            #expect(server.waitForRequests(1))
            scratch.configure([("old", server.url("/old")), ("new", server.url("/new"))])
            daemon.signal(SIGHUP)
            let reloading = manager.receive(until: "RELOADING=1")
            #expect(reloading?.contains("\nMONOTONIC_USEC=") == true)
            #expect(manager.notification("READY=1") != nil)
            #expect(server.waitForRequests(2))
            #expect(server.requests.map(\.path) == ["/old", "/new"])
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("SIGHUP refuses a bad configuration, says all that is wrong with it, and the old one goes on")
        func badReload() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.serve("/feed", Self.document)
            scratch.configure([("feed", server.url("/feed"))])
            let daemon = try start()
            scratch.write("newslog.toml", "version = 1\n[http]\nper_hots = 2\n[[feed]]\nid = 7\n")
            daemon.signal(SIGHUP)
            #expect(daemon.waitForError("refused"))
            #expect(daemon.waitForError("newslog.toml:3"), "\(daemon.errorText)")
            #expect(daemon.waitForError("newslog.toml:5"), "\(daemon.errorText)")
            #expect(try ask("{\"command\":\"status\"}").first?["feeds"] == .number(1))
            #expect(try ask("{\"command\":\"reload\"}").first?["ok"] == .bool(false))
            let answers = try ask("{\"command\":\"fetch\"}")
            #expect(answers.last?["progress"]["total"] == .number(1))
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("a second one ends with 75 and names the first", arguments: ["run", "fetch", "reindex"])
        func secondDaemon(_ command: String) throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.serve("/feed", Self.document)
            scratch.configure([("feed", server.url("/feed"))])
            let daemon = try start()
            let second = try scratch.run(command, ["--config", scratch.configuration])
            #expect(second.wait() == .exited(75))
            #expect(second.errorText.contains("process \(daemon.pid)"), "\(second.errorText)")
            #expect(second.errorLines.count == 1)
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("checklist 54: SIGTERM ends it within two seconds although servers hang, and what came is kept")
        func termination() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let gate = Gate()
            let hanging = (0..<8).map { "hang\($0)" }
            for id in hanging { server.on("/\(id)", [.status(200), .wait(gate), .body([])]) }
            server.serve("/good", Self.document)
            scratch.configure((["good"] + hanging).map { ($0, server.url("/\($0)")) })
            let daemon = try start()
            #expect(server.waitForRequests(9))
            let start = ContinuousClock.now
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
            #expect(ContinuousClock.now - start < .seconds(2))
            #expect(!daemon.errorText.contains("hang"), "\(daemon.errorText)")
            // What hung is not held against its feed: the next start asks at once.
            gate.open()
            _ = try scratch.fetch()
            #expect(try scratch.journal().map(\.guid) == ["one", "two"])
        }

        @Test("SIGUSR1 fetches every feed now")
        func fetchNow() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.serve("/feed", Self.document, etag: "\"1\"")
            scratch.configure([("feed", server.url("/feed"))])
            let daemon = try start()
            #expect(waitUntil { (try? self.scratch.journal().count) == 2 })
            daemon.signal(SIGUSR1)
            #expect(server.waitForRequests(2))
            #expect(server.requests.last?.header("if-none-match") == "\"1\"")
            daemon.signal(SIGINT)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("the control socket tells the state, and the progress of a fetch feed by feed")
        func control() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let ids = (1...5).map { "feed\($0)" }
            for id in ids { server.on("/\(id)", [.status(200), .body(Documents.rss([.init(id)]))]) }
            scratch.configure(ids.map { ($0, server.url("/\($0)")) } + [("bad", server.url("/bad"))])
            let daemon = try start()
            #expect(waitUntil { (try? self.ask("{\"command\":\"status\"}").first?["failing"]) == .number(1) })
            let status = try #require(try ask("{\"command\":\"status\"}").first)
            #expect(status.keys == ["ok", "version", "feeds", "failing", "in_flight", "next_fetch", "held"])
            #expect(status["ok"] == .bool(true) && status["feeds"] == .number(6))
            let answers = try ask("{\"command\":\"fetch\"}")
            let done = answers.map { $0["progress"]["done"].integer }
            #expect(done == [1, 2, 3, 4, 5, 6], "\(answers)")
            let last = try #require(answers.last)
            #expect(last["ok"] == .bool(true) && last["progress"]["failing"] == .number(1))
            #expect(last["failures"][0]["feed"].text == "bad")
            #expect(last["failures"][0]["code"].text == "client-error")
            let some = try ask("{\"command\":\"fetch\",\"feeds\":[\"feed2\"]}")
            #expect(some.last?["progress"]["total"] == .number(1))
            #expect(try ask("{\"command\":\"fetch\",\"feeds\":[]}").last?["progress"]["total"] == .number(0))
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test(
            "a request that is none is answered with what is wrong",
            arguments: [
                "", "hello", "{", "[]", "7", "{}", "{\"command\":7}", "{\"command\":\"dance\"}",
                "{\"command\":\"fetch\",\"feeds\":[\"unknown\"]}", "{\"command\":\"fetch\",\"feeds\":7}",
                "{\"command\":\"fetch\",\"feeds\":[7]}", "{\"command\":\"status\"} {}", "\u{0}\u{1}\u{2}",
                String(repeating: "[", count: 60_000), String(repeating: "x", count: 100_000),
            ])
        func garbage(_ request: String) throws {
            scratch.write("newslog.toml", "version = 1\n[[feed]]\nid = \"none\"\npath = \"/nonexistent\"\n")
            let daemon = try start()
            let answer = try #require(try ask(request).last)
            #expect(answer["ok"] == .bool(false), "\(answer)")
            #expect(answer["error"].text?.isEmpty == false)
            #expect(try ask("{\"command\":\"status\"}").first?["ok"] == .bool(true))
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("a user who runs it by hand finds its socket in the runtime directory and its state at home")
        func usualPlaces() throws {
            scratch.write("newslog.toml", "version = 1\n[[feed]]\nid = \"none\"\npath = \"/nonexistent\"\n")
            let daemon = try Child(
                Scratch.program("newslogd"), ["run", "--config", scratch.configuration],
                environment: scratch.environment.merging(["XDG_RUNTIME_DIR": scratch.path]) { $1 })
            #expect(daemon.waitForError("ready"), "\(daemon.errorText)")
            let control = try LocalSocket(connectingTo: "\(scratch.path)/newslog/control.sock")
            control.send("{\"command\":\"status\"}\n")
            #expect(control.line() != nil)
            #expect(Scratch.names("\(scratch.path)/.local/state/newslog").contains("journal"))
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("a client that says nothing or goes away does not keep others waiting")
        func silentClients() throws {
            scratch.write("newslog.toml", "version = 1\n[[feed]]\nid = \"none\"\npath = \"/nonexistent\"\n")
            let daemon = try start()
            let silent = try LocalSocket(connectingTo: scratch.controlSocket)
            let gone = try LocalSocket(connectingTo: scratch.controlSocket)
            gone.send("{\"command\":\"fetch\"}\n")
            gone.finishSending()
            let dripping = try LocalSocket(connectingTo: scratch.controlSocket)
            dripping.send("{\"comm")
            #expect(try ask("{\"command\":\"status\"}").first?["ok"] == .bool(true))
            _ = (silent, gone, dripping)
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("a fetch that is waited for ends when its feed leaves the configuration")
        func feedLeaves() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let gate = Gate()
            server.serve("/good", Self.document)
            server.on("/hang", [.status(200), .wait(gate)])
            scratch.configure([("good", server.url("/good"))])
            let daemon = try start()
            scratch.configure([("good", server.url("/good")), ("hang", server.url("/hang"))])
            #expect(try ask("{\"command\":\"reload\"}").first?["ok"] == .bool(true))
            let control = try LocalSocket(connectingTo: scratch.controlSocket)
            control.send("{\"command\":\"fetch\",\"feeds\":[\"hang\"]}\n")
            #expect(waitUntil { !server.requests(to: "/hang").isEmpty })
            scratch.configure([("good", server.url("/good"))])
            #expect(try ask("{\"command\":\"reload\"}").first?["ok"] == .bool(true))
            let answer = try JSON(parsing: try #require(control.line()))
            #expect(answer["ok"] == .bool(true))
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("a reload that changes the network's settings loses no fetch that is under way")
        func networkChanges() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let gate = Gate()
            let document = Self.document
            server.on("/feed") { request in
                request.attempt == 1 ? [.status(200), .wait(gate)] : [.status(200), .body(document)]
            }
            scratch.configure([("feed", server.url("/feed"))])
            let daemon = try start()
            #expect(server.waitForRequests(1))
            let control = try LocalSocket(connectingTo: scratch.controlSocket)
            control.send("{\"command\":\"fetch\"}\n")
            #expect(try ask("{\"command\":\"status\"}").first?["in_flight"] == .number(1))
            scratch.configure(
                [("feed", server.url("/feed"))], http: "private_networks = true\ntimeout = \"59s\"")
            #expect(try ask("{\"command\":\"reload\"}").first?["ok"] == .bool(true))
            let answer = try JSON(parsing: try #require(control.line()))
            #expect(answer["ok"] == .bool(true) && answer["progress"]["new"] == .number(2), "\(answer)")
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("who waits for a fetch is told at once when the store cannot be written") func unwritable()
            throws
        {
            scratch.write("feed.xml", Documents.rss([.init("one")]))
            scratch.write(
                "newslog.toml", "version = 1\n[[feed]]\nid = \"feed\"\npath = \"\(scratch.path)/feed.xml\"\n")
            let daemon = try scratch.start("run", ["--config", scratch.configuration])
            try #require(daemon.waitForError("ready"), "\(daemon.errorText)")
            try #require(try scratch.read("fetch").wait() == .exited(0))
            for name in Scratch.names("\(scratch.state)/journal") {
                #expect(unsafe unlink("\(scratch.state)/journal/\(name)") == 0)
            }
            scratch.write("feed.xml", Documents.rss([.init("one"), .init("two")]))
            // The second one is refused before anything is tried.
            for _ in 0..<2 {
                let fetch = try scratch.read("fetch")
                #expect(fetch.wait() == .exited(75), "\(fetch.errorText)")
                #expect(fetch.errorText.contains("removed or replaced"), "\(fetch.errorText)")
            }
            #expect(try scratch.read("status").wait() == .exited(1))
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
            let fetch = try scratch.fetch()
            #expect(fetch.wait() == .exited(0), "\(fetch.errorText)")
            #expect(try scratch.journal().map(\.guid) == ["one", "two"])
        }

        @Test("checklist 56: a fetch that is under way already is not made twice")
        func alreadyUnderWay() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let gate = Gate()
            server.on("/feed", [.status(200), .wait(gate), .body(Self.document)])
            scratch.configure([("feed", server.url("/feed"))])
            let daemon = try start()
            #expect(server.waitForRequests(1))
            let first = try LocalSocket(connectingTo: scratch.controlSocket)
            first.send("{\"command\":\"fetch\"}\n")
            let second = try LocalSocket(connectingTo: scratch.controlSocket)
            second.send("{\"command\":\"fetch\",\"feeds\":[\"feed\"]}\n")
            #expect(try ask("{\"command\":\"status\"}").first?["in_flight"] == .number(1))
            gate.open()
            for client in [first, second] {
                let answer = try JSON(parsing: try #require(client.line()))
                #expect(answer["ok"] == .bool(true) && answer["progress"]["done"] == .number(1))
            }
            #expect(try ask("{\"command\":\"status\"}").first?["in_flight"] == .number(0))
            #expect(server.requests.count == 1)
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }
    }
}

extension LocalSocket {
    /// The whole of the first datagram that begins so.
    func receive(until start: String) -> String? {
        while let bytes = receive() {
            let text = String(decoding: bytes, as: UTF8.self)
            if text.hasPrefix(start) { return text }
        }
        return nil
    }
}
