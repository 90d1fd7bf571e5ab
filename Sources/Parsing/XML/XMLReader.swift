internal import CXML2
import Articles

/// One parse by libxml2: takes a text in pieces, gives it on in chunks against a CPU deadline, and returns the document
/// that its events made.
///
/// Every rule that experiment has taught about libxml2 2.9.14 stands here and in `XMLEvents`: entities are answered by
/// us and never substituted from a DTD, recovery keeps `&amp;` and `&lt;`, depth is counted by the builder, errors
/// stay values.
@safe struct XMLReader: ~Copyable {
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

    private let events: UnsafeMutablePointer<XMLEvents>
    private let context: xmlParserCtxtPtr?
    private let deadline: CPUDeadline
    private let chunkBytes: Int
    /// Where the parse stands; anything but `complete` is its end.
    private(set) var outcome = Outcome.complete
    /// Bytes taken.
    private var taken = 0

    /// Begins a parse.
    init(
        _ mode: Mode, into builder: consuming FeedBuilder, deadline: CPUDeadline,
        chunkBytes: Int = Self.chunkBytes
    ) {
        _ = Self.library
        unsafe events = .allocate(capacity: 1)
        unsafe events.initialize(to: XMLEvents(builder, mode: mode))
        var handler = unsafe XMLEvents.handler(mode)
        unsafe context = xmlCreatePushParserCtxt(&handler, events, nil, 0, nil)
        self.deadline = deadline
        self.chunkBytes = chunkBytes
        if let context = unsafe context {
            unsafe events.pointee.use(context)
        } else {
            outcome = .stopped
        }
    }

    deinit {
        unsafe xmlFreeParserCtxt(context)
        unsafe events.deinitialize(count: 1)
        unsafe events.deallocate()
    }

    /// Parses a document of UTF-8 without a declaration from `start` on; places in the reading are offsets in `text`.
    static func read(
        _ text: [UInt8], from start: Int = 0, mode: Mode, into builder: consuming FeedBuilder,
        now: Timestamp? = nil, deadline: CPUDeadline = CPUDeadline(), chunkBytes: Int = Self.chunkBytes
    ) -> Reading {
        var reader = XMLReader(mode, into: builder, deadline: deadline, chunkBytes: chunkBytes)
        reader.take(text, from: start)
        var reading = reader.finish(isTruncated: false, now: now)
        reading.end += start
        reading.firstError?.byte? += start
        reading.namespaceError?.byte? += start
        return reading
    }

    /// Takes the next piece, of UTF-8 without a declaration.
    ///
    /// It may end anywhere, but what there is of a CDATA section that it cuts is looked at again with the next.
    mutating func take(_ text: [UInt8], from start: Int = 0) {
        guard let context = unsafe context else { return }
        var offset = start
        unsafe text.withUnsafeBufferPointer { bytes in
            while offset < bytes.count, outcome == .complete {
                var end = min(offset + chunkBytes, bytes.count)
                if unsafe context.pointee.instate == XML_PARSER_CDATA_SECTION {
                    // With every chunk libxml2 would look for the end of the section from its beginning.
                    end = max(end, text.span.endOfSection(from: max(offset - 2, start)))
                }
                unsafe Self.give(bytes, offset..<end, to: context)
                offset = end
                if unsafe xmlDictSize(context.pointee.dict) > Limits.documentNames {
                    unsafe events.pointee.builder.end(because: .tooManyNames)
                }
                outcome = unsafe events.pointee.outcome
                if outcome == .complete, deadline.isOver { outcome = .outOfTime }
            }
        }
        taken += offset - start
    }

    /// Ends the parse; a text that is known to end early may end anywhere.
    ///
    /// Places are offsets in all that was taken.
    consuming func finish(isTruncated: Bool, now: Timestamp?) -> Reading {
        if outcome == .complete, !isTruncated {
            unsafe xmlParseChunk(context, nil, 0, 1)
            outcome = unsafe events.pointee.outcome
        }
        unsafe events.pointee.builder.finish(now: now)
        return unsafe Reading(
            document: events.pointee.builder.document, outcome: outcome,
            hasFeed: events.pointee.builder.hasFeed, stop: events.pointee.builder.stop,
            end: events.pointee.stoppedAt ?? taken, firstError: events.pointee.firstError,
            namespaceError: events.pointee.namespaceError)
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
