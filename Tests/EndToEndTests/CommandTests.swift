import Testing

extension EndToEnd {
    @Suite("Commands, mistakes and exit codes")
    struct CommandTests {
        private let scratch = Scratch()

        @Test("five mistakes in a configuration are told at once, each with its line")
        func mistakes() throws {
            let text = """
                version = 1
                [http]
                per_hots = 2
                timeout = "soon"
                [[feed]]
                url = "ftp://example.org/feed"
                id = "one"
                [[feed]]
                url = "https://example.org/feed"
                id = "two"
                group = "nowhere"
                [[feed]]
                url = "https://example.org/other"
                id = "two"
                """
            let file = scratch.write("newslog.toml", text)
            for command in ["fetch", "run"] {
                let child = try scratch.run(command, ["--config", file])
                #expect(child.wait() == .exited(78))
                for line in [3, 4, 6, 11, 13] {
                    let told = child.errorLines.filter { $0.contains("newslog.toml:\(line):") }
                    #expect(told.count == 1, "line \(line): \(child.errorText)")
                }
                #expect(child.errorLines.count == 5, "\(child.errorText)")
                #expect(child.errorText.contains("did you mean `per_host`?"))
            }
            #expect(Scratch.names(scratch.path) == ["newslog.toml"])
        }

        @Test(
            "a command that is not there is told, with what was meant",
            arguments: [
                ("quer", "newslog: there is no command `quer`; did you mean `query`?"),
                ("zeppelin", "newslog: there is no command `zeppelin`; `newslog --help` names all"),
            ])
        func unknown(command: String, words: String) throws {
            let child = try scratch.read(command, "القاهرة")
            #expect(child.wait() == .exited(64) && child.errorLines == [words], "\(child.errorText)")
            #expect(child.output.isEmpty)
        }

        @Test("a server's words cannot steer the terminal of who fetches")
        func words() throws {
            let page = scratch.write("page", "<html><title>\u{9B}31m\u{202E}evil\u{1B}[0m</title></html>")
            let root = scratch.write("root", "<e\u{9B}vil\u{202E}/>")
            scratch.write(
                "newslog.toml",
                "[[feed]]\nid = \"page\"\npath = \"\(page)\"\n[[feed]]\nid = \"root\"\npath = \"\(root)\"\n")
            let child = try scratch.fetch()
            #expect(child.wait() == .exited(75) && child.errorText.contains("31m evil"))
            #expect(child.errorText.contains("is no feed"))
            #expect(
                !child.errorText.unicodeScalars.contains {
                    $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E
                })
        }

        @Test("a configuration that is not there is no input (66)")
        func missingConfiguration() throws {
            let child = try scratch.run("fetch", ["--config", "\(scratch.path)/none.toml"])
            #expect(child.wait() == .exited(66))
            #expect(child.errorLines.count == 1 && child.errorText.contains("none.toml"))
        }

        @Test("no feeds at all is a matter of configuration (78)")
        func noFeeds() throws {
            #expect(try scratch.run("fetch").wait() == .exited(78))
            scratch.write("newslog.toml", "version = 1\n")
            #expect(try scratch.fetch().wait() == .exited(78))
        }

        @Test(
            "a command line that cannot be understood is usage (64)",
            arguments: [["fetch", "--florp"], ["dance"], ["parse"], ["fetch", "--config"]])
        func usage(_ arguments: [String]) throws {
            let child = try Child(
                Scratch.program("newslogd"), arguments, environment: scratch.environment)
            #expect(child.wait() == .exited(64))
            #expect(child.output.isEmpty && !child.errors.isEmpty)
        }

        @Test("help and version are answers, on standard output", arguments: [["--help"], ["--version"]])
        func answers(_ arguments: [String]) throws {
            let child = try Child(
                Scratch.program("newslogd"), arguments, environment: scratch.environment)
            #expect(child.wait() == .exited(0))
            #expect(!child.output.isEmpty && child.errors.isEmpty)
        }

        @Test("a state directory that cannot be made is told with its name")
        func badState() throws {
            let file = scratch.write("file", "")
            scratch.write("newslog.toml", "version = 1\n[[feed]]\nid = \"a\"\npath = \"\(file)\"\n")
            let child = try Child(
                Scratch.program("newslogd"),
                ["fetch", "--config", scratch.configuration, "--state", "\(file)/state"],
                environment: scratch.environment)
            #expect(child.wait() == .exited(74))
            #expect(child.errorLines.count == 1 && child.errorText.contains(file), "\(child.errorText)")
        }

        @Test("a state directory where none can be made is told, not tried for ever")
        func impossibleState() throws {
            let child = try Child(
                Scratch.program("newslogd"), ["fetch", "--state", "/proc/none/state", "http://127.0.0.1:1/"],
                environment: scratch.environment)
            #expect(child.wait() == .exited(74))
            #expect(
                child.errorLines.count == 1 && child.errorText.contains("/proc/none"), "\(child.errorText)")
        }

        @Test("a URL that is none is usage (64) and is told")
        func badURL() throws {
            let child = try scratch.run("fetch", ["example.org"])
            #expect(child.wait() == .exited(64))
            #expect(child.errorLines.count == 1 && child.errorText.contains("https://example.org"))
        }

        @Test("parse shows what it sees, one object a line")
        func parse() throws {
            let file = scratch.write("feed.xml", Documents.english)
            let child = try scratch.run("parse", ["--base", "https://harbour.example/rss", file])
            #expect(child.wait() == .exited(0))
            let answer = try JSON(parsing: try #require(child.outputLines.first))
            #expect(child.outputLines.count == 1)
            #expect(answer["ok"] == .bool(true) && answer["wellformed"] == .bool(true))
            #expect(answer["feed"]["title"].text == "The Harbour Post")
            #expect(answer["entries"].elements.count == 2)
            #expect(answer["entries"][0]["published"].text == "2026-11-23T08:00:00Z")
        }

        @Test("parse --batch answers job by job in order, and a bad job is an answer too")
        func batch() throws {
            let files = [
                scratch.write("a.xml", Documents.english), scratch.write("b.html", "<html><p>x</p></html>"),
                "\(scratch.path)/none.xml", scratch.write("c.json", Documents.json), scratch.path, "",
                scratch.write("d.xml", Documents.arabic),
            ]
            var jobs = files.map { "\($0)\thttps://example.org/\ttext/xml" }
            jobs.append(files[0])
            let input = scratch.write("jobs", jobs.joined(separator: "\n") + "\n")
            let child = try scratch.run("parse", ["--batch"], input: input)
            #expect(child.wait() == .exited(0), "\(child.errorText)")
            let answers = try child.outputLines.map { try JSON(parsing: $0) }
            #expect(
                answers.map { $0["ok"] == .bool(true) }
                    == [true, false, false, true, false, false, true, true])
            #expect(
                answers.map { $0["entries"].elements.count } == [2, 0, 0, 2, 0, 0, 2, 2], "\(answers)")
            #expect(answers[6]["entries"][0]["title"].text == Documents.arabicTitles[0])
            #expect(answers.filter { $0["ok"] == .bool(false) }.allSatisfy { $0["error"].text != nil })
        }

        @Test("a document that is not there ends parse with 66")
        func missingDocument() throws {
            let child = try scratch.run("parse", ["\(scratch.path)/none.xml"])
            #expect(child.wait() == .exited(66))
            #expect(child.errorLines.count == 1 && child.errorText.contains("none.xml"))
        }

        @Test("a document that is no feed is an answer, and bad data (65)")
        func notAFeed() throws {
            let child = try scratch.run("parse", [scratch.write("page.html", "<html><p>x</p></html>")])
            #expect(child.wait() == .exited(65))
            #expect(try JSON(parsing: try #require(child.outputLines.first))["ok"] == .bool(false))
        }

        @Test("a reader that goes away ends parse quietly")
        func brokenPipe() throws {
            let file = scratch.write("feed.xml", Documents.english)
            let jobs = Array(repeating: file, count: 2000).joined(separator: "\n")
            let input = scratch.write("jobs", jobs)
            let line = "\(Scratch.program("newslogd")) parse --batch < \(input) | head -1 > /dev/null"
            let child = try Child("/bin/sh", ["-c", line], environment: scratch.environment)
            #expect(child.wait() == .exited(0))
            #expect(child.errors.isEmpty, "\(child.errorText)")
        }
    }
}
