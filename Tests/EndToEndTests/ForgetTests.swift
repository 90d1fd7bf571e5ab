import Glibc
import TestServer
import Testing

extension EndToEnd {
    @Suite("An article is forgotten")
    struct ForgetTests {
        private let scratch = Scratch()
        private let secret = "Kasbah nights"

        private func serve(_ body: (TestServer) throws -> Void) throws {
            let server = try TestServer.start()
            defer { server.stop() }
            server.serve(
                "/feed", Documents.rss([.init("one"), .init("two", secret, text: "what nobody should read")]))
            scratch.configure([("feed", server.url("/feed"))])
            try body(server)
        }

        /// Forgets the article, and looks at what is left of it everywhere.
        private func forget() throws {
            let id = try #require(
                try Scratch.lines(of: scratch.read("query", "kasbah", "--format", "jsonl").output).first?.id)
            let forgetting = try scratch.read("forget", String(id.prefix(10)))
            #expect(forgetting.wait() == .exited(0), "\(forgetting.errorText)")
            #expect(forgetting.errorText == "\(id): forgotten\n")
            let text = String(decoding: try scratch.journalBytes(), as: UTF8.self)
            #expect(!text.contains("Kasbah") && !text.contains("nobody should read"))
            let lines = try scratch.journal()
            #expect(lines.filter { $0.id == id }.map(\.event) == ["removed", "removed"])
            #expect(lines.filter { $0.id != id }.map(\.title) == ["Title of one"])
            #expect(try scratch.read("query", "kasbah").wait() == .exited(1))
            #expect(try scratch.read("verify").wait() == .exited(0))
            // Once more is no mistake, and an id that begins no article is one.
            #expect(try scratch.read("forget", id).wait() == .exited(0))
            #expect(try scratch.read("forget", "0123456789").wait() == .exited(1))
        }

        @Test("and who else has its text is named, as long as it has") func copies() throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let item = Documents.Item("x", secret, text: Documents.longText("the nights"))
            server.serve("/feed", Documents.rss([item]))
            server.serve("/copy", Documents.rss([item]))
            scratch.configure([("feed", server.url("/feed"))])
            _ = try scratch.fetch()
            scratch.configure([("feed", server.url("/feed")), ("copy", server.url("/copy"))])
            _ = try scratch.fetch()
            let ids = try scratch.journal().map(\.id)
            try #require(ids.count == 2)
            let first = try scratch.read("forget", ids[0])
            #expect(
                first.wait() == .exited(0) && first.errorText.contains("\(ids[1]) (copy)"),
                "\(first.errorText)")
            #expect(try scratch.read("forget", ids[1]).errorText == "\(ids[1]): forgotten\n")
        }

        @Test("without a daemon") func alone() throws {
            try serve { _ in
                _ = try scratch.fetch()
                try forget()
            }
        }

        @Test("by the daemon, which goes on, and does not store it again") func daemon() throws {
            try serve { server in
                let daemon = try scratch.start("run", ["--config", scratch.configuration])
                try #require(daemon.waitForError("ready"), "\(daemon.errorText)")
                _ = try scratch.read("fetch")
                try forget()
                let changed = [
                    Documents.Item("one"), .init("two", "Kasbah nights again", text: "changed"),
                    .init("three"),
                ]
                server.serve("/feed", Documents.rss(changed))
                let fetch = try scratch.read("fetch")
                #expect(fetch.errorText.contains("1 new, 0 updated"), "\(fetch.errorText)")
                daemon.signal(SIGTERM)
                #expect(daemon.wait() == .exited(0))
                #expect(try scratch.journal().map(\.event) == ["new", "removed", "removed", "new"])
            }
        }

        @Test("and whoever exports is told: as a removal if he wants updates, never as text") func exported()
            throws
        {
            try serve { _ in
                _ = try scratch.fetch()
                #expect(try scratch.read("export", "--cursor", "early").outputLines.count == 2)
                try forget()
                let plain = try scratch.read("export")
                #expect(try Scratch.lines(of: plain.output).map(\.title) == ["Title of one"])
                let told = try scratch.read("export", "--cursor", "early", "--updates")
                #expect(told.wait() == .exited(0), "\(told.errorText)")
                #expect(try Scratch.lines(of: told.output).map(\.event) == ["removed"])
            }
        }

        @Test("Lines that were emptied before they were delivered are counted, with exit code 3") func lost()
            throws
        {
            try serve { _ in
                _ = try scratch.fetch()
                try setCursor("slow")
                try forget()
                let export = try scratch.read("export", "--cursor", "slow")
                #expect(export.wait() == .exited(3))
                #expect(
                    export.errorText.contains("1 lines were removed before they were read"),
                    "\(export.errorText)")
                #expect(try Scratch.lines(of: export.output).map(\.guid) == ["one"])
                #expect(try scratch.read("export", "--cursor", "slow").wait() == .exited(0))
            }
        }

        @Test("and are told also where a command refuses what comes behind them, or more is waited for")
        func lostOnTheWay()
            throws
        {
            try serve { server in
                _ = try scratch.fetch()
                try forget()
                server.serve("/feed", Documents.rss([.init("three"), .init("four")]))
                _ = try scratch.fetch()
                for name in ["refused", "following"] { try setCursor(name) }
                let command = "test -e \(scratch.path)/ok && exit 9; touch \(scratch.path)/ok; cat >/dev/null"
                let refused = try scratch.read(
                    "export", "--cursor", "refused", "--exec", command, "--batch", "2")
                #expect(refused.wait() == .exited(75))
                let words = "1 lines were removed before they were read"
                #expect(refused.errorText.contains(words), "\(refused.errorText)")
                let following = try scratch.startReader("export", ["--cursor", "following", "--follow"])
                #expect(following.waitForError(words), "\(following.errorText)")
                following.signal(SIGTERM)
                _ = following.wait()
            }
        }

        /// A cursor behind a line that never was: whatever is missing from there on is lost.
        private func setCursor(_ name: String) throws {
            let cursor = try Child(
                Scratch.program("newslog"), ["cursor", "set", name, "--at", "1", "--state", scratch.state],
                environment: scratch.environment)
            #expect(cursor.wait() == .exited(0), "\(cursor.errorText)")
        }

        @Test("An emptied line that would not have been delivered is no loss, unless it is asked for")
        func dropped()
            throws
        {
            try serve { server in
                let http = """
                    private_networks = true
                    per_host = 16
                    [[rule]]
                    name = "kasbah"
                    when = "kasbah"
                    do = ["drop"]
                    """
                scratch.configure([("feed", server.url("/feed"))], http: http)
                _ = try scratch.fetch()
                let article = try #require(try scratch.journal().first { $0.guid == "two" })
                for name in ["plain", "all"] { try setCursor(name) }
                #expect(try scratch.read("forget", article.id).wait() == .exited(0))
                let plain = try scratch.read("export", "--cursor", "plain")
                #expect(plain.wait() == .exited(0), "\(plain.errorText)")
                #expect(try scratch.read("export", "--cursor", "all", "--dropped").wait() == .exited(3))
            }
        }
    }
}
