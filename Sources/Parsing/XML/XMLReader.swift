internal import CXML2
internal import Glibc
import Articles

/// One parse by libxml2: owns the context, feeds it in chunks against a CPU deadline, and hands its events on.
///
/// Every rule that experiment has taught about libxml2 2.9.14 stands here: entities are answered by us and never
/// substituted from a DTD, recovery keeps `&amp;` and `&lt;`, depth is counted by the builder, errors stay values.
@safe final class XMLReader {
    /// How a parse ended.
    enum Outcome { case complete, malformed, stopped, outOfTime }

    /// The first fatal error, where libxml2 met it.
    private(set) var firstError: Warning?
    /// Whether a namespace prefix was used that nobody declared.
    private(set) var hasNamespaceErrors = false

    private let builder: FeedBuilder
    private let recovers: Bool
    private var context: xmlParserCtxtPtr?
    private var names = NameCache()
    private let entity: UnsafeMutablePointer<xmlEntity>

    /// Bytes given to libxml2 between two looks at the clock.
    private static let chunkBytes = 16 << 10

    /// Process-wide preparation, done once before any thread parses: `xmlInitParser` and the external entity loader.
    private static let library: Void = {
        xmlInitParser()
        newslog_forbid_external_entities()
    }()

    /// Prepares a parse into `builder`; `recovers` is the second try, with libxml2's XML_PARSE_RECOVER.
    init(into builder: FeedBuilder, recovers: Bool) {
        _ = Self.library
        self.builder = builder
        self.recovers = recovers
        unsafe entity = .allocate(capacity: 1)
        unsafe entity.initialize(to: xmlEntity())
    }

    deinit {
        unsafe entity.deallocate()
        unsafe xmlFreeParserCtxt(context)
    }

    /// Parses a whole document of UTF-8 without a declaration; one that is known to end early may end anywhere.
    func parse(_ text: [UInt8], isTruncated: Bool) -> Outcome {
        var handler = unsafe Self.handler
        let owner = unsafe Unmanaged.passUnretained(self).toOpaque()
        guard let created = unsafe xmlCreatePushParserCtxt(&handler, owner, nil, 0, nil) else {
            return .stopped
        }
        unsafe context = created
        let recover = recovers ? XML_PARSE_RECOVER.rawValue : 0
        unsafe xmlCtxtUseOptions(
            created, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | recover))
        unsafe xmlSwitchEncoding(created, XML_CHAR_ENCODING_UTF8)
        let deadline = Self.cpuNanoseconds() + UInt64(Limits.documentCPUSeconds) * 1_000_000_000
        var outcome = Outcome.complete
        unsafe text.withUnsafeBufferPointer { bytes in
            var offset = 0
            while offset < bytes.count, outcome == .complete {
                let count = min(Self.chunkBytes, bytes.count - offset)
                unsafe give(bytes, offset..<offset + count, to: created)
                offset += count
                outcome = unsafe state(of: created)
                if outcome == .complete, Self.cpuNanoseconds() > deadline { outcome = .outOfTime }
            }
        }
        guard outcome == .complete, !isTruncated else { return outcome }
        unsafe xmlParseChunk(created, nil, 0, 1)
        return unsafe state(of: created)
    }

    private func give(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to context: xmlParserCtxtPtr)
    {
        guard let base = bytes.baseAddress else { return }
        let start = unsafe UnsafeRawPointer(base + range.lowerBound).assumingMemoryBound(to: CChar.self)
        unsafe xmlParseChunk(context, start, Int32(range.count), 0)
    }

    private func state(of context: xmlParserCtxtPtr) -> Outcome {
        if builder.hasStopped { return .stopped }
        return firstError == nil || recovers ? .complete : .malformed
    }

    private static func cpuNanoseconds() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

// MARK: Events

extension XMLReader {
    /// In recovery libxml2 drops every `&amp;` and `&lt;` that follows an error as long as `wellFormed` is 0.
    private func keepReferences() {
        if recovers { unsafe context?.pointee.wellFormed = 1 }
    }

    private func stopIfAsked() {
        if builder.hasStopped, let context = unsafe context { unsafe xmlStopParser(context) }
    }

    private func start(
        _ local: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        _ attributes: XMLAttributes
    ) {
        keepReferences()
        let name = unsafe names.name(local, prefix: prefix, uri: uri)
        unsafe builder.start(
            name, raw: UnsafeBufferPointer(start: local, count: Int(xmlStrlen(local))), attributes, &names)
        stopIfAsked()
    }

    private func end(_ local: UnsafePointer<xmlChar>) {
        keepReferences()
        unsafe builder.end(raw: UnsafeBufferPointer(start: local, count: Int(xmlStrlen(local))))
        stopIfAsked()
    }

    private func text(_ characters: UnsafePointer<xmlChar>, _ count: Int32, isCDATA: Bool) {
        keepReferences()
        unsafe builder.text(UnsafeBufferPointer(start: characters, count: Int(count)), isCDATA: isCDATA)
        stopIfAsked()
    }

    /// Answers for an undeclared name: only the characters of HTML, as a predefined entity, which is never expanded.
    private func entity(named name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
        guard let known = unsafe htmlEntityLookup(name),
            let scalar = unsafe Unicode.Scalar(known.pointee.value)
        else { return nil }
        var text = Array(String(scalar).utf8)
        text.append(0)
        // The dictionary keeps the bytes as long as the context lives.
        let content = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe xmlDictLookup(context?.pointee.dict, bytes.baseAddress, Int32(bytes.count - 1))
        }
        unsafe entity.pointee.type = XML_ENTITY_DECL
        unsafe entity.pointee.etype = XML_INTERNAL_PREDEFINED_ENTITY
        unsafe entity.pointee.name = name
        unsafe entity.pointee.content = UnsafeMutablePointer(mutating: content)
        unsafe entity.pointee.length = Int32(text.count - 1)
        return unsafe entity
    }

    private func note(_ error: xmlErrorPtr) {
        if unsafe error.pointee.domain == Int32(XML_FROM_NAMESPACE.rawValue) {
            hasNamespaceErrors = true
            return
        }
        guard unsafe error.pointee.level.rawValue >= XML_ERR_FATAL.rawValue, firstError == nil else { return }
        let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "malformed"
        firstError = Warning(
            "xml-syntax", message.filter { !$0.isNewline }, line: unsafe Int(error.pointee.line),
            column: unsafe Int(error.pointee.int2))
    }

    private static func reader(_ owner: UnsafeMutableRawPointer?) -> XMLReader? {
        unsafe owner.map { unsafe Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private static var handler: xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe newslog_handle_errors(&handler) { owner, error in
            if let error = unsafe error { unsafe XMLReader.reader(owner)?.note(error) }
        }
        unsafe handler.getEntity = { owner, name in
            guard let name = unsafe name else { return nil }
            return unsafe XMLReader.reader(owner)?.entity(named: name)
        }
        unsafe handler.startElementNs = { owner, local, prefix, uri, _, _, count, _, fields in
            guard let local = unsafe local else { return }
            unsafe XMLReader.reader(owner)?.start(
                local, prefix, uri, XMLAttributes(fields, count: Int(count)))
        }
        unsafe handler.endElementNs = { owner, local, _, _ in
            if let local = unsafe local { unsafe XMLReader.reader(owner)?.end(local) }
        }
        unsafe handler.characters = { owner, text, count in
            if let text = unsafe text { unsafe XMLReader.reader(owner)?.text(text, count, isCDATA: false) }
        }
        unsafe handler.ignorableWhitespace = unsafe handler.characters
        unsafe handler.cdataBlock = { owner, text, count in
            if let text = unsafe text { unsafe XMLReader.reader(owner)?.text(text, count, isCDATA: true) }
        }
        return unsafe handler
    }
}
