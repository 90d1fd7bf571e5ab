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
        let deadline = CPUDeadline()
        let begin = CharsetDecision.startOfUTF8(
            input.bytes, override: input.encoding, contentType: input.contentType)
        var direct = begin.map { readDirectly(input.bytes, from: $0, input, deadline) }
        if let document = direct?.document {
            return finished(document, source: SourceMap(plain: input.bytes))
        }
        let decision = CharsetDecision(input.bytes, override: input.encoding, contentType: input.contentType)
        let source = SourceMap(input.bytes, decision)
        guard let first = decision.text.first(where: { !$0.isXMLBlank && $0 != 0 }) else {
            throw NotAFeed(
                code: "empty", message: "the document is empty", warnings: source.located(decision.warnings))
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return try JSONFeedDialect.parse(decision, input)
        }
        // A document of another charset is well-formed as often as others.
        if direct == nil || !decision.form.isSame {
            direct = readDirectly(decision.text, from: 0, input, deadline)
        }
        if var document = direct?.document {
            document.isWellFormed = document.isWellFormed && decision.isSound
            document.warnings = decision.warnings + document.warnings
            return finished(document, source: source)
        }
        return finished(
            try readFiltered(decision, input, deadline, source, firstError: direct?.error), source: source)
    }

    private static func finished(_ document: FeedDocument, source: SourceMap) -> FeedDocument {
        var document = document
        document.warnings = source.located(document.warnings)
        return document
    }

    /// Reads well-formed text as it stands, which most documents are; nil, with libxml2's reason, for all others.
    private static func readDirectly(
        _ text: [UInt8], from begin: Int, _ input: Input, _ deadline: CPUDeadline
    ) -> (document: FeedDocument?, error: Warning?) {
        guard let start = try? DocumentStart(text, from: begin), !start.hasJunk, !start.hasDocumentType
        else { return (nil, nil) }
        let reading = XMLReader.read(
            text, from: start.endOfDeclaration(in: text), mode: .unfiltered,
            into: builder(for: input, textBytes: text.count), now: input.now, deadline: deadline)
        guard reading.outcome != .malformed, reading.stop != .tooDeep, reading.hasFeed else {
            var error = reading.firstError
            error?.byte? -= begin
            return (nil, error)
        }
        var document = reading.document
        if document.format == .rss10, isNetscape(text[begin...]) { document.format = .rss090 }
        document.isWellFormed = reading.namespaceError == nil
        document.isTruncated = !input.httpWasComplete || reading.outcome != .complete
        document.warnings = endings(document, reading, at: reading.end)
        if let error = reading.namespaceError { document.warnings.append(error) }
        return (document, nil)
    }

    /// Reads what needs repair, or another charset, or has a DOCTYPE.
    private static func readFiltered(
        _ decision: CharsetDecision, _ input: Input, _ deadline: CPUDeadline, _ source: SourceMap,
        firstError: Warning?
    ) throws(NotAFeed) -> FeedDocument {
        let start: DocumentStart
        do throws(NotAFeed) {
            start = try DocumentStart(decision.text)
        } catch var error {
            if error.code == "html" { error.links = FeedLink.find(in: decision.text, base: input.base) }
            error.warnings = source.located(decision.warnings)
            throw error
        }
        func read(_ mode: XMLReader.Mode) -> (XMLReader.Reading, Prefilter) {
            var filter = Prefilter(decision.text, from: start.offset)
            var reader = XMLReader(
                mode, into: builder(for: input, textBytes: decision.text.count), deadline: deadline)
            while reader.outcome == .complete, let piece = filter.next() { reader.take(piece) }
            return (reader.finish(isTruncated: filter.isTruncated, now: input.now), filter)
        }
        var (reading, filter) = read(.filtered)
        let filteredError = reading.firstError
        if reading.outcome == .malformed, !filter.isTooDeep {
            reading.document = FeedDocument(format: .rss20)
            (reading, filter) = read(.recovering)
        }
        guard !filter.isTooDeep else { throw tooDeep(decision, source, at: filter.end) }
        /// Where in the text what libxml2 read at an offset stood before the filter.
        func origin(_ offset: Int) -> Int {
            Prefilter.origin(of: offset, in: decision.text, from: start.offset)
        }
        if reading.stop == .tooDeep { throw tooDeep(decision, source, at: origin(reading.end)) }
        guard reading.hasFeed else {
            throw NotAFeed(
                code: "not-a-feed", message: "this is XML, but no feed",
                warnings: source.located(decision.warnings))
        }
        var found: [Warning] = []
        for error in [filteredError, reading.namespaceError] {
            guard let error else { continue }
            found.append(Warning(error.code, error.message, byte: error.byte.map(origin)))
        }
        // What libxml2 said of the document as it stood is worth telling only when no repair explains it.
        if filteredError == nil, let firstError, filter.repairs.isEmpty, !filter.isTruncated {
            found.append(firstError)
        }
        var document = reading.document
        if document.format == .rss10, isNetscape(decision.text[start.offset...]) { document.format = .rss090 }
        document.isWellFormed =
            decision.isSound && filter.repairs.isEmpty && !start.hasJunk && found.isEmpty
            && !filter.isTruncated
        document.isTruncated =
            filter.isTruncated && !filter.lacksOnlyRootEnd || !input.httpWasComplete
            || reading.outcome != .complete
        document.warnings = decision.warnings + filter.repairs.warnings
        if filter.lacksOnlyRootEnd {
            document.warnings.append(
                Warning(
                    "xml-nesting", "the end of `rss` is missing behind a whole channel; nothing is lost",
                    byte: decision.text.count))
        }
        if start.hasJunk {
            document.warnings.append(
                Warning("xml-junk", "text before the beginning of the feed skipped", byte: 0))
        }
        document.warnings += found
        let end = reading.outcome == .complete ? filter.end : origin(reading.end)
        document.warnings += endings(document, reading, at: end)
        return document
    }

    /// RSS 0.90 is RDF in a namespace of Netscape's.
    private static func isNetscape(_ text: ArraySlice<UInt8>) -> Bool {
        text.prefix(4096).firstIndex(of: Array("netscape.com/rdf/simple/0.9".utf8)) != nil
    }

    private static func builder(for input: Input, textBytes: Int) -> FeedBuilder {
        FeedBuilder(
            inputBytes: input.bytes.count, textBytes: textBytes, base: input.base, timezone: input.timezone)
    }

    private static func endings(
        _ document: FeedDocument, _ reading: XMLReader.Reading, at end: Int
    ) -> [Warning] {
        var warnings: [Warning] = []
        func add(_ code: String, _ message: String) { warnings.append(Warning(code, message, byte: end)) }
        if document.isTruncated {
            add("truncated", "the document is cut off here; complete items kept: \(document.entries.count)")
        }
        if reading.outcome == .outOfTime {
            add("slow", "reading ended after \(Limits.documentCPUMilliseconds) milliseconds of CPU")
        }
        switch reading.stop {
        case .tooMuchText:
            add("too-much-text", "reading ended because the text grew beyond the document's size")
        case .tooManyItems: add("too-many-items", "only the first \(FeedBuilder.mostItems) items are read")
        case .tooManyNames:
            add("too-many-names", "reading ended after \(Limits.documentNames) different names of elements")
        case .tooDeep, .needsFilter, nil: break
        }
        return warnings
    }

    private static func tooDeep(
        _ decision: CharsetDecision, _ source: SourceMap, at place: Int
    ) -> NotAFeed {
        let warning = Warning("too-deep", "this element nests too deep; nothing is read", byte: place)
        return NotAFeed(
            code: "too-deep", message: "elements nest deeper than \(Limits.documentDepth)",
            warnings: source.located(decision.warnings + [warning]))
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
