import Glibc
import Testing
import TestServer

extension EndToEnd {
    @Suite("What newslogd stores and newslog shows")
    struct ReaderTests {
        private let scratch = Scratch()

        /// A server whose two feeds bring three articles, one of them twice.
        private func serve(_ body: (TestServer) throws -> Void) throws {
            let server = try TestServer.start()
            defer { server.stop() }
            let text = Documents.longText("the sea")
            let items = [Documents.Item("w1", link: "https://wire.example/1", text: text), .init("w2")]
            server.serve("/wire", Documents.rss(items), etag: "\"w\"")
            let copies = [Documents.Item("c1", link: "https://wire.example/1", text: text), .init("c2")]
            server.serve("/copy", Documents.rss(copies), etag: "\"c\"")
            scratch.configure([("wire", server.url("/wire"))])
            _ = try scratch.fetch()
            scratch.configure([("wire", server.url("/wire")), ("copy", server.url("/copy"))])
            try body(server)
        }

        @Test("export prints every new line as it is in the journal, and duplicates only when asked")
        func export() throws {
            try serve { _ in
                _ = try scratch.fetch()
                let lines = try scratch.journal()
                #expect(lines.map(\.event) == ["new", "new", "duplicate", "new"])
                let plain = try scratch.read("export")
                #expect(plain.wait() == .exited(0), "\(plain.errorText)")
                #expect(plain.outputLines == lines.filter { $0.event == "new" }.map(\.bytes))
                #expect(try scratch.read("export", "--duplicates").outputLines == lines.map(\.bytes))
            }
        }

        @Test("a cursor goes on where it was, and a line is given once")
        func cursor() throws {
            try serve { _ in
                let first = try scratch.read("export", "--cursor", "mine")
                #expect(first.outputLines.count == 2, "\(first.errorText)")
                #expect(try scratch.read("export", "--cursor", "mine").output.isEmpty)
                _ = try scratch.fetch()
                let second = try Scratch.lines(of: try scratch.read("export", "--cursor", "mine").output)
                #expect(second.map(\.guid) == ["c2"])
            }
        }

        @Test("a cursor whose file is spoilt is said to be, and can be set; not beyond the newest line")
        func setCursor() throws {
            try serve { _ in
                func cursor(_ arguments: String...) throws -> Child {
                    let child = try Child(
                        Scratch.program("newslog"), ["cursor"] + arguments + ["--state", scratch.state],
                        environment: scratch.environment)
                    child.wait()
                    return child
                }
                let newest = try #require(try scratch.journal().last?.json["seq"].integer)
                scratch.write("state/cursors/mine", "what?")
                let spoilt = try scratch.read("export", "--cursor", "mine")
                #expect(spoilt.wait() == .exited(64) && spoilt.errorText.contains("set it anew"))
                let beyond = try cursor("set", "mine", "--at", "\(newest + 1)")
                #expect(beyond.wait() == .exited(64) && beyond.errorText.contains("\(newest)"))
                #expect(try cursor("set", "mine", "--at", "oldest").wait() == .exited(0))
                #expect(try scratch.read("export", "--cursor", "mine").outputLines.count == 2)
                #expect(try cursor("list").outputLines.count == 1)
            }
        }

        @Test(
            "a stretch of time is given as ISO 8601 has it",
            arguments: [
                ("--during 2025-11-27", "27 27b"), ("--during 2025-11", "1 27 27b 30"),
                ("--during 2025-11-27/2025-11-30", "27 27b 30"), ("--during 2025", "1 27 27b 30 d"),
                ("--during 2025-11-27/P1D", "27 27b"), ("--during P3D/2025-11-30", "30"),
                ("--during P4D/2025-11-30", "27 27b 30"), ("--during 2025-10-31/P1M", "1 27 27b"),
                ("--during 2025-11-27/PT10H", "27"), ("--during 2025-11-27T10:00/2025-11-27T10:00", "27b"),
                ("--during 2025-11-27T12:00+02:00/PT1M", "27b"), ("--during P1Y/2025-11-26T00:00Z", "1"),
                ("--since 2025-11-28", "30 d"), ("--since 2025-12", "d"),
                ("--until 2025-11-27T10:00", "1 27"),
                ("--since 2025-11-27T05:00-05:00 --until 2025-12", "27b 30"),
            ])
        func interval(options: String, wanted: String) throws {
            let dates = [
                "1": "2025-11-01T00:00:00Z", "27": "2025-11-27T09:59:59Z", "27b": "2025-11-27T10:00:59Z",
                "30": "2025-11-30T23:59:59Z", "d": "2025-12-01T00:00:00Z",
            ]
            let items = dates.map {
                #"{"id":"\#($0)","title":"\#($0)","content_text":"t","date_published":"\#($1)"}"#
            }
            let file = scratch.write(
                "dates.json",
                #"{"version":"https://jsonfeed.org/version/1.1","title":"d","items":[\#(items.joined(separator: ","))]}"#
            )
            scratch.write(
                "newslog.toml",
                "[[feed]]\nid = \"d\"\npath = \"\(file)\"\n")
            #expect(try scratch.fetch().wait() == .exited(0))
            let found = try scratch.startReader(
                "query", ["--format", "jsonl"] + options.split(separator: " ").map(String.init))
            found.wait()
            #expect(
                try Scratch.lines(of: found.output).compactMap(\.guid).sorted().joined(separator: " ")
                    == wanted)
        }

        @Test(
            "what is no time is refused",
            arguments: [
                "--since 2026-02-31", "--since 2026-11-01T24:00", "--since 2026-13", "--since 2026-1-1",
                "--since 2d/1d", "--until 2026-11-01T10:00+2", "--during 2026-11-02/2026-11-01",
                "--during P1D/P1D", "--during 2026-11-01/P", "--during 2026-11-01/P1D1Y", "--during /",
                "--during 2026-11-01/2026-11-02/2026-11-03", "--during 2026 --since 2d",
            ])
        func noTime(options: String) throws {
            let child = try scratch.startReader("query", options.split(separator: " ").map(String.init))
            #expect(child.wait() == .exited(64), "\(child.errorText)")
        }

        @Test("a feed that is not there is said not to be, rather than to have nothing")
        func noFeed() throws {
            try serve { _ in
                let child = try scratch.read("query", "--feed", "wier")
                #expect(child.wait() == .exited(66) && child.errorText.contains("no feed is called wier"))
                #expect(try scratch.read("query", "--feed", "wire").outputLines.count == 2)
                #expect(try scratch.read("query", "--feed", "wire", "zeppelin").wait() == .exited(1))
            }
        }

        /// Changes a byte within the first frame of the journal.
        private func damageJournal() throws {
            let journal = "\(scratch.state)/journal"
            let name = try #require(Scratch.names(journal).first { $0.hasSuffix(".zst") })
            var bytes = try #require(Scratch.read("\(journal)/\(name)"))
            bytes[100] ^= 0xFF
            scratch.write("state/journal/\(name)", bytes)
        }

        @Test("what cannot be read because the journal is damaged is told, and the rest is shown")
        func damaged() throws {
            try serve { _ in
                _ = try scratch.fetch()
                try damageJournal()
                let words = "2 articles could not be read; see `newslog verify`"
                let found = try scratch.read("query", "--format", "jsonl")
                #expect(found.wait() == .exited(65) && found.errorText.contains(words), "\(found.errorText)")
                #expect(try Scratch.lines(of: found.output).map(\.guid) == ["c2"])
                let nothing = try scratch.read("query", "feed:wire")
                #expect(nothing.wait() == .exited(65) && nothing.errorText.contains(words))
                #expect(nothing.output.isEmpty)
            }
        }

        @Test("what was fetched is found at once")
        func query() throws {
            try serve { _ in
                _ = try scratch.fetch()
                let found = try scratch.read("query", "--format", "jsonl", "sea")
                #expect(found.wait() == .exited(0), "\(found.errorText)")
                #expect(try Scratch.lines(of: found.output).contains { $0.guid == "w1" })
                #expect(try scratch.read("query", "--format", "jsonl", "zeppelin").wait() == .exited(1))
            }
        }

        @Test(
            "show says where else an article was seen, of the first one as of a copy; its line is the journal's"
        )
        func elsewhere() throws {
            try serve { _ in
                _ = try scratch.fetch()
                let lines = try scratch.journal()
                let first = try #require(lines.first { $0.guid == "w1" })
                let copy = try #require(lines.first { $0.guid == "c1" })
                let other = try #require(lines.first { $0.guid == "c2" })
                func page(_ id: String) throws -> String {
                    String(decoding: try scratch.read("show", id).output, as: UTF8.self)
                }
                let seen = try (first: page(first.id), copy: page(copy.id), other: page(other.id))
                #expect(
                    seen.first.contains("\nalso seen in\n")
                        && seen.first.contains("UTC  copy  https://wire.example/1\n"))
                #expect(
                    seen.copy.contains("\nalso seen in\n")
                        && seen.copy.contains("UTC  wire  https://wire.example/1\n"))
                #expect(seen.copy.hasPrefix("[duplicate] Title of c1\n"))
                #expect(!seen.other.contains("also seen in"))
                #expect(try scratch.read("show", copy.id, "--format", "jsonl").outputLines == [copy.bytes])
            }
        }

        @Test("an article that was forgotten is said to have no text")
        func forgotten() throws {
            try serve { _ in
                let first = try #require(try scratch.journal().first { $0.guid == "w1" })
                #expect(try scratch.read("forget", first.id).wait() == .exited(0))
                let page = try scratch.read("show", first.id)
                #expect(page.wait() == .exited(0), "\(page.errorText)")
                let text = String(decoding: page.output, as: UTF8.self)
                #expect(
                    text.hasPrefix("[removed] https://wire.example/1\n")
                        && text.contains("\nits text was removed\n"))
            }
        }

        @Test("status and fetch reach the daemon, and a reload too")
        func daemon() throws {
            try serve { server in
                let daemon = try scratch.start("run", ["--config", scratch.configuration])
                #expect(daemon.waitForError("ready"))
                let before = server.requests.count
                let fetch = try scratch.read("fetch")
                #expect(fetch.wait() == .exited(0), "\(fetch.errorText)")
                #expect(server.requests.count >= before + 2)
                #expect(try scratch.read("status").wait() == .exited(0))
                daemon.signal(SIGTERM)
                #expect(daemon.wait() == .exited(0))
                #expect(try scratch.read("status").wait() == .exited(2))
            }
        }

        @Test("parse is the other program's, under one name")
        func parse() throws {
            let file = scratch.write("feed.xml", Documents.english)
            let child = try Child(
                Scratch.program("newslog"), ["parse", file], environment: scratch.environment)
            #expect(child.wait() == .exited(0), "\(child.errorText)")
            #expect(child.output == (try scratch.run("parse", [file])).output)
        }

        @Test("a journal is found whole after a fetch")
        func verify() throws {
            try serve { _ in
                _ = try scratch.fetch()
                let child = try scratch.read("verify")
                #expect(child.wait() == .exited(0), "\(child.errorText)")
            }
        }
    }
}
