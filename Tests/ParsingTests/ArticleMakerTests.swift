import Articles
import Testing

@testable import Parsing

/// Builds a document by hand: the arena, and entries that point into it.
struct DocumentBuilder {
    var document = FeedDocument(format: .atom10)

    mutating func add(_ text: String?) -> ByteRange { add(bytes: text.map { Array($0.utf8) }) }

    mutating func add(bytes: [UInt8]?) -> ByteRange { bytes.map { document.bytes.adding($0) } ?? .absent }

    /// The document of one entry.
    static func one(_ fill: (inout DocumentBuilder, inout FeedDocument.Entry) -> Void) -> FeedDocument {
        var builder = DocumentBuilder()
        var entry = FeedDocument.Entry()
        fill(&builder, &entry)
        builder.document.entries = [entry]
        return builder.document
    }
}

/// 2026-11-23T12:00:00Z, when the documents came.
let fetched = Timestamp(year: 2026, month: 11, day: 23, hour: 12)

func context(_ change: (inout ArticleMaker.Context) -> Void = { _ in }) -> ArticleMaker.Context {
    var context = ArticleMaker.Context(
        feedID: "herald", feedURL: "https://www.herald.example/feed", fetchedAt: fetched
    ) { host in host.split(separator: ".").suffix(2).joined(separator: ".") }
    change(&context)
    return context
}

/// The lines of a document as the committer would write them, read back.
func lines(
    _ document: FeedDocument, _ context: ArticleMaker.Context = context(),
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> (prepared: PreparedDocument, lines: [ArticleLine]) {
    let prepared = ArticleMaker.prepare(document, context)
    let lines = try prepared.items.map { item in
        var bytes: [UInt8] = []
        ArticleHead(seq: 1, event: .new, id: item.candidateIDs[0], revision: 1).append(to: &bytes)
        bytes += prepared.bytes[item.tail]
        let line = try #require(ArticleLine(bytes), sourceLocation: sourceLocation)
        #expect(!bytes.contains(0x0A), sourceLocation: sourceLocation)
        return line
    }
    return (prepared, lines)
}

/// Title and text as the only things that change.
private func item(_ title: String?, _ text: String?, summary: String? = nil) -> FeedDocument {
    DocumentBuilder.one { builder, entry in
        entry.id = builder.add("1")
        entry.title = builder.add(title)
        entry.content = builder.add(text)
        entry.summary = builder.add(summary)
    }
}

@Suite struct ArticleMakerTests {
    /// Days from the fetch: what was published and modified, and what the article is dated.
    struct Dates: Sendable {
        var published, modified: Double?
        var date: Double
        var source: String
    }

    @Test(
        "An article is dated as published, else as modified, else as fetched; the future is a mistake",
        arguments: [
            Dates(published: -2, modified: -1, date: -2, source: "published"),
            Dates(published: nil, modified: -1, date: -1, source: "modified"),
            Dates(published: nil, modified: nil, date: 0, source: "fetched"),
            Dates(published: 1, modified: nil, date: 1, source: "published"),
            Dates(published: 1.001, modified: nil, date: 0, source: "fetched"),
            Dates(published: 400, modified: -1, date: 0, source: "fetched"),
            Dates(published: nil, modified: 1.001, date: 0, source: "fetched"),
            Dates(published: -40_000, modified: nil, date: -40_000, source: "published"),
        ])
    func dates(dates: Dates) throws {
        func time(_ days: Double) -> Timestamp { fetched + .milliseconds(Int64(days * 86_400_000)) }
        let document = DocumentBuilder.one { builder, entry in
            entry.title = builder.add("x")
            entry.published = dates.published.map(time)
            entry.updated = dates.modified.map(time)
            entry.publishedRaw = builder.add(dates.published.map { "raw \($0)" })
            entry.updatedRaw = builder.add(dates.modified.map { "raw \($0)" })
        }
        let (prepared, lines) = try lines(document)
        #expect(lines[0].date == time(dates.date) && prepared.items[0].date == time(dates.date))
        #expect(lines[0].text(lines[0].dateSource) == dates.source)
        #expect(
            lines[0].published == dates.published.map(time) && lines[0].modified == dates.modified.map(time))
        #expect(lines[0].text(lines[0].dateRaw) == (dates.published ?? dates.modified).map { "raw \($0)" })
        #expect(lines[0].fetchedAt == fetched)
    }

    @Test("How far a date may lie ahead is the configuration's to say") func maxFuture() throws {
        let document = DocumentBuilder.one { builder, entry in
            entry.title = builder.add("x")
            entry.published = fetched + .seconds(3601)
        }
        #expect(try lines(document, context { $0.maxFuture = .seconds(3600) }).lines[0].date == fetched)
        #expect(
            try lines(document, context { $0.maxFuture = .seconds(3601) }).lines[0].date
                == fetched + .seconds(3601))
    }

    @Test(
        "The language is the item's, else the feed's, else the configuration's, else that of the text",
        arguments: [
            ("ar-EG", "en", "de", "ar-EG"), (nil, "en_GB", "de", "en-GB"), (nil, nil, "de", "de"),
            ("not a tag", "en", "de", "en"), ("x", nil, "de", "de"), (nil, nil, nil, "ar"),
            (String(repeating: "a", count: 36), nil, "de", "de"),
        ] as [(String?, String?, String?, String?)])
    func language(item: String?, feed: String?, configured: String?, expected: String?) throws {
        let document = DocumentBuilder.one { builder, entry in
            // al-qahira al-yawm wa-ghadan fi kull makan: Arabic enough to be known.
            entry.title = builder.add("القاهرة اليوم وغدا في كل مكان من هذه المدينة الكبيرة")
            entry.language = builder.add(item)
            builder.document.feed.language = builder.add(feed)
        }
        let line = try lines(document, context { $0.language = configured }).lines[0]
        #expect(line.text(line.language) == expected)
        #expect(line.text(line.direction) == "rtl")
    }

    /// Content and summary as published, and the three slots of the line.
    struct Slots: Sendable {
        var content, summary: String?
        var html: String?
        var text: String
        var plainSummary: String?
    }

    @Test(
        "Content and summary are two slots; a summary with markup is content too where there is no other",
        arguments: [
            Slots(content: "<p>a</p>", summary: "b", html: "<p>a</p>", text: "a", plainSummary: "b"),
            Slots(content: "plain", summary: nil, html: "plain", text: "plain", plainSummary: nil),
            Slots(content: nil, summary: "<p>b</p>", html: "<p>b</p>", text: "b", plainSummary: "b"),
            Slots(content: nil, summary: "b &amp; c", html: nil, text: "", plainSummary: "b & c"),
            Slots(content: nil, summary: nil, html: nil, text: "", plainSummary: nil),
            Slots(content: "<script>x</script>", summary: "b", html: "", text: "", plainSummary: "b"),
        ])
    func slots(slots: Slots) throws {
        let line = try lines(item("t", slots.content, summary: slots.summary)).lines[0]
        #expect(line.text(line.contentHTML) == slots.html)
        #expect(line.text(line.contentText) == slots.text)
        #expect(line.text(line.summary) == slots.plainSummary)
    }

    @Test("An item that says nothing at all is left out, and said") func empty() {
        var builder = DocumentBuilder()
        var blank = FeedDocument.Entry()
        blank.title = builder.add(" \u{0} ")
        blank.content = builder.add("<p> </p>")
        blank.published = fetched
        var guid = FeedDocument.Entry()
        guid.id = builder.add("1")
        builder.document.entries = [blank, FeedDocument.Entry(), guid]
        let prepared = ArticleMaker.prepare(builder.document, context())
        #expect(prepared.items.count == 1)
        #expect(prepared.warnings.map(\.code) == ["empty-item", "empty-item"])
    }

    @Test("What is too long is cut between characters, a URL that is too long is none") func limits() throws {
        // qaf (U+0642) has two bytes, so that the limit falls between characters, and x moves it into one.
        let long = "x" + String(repeating: "ق", count: 100_000)
        let document = DocumentBuilder.one { builder, entry in
            entry.id = builder.add(long)
            entry.title = builder.add(long)
            entry.summary = builder.add(long)
            entry.link = builder.add("http://a.example/" + String(repeating: "x", count: Limits.urlBytes))
            entry.content = builder.add("<p>" + String(repeating: "ق", count: Limits.htmlBytes) + "</p>")
        }
        let line = try lines(document).lines[0]
        #expect(line.bytes(line.guid).count == Limits.guidBytes - 1)
        #expect(line.bytes(line.title).count == Limits.titleBytes - 1)
        #expect(line.bytes(line.summary).count == Limits.summaryBytes - 1)
        #expect(line.url == nil && line.isTruncated)
        #expect(line.source.count <= Limits.lineBytes)
        for field in [line.guid, line.title, line.summary, line.contentText] {
            #expect(line.text(field)?.contains("\u{FFFD}") == false)
        }
    }

    @Test("Attachments: each URL once, sizes that are numbers, at most so many") func attachments() throws {
        let document = DocumentBuilder.one { builder, entry in
            entry.title = builder.add("x")
            for (url, length) in [
                ("http://a.example/1.mp3", "123"), ("http://a.example/1.mp3", "5"), (nil, "5"),
                ("http://a.example/2.mp3", "many"), ("http://a.example/3.mp3", "99999999999999999999"),
                ("http://a.example/4.mp3", "-7"),
            ] as [(String?, String)] {
                var enclosure = FeedDocument.Enclosure()
                enclosure.url = builder.add(url)
                enclosure.length = builder.add(length)
                enclosure.type = builder.add("audio/mpeg")
                enclosure.durationSeconds = 1.5
                builder.document.enclosures.append(enclosure)
            }
            entry.enclosures = builder.document.enclosures.indices
        }
        let line = try lines(document).lines[0]
        #expect(line.attachments.map { line.text($0.url) } == (1...4).map { "http://a.example/\($0).mp3" })
        #expect(line.attachments.map(\.sizeInBytes) == [123, nil, nil, nil])
        #expect(line.text(line.attachments[0].mimeType) == "audio/mpeg")
    }

    @Test("The feed's part is the configuration's, with the title that the user gave it") func feed() throws {
        var document = item("t", nil)
        document.feed.title = document.bytes.adding(Array("Own <b>title</b>".utf8))
        document.feed.link = document.bytes.adding(Array("https://www.herald.example/".utf8))
        document.feed.ttlMinutes = 90
        let own = try lines(document)
        #expect(own.prepared.title == "Own title" && own.prepared.timeToLive == .seconds(5400))
        #expect(own.prepared.siteURL == "https://www.herald.example/")
        let line = try lines(
            document,
            context {
                $0.title = "Given"
                $0.tags = ["a", "b"]
            }
        ).lines[0]
        #expect(line.text(line.feedTitle) == "Given" && line.text(line.feedID) == "herald")
        #expect(line.feedTags.map { line.text($0) } == ["a", "b"])
        #expect(line.text(line.feedURL) == "https://www.herald.example/feed")
    }
}

@Suite struct ContentHashTests {
    private func hash(_ document: FeedDocument) throws -> ContentHash {
        let (prepared, lines) = try lines(document)
        #expect(lines[0].hash == prepared.items[0].evidence.hash)
        return lines[0].hash
    }

    @Test(
        "What is no edit",
        arguments: [
            (item("a b", "<p>c d</p>"), item(" a\n\t b ", "<p>c   d</p>")),
            (item("a", "<p>c</p><p>d</p>"), item("a", "<p>c</p>\n\n\n<p>d</p>\n")),
            (item("a", "<p class=x>c</p>"), item("a", "<p class=y>c</p>")),
            (item("a", "c", summary: "one"), item("a", "c", summary: "two")),
        ])
    func same(first: FeedDocument, second: FeedDocument) throws {
        #expect(try hash(first) == hash(second))
    }

    @Test(
        "What is an edit",
        arguments: [
            // al-qahira with ta marbuta (U+0629) and with ha (U+0647)
            (item("القاهرة", "c"), item("القاهره", "c")), (item("a", "c"), item("A", "c")),
            (item("a", "c"), item("ac", nil)), (item("a", "c d"), item("a", "cd")),
            (item("a", nil, summary: "one"), item("a", nil, summary: "two")),
        ])
    func different(first: FeedDocument, second: FeedDocument) throws {
        #expect(try hash(first) != hash(second))
    }

    @Test(
        "Attachments count by their paths: hosts and signatures change all the time",
        arguments: [
            ("http://a.example/1.mp3?sig=1", "https://cdn.example:8080/1.mp3?sig=2", true),
            ("http://a.example/1.mp3", "http://a.example/2.mp3", false),
        ])
    func attachments(first: String, second: String, isSame: Bool) throws {
        func document(_ url: String) -> FeedDocument {
            DocumentBuilder.one { builder, entry in
                entry.title = builder.add("x")
                var enclosure = FeedDocument.Enclosure()
                enclosure.url = builder.add(url)
                builder.document.enclosures = [enclosure]
                entry.enclosures = 0..<1
            }
        }
        #expect(try (hash(document(first)) == hash(document(second))) == isSame)
    }

    @Test("A hash begins with the pipeline's number") func pipeline() throws {
        #expect(try hash(item("a", "b")).high >> 56 == UInt64(ArticleMaker.pipeline))
    }
}
