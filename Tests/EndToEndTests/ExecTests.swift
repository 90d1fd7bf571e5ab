import Glibc
import TestServer
import Testing

extension EndToEnd {
    @Suite("An export hands batches to a command")
    struct ExecTests {
        private let scratch = Scratch()
        private var delivered: String { "\(scratch.path)/delivered" }

        /// Stores ten articles and gives their lines.
        private func store(_ range: ClosedRange<Int> = 1...10) throws -> [[UInt8]] {
            scratch.write("feed.xml", Documents.rss(range.map { .init("a\($0)") }))
            scratch.write(
                "newslog.toml", "version = 1\n[[feed]]\nid = \"feed\"\npath = \"\(scratch.path)/feed.xml\"\n")
            let fetch = try scratch.fetch()
            try #require(fetch.wait() == .exited(0), "\(fetch.errorText)")
            return try scratch.journal().map(\.bytes)
        }

        private func export(_ command: String, _ more: String...) throws -> Child {
            let child = try scratch.startReader("export", ["--exec", command] + more)
            child.wait()
            return child
        }

        private func deliveredLines() throws -> [[UInt8]] {
            let cat = try Child("/bin/cat", [delivered], environment: scratch.environment)
            cat.wait()
            return cat.outputLines
        }

        @Test("Every line once, in order, N at a time, and a second run has nothing to do") func once() throws
        {
            let lines = try store()
            let run = try export("echo batch >&2; cat >>\(delivered)", "--batch", "4", "--cursor", "c")
            #expect(run.wait() == .exited(0), "\(run.errorText)")
            #expect(run.errorLines == ["batch", "batch", "batch"])
            #expect(try deliveredLines() == lines)
            #expect(try export("echo batch >&2; cat", "--cursor", "c").errorText.isEmpty)
        }

        @Test(
            "A batch that was refused comes again whole, the ones before it do not",
            arguments: [
                ("exit 9", "ended with 9"), ("head -c 5 >/dev/null", "ended without reading"),
                ("cat >/dev/null; kill -9 $$", "was ended by signal 9"),
            ])
        func refused(refusal: String, words: String) throws {
            let lines = try store()
            // The second batch is refused the first time.
            let command = """
                n=$(cat \(scratch.path)/count 2>/dev/null || echo 0); echo $((n + 1)) >\(scratch.path)/count
                [ "$n" != 1 ] || { \(refusal); exit; }
                cat >>\(delivered)
                """
            let first = try export(command, "--batch", "4", "--cursor", "c")
            #expect(first.wait() == .exited(75))
            #expect(
                first.errorText.contains(words) && first.errorText.contains("4 lines comes again"),
                "\(first.errorText)")
            #expect(try deliveredLines() == Array(lines[..<4]))
            #expect(try export(command, "--batch", "4", "--cursor", "c").wait() == .exited(0))
            #expect(try deliveredLines() == lines)
        }

        @Test("A batch is refused also where whoever started the export ignores how children end")
        func ignoring()
            throws
        {
            let lines = try store()
            let run = try Child(
                "/usr/bin/env",
                [
                    "--ignore-signal=CHLD", Scratch.program("newslog"), "export", "--state", scratch.state,
                    "--cursor", "c", "--exec", "cat >/dev/null; exit 9",
                ], environment: scratch.environment)
            #expect(run.wait() == .exited(75), "\(run.errorText)")
            #expect(run.errorText.contains("ended with 9"), "\(run.errorText)")
            #expect(try scratch.read("export", "--cursor", "c").outputLines == lines)
        }

        @Test("A batch ends at 1 MiB, however many lines it may have") func megabyte() throws {
            let item = (1...1000).map {
                Documents.Item("a\($0)", text: String(repeating: "\($0) miles of sea ", count: 90))
            }
            scratch.write("feed.xml", Documents.rss(item))
            scratch.write(
                "newslog.toml", "version = 1\n[[feed]]\nid = \"feed\"\npath = \"\(scratch.path)/feed.xml\"\n")
            _ = try scratch.fetch()
            let lines = try scratch.journal().map(\.bytes)
            let run = try export("wc -c >&2; :", "--batch", "100000", "--cursor", "c")
            #expect(run.wait() == .exited(0), "\(run.errorText)")
            let sizes = run.errorLines.compactMap { Int($0) }
            let longest = try #require(lines.map(\.count).max())
            #expect(sizes.reduce(0, +) == lines.reduce(0) { $0 + $1.count + 1 })
            #expect(sizes.count > 1 && sizes.dropLast().allSatisfy { (0...longest).contains($0 - (1 << 20)) })
        }

        @Test("With --follow it is tried again by itself, and what is stored later follows") func following()
            throws
        {
            var lines = try store()
            let command =
                "test -e \(scratch.path)/ok && cat >>\(delivered) || { touch \(scratch.path)/ok; exit 1; }"
            let run = try scratch.startReader("export", ["--exec", command, "--follow", "--cursor", "c"])
            #expect(run.waitForError("comes again in 1 s"), "\(run.errorText)")
            lines = try store(1...12)
            for _ in 0..<1000 where try deliveredLines().count < 12 { usleep(10_000) }
            #expect(try deliveredLines() == lines)
            run.signal(SIGTERM)
            _ = run.wait()
            #expect(try scratch.read("export", "--cursor", "c").output.isEmpty)
        }

        @Test("Each batch is a document of its own") func documents() throws {
            _ = try store()
            let run = try export("cat; echo", "--batch", "5", "--format", "json")
            let documents = try run.output.split(separator: Array("\n\n".utf8)).map {
                try JSON(parsing: Array($0))
            }
            #expect(documents.map(\.count) == [5, 5])
            let table = try export("cat", "--batch", "5", "--format", "csv")
            #expect(table.outputLines.filter { $0.starts(with: "date,".utf8) }.count == 2)
        }

        @Test(
            "--batch wants --exec and a number above 0",
            arguments: [["--batch", "4"], ["--exec", "cat", "--batch", "0"]])
        func usage(arguments: [String]) throws {
            let run = try scratch.startReader("export", arguments)
            #expect(run.wait() == .exited(64))
        }
    }
}

extension JSON {
    /// How many elements an array has.
    fileprivate var count: Int? { if case .array(let elements) = self { elements.count } else { nil } }
}
