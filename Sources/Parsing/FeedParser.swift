package import Articles

/// The door from bytes to a document: charset, prefilter, libxml2 or JSON, and the dialect, in one call.
///
/// Total: content never makes it throw, except by being no feed at all. It keeps no state and may be called from
/// any number of threads.
package struct FeedParser {
    /// What is known of a document before it is read.
    package struct Input: Sendable {
        /// The body, decoded of its content codings.
        package var bytes: [UInt8]
        /// The HTTP header, whose charset counts.
        package var contentType: String?
        /// The document's URL after redirects: where relative URLs start from.
        package var base: String?
        /// The charset that the configuration sets for the feed.
        package var encoding: String?
        /// The zone of dates that name none, from the configuration.
        package var timezone: String?
        /// Whether the body is known to have arrived whole.
        package var httpWasComplete: Bool
        /// When it was fetched: decides dates that could be read two ways and would lie in the future in one.
        package var now: Timestamp?

        /// Describes a document.
        package init(
            bytes: [UInt8], contentType: String? = nil, base: String? = nil, encoding: String? = nil,
            timezone: String? = nil, httpWasComplete: Bool = true, now: Timestamp? = nil
        ) {
            self.bytes = bytes
            self.contentType = contentType
            self.base = base
            self.encoding = encoding
            self.timezone = timezone
            self.httpWasComplete = httpWasComplete
            self.now = now
        }
    }

    /// Reads a document; throws what it is when it is no feed.
    package static func parse(_ input: Input) throws(NotAFeed) -> FeedDocument {
        if let known = BinaryFormat.name(of: input.bytes) {
            throw NotAFeed(code: "binary", message: "this is \(known), not a feed")
        }
        let decision = CharsetDecision(input.bytes, override: input.encoding, contentType: input.contentType)
        guard let first = decision.text.first(where: { !$0.isXMLBlank && $0 != 0 }) else {
            throw NotAFeed(code: "empty", message: "the document is empty", warnings: decision.warnings)
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return try JSONFeedDialect.parse(decision, input)
        }
        return try parseXML(decision, input)
    }

    private static func parseXML(_ decision: CharsetDecision, _ input: Input) throws(NotAFeed) -> FeedDocument
    {
        let start = try DocumentStart(decision.text)
        let filter = Prefilter(decision.text, from: start.offset)
        guard !filter.isTooDeep else { throw tooDeep(decision.warnings) }
        var builder = FeedBuilder(inputBytes: filter.output.count, base: input.base, timezone: input.timezone)
        var reader = XMLReader(into: builder, recovers: false)
        var outcome = reader.parse(filter.output, isTruncated: filter.isTruncated)
        let strictError = reader.firstError
        if outcome == .malformed {
            builder = FeedBuilder(inputBytes: filter.output.count, base: input.base, timezone: input.timezone)
            reader = XMLReader(into: builder, recovers: true)
            outcome = reader.parse(filter.output, isTruncated: filter.isTruncated)
        }
        if builder.stop == .tooDeep { throw tooDeep(decision.warnings) }
        guard builder.hasFeed else {
            throw NotAFeed(
                code: "not-a-feed", message: "this is XML, but no feed", warnings: decision.warnings)
        }
        builder.finish(now: input.now)
        var document = builder.document
        if document.format == .rss10, isNetscape(filter.output) { document.format = .rss090 }
        document.isWellFormed =
            decision.isSound && filter.repairs.isEmpty && !start.hasJunk && strictError == nil
            && !reader.hasNamespaceErrors && !filter.isTruncated
        document.isTruncated =
            filter.isTruncated && !filter.lacksOnlyRootEnd || !input.httpWasComplete || outcome != .complete
        document.warnings = decision.warnings + filter.repairs.warnings
        if filter.lacksOnlyRootEnd {
            document.warnings.append(
                Warning("xml-nesting", "the end of `rss` is missing behind a whole channel; nothing is lost"))
        }
        if start.hasJunk {
            document.warnings.append(
                Warning("xml-junk", "text before the beginning of the feed skipped", byte: start.offset))
        }
        if let strictError { document.warnings.append(strictError) }
        document.warnings += endings(document, builder, outcome)
        return document
    }

    private static func endings(
        _ document: FeedDocument, _ builder: FeedBuilder, _ outcome: XMLReader.Outcome
    ) -> [Warning] {
        var warnings: [Warning] = []
        if document.isTruncated {
            warnings.append(
                Warning("truncated", "the document is cut off: \(document.entries.count) complete items kept")
            )
        }
        if outcome == .outOfTime {
            warnings.append(
                Warning("slow", "reading ended after \(Limits.documentCPUSeconds) seconds of CPU"))
        }
        switch builder.stop {
        case .tooMuchText:
            warnings.append(Warning("too-much-text", "the text grew beyond the document's size"))
        case .tooManyItems:
            warnings.append(
                Warning("too-many-items", "only the first \(FeedBuilder.mostItems) items are read"))
        case .tooDeep, nil: break
        }
        return warnings
    }

    private static func tooDeep(_ warnings: [Warning]) -> NotAFeed {
        NotAFeed(
            code: "too-deep", message: "elements nest deeper than \(Limits.documentDepth)", warnings: warnings
        )
    }

    /// RSS 0.90 is RDF in a namespace of Netscape's.
    private static func isNetscape(_ text: [UInt8]) -> Bool {
        text.prefix(4096).firstIndex(of: Array("netscape.com/rdf/simple/0.9".utf8)) != nil
    }
}

/// Formats that are met where a feed was expected and that no charset makes text.
private enum BinaryFormat {
    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x1F, 0x8B], "gzip data"), ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF image"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd data"),
        ([0x42, 0x5A, 0x68], "bzip2 data"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz data"),
        ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65], "an SQLite database"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x00, 0x00, 0x00, 0x18, 0x66], "a video"), ([0x49, 0x44, 0x33], "an audio file"),
    ]

    /// What a document is by its first bytes, nil for text.
    static func name(of bytes: [UInt8]) -> String? {
        if let known = signatures.first(where: { bytes.starts(with: $0.bytes) }) { return known.name }
        // Zero bytes are text only in the wide forms of Unicode, which begin with `<` or a mark.
        let head = bytes.prefix(512)
        let zeros = head.count { $0 == 0 }
        let marks: [[UInt8]] = [
            [0xFF, 0xFE], [0xFE, 0xFF], [0x3C, 0], [0, 0x3C], [0, 0, 0, 0x3C], [0, 0, 0xFE, 0xFF],
        ]
        let isWide = marks.contains { bytes.starts(with: $0) }
        return zeros * 8 > head.count && !isWide && !head.isEmpty ? "binary data" : nil
    }
}
