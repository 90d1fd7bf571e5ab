import Glibc
import Testing

extension EndToEnd {
    @Suite("Rules mark what is stored, and say why")
    struct RuleTests {
        private let scratch = Scratch()

        private static let rules = """
            [[rule]]
            name = "ai-funding"
            when = 'title ~ /openai|anthropic|xai|أوبن ?إيه ?آي/i and not tag:sport'
            do = ["match"]

            [[rule]]
            name = "no-horoscopes"
            when = 'feed:daily and title:أبراج'
            do = ["drop"]
            """

        /// A file of three articles: OpenAI, al-abraj (horoscopes), something else; and its feed with rules.
        private func prepare(rules: String = Self.rules, items: [Documents.Item] = Self.items) {
            let file = scratch.write("daily.xml", Documents.rss(items))
            scratch.write(
                "newslog.toml", "version = 1\n[[feed]]\nid = \"daily\"\npath = \"\(file)\"\n\(rules)\n")
        }

        private static let items = [
            Documents.Item("1", "Money for OpenAI"), Documents.Item("2", "الأبراج اليوم"),
            Documents.Item("3", "Weather"),
        ]

        private func read(_ command: String, _ arguments: String...) throws -> Child {
            let child = try scratch.startReader(command, ["--config", scratch.configuration] + arguments)
            child.wait()
            return child
        }

        private func marks() throws -> [String: (matched: [String], dropped: Bool)] {
            try scratch.journal().reduce(into: [:]) { marks, line in
                marks["\(line.guid ?? "") \(line.revision)"] = (
                    line.json["matched"].elements.compactMap(\.text), line.json["dropped"] == .bool(true)
                )
            }
        }

        private func id(of guid: String) throws -> String {
            try #require(try scratch.journal().last { $0.guid == guid }).id
        }

        @Test("matched and dropped stand in the lines; export and query leave dropped articles out")
        func stored() throws {
            prepare()
            #expect(try scratch.fetch().wait() == .exited(0))
            let marks = try marks()
            #expect(marks["1 1"]?.matched == ["ai-funding"] && marks["1 1"]?.dropped == false)
            #expect(marks["2 1"]?.matched == [] && marks["2 1"]?.dropped == true)
            #expect(marks["3 1"]?.matched == [] && marks["3 1"]?.dropped == false)
            let exported = try Scratch.lines(of: try scratch.read("export").output)
            #expect(exported.map(\.guid) == ["1", "3"])
            #expect(try scratch.read("export", "--dropped").outputLines.count == 3)
            #expect(try scratch.read("query", "ابراج").wait() == .exited(1))
            let found = try scratch.read("query", "ابراج", "--dropped", "--format", "jsonl")
            #expect(try Scratch.lines(of: found.output).map(\.guid) == ["2"])
            let expression = try scratch.read("query", "title ~ /openai$/i", "--format", "jsonl")
            #expect(try Scratch.lines(of: expression.output).map(\.guid) == ["1"])
        }

        @Test("what is dropped from one feed is new from another")
        func copies() throws {
            let items = Self.items.map {
                Documents.Item($0.guid, $0.title, text: Documents.longText("number \($0.guid)"))
            }
            prepare(items: items)
            #expect(try scratch.fetch().wait() == .exited(0))
            let copy = scratch.write("weekly.xml", Documents.rss(items))
            prepare(rules: "[[feed]]\nid = \"weekly\"\npath = \"\(copy)\"\n\(Self.rules)", items: items)
            #expect(try scratch.fetch().wait() == .exited(0))
            #expect(
                try scratch.journal().map(\.event).suffix(3).sorted() == ["duplicate", "duplicate", "new"])
            let found = try scratch.read("query", "ابراج", "--format", "jsonl")
            #expect(try Scratch.lines(of: found.output).map(\.feed) == ["weekly"])
            let exported = try Scratch.lines(of: try scratch.read("export").output)
            #expect(exported.map { "\($0.feed) \($0.guid ?? "")" } == ["daily 1", "daily 3", "weekly 2"])
        }

        @Test("rules that changed mark new lines only, and an edit is marked by the rules of its own time")
        func changed() throws {
            prepare()
            _ = try scratch.fetch()
            prepare(
                rules: "[[rule]]\nname = \"all\"\nwhen = \"not nothing\"\ndo = [\"match\", \"drop\"]\n",
                items: Self.items + [Documents.Item("4", "Late")])
            #expect(try scratch.fetch().wait() == .exited(0))
            let marks = try marks()
            #expect(marks.count == 4)
            #expect(marks["1 1"]?.matched == ["ai-funding"])
            #expect(marks["4 1"]?.matched == ["all"] && marks["4 1"]?.dropped == true)
            let page = try read("explain", try id(of: "1"))
            #expect(page.wait() == .exited(0), "\(page.errorText)")
            #expect(page.outputText.contains("stored with: matched ai-funding\n"))
            #expect(page.outputText.contains("now it would have: matched all; dropped\n"))
        }

        @Test("a daemon that reloads takes the new rules, and keeps the old ones where the new are wrong")
        func reload() throws {
            prepare()
            let daemon = try scratch.start("run", ["--config", scratch.configuration])
            #expect(daemon.waitForError("ready:"))
            _ = try scratch.read("fetch")
            prepare(
                rules: "[[rule]]\nname = \"late\"\nwhen = \"title ~ /(/\"\ndo = \"match\"\n",
                items: Self.items + [Documents.Item("4", "Late OpenAI")])
            daemon.signal(SIGHUP)
            #expect(daemon.waitForError("newslog.toml:7:18: `when` in [[rule]]: not an expression"))
            _ = try scratch.read("fetch")
            prepare(
                rules: "[[rule]]\nname = \"late\"\nwhen = \"title ~ /late/i\"\ndo = \"match\"\n",
                items: Self.items + [Documents.Item("4", "Late OpenAI"), Documents.Item("5", "Later")])
            daemon.signal(SIGHUP)
            #expect(daemon.waitForError("took the new configuration"))
            _ = try scratch.read("fetch")
            let marks = try marks()
            #expect(marks["4 1"]?.matched == ["ai-funding"])
            #expect(marks["5 1"]?.matched == ["late"])
            daemon.signal(SIGTERM)
            #expect(daemon.wait() == .exited(0))
        }

        @Test("explain says of each rule whether it fits and what decided it")
        func explain() throws {
            prepare()
            _ = try scratch.fetch()
            let page = try read("explain", try id(of: "1"))
            #expect(page.wait() == .exited(0), "\(page.errorText)")
            let rows = page.outputLines.map { line in
                String(decoding: line, as: UTF8.self).split(separator: " ").joined(separator: " ")
            }
            #expect(
                rows == [
                    "Money for OpenAI", "stored with: matched ai-funding",
                    "ai-funding match title ~ /openai|anthropic|xai|أوبن ?إيه ?آي/i title OpenAI",
                    "tag:sport - nothing", "no-horoscopes - title:أبراج - nothing",
                ])
            let dropped = try read("explain", try id(of: "2"), "--format", "json")
            let json = try JSON(parsing: dropped.output)
            #expect(json["stored"]["dropped"] == .bool(true) && json["now"]["dropped"] == .bool(true))
            let rules = json["rules"].elements
            #expect(rules.map { $0["name"].text } == ["ai-funding", "no-horoscopes"])
            #expect(rules.map { $0["fits"] } == [.bool(false), .bool(true)])
            #expect(rules.last?["because"].elements.map { $0["where"].text } == ["feed", "title"])
            #expect(rules.last?["because"].elements.map { $0["found"].text } == ["daily", "الأبراج"])
        }

        @Test("explain without rules says what was stored; an id that nobody has is nothing found")
        func explainWithoutRules() throws {
            prepare(rules: "")
            _ = try scratch.fetch()
            let page = try read("explain", try id(of: "3"))
            #expect(page.wait() == .exited(0))
            #expect(page.outputText == "Weather\nstored with: no mark\n")
            #expect(page.errorText.contains("there are no rules"))
            #expect(try read("explain", "ffffffffffff").wait() == .exited(1))
            #expect(try read("explain", "xyz").wait() == .exited(64))
            #expect(try read("rules").wait() == .exited(1))
        }

        @Test("a dry run counts what rules would mark in what is stored, and shows it")
        func dryRun() throws {
            prepare(rules: "")
            _ = try scratch.fetch()
            prepare()
            let list = try read("rules")
            #expect(list.wait() == .exited(0))
            #expect(list.outputLines.count == 2)
            let counted = try read("rules", "--count", "--format", "jsonl")
            #expect(counted.wait() == .exited(0), "\(counted.errorText)")
            #expect(counted.errorText.contains("3 stored articles"))
            let rows = try counted.output.split(separator: 0x0A).map { try JSON(parsing: Array($0)) }
            #expect(rows.map { $0["articles"].integer } == [1, 1])
            #expect(rows.map { $0["place"].text } == [5, 10].map { "\(scratch.configuration):\($0)" })
            let shown = try read("rules", "no-horoscopes", "--format", "jsonl")
            #expect(try Scratch.lines(of: shown.output).map(\.guid) == ["2"])
            let tried = try read("rules", "--try", "title ~ /^w/i or openai", "--format", "jsonl")
            #expect(Set(try Scratch.lines(of: tried.output).map(\.guid)) == ["1", "3"])
            #expect(try read("rules", "--try", "zeppelin").wait() == .exited(1))
            let both = try read("rules", "--try", "weather", "--count", "--format", "json")
            #expect(try JSON(parsing: both.output).elements.map { $0["articles"].integer } == [1])
            let old = try read("rules", "--count", "--since", "2099-01-01")
            #expect(old.wait() == .exited(1))
            #expect(try marks()["2 1"]?.dropped == false, "a dry run marks nothing")
        }

        @Test("a condition that cannot be understood is usage, with a caret under the mistake")
        func mistake() throws {
            prepare()
            _ = try scratch.fetch()
            let child = try read("rules", "--try", "title ~ /a(/")
            #expect(child.wait() == .exited(64))
            #expect(
                child.errorText
                    == "newslog: not an expression of RE2: missing )\nnewslog:   title ~ /a(/\nnewslog:            ^\n"
            )
            #expect(try read("rules", "none").wait() == .exited(66))
            #expect(try read("rules", "--format", "atom").wait() == .exited(64))
        }

        @Test("a rule that cannot be used is a matter of configuration (78), told by check with its column")
        func check() throws {
            prepare(rules: "[[rule]]\nname = \"a\"\nwhen = 'title ~ /[/'\ndo = \"drop\"\n")
            let child = try Child(
                Scratch.program("newslog"), ["check", "--config", scratch.configuration],
                environment: scratch.environment)
            #expect(child.wait() == .exited(78))
            #expect(
                child.errorLines.first
                    == "\(scratch.configuration):7:18: `when` in [[rule]]: not an expression of RE2: missing ]"
            )
            #expect(try scratch.fetch().wait() == .exited(78))
        }
    }
}
