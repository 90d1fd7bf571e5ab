import Glibc
import Testing
import TestServer

extension EndToEnd {
    /// Users by number, as every Debian has them: the service, an operator who has the service's group beside his own,
    /// and a stranger.
    ///
    /// Only root can be all three.
    @Suite(
        "Another user of the group",
        .enabled(if: getuid() == 0 && Scratch.size("/usr/bin/setpriv") > 0, "needs root and setpriv"))
    struct GroupTests {
        private enum User: String, CaseIterable {
            case service = "--reuid=1 --regid=1 --clear-groups"
            case `operator` = "--reuid=65534 --regid=65534 --groups=1"
            case stranger = "--reuid=65534 --regid=65534 --clear-groups"
        }

        private let scratch = Scratch()
        private let server: TestServer

        init() throws { server = try TestServer.start() }

        /// Starts a program of this package as a user.
        private func start(_ program: String, as user: User, _ arguments: [String]) throws -> Child {
            try Child(
                "/usr/bin/setpriv",
                user.rawValue.split(separator: " ").map(String.init) + [Scratch.program(program)] + arguments,
                environment: scratch.environment)
        }

        /// Runs `newslog` as a user, and expects how it ends.
        @discardableResult
        private func read(
            _ command: String, _ arguments: String..., as user: User = .operator, ends code: Int32 = 0,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws -> Child {
            let child = try start("newslog", as: user, [command, "--state", scratch.state] + arguments)
            #expect(
                child.wait() == .exited(code), "\(command): \(child.errorText)",
                sourceLocation: sourceLocation)
            return child
        }

        private func startDaemon() throws -> Child {
            let daemon = try start(
                "newslogd", as: .service,
                ["run", "--state", scratch.state, "--config", scratch.configuration])
            try #require(daemon.waitForError("ready"), "\(daemon.errorText)")
            return daemon
        }

        /// Expects that everything can be read: so many articles, the newest too, and the feed.
        private func expectReadable(
            _ articles: Int, isRunning: Bool, sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let place = sourceLocation
            let query = try read("query", "--format", "jsonl", "sea\(articles)", sourceLocation: place)
            #expect(try Scratch.lines(of: query.output).map(\.guid) == ["\(articles)"], sourceLocation: place)
            #expect(
                try read("query", "--format", "jsonl").outputLines.count == articles, sourceLocation: place)
            #expect(
                try read("export", sourceLocation: place).outputLines.count == articles, sourceLocation: place
            )
            let feeds = String(decoding: try read("feeds", sourceLocation: place).output, as: UTF8.self)
            #expect(feeds.contains("feed"), sourceLocation: place)
            try read("status", ends: isRunning ? 0 : 2, sourceLocation: place)
            try read("verify", sourceLocation: place)
        }

        private func publish(_ count: Int) {
            let items = (1...count).map {
                Documents.Item(
                    "\($0)", link: "https://wire.example/\($0)", text: Documents.longText("sea\($0)"))
            }
            server.serve("/feed", Documents.rss(items), etag: "\"\(count)\"")
        }

        @Test(
            "can query while the daemon runs, after it stopped and after it was killed, and follow it by a cursor",
            arguments: [0o750, 0o2750])
        func reads(mode: mode_t) throws {
            defer { server.stop() }
            scratch.configure([("feed", server.url("/feed"))])
            let isReady = unsafe [
                chmod(scratch.path, 0o755), chmod(scratch.configuration, 0o644), mkdir(scratch.state, mode),
                chown(scratch.state, 1, 1), chmod(scratch.state, mode),
            ]
            try #require(isReady.allSatisfy { $0 == 0 })

            publish(1)
            let first = try startDaemon()
            try read("fetch")
            try expectReadable(1, isRunning: true)
            first.signal(SIGTERM)
            #expect(first.wait() == .exited(0))
            try expectReadable(1, isRunning: false)
            #expect(try read("export", "--cursor", "mine").outputLines.count == 1)

            let second = try startDaemon()
            publish(2)
            try read("fetch")
            // What only the write-ahead log of the catalog has.
            try expectReadable(2, isRunning: true)
            second.signal(SIGKILL)
            #expect(second.wait() == .killed(SIGKILL))
            try expectReadable(2, isRunning: false)
            #expect(try read("export", "--cursor", "mine").outputLines.count == 1)

            for command in ["query", "export", "feeds", "verify"] {
                #expect(try read(command, as: .stranger, ends: 77).output.isEmpty)
            }
            // The service finds nothing in its way of what the operator left behind.
            let third = try startDaemon()
            publish(3)
            try read("fetch")
            try expectReadable(3, isRunning: true)
            third.signal(SIGTERM)
            #expect(third.wait() == .exited(0))
        }

        @Test("The service goes on with what root has done for it") func afterRoot() throws {
            defer { server.stop() }
            scratch.configure([("feed", server.url("/feed"))])
            let isReady = unsafe [
                chmod(scratch.path, 0o755), chmod(scratch.configuration, 0o644), mkdir(scratch.state, 0o750),
                chown(scratch.state, 1, 1),
            ]
            try #require(isReady.allSatisfy { $0 == 0 })
            // Root makes the state, the catalog anew, and a segment behind the one that lost an article.
            publish(1)
            _ = try scratch.fetch()
            #expect(try scratch.run("reindex").wait() == .exited(0))
            let id = try #require(try scratch.journal().first?.id)
            #expect(try scratch.read("forget", id).wait() == .exited(0))
            publish(2)
            _ = try scratch.fetch()
            #expect(try scratch.journal().count == 3)
            let daemon = try startDaemon()
            publish(3)
            #expect(
                try start("newslog", as: .service, ["fetch", "--state", scratch.state]).wait() == .exited(0))
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
            #expect(try scratch.journal().count == 4)
        }
    }
}
