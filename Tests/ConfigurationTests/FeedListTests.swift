import Testing

@testable import Configuration

@Suite struct OPMLListTests {
    private func read(_ text: String) throws -> FeedList { try OPMLList.read(Array(text.utf8)) }

    /// Outlines and the feeds they mean: address, title, tags.
    static let outlineTable: [(String, [ListedFeed])] = [
        (
            "<outline text=\"A\" xmlUrl=\"https://a.example/\"/>",
            [ListedFeed(url: "https://a.example/", title: "A", tags: [], line: 1)]
        ),
        (
            "<OUTLINE TITLE='A &amp; \"B\"' xmlurl='https://a.example/?x=1&amp;y=2'></OUTLINE>",
            [ListedFeed(url: "https://a.example/?x=1&y=2", title: "A & \"B\"", tags: [], line: 1)]
        ),
        (
            "<outline text=\"a > b </outline>\" xmlUrl=\" https://a.example/ \"/>",
            [ListedFeed(url: "https://a.example/", title: "a > b </outline>", tags: [], line: 1)]
        ),
        (
            "<outline\n text = \"&#x627;&#1576;&lt;&apos;&gt;&quot;\"\n xmlUrl\t=\n\"https://a.example/?a=1&b=2\" />",
            [ListedFeed(url: "https://a.example/?a=1&b=2", title: "\u{627}\u{628}<'>\"", tags: [], line: 1)]
        ),
        (
            "<outline text=\"News\"><outline text=\" Cairo\n city \"><outline xmlUrl=\"https://a.example/\"/></outline>\n<outline text=\"B\" xmlUrl=\"https://b.example/\"/></outline><outline xmlUrl=\"https://c.example/\"/>",
            [
                ListedFeed(url: "https://a.example/", title: nil, tags: ["News", "Cairo city"], line: 2),
                ListedFeed(url: "https://b.example/", title: "B", tags: ["News"], line: 3),
                ListedFeed(url: "https://c.example/", title: nil, tags: [], line: 3),
            ]
        ),
        (
            "<!-- <outline xmlUrl='https://no.example/'/> --><![CDATA[<outline xmlUrl='https://no.example/'/>]]><?x <outline xmlUrl='https://no.example/'/> ?>",
            []
        ),
        ("<outline xmlUrl=''/><outline text='folder'/><outlines xmlUrl='https://no.example/'/>", []),
        (
            "<outline xmlUrl='https://a.example/' xmlUrl='https://b.example/'/>",
            [ListedFeed(url: "https://a.example/", title: nil, tags: [], line: 1)]
        ),
        (
            "<outline text='&bomb;&#0;&#x110000;&#-5;' xmlUrl=https://a.example/>",
            [ListedFeed(url: "https://a.example/", title: "&bomb;&#0;&#x110000;&#-5;", tags: [], line: 1)]
        ),
        (
            "< outline xmlUrl='https://no.example/'/><outline <outline xmlUrl='https://a.example/'/>",
            [ListedFeed(url: "https://a.example/", title: nil, tags: [], line: 1)]
        ),
        (
            "<outline text='&#27;[31mred&#x202E;' xmlUrl='https://a.example/'/>",
            [ListedFeed(url: "https://a.example/", title: "[31mred", tags: [], line: 1)]
        ),
    ]

    @Test("outlines become feeds, folders become tags", arguments: outlineTable)
    func outlines(body: String, feeds: [ListedFeed]) throws {
        #expect(try read("\u{FEFF}<opml version=\"2.0\"><body>\(body)</body></opml>").feeds == feeds)
        #expect(try read("<?xml version='1.0'?><!DOCTYPE opml><opml><body>\(body)").feeds == feeds)
    }

    @Test(
        "what is no harmless list is refused",
        arguments: [
            (
                "<!DOCTYPE opml [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><opml/>", 1,
                "a list with a DTD in it is not read"
            ),
            ("<html><outline xmlUrl='https://a.example/'/></html>", 1, "this is not an OPML list"),
            ("", 1, "this is not an OPML list"),
            (
                "<opml>\n" + String(repeating: "<outline text='a'>", count: 17), 2,
                "the outlines of a list may be nested 16 deep"
            ),
            (
                "<opml>" + String(repeating: "\n<outline/>", count: 20_001), 20_002,
                "a list may have 20000 outlines, this one has more"
            ),
        ])
    func refused(text: String, line: Int, message: String) {
        let error = #expect(throws: FeedList.Refusal.self) { try read(text) }
        #expect(error?.line == line)
        #expect(error?.message == message)
    }

    @Test("16 folders and 20,000 outlines are allowed")
    func bounds() throws {
        let deep = String(repeating: "<outline text='a'>", count: 16)
        #expect(try read("<opml>\(deep)<outline xmlUrl='https://a.example/'/>").feeds.map(\.tags) == [["a"]])
        let wide = (0..<20_000).map { "<outline xmlUrl='https://a.example/\($0)'/>" }.joined()
        #expect(try read("<opml>\(wide)</opml>").feeds.count == 20_000)
    }

    @Test("a list that breaks off anywhere gives the feeds before the break, and says so")
    func truncated() throws {
        let text =
            "<opml><body><outline xmlUrl='https://a.example/'/><!-- c --><outline text='b' xmlUrl=\"https://b.example/\"/>"
        for count in 6...text.utf8.count {
            let list = try OPMLList.read(Array(text.utf8.prefix(count)))
            #expect(list.feeds.count == (count < 50 ? 0 : count < text.utf8.count ? 1 : 2), "\(count)")
        }
        #expect(
            try read("<opml><outline xmlUrl='x").remarks.map(\.message) == [
                "the list ends in the middle; what stands before was read"
            ])
    }

    @Test(
        "1 MiB of anything is read in linear time",
        arguments: ["<", "&", "<!--", "<a ", "<opml ='", "<outline a", "\"", "<![CDATA["])
    func linear(pattern: String) throws {
        let bytes =
            Array("<opml>".utf8)
            + Array(String(repeating: pattern, count: (1 << 20) / pattern.utf8.count).utf8)
        do throws(FeedList.Refusal) {
            #expect(try OPMLList.read(bytes).feeds.isEmpty)
        } catch {
            #expect(error.message.hasPrefix("the outlines of a list may be nested"))
        }
    }
}

@Suite struct URLsListTests {
    /// A file and the feeds it means.
    static let files: [(String, [ListedFeed])] = [
        ("https://a.example/", [ListedFeed(url: "https://a.example/", title: nil, tags: [], line: 1)]),
        (
            "# comment\r\n\r\nhttps://a.example/ news \"two words\" news \"~The \\\"A\\\"\" ! # more\r\n",
            [ListedFeed(url: "https://a.example/", title: "The \"A\"", tags: ["news", "two words"], line: 3)]
        ),
        (
            "https://a.example/#part \"unclosed tag",
            [ListedFeed(url: "https://a.example/#part", title: nil, tags: ["unclosed tag"], line: 1)]
        ),
        (
            "\u{FEFF}\"https://a.example/?q=a b\"",
            [ListedFeed(url: "https://a.example/?q=a b", title: nil, tags: [], line: 1)]
        ),
    ]

    @Test("a line is a feed, its words are tags", arguments: files)
    func lines(text: String, feeds: [ListedFeed]) throws {
        #expect(try URLsList.read(Array(text.utf8)).feeds == feeds)
    }

    @Test("checklist 57: nothing of a list runs a program or reads a file")
    func refused() throws {
        let folder = TestFolder([
            "newslog.toml": "include = [\"a.urls\", \"b.opml\"]",
            "a.urls":
                "\"exec:/bin/sh -c id\"\nfilter:/bin/x:https://a.example/\n\"query:all:age < 5\"\nfile:///etc/passwd\n",
            "b.opml":
                "<opml>\n<outline xmlUrl='file:///etc/passwd'/>\n<outline xmlUrl='exec:id'/><outline xmlUrl='/etc/passwd'/></opml>",
        ])
        #expect(try folder.load().feeds.isEmpty)
        #expect(
            try folder.warnings() == [
                "a.urls:1:1: `exec:` is newsboat's own and is left out",
                "a.urls:2:1: `filter:` is newsboat's own and is left out",
                "a.urls:3:1: `query:` is newsboat's own and is left out",
                "a.urls:4:1: left out: a feed's URL begins with https:// or http://, not with file:",
                "b.opml:2:1: left out: a feed's URL begins with https:// or http://, not with file:",
                "b.opml:3:1: left out: a feed's URL begins with https:// or http://",
                "b.opml:3:1: left out: a feed's URL begins with https:// or http://",
            ])
    }

    @Test("a list of a thousand odd lines is a few warnings")
    func manyRemarks() throws {
        let folder = TestFolder([
            "newslog.toml": "include = [\"a.urls\"]", "a.urls": String(repeating: "exec:x\n", count: 1000),
        ])
        let warnings = try folder.warnings()
        #expect(warnings.count == 21)
        #expect(warnings.first == "a.urls: 980 more lines like these")
    }
}
