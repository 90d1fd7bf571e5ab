import Glibc
import Testing

extension EndToEnd {
    @Suite("Exports, cursors and checks, also of a journal that is not as it was")
    struct ExportTests {
        private let scratch = Scratch()
        private var segments: [String] {
            Scratch.names("\(scratch.state)/journal").map { "\(scratch.state)/journal/\($0)" }
        }

        /// Stores articles of these numbers; a text is given to each.
        @discardableResult
        private func store(_ range: ClosedRange<Int>, text: String? = nil) throws -> [Line] {
            try store(Documents.rss(range.map { .init("a\($0)", text: text.map { "\($0) \(range.count)" }) }))
        }

        private func store(_ document: [UInt8]) throws -> [Line] {
            scratch.write("feed.xml", document)
            scratch.write(
                "newslog.toml", "version = 1\n[[feed]]\nid = \"feed\"\npath = \"\(scratch.path)/feed.xml\"\n")
            let fetch = try scratch.fetch()
            try #require(fetch.wait() == .exited(0), "\(fetch.errorText)")
            return try scratch.journal()
        }

        /// Three segments with two articles each: nothing is appended to one that nobody may write.
        private func storeSegments() throws -> [Line] {
            var lines: [Line] = []
            for number in 1...3 {
                lines = try store(1...number * 2)
                if let last = segments.last { #expect(unsafe chmod(last, 0o440) == 0) }
            }
            try #require(segments.count == 3 && lines.count == 6)
            return lines
        }

        private func position(of cursor: String) throws -> Int {
            let text = try #require(Scratch.read("\(scratch.state)/cursors/\(cursor)"))
            let last = String(decoding: text, as: UTF8.self).split(whereSeparator: { ".\n".contains($0) })
                .last
            return try #require(last.flatMap { Int($0) })
        }

        private func setCursor(_ name: String, at seq: Int) throws {
            let cursor = try Child(
                Scratch.program("newslog"),
                ["cursor", "set", name, "--at", "\(seq)", "--state", scratch.state],
                environment: scratch.environment)
            #expect(cursor.wait() == .exited(0), "\(cursor.errorText)")
        }

        @Test("--since is the time of the fetch for an export, the article's own date for a query")
        func since()
            throws
        {
            let text = """
                <rss version="2.0"><channel><title>f</title>
                <item><guid>old</guid><title>Old</title><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate></item>
                <item><guid>undated</guid><title>Undated</title></item></channel></rss>
                """
            _ = try store(Array(text.utf8))
            let exported = try scratch.read("export", "--since", "1d")
            #expect(try Scratch.lines(of: exported.output).map(\.guid) == ["old", "undated"])
            let found = try scratch.read("query", "--since", "1d", "--format", "jsonl")
            #expect(try Scratch.lines(of: found.output).map(\.guid) == ["undated"])
        }

        @Test("A cursor counts the lines that were examined, so that another filter does not look back")
        func examined() throws {
            let newest = try #require(try store(1...3).last?.json["seq"].integer)
            let none = try scratch.read("export", "--cursor", "c", "--since", "2099-01-01")
            #expect(none.wait() == .exited(0) && none.output.isEmpty)
            #expect(try position(of: "c") == newest)
            #expect(try scratch.read("export", "--cursor", "c", "--updates").output.isEmpty)
        }

        @Test("A reader of the pipe that goes away has the lines up to the cursor, and none behind it")
        func leavingReader() throws {
            let lines = try store(1...600, text: Documents.longText("the sea"))
            let program = Scratch.program("newslog")
            let line = "\(program) export --cursor c --state \(scratch.state) | head -c 10 >/dev/null"
            let left = try Child("/bin/sh", ["-c", line], environment: scratch.environment)
            #expect(left.wait() == .exited(0) && left.errors.isEmpty, "\(left.errorText)")
            let position = try position(of: "c")
            let index = try #require(lines.firstIndex { $0.json["seq"].integer == position })
            #expect(index < lines.count - 1)
            let rest = try scratch.read("export", "--cursor", "c")
            #expect(rest.outputLines == lines[(index + 1)...].map(\.bytes))
        }

        @Test("--follow goes on over the ends of segments, and gives each line once") func following() throws
        {
            var lines = try store(1...2)
            let output = scratch.write("output", "")
            let program = Scratch.program("newslog")
            let command = "exec \(program) export --follow --cursor c --state \(scratch.state) >>\(output)"
            let follower = try Child("/bin/sh", ["-c", command], environment: scratch.environment)
            func expectAll() {
                let expected = [UInt8](lines.map(\.bytes).joined(separator: [0x0A])) + [0x0A]
                #expect(waitUntil { Scratch.size(output) >= expected.count })
                #expect(Scratch.read(output) == expected)
            }
            expectAll()
            for number in 3...6 {
                // The even ones begin a segment.
                if number % 2 == 0, let last = segments.last { #expect(unsafe chmod(last, 0o440) == 0) }
                lines = try store(1...number)
                expectAll()
            }
            #expect(segments.count == 3)
            follower.signal(SIGTERM)
            #expect(follower.wait() == .killed(SIGTERM) && follower.errors.isEmpty, "\(follower.errorText)")
            #expect(try scratch.read("export", "--cursor", "c").output.isEmpty)
        }

        @Test(
            "Damage is told with what can be done, lost lines with exit code 3, and --repair leaves out no more"
        )
        func damaged() throws {
            let lines = try storeSegments()
            let path = segments[1]
            var bytes = try #require(Scratch.read(path))
            bytes[40] ^= 1
            #expect(unsafe chmod(path, 0o640) == 0)
            scratch.write(String(path.dropFirst(scratch.path.count + 1)), bytes)
            let sound = [0, 1, 4, 5].map { lines[$0].bytes }

            let told = try scratch.read("verify")
            #expect(told.wait() == .exited(65) && told.errorText.contains("--repair"), "\(told.errorText)")
            try setCursor("c", at: try #require(lines[0].json["seq"].integer))
            let export = try scratch.read("export", "--cursor", "c")
            #expect(export.wait() == .exited(3) && export.outputLines == Array(sound.dropFirst()))
            #expect(export.errorText.contains("bytes 0 to \(bytes.count) are damaged"), "\(export.errorText)")
            #expect(export.errorText.contains("2 lines after seq"), "\(export.errorText)")
            #expect(try scratch.read("export", "--cursor", "c").wait() == .exited(0))

            let daemon = try scratch.start("run", ["--config", scratch.configuration])
            try #require(daemon.waitForError("ready"), "\(daemon.errorText)")
            let busy = try scratch.read("verify", "--repair")
            #expect(busy.wait() == .exited(75) && busy.errorText.contains("process \(daemon.pid)"))
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))

            let repaired = try scratch.read("verify", "--repair")
            #expect(repaired.wait() == .exited(65))
            #expect(repaired.errorText.contains("with 2 lines; they are kept as"), "\(repaired.errorText)")
            #expect(repaired.errorText.contains("newslog reindex"), "\(repaired.errorText)")
            let kept = Scratch.names("\(scratch.state)/damaged").map { "\(scratch.state)/damaged/\($0)" }
            #expect(kept.map { Scratch.read($0) } == [bytes])
            #expect(try scratch.read("export").outputLines == sound)
            #expect(try scratch.read("verify", "--repair").errorText.contains("nothing to repair"))
        }

        @Test("A limit on the size of files is a full disk: said, nothing lost, and mended by a higher one")
        func sizeLimit() throws {
            try store(1...2)
            scratch.write("feed.xml", Documents.rss((1...900).map { .init("a\($0)") }))
            let command = "ulimit -f 300; exec \(Scratch.program("newslogd")) fetch"
            let places = "--config \(scratch.configuration) --state \(scratch.state)"
            let refused = try Child(
                "/bin/sh", ["-c", "\(command) \(places)"], environment: scratch.environment)
            #expect(refused.wait() == .exited(74), "\(refused.errorText)")
            #expect(refused.errorText.contains("\(scratch.state)/"), "\(refused.errorText)")
            _ = try scratch.fetch()
            let lines = try scratch.journal()
            #expect(lines.count == 900 && Set(lines.map(\.id)).count == 900)
            #expect(try scratch.read("verify").wait() == .exited(0))
        }

        @Test("Damage in which no line was is told, and is no loss") func damagedWithoutLoss() throws {
            let lines = try storeSegments()
            #expect(unsafe chmod(segments[1], 0o640) == 0)
            let bytes = try #require(Scratch.read(segments[1])) + [1, 2, 3]
            scratch.write(String(segments[1].dropFirst(scratch.path.count + 1)), bytes)
            let export = try scratch.read("export")
            #expect(export.wait() == .exited(0) && export.outputLines == lines.map(\.bytes))
            let place = "bytes \(bytes.count - 3) to \(bytes.count) are damaged"
            #expect(export.errorText.contains(place), "\(export.errorText)")
            #expect(try scratch.read("verify").wait() == .exited(65))
        }

        @Test("A journal of a newer version is refused by both programs, and nothing is touched") func newer()
            throws
        {
            try store(1...2)
            let path = try #require(segments.first)
            var bytes = try #require(Scratch.read(path))
            let trailer = bytes.count - 56
            bytes[trailer + 11] = UInt8(ascii: "2")
            bytes[trailer + 12] ^= 1
            scratch.write(String(path.dropFirst(scratch.path.count + 1)), bytes)
            let children = [
                try scratch.fetch(), try scratch.run("reindex"), try scratch.read("export"),
                try scratch.read("verify"), try scratch.read("verify", "--repair"), try scratch.read("query"),
            ]
            for child in children {
                #expect(child.wait() == .exited(65))
                #expect(child.errorText.contains("newer version"), "\(child.errorText)")
            }
            #expect(segments == [path] && Scratch.read(path) == bytes)
            #expect(Scratch.names("\(scratch.state)/damaged").isEmpty)
            #expect(Scratch.size("\(scratch.state)/catalog.sqlite") > 0)
        }
    }
}
