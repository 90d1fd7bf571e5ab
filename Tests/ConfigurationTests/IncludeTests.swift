import Configuration
import Testing

@Suite struct IncludeTests {
    @Test("a pattern takes files in the order of their names and leaves out what is none of ours")
    func patterns() throws {
        let folder = TestFolder([
            "newslog.toml": "include = \"d/*\"",
            "d/20.toml": "[[feed]]\nurl = \"https://c.example/\"",
            "d/10.toml": "[[feed]]\nurl = \"https://b.example/\"",
            "d/README": "", "d/10.toml~": "", "d/10.toml.dpkg-old": "", "d/.hidden.toml": "x = 1",
            "d/notes.txt": "",
        ])
        #expect(try folder.load().feeds.map(\.id) == ["b.example", "c.example"])
        #expect(
            try folder.warnings() == [
                "newslog.toml:1:11: d/notes.txt is neither *.toml nor *.opml nor *.urls and is left out"
            ])
    }

    @Test("a pattern that nothing fits is no mistake")
    func noMatch() throws {
        #expect(try load("include = [\"none.d/*\"]").feeds.isEmpty)
    }

    @Test("an included file says groups, feeds and rules, relative to itself, and includes on")
    func included() throws {
        let folder = TestFolder([
            "newslog.toml":
                "include = [\"d/a.toml\", \"d/a.toml\"]\n[[feed]]\nurl = \"https://m.example/\"\ngroup = \"g\"",
            "d/a.toml": "include = [\"b.toml\"]\n[[feed]]\npath = \"x.xml\"",
            "d/b.toml": "[group.g]\ntags = [\"t\"]",
        ])
        let feeds = try folder.load().feeds
        #expect(feeds.map(\.tags) == [["t"], []])
        #expect(feeds[1].source == .path("\(folder.path)/d/x.xml"))
    }

    @Test("what can be said once only belongs in the main file")
    func mainOnly() {
        let folder = TestFolder(["newslog.toml": "include = [\"a.toml\"]", "a.toml": "[http]\n[defaults]\n"])
        #expect(
            folder.errors() == [
                "a.toml:1:2: unknown key `http` in this file; it belongs in the main file",
                "a.toml:2:2: unknown key `defaults` in this file; it belongs in the main file",
            ])
    }

    @Test("a circle of includes is an error, where it closes")
    func cycle() {
        let folder = TestFolder([
            "newslog.toml": "include = [\"a.toml\"]", "a.toml": "include = [\"b.toml\"]",
            "b.toml": "include = [\n\"./a.toml\"]",
        ])
        #expect(folder.errors() == ["b.toml:2:1: ./a.toml includes itself, here or through other files"])
    }

    @Test(
        "checklist 56: a group, a rule, an id and an address are defined once, whichever file they stand in")
    func duplicates() {
        let folder = TestFolder([
            "newslog.toml": """
            include = ["z.toml"]
            [group.g]
            [[rule]]
            name = "r"
            when = "x"
            do = "drop"
            [[feed]]
            id = "one"
            url = "https://EXAMPLE.org:443/feed#top"
            [[feed]]
            id = "two"
            url = "https://example.org/other"
            """,
            "z.toml": """
            [[feed]]
            id = "three"
            url = "http://example.org/feed"
            [[feed]]
            id = "two"
            url = "https://example.org/third"
            [[feed]]
            url = "https://made.example/rss"
            [[feed]]
            url = "https://made.example/feed"
            [group.g]
            [[rule]]
            name = "r"
            when = "y"
            do = "match"
            """,
        ])
        let main = "\(folder.path)/newslog.toml".dropFirst(folder.path.count + 1)
        #expect(
            folder.errors() == [
                "z.toml:3:7: this feed stands at \(main):7 already",
                "z.toml:6:7: the id two is taken by the feed at \(main):10",
                "z.toml:10:7: the id made.example, made from the address, is taken by the feed at z.toml:7; give it an `id`",
                "z.toml:11:8: the group g is defined at \(main):2 already",
                "z.toml:13:8: the rule r is defined at \(main):3 already",
            ])
    }

    @Test("a repeat in a list is left out, and two addresses of one name are told apart")
    func repeats() throws {
        let folder = TestFolder([
            "newslog.toml": "include = [\"a.urls\"]\n[[feed]]\nurl = \"https://example.org/feed\"",
            "a.urls": "http://example.org/feed\nhttps://example.org/rss\nhttps://example.org/rss\n",
        ])
        let settings = try folder.load()
        #expect(settings.feeds.count == 2)
        #expect(settings.feeds[0].id == "example.org")
        #expect(settings.feeds[1].id.hasPrefix("example.org-"))
        #expect(
            try folder.warnings() == [
                "a.urls:1:1: left out: this feed stands at newslog.toml:2 already",
                "a.urls:3:1: left out: this feed stands at a.urls:2 already",
            ])
    }
}
