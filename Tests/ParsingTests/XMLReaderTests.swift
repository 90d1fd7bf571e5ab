import Articles
import Testing

@testable import Parsing

@Suite("libxml2, and the rules that keep it harmless")
struct XMLReaderTests {
    /// Reads bytes past the prefilter, which would have put them right.
    static func read(_ text: String, _ mode: XMLReader.Mode = .recovering) -> XMLReader.Reading {
        let bytes = Array(text.utf8)
        return XMLReader.read(
            bytes, mode: mode, into: FeedBuilder(inputBytes: bytes.count, base: nil, timezone: nil))
    }

    @Test("recovery keeps the ampersands and angle brackets that follow an error")
    func recoveryKeepsReferences() throws {
        let feed = Self.read(
            rss(
                "<item><title>a & b</title><description>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</description></item>"
            )
        ).document
        let entry = try #require(feed.entries.first)
        #expect(feed.bytes.string(entry.summary) == "<p>a &amp; b</p>")
    }

    @Test("an undeclared HTML entity is its character")
    func undeclaredEntities() throws {
        let feed = Self.read(rss("<item><title>a&nbsp;b&hellip;</title></item>")).document
        #expect(feed.bytes.string(try #require(feed.entries.first).title) == "a\u{A0}b\u{2026}")
    }

    @Test("declared and external entities have no value")
    func declaredEntities() throws {
        let type = "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
        let feed = Self.read(type + rss("<item><title>x&a;&f;y</title></item>")).document
        #expect(feed.bytes.string(try #require(feed.entries.first).title) == "xy")
    }

    @Test("a first error is a value, with its line, and nothing is printed")
    func errors() throws {
        let reader = Self.read("<rss>\n<channel></rss>", .filtered)
        let text = "<rss>\n<channel></rss>"
        #expect(try #require(reader.firstError?.byte) == text.utf8.count)
    }

    @Test("a reference in an attribute is resolved once")
    func attributes() throws {
        let feed = Self.read(
            rss("<item><enclosure url=\"https://example.org/?a=1&amp;b=2&amp;#38;c&#38;d\"/></item>"),
            .filtered
        ).document
        #expect(
            feed.bytes.string(try #require(feed.enclosures.first).url)
                == "https://example.org/?a=1&b=2&#38;c&d")
    }

    @Test("depth is counted")
    func depth() {
        let reading = XMLReader.read(
            Array(("<rss>" + String(repeating: "<a>", count: 200)).utf8), mode: .filtered,
            into: FeedBuilder(inputBytes: 1000, base: nil, timezone: nil))
        #expect(reading.outcome == .stopped)
        #expect(reading.stop == .tooDeep)
    }

    @Test("many threads read at once")
    func threads() async {
        let text = rss("<item><title>x &amp; y</title></item>")
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 { group.addTask { (try? ReadFeed(text).titles) == ["x & y"] } }
            for await isRight in group { #expect(isRight) }
        }
    }
}
