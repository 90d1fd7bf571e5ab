import Articles
import Testing

@testable import Parsing

@Suite("Prefilter: what real feeds get wrong")
struct PrefilterTests {
    @Test(
        "damaged titles mean what people read in them",
        arguments: [
            ("a &nbsp;b", "a \u{A0}b"), ("AT&T", "AT&T"), ("a & b", "a & b"), ("&copy 2026", "&copy 2026"),
            ("&copy; 2026", "\u{A9} 2026"), ("&bogus; x", "&bogus; x"), ("&#8217;", "\u{2019}"),
            ("&#146;", "\u{2019}"),
            ("&#X41;", "A"), ("&#0;x", "\u{FFFD}x"), ("&#xD800;", "\u{FFFD}"), ("&#99999999;", "\u{FFFD}"),
            ("&#;x", "&#;x"),
            ("a < b", "a < b"), ("a <3 b", "a <3 b"), ("a ]]> b", "a ]]> b"), ("a\u{1}b\u{0}c", "abc"),
            ("<![CDATA[a & <b> \u{2}&nbsp;]]>", "a & <b> &nbsp;"), ("a<!-- & <b> -- -->b", "ab"),
            ("a<?php & ?>b", "ab"),
        ])
    func titles(text: String, meaning: String) throws {
        let feed = try ReadFeed(rss("<item><title>\(text)</title></item><item><title>next</title></item>"))
        #expect(feed.titles == [meaning, "next"])
    }

    @Test(
        "damaged tags lose no item",
        arguments: [
            "<a href=x>y</a>", "<a href>y</a>", "<a b='1'c='2'/>", "<a b='1' b='2'/>", "<b><i>y</b></i>",
            "</p>", "<br>",
            "<a b=\"<c>\"/>", "<a b=\"x & y\"/>", "<a / b=\"1\">", "<a <b>>", "<a =\"1\"/>", "<x:y:z/>",
            "<undeclared:z/>",
            "<description>open", "<title></TITLE>", "<!DOCTYPE x>", "<![endif]-->", "<a\u{1}b/>",
        ])
    func tags(markup: String) throws {
        let feed = try ReadFeed(
            rss("<item>\(markup)<title>one</title></item><item><title>two &amp; &lt;three</title></item>"))
        #expect(feed.entries.count == 2)
        #expect(feed.titles.last == "two & <three")
        #expect(!feed.document.isWellFormed)
    }

    @Test("an item whose end tag was forgotten ends where the next begins")
    func forgottenEnds() throws {
        let feed = try ReadFeed(rss("<item><title>one</title><item><title>two</title></item>"))
        #expect(feed.titles == ["one", "two"])
    }

    @Test("an item quoted inside an extension is not an item of the feed")
    func quotedItems() throws {
        let feed = try ReadFeed(
            rss("<item><x:y xmlns:x=\"urn:x\"><item><title>no</title></item></x:y><title>one</title></item>"))
        #expect(feed.titles == ["one"])
    }

    @Test("an item in a module's element that was never closed is an item of the feed")
    func unclosedModule() throws {
        let text = "<itunes:category text=\"a\"><item><title>one</title></item>"
        let feed = try ReadFeed(rss(text, namespaces: RSSDialectTests.modules))
        #expect(feed.titles == ["one"])
    }

    @Test(
        "junk around the feed is passed over",
        arguments: [
            "\n\n", "<br />\n<b>Warning</b>: x() in /a.php on line 1<br />\n", "Notice: & <x", "\u{FEFF}",
        ],
        ["", "\n<!-- 3 queries -->", "<script>x</script>", "junk & <more"])
    func junk(before: String, after: String) throws {
        let feed = try ReadFeed(
            before + "<?xml version=\"1.0\"?>" + rss("<item><title>x</title></item>") + after)
        #expect(feed.titles == ["x"])
    }

    @Test("a feed inside an HTML page is found")
    func insidePage() throws {
        let page =
            "<!DOCTYPE html><html><head><title>t</title></head><body><p>x<br>"
            + rss("<item><title>x</title></item>")
        #expect(try ReadFeed(page + "</body></html>").titles == ["x"])
    }

    @Test("entities that a document declares are resolved if they are plain text")
    func declaredEntities() throws {
        let type = "<!DOCTYPE rss [<!ENTITY tag \"tag:example.org\"> <!ENTITY deep \"&tag;&tag;\">]>"
        let feed = try ReadFeed(
            type + rss("<item><title>&tag;:1</title></item><item><title>&deep;</title></item>"))
        #expect(feed.titles == ["tag:example.org:1", "&deep;"])
    }

    @Test("a well-formed document is left as it is")
    func untouched() throws {
        let text = Array(rss("<item><title a=\"&lt;\">x &amp; &#233;</title><![CDATA[&<]]></item>").utf8)
        var filter = Prefilter(text, from: 0)
        var output: [UInt8] = []
        while let piece = filter.next() { output += piece }
        #expect(output == text)
        #expect(filter.repairs.isEmpty)
        #expect(!filter.isTruncated)
    }

    @Test("a tag over the limit loses its attributes and nothing else")
    func longTag() throws {
        let long = String(repeating: "a=\"1\" ", count: Limits.tagBytes / 4)
        let feed = try ReadFeed(rss("<item><x \(long)/><title>x</title></item>"))
        #expect(feed.titles == ["x"])
        #expect(feed.codes.contains("xml-tag-length"))
    }

    @Test("a text of many pieces is read like one, and places in it are found again")
    func pieces() throws {
        let section = "<![CDATA[" + String(repeating: "a ]] b ", count: 20_000) + "]]>"
        let items = (0..<4000).map { index in
            "<item><title>R&D &nbsp;\(index)</title><description>\(index == 2000 ? section : "x")</description></item>"
        }
        let text = rss(items.joined() + "<item><title>last</title><zz:y>z</zz:y></item>")
        let feed = try ReadFeed(text)
        let titles = (0..<4000).map { "R&D \u{A0}\($0)" } + ["last"]
        #expect(zip(feed.titles, titles).allSatisfy { $0 == $1 } && feed.titles.count == titles.count)
        #expect(try #require(feed[feed.entries[2000].summary]).utf8.count == 7 * 20_000 - 1)
        let ampersand = try #require(feed.document.warnings.first { $0.code == "xml-ampersand" })
        #expect(ampersand.message.contains("4000"))
        let error = try #require(feed.document.warnings.first { $0.code == "xml-namespace" })
        let name = try #require(Array(text.utf8).firstIndex(of: Array("zz:y".utf8)))
        #expect((name - 1...name + 5).contains(try #require(error.byte)))
    }
}
