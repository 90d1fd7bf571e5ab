import Glibc
import Testing

extension EndToEnd {
    /// `newslog` on a terminal of 60 cells and 10 rows, which `script` (bsdutils) makes.
    @Suite("Long output on a terminal")
    struct PagerTests {
        private let scratch = Scratch()
        /// What the scripted pager was given.
        private var paged: String { "\(scratch.path)/paged" }

        /// Stores articles named `Title of 1` and so on.
        private func store(_ count: Int) throws {
            let file = scratch.write("feed.xml", Documents.rss((1...count).map { .init("\($0)") }))
            scratch.write("newslog.toml", "[[feed]]\nid = \"feed\"\npath = \"\(file)\"\n")
            #expect(try scratch.fetch().wait() == .exited(0))
        }

        /// Runs `newslog` on a terminal.
        private func terminal(_ command: String, _ environment: [String: String] = [:]) throws -> Child {
            let newslog = "\(Scratch.program("newslog")) \(command)"
                .replacing(" --state", with: " --state \(scratch.state)")
            let child = try Child(
                "/usr/bin/script", ["-qec", "trap : INT; stty rows 10 cols 60 && \(newslog)", "/dev/null"],
                environment: scratch.environment.merging(["TERM": "xterm"]) { $1 }.merging(environment) { $1 }
            )
            child.wait()
            return child
        }

        private func rows(_ bytes: [UInt8]?) -> Int {
            let text = String(decoding: bytes ?? [], as: UTF8.self)
            return text.split(whereSeparator: \.isNewline).count { $0.contains("Title of") }
        }

        @Test("more than a screen goes through the pager, as it would have gone to the terminal")
        func long() throws {
            try store(30)
            let pager = ["NEWSLOG_PAGER": "cat >\(paged)", "PAGER": "false"]
            let child = try terminal("query --state", pager)
            #expect(child.wait() == .exited(0))
            #expect(rows(child.output) == 0, "\(String(decoding: child.output, as: UTF8.self))")
            #expect(rows(Scratch.read(paged)) == 30)
            #expect(
                String(decoding: Scratch.read(paged) ?? [], as: UTF8.self).contains(
                    "\u{2068}Title of 1\u{2069}"))
        }

        @Test("what fits on the screen does not")
        func short() throws {
            try store(8)
            let child = try terminal("query --state", ["PAGER": "cat >\(paged)"])
            #expect(child.wait() == .exited(0))
            #expect(rows(child.output) == 8)
            #expect(Scratch.read(paged) == nil)
        }

        @Test(
            "who wants no pager has none",
            arguments: [
                ("query --state --no-pager", [:]), ("query --state", ["NEWSLOG_PAGER": ""]),
                ("query --state", ["NEWSLOG_PAGER": "cat"]), ("query --state", ["TERM": "dumb"]),
            ])
        func none(command: String, environment: [String: String]) throws {
            try store(30)
            let child = try terminal(command, ["PAGER": "cat >\(paged)"].merging(environment) { $1 })
            #expect(child.wait() == .exited(0))
            #expect(rows(child.output) == 30)
            #expect(Scratch.read(paged) == nil)
        }

        @Test("nobody at the terminal, no pager")
        func pipe() throws {
            try store(30)
            let child = try Child(
                Scratch.program("newslog"), ["query", "--state", scratch.state],
                environment: scratch.environment.merging(["TERM": "xterm", "PAGER": "cat >\(paged)"]) { $1 })
            #expect(child.wait() == .exited(0))
            #expect(rows(child.output) == 30)
            #expect(Scratch.read(paged) == nil)
        }

        @Test(
            "who leaves the pager has read enough: no word, and 0", arguments: ["query", "export", "feeds"])
        func leaving(command: String) throws {
            try store(2000)
            let more = command == "query" ? " --limit 2000" : ""
            let child = try terminal("\(command) --state\(more)", ["PAGER": "head -n 1"])
            #expect(child.wait() == .exited(0))
            #expect(
                child.output.count { $0 == 0x0A } <= 3, "\(String(decoding: child.output, as: UTF8.self))")
        }

        @Test("an interrupt is the pager's: newslog waits for it and ends as if nothing had been")
        func interrupt() throws {
            try store(30)
            // The pager interrupts newslog's and its own process group, survives it, and reads on.
            let pager = "trap '' INT; kill -INT 0; cat >\(paged)"
            let child = try terminal("query --state", ["PAGER": pager])
            #expect(child.wait() == .exited(0))
            #expect(rows(Scratch.read(paged)) == 30)
        }

        @Test("what an export misses is said behind what the pager shows, not on its screen")
        func damage() throws {
            try store(30)
            try store(60)
            let journal = "\(scratch.state)/journal"
            let name = try #require(Scratch.names(journal).first { $0.hasSuffix(".zst") })
            var bytes = try #require(Scratch.read("\(journal)/\(name)"))
            // Within the first of two frames.
            bytes[100] ^= 0xFF
            scratch.write("state/journal/\(name)", bytes)
            let child = try terminal("export --state", ["PAGER": "cat >/dev/null; echo the pager is over"])
            #expect(child.wait() == .exited(3))
            let text = String(decoding: child.output, as: UTF8.self)
            #expect(text.hasPrefix("the pager is over"), "\(text)")
            #expect(text.contains("see `newslog verify`"), "\(text)")
        }

        @Test("nothing found is 1, with a pager as without")
        func nothing() throws {
            try store(30)
            #expect(try terminal("query --state zeppelin", ["PAGER": "cat >\(paged)"]).wait() == .exited(1))
            #expect(try terminal("feeds --state --failing", ["PAGER": "cat >\(paged)"]).wait() == .exited(1))
            #expect(Scratch.read(paged) == nil)
        }

        @Test("a pager that does not exist is named, with what to do")
        func missing() throws {
            try store(30)
            let child = try terminal("query --state", ["PAGER": "no-such-pager -x"])
            #expect(child.wait() == .exited(74))
            #expect(
                String(decoding: child.output, as: UTF8.self).contains(
                    "the pager `no-such-pager -x` cannot be run"))
        }

        @Test(
            "all of a text is shown, and machine formats too where a person watches",
            arguments: ["jsonl", "atom", "csv"])
        func formats(format: String) throws {
            try store(30)
            let child = try terminal("query --state --format \(format)", ["PAGER": "cat >\(paged)"])
            #expect(child.wait() == .exited(0))
            let plain = try Child(
                Scratch.program("newslog"), ["query", "--state", scratch.state, "--format", format],
                environment: scratch.environment)
            #expect(plain.wait() == .exited(0))
            let lines = plain.output.split(separator: 0x0A).filter {
                !$0.starts(with: Array("<updated>".utf8))
            }
            #expect(
                lines
                    == Scratch.read(paged)?.split(separator: 0x0A).filter {
                        !$0.starts(with: Array("<updated>".utf8))
                    })
        }
    }
}
