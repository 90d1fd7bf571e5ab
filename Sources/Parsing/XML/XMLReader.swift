internal import CXML2
import Articles

/// One parse by libxml2: feeds it in chunks against a CPU deadline and returns the document that its events made.
///
/// Every rule that experiment has taught about libxml2 2.9.14 stands here and in `XMLEvents`: entities are answered by
/// us and never substituted from a DTD, recovery keeps `&amp;` and `&lt;`, depth is counted by the builder, errors
/// stay values.
enum XMLReader {
    /// What stands between the bytes and libxml2.
    enum Mode {
        /// Nothing: the parse gives up where the prefilter is needed, and whoever asked begins again with it.
        case unfiltered
        /// The prefilter has put right what it could.
        case filtered
        /// The same, and libxml2's XML_PARSE_RECOVER after it.
        case recovering
    }

    /// How a parse ended.
    enum Outcome { case complete, malformed, stopped, outOfTime }

    /// What a parse found.
    struct Reading {
        var document: FeedDocument
        var outcome: Outcome
        /// Whether a feed was in it.
        var hasFeed: Bool
        /// Why the builder ended the parse, if it did.
        var stop: FeedBuilder.Stop?
        /// Where in the text it ended.
        var end: Int
        /// The first fatal error, where in the text libxml2 met it.
        var firstError: Warning?
        /// The first namespace prefix that nobody declared, or the like.
        var namespaceError: Warning?
    }

    /// Bytes given to libxml2 between two looks at the clock.
    private static let chunkBytes = 16 << 10

    /// Process-wide preparation, done once before any thread parses: `xmlInitParser` and the external entity loader.
    private static let library: Void = {
        xmlInitParser()
        newslog_forbid_external_entities()
    }()

    /// Parses a document of UTF-8 without a declaration from `start` on; one that is known to end early may end
    /// anywhere.
    static func read(
        _ text: [UInt8], from start: Int = 0, mode: Mode, into builder: consuming FeedBuilder,
        isTruncated: Bool = false, now: Timestamp? = nil, deadline: CPUDeadline = CPUDeadline(),
        chunkBytes: Int = Self.chunkBytes
    ) -> Reading {
        _ = library
        let parser = UnsafeMutablePointer<XMLEvents>.allocate(capacity: 1)
        unsafe parser.initialize(to: XMLEvents(builder, mode: mode))
        defer {
            unsafe parser.deinitialize(count: 1)
            unsafe parser.deallocate()
        }
        let (outcome, end) = unsafe feed(
            text, from: start, mode, to: parser, isTruncated: isTruncated, deadline, chunkBytes)
        unsafe parser.pointee.builder.finish(now: now)
        var reading = unsafe Reading(
            document: parser.pointee.builder.document, outcome: outcome,
            hasFeed: parser.pointee.builder.hasFeed, stop: parser.pointee.builder.stop, end: end,
            firstError: parser.pointee.firstError, namespaceError: parser.pointee.namespaceError)
        // libxml2 counts from where it began.
        reading.firstError?.byte? += start
        reading.namespaceError?.byte? += start
        return reading
    }

    private static func feed(
        _ text: [UInt8], from start: Int, _ mode: Mode, to parser: UnsafeMutablePointer<XMLEvents>,
        isTruncated: Bool, _ deadline: CPUDeadline, _ chunkBytes: Int
    ) -> (Outcome, end: Int) {
        var handler = unsafe XMLEvents.handler(mode)
        guard let context = unsafe xmlCreatePushParserCtxt(&handler, parser, nil, 0, nil) else {
            return (.stopped, start)
        }
        defer { unsafe xmlFreeParserCtxt(context) }
        unsafe parser.pointee.use(context)
        var outcome = Outcome.complete
        var offset = start
        unsafe text.withUnsafeBufferPointer { bytes in
            while offset < bytes.count, outcome == .complete {
                var end = min(offset + chunkBytes, bytes.count)
                if unsafe context.pointee.instate == XML_PARSER_CDATA_SECTION {
                    // With every chunk libxml2 would look for the end of the section from its beginning.
                    end = max(end, text.span.endOfSection(from: max(offset - 2, start)))
                }
                unsafe give(bytes, offset..<end, to: context)
                offset = end
                if unsafe xmlDictSize(context.pointee.dict) > Limits.documentNames {
                    unsafe parser.pointee.builder.end(because: .tooManyNames)
                }
                outcome = unsafe parser.pointee.outcome
                if outcome == .complete, deadline.isOver { outcome = .outOfTime }
            }
        }
        if outcome == .complete, !isTruncated {
            unsafe xmlParseChunk(context, nil, 0, 1)
            outcome = unsafe parser.pointee.outcome
        }
        return (outcome, unsafe parser.pointee.stoppedAt.map { start + $0 } ?? offset)
    }

    private static func give(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to context: xmlParserCtxtPtr
    ) {
        guard let base = bytes.baseAddress else { return }
        let start = unsafe UnsafeRawPointer(base + range.lowerBound).assumingMemoryBound(to: CChar.self)
        unsafe xmlParseChunk(context, start, Int32(range.count), 0)
    }
}

extension Span<UInt8> {
    /// The index after the next `]]>` from `start` on; `count` when there is none.
    fileprivate func endOfSection(from start: Int) -> Int {
        var index = firstIndex(of: UInt8(ascii: "]"), from: start)
        while index + 2 < count {
            if self[index + 1] == UInt8(ascii: "]"), self[index + 2] == UInt8(ascii: ">") { return index + 3 }
            index = firstIndex(of: UInt8(ascii: "]"), from: index + 1)
        }
        return count
    }
}
