internal import CXML2
internal import Glibc
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
        /// The first fatal error, where libxml2 met it.
        var firstError: Warning?
        /// Whether a namespace prefix was used that nobody declared.
        var hasNamespaceErrors: Bool
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
        isTruncated: Bool = false, now: Timestamp? = nil
    ) -> Reading {
        _ = library
        let parser = UnsafeMutablePointer<XMLEvents>.allocate(capacity: 1)
        unsafe parser.initialize(to: XMLEvents(builder, mode: mode))
        defer {
            unsafe parser.deinitialize(count: 1)
            unsafe parser.deallocate()
        }
        let outcome = unsafe feed(text, from: start, mode, to: parser, isTruncated: isTruncated)
        unsafe parser.pointee.builder.finish(now: now)
        return unsafe Reading(
            document: parser.pointee.builder.document, outcome: outcome,
            hasFeed: parser.pointee.builder.hasFeed, stop: parser.pointee.builder.stop,
            firstError: parser.pointee.firstError, hasNamespaceErrors: parser.pointee.hasNamespaceErrors)
    }

    private static func feed(
        _ text: [UInt8], from start: Int, _ mode: Mode, to parser: UnsafeMutablePointer<XMLEvents>,
        isTruncated: Bool
    ) -> Outcome {
        var handler = unsafe XMLEvents.handler(mode)
        guard let context = unsafe xmlCreatePushParserCtxt(&handler, parser, nil, 0, nil) else {
            return .stopped
        }
        defer { unsafe xmlFreeParserCtxt(context) }
        unsafe parser.pointee.use(context)
        let deadline = cpuNanoseconds() + UInt64(Limits.documentCPUSeconds) * 1_000_000_000
        var outcome = Outcome.complete
        unsafe text.withUnsafeBufferPointer { bytes in
            var offset = start
            while offset < bytes.count, outcome == .complete {
                let count = min(chunkBytes, bytes.count - offset)
                unsafe give(bytes, offset..<offset + count, to: context)
                offset += count
                outcome = unsafe parser.pointee.outcome
                if outcome == .complete, cpuNanoseconds() > deadline { outcome = .outOfTime }
            }
        }
        guard outcome == .complete, !isTruncated else { return outcome }
        unsafe xmlParseChunk(context, nil, 0, 1)
        return unsafe parser.pointee.outcome
    }

    private static func give(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to context: xmlParserCtxtPtr
    ) {
        guard let base = bytes.baseAddress else { return }
        let start = unsafe UnsafeRawPointer(base + range.lowerBound).assumingMemoryBound(to: CChar.self)
        unsafe xmlParseChunk(context, start, Int32(range.count), 0)
    }

    private static func cpuNanoseconds() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
