import Articles
import Testing

@testable import Parsing

@Suite("Hostile and broken documents")
struct HostileDocumentTests {
    @Test("a feed cut at any byte keeps whole items only and never crashes")
    func truncation() throws {
        let items = (1...4).map {
            "<item><title>title \($0)</title><link>https://example.org/\($0)?a&amp;b</link><description><![CDATA[<p>body \($0)</p>]]></description></item>"
        }
        let text = Array(("<?xml version=\"1.0\"?>" + rss(items.joined())).utf8)
        // What is cut off behind the channel is no item: `</rss>` is forgotten by publishers, too.
        let channelEnd = text.count - "</rss>".utf8.count
        for end in 0..<text.count {
            guard let feed = try? ReadFeed(Array(text[..<end])) else { continue }
            #expect(feed.document.isTruncated == (end < channelEnd))
            #expect(!feed.document.isWellFormed)
            for (index, entry) in feed.entries.enumerated() {
                #expect(feed[entry.title] == "title \(index + 1)")
                #expect(feed[entry.link] == "https://example.org/\(index + 1)?a&b")
                #expect(feed[entry.summary] == "<p>body \(index + 1)</p>")
            }
        }
        #expect(try ReadFeed(text).entries.count == 4)
        #expect(try !ReadFeed(text).document.isTruncated)
    }

    @Test("a body that HTTP knows to be short is truncated even if it ends well")
    func shortBody() throws {
        let input = FeedParser.Input(bytes: Array(rss("").utf8), httpWasComplete: false)
        #expect(try FeedParser.parse(input).isTruncated)
    }

    @Test("an entity bomb stays a few bytes")
    func entityBomb() throws {
        let declarations = (1...9).map {
            "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">"
        }.joined()
        let bomb =
            "<!DOCTYPE rss [<!ENTITY l0 \"lol\">\(declarations)]>" + rss("<item><title>&l9;</title></item>")
        let feed = try ReadFeed(bomb)
        #expect(feed.document.bytes.count < 10_000)
        let quadratic =
            "<!DOCTYPE rss [<!ENTITY a \"\(String(repeating: "x", count: 1000))\">]>"
            + rss("<item><title>\(String(repeating: "&a;", count: 50_000))</title></item>")
        #expect(try ReadFeed(quadratic).document.bytes.count < 4 << 20)
    }

    @Test("external entities and subsets are never read")
    func externalEntities() throws {
        let text =
            "<!DOCTYPE rss SYSTEM \"file:///etc/passwd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY % y SYSTEM \"http://127.0.0.1:9/\"> %y;]>"
            + rss("<item><title>&x;</title></item>")
        #expect(try ReadFeed(text).titles == ["&x;"])
    }

    @Test("depth is bounded")
    func depth() {
        #expect(refusal("<rss>" + String(repeating: "<a>", count: 200)) == "too-deep")
        #expect(
            refusal(
                "<rss>" + String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)
                    + "</rss>") == nil)
    }

    @Test(
        "floods end in time and in memory",
        arguments: [
            "<item/>", "&", "<", "<!--", "<![CDATA[", "&lt;", "]]>", "<item><category>a</category>",
            "<item></item>",
            "<a ", "<a b='", "<a b=\"'>", "</a>", "<?", "<!x ", "&#1;", "\u{1}", "<item a=b c>", "<b></i>",
        ])
    func floods(part: String) throws {
        let text = rss(String(repeating: part, count: 60_000 / part.utf8.count))
        if let code = refusal(text) {
            #expect(code == "too-deep")
            return
        }
        let feed = try ReadFeed(text)
        #expect(feed.document.bytes.count <= 3 * text.utf8.count + (1 << 16))
    }

    @Test("a thousand attributes and ten thousand names are read like one")
    func namesAndAttributes() throws {
        let attributes = (0..<2000).map { "a\($0)='1' " }.joined()
        let names = (0..<10_000).map { "<x\($0)/>" }.joined()
        let feed = try ReadFeed(rss("<item \(attributes)>\(names)<title>x</title></item>"))
        #expect(feed.titles == ["x"])
    }

    @Test("items beyond the limit are left out, and said")
    func tooManyItems() throws {
        let feed = try ReadFeed(rss(String(repeating: "<item/>", count: FeedBuilder.mostItems + 5)))
        #expect(feed.entries.count == FeedBuilder.mostItems)
        #expect(feed.codes.contains("too-many-items"))
    }

    @Test(
        "what is no feed says what it is",
        arguments: [
            ("", "empty"), (" \n ", "empty"), ("<html><head><title>Hello</title></head></html>", "html"),
            ("<!doctype html><p>x", "html"), ("plain text", "not-xml"), ("{\"a\":1}", "not-a-feed"),
            ("[1,2]", "not-a-feed"),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "not-a-feed"),
            ("\u{1F}\u{0}\u{0}\u{0}\u{0}", "binary"),
            ("%PDF-1.4", "binary"),
        ])
    func refusals(text: String, code: String) { #expect(refusal(text) == code) }

    @Test("the title of an HTML page is in the message")
    func pageTitle() {
        #expect(throws: NotAFeed.self) { try ReadFeed("<html><title>No such page</title></html>") }
        do throws(NotAFeed) {
            _ = try FeedParser.parse(
                FeedParser.Input(bytes: Array("<html><title>No such page</title></html>".utf8)))
        } catch {
            #expect(error.message.contains("No such page"))
        }
    }

    @Test("any bytes are read or refused, never worse")
    func noise() {
        var state: UInt64 = 42
        let seed = Array(rss("<item><title>a &amp; b</title><guid>1</guid></item>").utf8)
        for _ in 0..<400 {
            var text = seed
            for _ in 0..<6 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = Int(truncatingIfNeeded: state >> 33) % text.count
                text[place] = UInt8(truncatingIfNeeded: state >> 20)
            }
            _ = try? ReadFeed(text)
        }
    }
}
