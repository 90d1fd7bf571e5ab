import Articles

@testable import Parsing

extension FuzzTarget {
    /// Whole documents, from bytes to the lines of the journal.
    static let feed = FuzzTarget(
        name: "feed", longest: 8192, words: FeedSamples.words,
        seeds: FeedSamples.documents.map { Array($0.utf8) }
    ) { input in
        guard let document = read(input) else { return }
        require(document.entries.count <= FeedBuilder.mostItems, "\(document.entries.count) entries")
        require(
            document.bytes.count <= 16 * input.count + 4 << 20,
            "\(document.bytes.count) bytes of \(input.count)")
        checkFields(of: document)
        checkLines(of: document)
        checkPlaces(of: document.warnings, in: input)
        checkChunks(of: input)
    }

    private static func checkPlaces(of warnings: [Warning], in input: [UInt8]) {
        for warning in warnings {
            require(!warning.code.isEmpty && !warning.message.isEmpty, "a warning says what")
            guard let byte = warning.byte else { continue }
            require((0...input.count).contains(byte), "\(warning) lies in the document")
            require(warning.line != nil && warning.column != nil, "\(warning) has a line")
            let excerpt = SourceExcerpt(of: FeedParser.Input(bytes: input), at: byte)
            require((0...excerpt.text.count).contains(excerpt.place), "\(warning) lies in its excerpt")
            require(UTF8Repair.firstFault(in: excerpt.text.span) == excerpt.text.count, "an excerpt is UTF-8")
        }
    }

    /// However the bytes are cut for libxml2, the document is the same.
    private static func checkChunks(of input: [UInt8]) {
        let decision = CharsetDecision(input, override: nil, contentType: nil)
        guard decision.text.count < 512, let start = try? DocumentStart(decision.text) else { return }
        var filter = Prefilter(decision.text, from: start.offset)
        var output: [UInt8] = []
        while let piece = filter.next() { output += piece }
        guard !filter.isTooDeep else { return }
        let reports = [16 << 10, 1, 7].map { chunkBytes in
            let builder = FeedBuilder(inputBytes: input.count, base: nil, timezone: nil)
            var reader = XMLReader(
                .filtered, into: builder, deadline: CPUDeadline(), chunkBytes: chunkBytes)
            reader.take(output)
            let reading = reader.finish(isTruncated: filter.isTruncated, now: nil)
            var report = Array(
                "\(reading.outcome) \(reading.hasFeed) \(String(describing: reading.stop))".utf8)
            var writer = ParseReport()
            writer.append(reading.document, to: &report)
            return report
        }
        require(reports.allSatisfy { $0 == reports[0] }, "chunks change nothing")
    }

    /// Reads twice, which must give the same; nil for what is no feed.
    private static func read(_ bytes: [UInt8]) -> FeedDocument? {
        let input = FeedParser.Input(
            bytes: bytes, base: "https://example.org/d/feed?x", now: Timestamp(year: 2026, month: 11, day: 27)
        )
        var reporter = ParseReport(clean: true)
        var reports: [[UInt8]] = []
        var document: FeedDocument?
        for _ in 0..<2 {
            var report: [UInt8] = []
            do throws(NotAFeed) {
                let read = try FeedParser.parse(input)
                reporter.append(read, to: &report)
                document = read
            } catch {
                require(!error.code.isEmpty && !error.message.isEmpty, "a refusal says why")
                reporter.append(error, to: &report)
            }
            checkJSON(report.dropLast())
            reports.append(report)
        }
        require(reports[0] == reports[1], "read again, it is the same")
        return document
    }

    private static func checkFields(of document: FeedDocument) {
        let feed = document.feed
        var ranges = [feed.title, feed.link, feed.language, feed.description, feed.author]
        var instants = [feed.updated]
        for entry in document.entries {
            ranges += [
                entry.id, entry.link, entry.originalLink, entry.externalLink, entry.title, entry.summary,
                entry.content,
                entry.base, entry.language, entry.image, entry.publishedRaw, entry.updatedRaw,
            ]
            instants += [entry.published, entry.updated]
            require(entry.authors.upperBound <= document.authors.count, "authors exist")
            require(entry.categories.upperBound <= document.categories.count, "categories exist")
            require(entry.enclosures.upperBound <= document.enclosures.count, "enclosures exist")
            let most = max(entry.authors.count, entry.categories.count, entry.enclosures.count)
            require(most <= Limits.listItems, "\(most) of something in an entry")
        }
        for author in document.authors { ranges += [author.name, author.email, author.url] }
        for enclosure in document.enclosures {
            ranges += [enclosure.url, enclosure.type, enclosure.title, enclosure.length]
        }
        for range in ranges + document.categories where range.isPresent {
            require(range.indices.upperBound <= document.bytes.count, "a field lies in the arena")
            let text = Array(document.bytes[range])
            require(UTF8Repair.firstFault(in: text.span) == text.count, "a field is UTF-8: \(text)")
        }
        for instant in instants {
            guard let instant else { continue }
            require(Timestamp.plausibleYears.contains(instant.fields.year), "the year \(instant.fields.year)")
        }
    }

    private static func checkLines(of document: FeedDocument) {
        let context = ArticleMaker.Context(
            feedID: "f", feedURL: "https://example.org/d/feed?x",
            fetchedAt: Timestamp(year: 2026, month: 11, day: 27)
        ) { $0 }
        let prepared = ArticleMaker.prepare(document, context)
        require(prepared.items.count <= document.entries.count, "no items come from nowhere")
        for item in prepared.items {
            checkJSON([UInt8(ascii: "{")] + prepared.bytes[item.tail])
            require(item.tail.count < Limits.lineBytes, "a line of \(item.tail.count) bytes")
        }
    }

    /// One value of JSON in one line, with everything escaped that cuts lines elsewhere (article.md).
    private static func checkJSON(_ line: some Collection<UInt8>) {
        let bytes = Array(line)
        var reader = JSONReader(bytes)
        require(reader.skipValue() && reader.position == bytes.count, "one value of JSON")
        require(UTF8Repair.firstFault(in: bytes.span) == bytes.count, "a line is UTF-8")
        let text = String(decoding: bytes, as: UTF8.self)
        let escaped = text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0.value != 0x2028 && $0.value != 0x2029
        }
        require(escaped, "controls are escaped")
    }
}
