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
        let direct = readDirectly(input)
        if let document = direct.document { return document }
        let decision = CharsetDecision(input.bytes, override: input.encoding, contentType: input.contentType)
        guard let first = decision.text.first(where: { !$0.isXMLBlank && $0 != 0 }) else {
            throw NotAFeed(code: "empty", message: "the document is empty", warnings: decision.warnings)
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return try JSONFeedDialect.parse(decision, input)
        }
        return try readFiltered(decision, input, firstError: direct.error)
    }

    /// Reads well-formed UTF-8 as it stands, which most documents are; nil, with libxml2's reason, for all others.
    private static func readDirectly(_ input: Input) -> (document: FeedDocument?, error: Warning?) {
        guard
            let begin = CharsetDecision.startOfUTF8(
                input.bytes, override: input.encoding, contentType: input.contentType),
            let start = try? DocumentStart(input.bytes, from: begin), !start.hasJunk, !start.hasDocumentType
        else { return (nil, nil) }
        let reading = XMLReader.read(
            input.bytes, from: start.endOfDeclaration(in: input.bytes), mode: .unfiltered,
            into: builder(for: input),
            now: input.now)
        guard reading.outcome != .malformed, reading.stop != .tooDeep, reading.hasFeed else {
            return (nil, reading.firstError)
        }
        var document = reading.document
        if document.format == .rss10, isNetscape(input.bytes) { document.format = .rss090 }
        document.isWellFormed = !reading.hasNamespaceErrors
        document.isTruncated = !input.httpWasComplete || reading.outcome != .complete
        document.warnings = endings(document, reading)
        return (document, nil)
    }

    /// Reads what needs repair, or another charset, or has a DOCTYPE.
    private static func readFiltered(
        _ decision: CharsetDecision, _ input: Input, firstError: Warning?
    ) throws(NotAFeed) -> FeedDocument {
        let start = try DocumentStart(decision.text)
        let filter = Prefilter(decision.text, from: start.offset)
        guard !filter.isTooDeep else { throw tooDeep(decision.warnings) }
        var reading = XMLReader.read(
            filter.output, mode: .filtered, into: builder(for: input), isTruncated: filter.isTruncated,
            now: input.now)
        let filteredError = reading.firstError
        if reading.outcome == .malformed {
            reading = XMLReader.read(
                filter.output, mode: .recovering, into: builder(for: input), isTruncated: filter.isTruncated,
                now: input.now)
        }
        if reading.stop == .tooDeep { throw tooDeep(decision.warnings) }
        guard reading.hasFeed else {
            throw NotAFeed(
                code: "not-a-feed", message: "this is XML, but no feed", warnings: decision.warnings)
        }
        // What libxml2 said of the document as it stood is worth telling only when no repair explains it.
        let strictError = filteredError ?? (filter.repairs.isEmpty && !filter.isTruncated ? firstError : nil)
        var document = reading.document
        if document.format == .rss10, isNetscape(filter.output) { document.format = .rss090 }
        document.isWellFormed =
            decision.isSound && filter.repairs.isEmpty && !start.hasJunk && strictError == nil
            && !reading.hasNamespaceErrors && !filter.isTruncated
        document.isTruncated =
            filter.isTruncated && !filter.lacksOnlyRootEnd || !input.httpWasComplete
            || reading.outcome != .complete
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
        document.warnings += endings(document, reading)
        return document
    }

    /// RSS 0.90 is RDF in a namespace of Netscape's.
    private static func isNetscape(_ text: [UInt8]) -> Bool {
        text.prefix(4096).firstIndex(of: Array("netscape.com/rdf/simple/0.9".utf8)) != nil
    }

    private static func builder(for input: Input) -> FeedBuilder {
        FeedBuilder(inputBytes: input.bytes.count, base: input.base, timezone: input.timezone)
    }

    private static func endings(
        _ document: FeedDocument, _ reading: XMLReader.Reading
    ) -> [Warning] {
        var warnings: [Warning] = []
        if document.isTruncated {
            warnings.append(
                Warning("truncated", "the document is cut off: \(document.entries.count) complete items kept")
            )
        }
        if reading.outcome == .outOfTime {
            warnings.append(
                Warning("slow", "reading ended after \(Limits.documentCPUSeconds) seconds of CPU"))
        }
        switch reading.stop {
        case .tooMuchText:
            warnings.append(Warning("too-much-text", "the text grew beyond the document's size"))
        case .tooManyItems:
            warnings.append(
                Warning("too-many-items", "only the first \(FeedBuilder.mostItems) items are read"))
        case .tooDeep, .needsFilter, nil: break
        }
        return warnings
    }

    private static func tooDeep(_ warnings: [Warning]) -> NotAFeed {
        NotAFeed(
            code: "too-deep", message: "elements nest deeper than \(Limits.documentDepth)", warnings: warnings
        )
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
        guard zeros * 8 > head.count else { return nil }
        let marks: [[UInt8]] = [
            [0xFF, 0xFE], [0xFE, 0xFF], [0x3C, 0], [0, 0x3C], [0, 0, 0, 0x3C], [0, 0, 0xFE, 0xFF],
        ]
        return marks.contains { bytes.starts(with: $0) } ? nil : "binary data"
    }
}
