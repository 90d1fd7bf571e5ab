internal import CXML2
import Articles

/// The events of one parse: what libxml2's callbacks find behind the pointer that they are handed.
///
/// A value behind one pointer and no class: every access to a field of a class would be checked at run time.
@safe struct XMLEvents: ~Copyable {
    var builder: FeedBuilder
    /// The first fatal error, where libxml2 met it.
    private(set) var firstError: Warning?
    /// The first namespace prefix that nobody declared, or the like.
    private(set) var namespaceError: Warning?
    /// Bytes that were read when the builder ended the parse.
    private(set) var stoppedAt: Int?

    private let mode: XMLReader.Mode
    private var context: xmlParserCtxtPtr?
    private let entity: UnsafeMutablePointer<xmlEntity>

    /// Attributes of a tag that are believed unfiltered; libxml2 compares each with each.
    private static let mostAttributes = 256

    /// Makes the events of a parse into `builder`.
    init(_ builder: consuming FeedBuilder, mode: XMLReader.Mode) {
        self.builder = builder
        self.mode = mode
        unsafe context = nil
        unsafe entity = .allocate(capacity: 1)
        unsafe entity.initialize(to: xmlEntity())
    }

    deinit { unsafe entity.deallocate() }

    /// Sets up the parser that will send the events.
    mutating func use(_ context: xmlParserCtxtPtr) {
        unsafe self.context = context
        let recover = mode == .recovering ? XML_PARSE_RECOVER.rawValue : 0
        unsafe xmlCtxtUseOptions(
            context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | recover))
        unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
    }

    /// How the parse stands between two chunks.
    var outcome: XMLReader.Outcome {
        if builder.stop == .needsFilter { return .malformed }
        if builder.hasStopped { return .stopped }
        if firstError != nil, mode != .recovering { return .malformed }
        return mode == .unfiltered && holdsLongTag ? .malformed : .complete
    }

    /// Tells libxml2 where text is to go from here on: nowhere, straight into the buffer, or between tags; and that
    /// it is to stop, when the builder has.
    ///
    /// A text comes in as many pieces as it has references, so that nothing is asked again for each of them.
    @inline(__always)
    private mutating func directText() {
        if builder.hasStopped { stop() }
        guard mode != .recovering, let handler = unsafe context?.pointee.sax else { return }
        let isWanted = builder.capture.isOpen
        let characters = unsafe builder.capture.isVerbatim ? Self.takeText : Self.escapeText
        unsafe handler.pointee.characters = isWanted ? unsafe characters : nil
        unsafe handler.pointee.ignorableWhitespace = isWanted ? unsafe characters : nil
        unsafe handler.pointee.cdataBlock = isWanted ? unsafe Self.takeText : nil
    }

    /// Whether the parser waits for the end of a tag that the prefilter would not let pass.
    private var holdsLongTag: Bool {
        guard let context = unsafe context, unsafe context.pointee.instate == XML_PARSER_START_TAG,
            let input = unsafe context.pointee.input
        else { return false }
        return unsafe input.pointee.end - input.pointee.cur > Limits.tagBytes
    }
}

// MARK: Events

extension XMLEvents {
    /// In recovery libxml2 drops every `&amp;` and `&lt;` that follows an error as long as `wellFormed` is 0.
    private func keepReferences() { unsafe context?.pointee.wellFormed = 1 }

    /// Ends the parse, because the builder wants it, and notes where.
    private mutating func stop() {
        if stoppedAt == nil { stoppedAt = bytesRead }
        unsafe xmlStopParser(context)
    }

    /// How far libxml2 has come.
    private var bytesRead: Int { unsafe context.map { unsafe Int(xmlByteConsumed($0)) } ?? 0 }

    private mutating func start(
        _ local: UnsafePointer<xmlChar>, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        _ attributes: XMLAttributes
    ) {
        if builder.capture.isOpen {
            unsafe builder.startMarkup(Self.name(local), attributes)
        } else {
            unsafe builder.start(builder.names.slot(local, prefix: prefix, uri: uri), attributes)
        }
        if attributes.count > Self.mostAttributes, mode == .unfiltered { builder.end(because: .needsFilter) }
        directText()
    }

    private mutating func end(_ local: UnsafePointer<xmlChar>) {
        if builder.isInMarkup {
            unsafe builder.endMarkup(Self.name(local))
        } else {
            builder.end()
        }
        directText()
    }

    private mutating func recover(_ text: UnsafeBufferPointer<UInt8>, isCDATA: Bool) {
        keepReferences()
        guard builder.capture.isOpen else { return }
        if builder.capture.isVerbatim || isCDATA {
            unsafe builder.capture.text.append(text)
        } else {
            unsafe builder.capture.text.append(escaping: text, inAttribute: false)
        }
    }

    /// A lone C1 control is `&#146;`, which everybody means as a character of windows-1252.
    @inline(never)
    private mutating func checkControl(_ text: UnsafePointer<UInt8>) {
        guard unsafe mode == .unfiltered && text[0] == 0xC2 && text[1] < 0xA0 else { return }
        builder.end(because: .needsFilter)
        unsafe xmlStopParser(context)
    }

    /// Answers for an undeclared name: only the characters of HTML, as a predefined entity, which is never expanded.
    private mutating func entity(named name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
        if mode == .unfiltered {
            builder.end(because: .needsFilter)
            return nil
        }
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

    private mutating func note(_ error: xmlErrorPtr) {
        if unsafe error.pointee.domain == Int32(XML_FROM_NAMESPACE.rawValue) {
            if namespaceError == nil {
                namespaceError = unsafe warning(
                    "xml-namespace", error, "a usual prefix is taken for what it usually means")
            }
            return
        }
        guard unsafe error.pointee.level.rawValue >= XML_ERR_FATAL.rawValue, firstError == nil else { return }
        firstError = unsafe warning("xml-syntax", error, "read on behind it")
    }

    private func warning(_ code: String, _ error: xmlErrorPtr, _ consequence: String) -> Warning {
        let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "malformed"
        return Warning(code, "\(message.filter { !$0.isNewline }); \(consequence)", byte: bytesRead)
    }

    private static func name(_ local: UnsafePointer<xmlChar>) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: local, count: Int(xmlStrlen(local)))
    }
}

// MARK: Callbacks

extension XMLEvents {
    private static func at(_ owner: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLEvents>? {
        unsafe owner?.assumingMemoryBound(to: XMLEvents.self)
    }

    /// What libxml2 calls; texts only once `directText` has said how.
    static func handler(_ mode: XMLReader.Mode) -> xmlSAXHandler {
        var handler = unsafe xmlSAXHandler()
        unsafe newslog_handle_errors(&handler) { owner, error in
            if let error = unsafe error { unsafe XMLEvents.at(owner)?.pointee.note(error) }
        }
        unsafe handler.getEntity = { owner, name in
            guard let name = unsafe name else { return nil }
            return unsafe XMLEvents.at(owner)?.pointee.entity(named: name)
        }
        unsafe handler.startElementNs = { owner, local, prefix, uri, _, _, count, _, fields in
            guard let local = unsafe local else { return }
            unsafe XMLEvents.at(owner)?.pointee.start(
                local, prefix, uri, XMLAttributes(fields, count: Int(count)))
        }
        unsafe handler.endElementNs = { owner, local, _, _ in
            if let local = unsafe local { unsafe XMLEvents.at(owner)?.pointee.end(local) }
        }
        if mode == .recovering { unsafe recover(through: &handler) }
        return unsafe handler
    }

    /// In recovery each event first sees to it that the references behind an error are kept.
    private static func recover(through handler: inout xmlSAXHandler) {
        unsafe handler.startElementNs = { owner, local, prefix, uri, _, _, count, _, fields in
            guard let events = unsafe XMLEvents.at(owner), let local = unsafe local else { return }
            unsafe events.pointee.keepReferences()
            unsafe events.pointee.start(local, prefix, uri, XMLAttributes(fields, count: Int(count)))
        }
        unsafe handler.endElementNs = { owner, local, _, _ in
            guard let events = unsafe XMLEvents.at(owner), let local = unsafe local else { return }
            unsafe events.pointee.keepReferences()
            unsafe events.pointee.end(local)
        }
        unsafe handler.characters = { owner, text, count in
            let text = unsafe UnsafeBufferPointer(start: text, count: Int(count))
            unsafe XMLEvents.at(owner)?.pointee.recover(text, isCDATA: false)
        }
        unsafe handler.ignorableWhitespace = unsafe handler.characters
        unsafe handler.cdataBlock = { owner, text, count in
            let text = unsafe UnsafeBufferPointer(start: text, count: Int(count))
            unsafe XMLEvents.at(owner)?.pointee.recover(text, isCDATA: true)
        }
    }

    /// Takes text as it comes.
    private static let takeText: charactersSAXFunc = { owner, text, count in
        guard let events = unsafe XMLEvents.at(owner), let text = unsafe text else { return }
        if count == 2 { unsafe events.pointee.checkControl(text) }
        unsafe events.pointee.builder.capture.text.append(text, Int(count))
    }

    /// Takes text between tags that are written out.
    private static let escapeText: charactersSAXFunc = { owner, text, count in
        guard let events = unsafe XMLEvents.at(owner), let text = unsafe text else { return }
        if count == 2 { unsafe events.pointee.checkControl(text) }
        let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(count))
        unsafe events.pointee.builder.capture.text.append(escaping: bytes, inAttribute: false)
    }
}
