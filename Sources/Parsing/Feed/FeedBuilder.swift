import Articles

/// Takes the events of a parse and builds the document: one arena of bytes, one stack of frames, no strings.
///
/// What an element means is the dialects' business (Dialects/); how texts are gathered and fields are filled is here.
struct FeedBuilder: ~Copyable {
    /// Why a parse was ended before the document's end; `needsFilter` is no end but a beginning with the prefilter.
    enum Stop { case tooDeep, tooMuchText, tooManyItems, tooManyNames, needsFilter }

    var document = FeedDocument(format: .rss20)
    /// Set when no feed element was met.
    var hasFeed = false
    /// Names of the root element, for people, when it is no feed.
    private(set) var stop: Stop?
    var frames: FrameStack
    /// What xml:base and xml:lang have said, the document's first.
    private var scopes: [Scope]
    var capture = TextCapture()
    var attributes = XMLAttributes.none
    var names = NameCache()

    /// The item that is being read.
    var entry = FeedDocument.Entry()
    var isInEntry = false
    var ranks = Ranks()
    var feedRanks = Ranks()
    var person = FeedDocument.Author()
    var authorStart = 0
    var durationSeconds: Double?
    /// Whether guid may stand in for a missing link, and its text.
    var permalink = ByteRange.absent
    /// sy:updatePeriod in seconds, and how many updates it holds.
    var updatePeriod: Int?
    var updateFrequency = 1

    let dates: DateReader
    var dateOrder = DateOrder()
    private let budget: Int

    /// More items than any honest feed has; the rest of the document is not read.
    static let mostItems = 20_000

    /// Makes a builder for a document of `inputBytes`, which are `textBytes` in UTF-8.
    init(inputBytes: Int, textBytes: Int? = nil, base: String?, timezone: String?) {
        dates = DateReader(timezone: timezone)
        budget = inputBytes * 2 + (1 << 20)
        document.bytes.reserveCapacity((textBytes ?? inputBytes) + 1024)
        var scope = Scope()
        if let base, !base.isEmpty { scope.base = document.bytes.adding(base.utf8) }
        scopes = [scope]
        frames = FrameStack(Frame(meaning: Meaning(place: .document), scope: 0))
    }

    /// Whether the parse is to end.
    var hasStopped: Bool { stop != nil }

    /// Asks for the end of the parse.
    mutating func end(because reason: Stop) { if stop == nil { stop = reason } }

    /// Whether an element inside of a text is open, which is markup.
    var isInMarkup: Bool { capture.isOpen && frames.count > capture.depth }

    // MARK: Events

    /// A start tag; `name` is the slot of its name.
    @inline(__always)
    mutating func start(_ name: Int, _ attributes: XMLAttributes) {
        guard !frames.isFull else { return end(because: .tooDeep) }
        let parent = frames.last
        guard attributes.count == 0, let meaning = names.meaning(name, below: parent.place) else {
            return open(name, in: parent, attributes)
        }
        frames.push(Frame(meaning: meaning, scope: parent.scope))
        capture.begin(depth: frames.count, mode: meaning.mode)
    }

    private mutating func open(_ name: Int, in parent: Frame, _ attributes: XMLAttributes) {
        self.attributes = attributes
        var frame = parent
        if parent.place != .ignored { frame = opened(names.name(at: name), in: inherited(parent)) }
        if frame.place == .document { frame = parent.child(.ignored) }
        frames.push(frame)
        guard frame.place == .text else { return }
        if attributes.count == 0, frame.meaning.isFixed {
            names.note(frame.meaning, at: name, below: parent.place)
        }
        capture.begin(depth: frames.count, mode: frame.mode)
    }

    /// A start tag inside a text.
    mutating func startMarkup(_ name: UnsafeBufferPointer<UInt8>, _ attributes: XMLAttributes) {
        guard !frames.isFull else { return end(because: .tooDeep) }
        let isDivision = unsafe capture.takesDivision(name)
        unsafe openMarkup(name, attributes)
        frames.push(frames.last.child(.text))
        capture.isVerbatim = isDivision
    }

    /// An end tag inside a text.
    mutating func endMarkup(_ name: UnsafeBufferPointer<UInt8>) {
        _ = frames.pop()
        unsafe closeMarkup(name)
        if frames.count == capture.depth { capture.isVerbatim = !capture.mode.isMarkup }
    }

    /// An end tag.
    mutating func end() {
        guard frames.count > 1 else { return }
        let frame = frames.pop()
        switch frame.place {
        case .text:
            guard document.bytes.count + capture.text.count <= budget else {
                end(because: .tooMuchText)
                return
            }
            fill(frame, with: capture.finish(&document.bytes))
        case .item, .entry: closeEntry(frame)
        case .person: closePerson()
        case .document, .rss, .rdf, .channel, .feed, .mediaGroup, .mediaContent, .skipHours, .skipDays,
            .ignored:
            break
        }
    }

    /// What an element is, by the dialect of the place it stands in.
    private mutating func opened(_ name: ElementName, in parent: Frame) -> Frame {
        switch parent.place {
        case .document: root(name, in: parent)
        case .rss, .rdf, .channel, .item: rss(name, in: parent)
        case .feed, .entry, .person: atom(name, in: parent)
        case .mediaGroup, .mediaContent: inMedia(name, in: parent)
        case .skipHours: name.local == .hour ? parent.text(.hour) : parent.child(.ignored)
        case .skipDays: name.local == .day ? parent.text(.day) : parent.child(.ignored)
        case .text, .ignored: parent.child(.ignored)
        }
    }

    private mutating func root(_ name: ElementName, in parent: Frame) -> Frame {
        switch name.local {
        case .rss where name.namespace != .other, .rdf, .channel, .item: rss(name, in: parent)
        case .feed, .entry: atom(name, in: parent)
        default: parent.child(.ignored)
        }
    }

    /// An item may begin where none should: in an element that was never closed.
    private mutating func inMedia(_ name: ElementName, in parent: Frame) -> Frame {
        guard !isInEntry, hasFeed, parent.place == .mediaGroup else { return module(name, in: parent) }
        return switch (name.namespace, name.local) {
        case (.rss, .item): openEntry(.item, in: parent)
        case (.atom, .entry): openEntry(.entry, in: parent)
        default: module(name, in: parent)
        }
    }

    /// The parent's frame with the element's own xml:base and xml:lang.
    private mutating func inherited(_ parent: Frame) -> Frame {
        for index in 0..<attributes.count where attributes.hasNamespace(index) {
            if attributes.name(index, &names).namespace == .xml { return scoped(parent) }
        }
        return parent
    }

    private mutating func scoped(_ parent: Frame) -> Frame {
        var scope = scopes[Int(parent.scope)]
        for index in 0..<attributes.count {
            switch attributes.name(index, &names) {
            case ElementName(namespace: .xml, local: .base):
                scope.base = resolved(copyValue(index), against: base(of: parent))
            case ElementName(namespace: .xml, local: .lang): scope.language = copyValue(index)
            default: break
            }
        }
        scopes.append(scope)
        return Frame(meaning: parent.meaning, scope: UInt32(scopes.count - 1))
    }

    /// Where relative URLs start from in an element.
    func base(of frame: Frame) -> ByteRange { scopes[Int(frame.scope)].base }

    /// The language of an element (xml:lang, inherited).
    func language(of frame: Frame) -> ByteRange { scopes[Int(frame.scope)].language }
}

// MARK: Attributes and URLs

extension FeedBuilder {
    /// Copies the value of an attribute of the current element into the arena; absent when there is none.
    mutating func attribute(_ local: LocalName, namespace: Namespace = .rss) -> ByteRange {
        guard let index = index(of: local, namespace) else { return .absent }
        return copyValue(index)
    }

    /// An attribute that is a word of some vocabulary; empty when there is none.
    mutating func word(_ local: LocalName) -> AttributeWord {
        unsafe AttributeWord(
            index(of: local, .rss).map { unsafe attributes.rawValue($0) }
                ?? UnsafeBufferPointer(start: nil, count: 0))
    }

    private mutating func index(of local: LocalName, _ namespace: Namespace) -> Int? {
        for index in 0..<attributes.count
        where attributes.name(index, &names) == ElementName(namespace: namespace, local: local) {
            return index
        }
        return nil
    }

    private mutating func copyValue(_ index: Int) -> ByteRange {
        var range = ByteRange.absent
        unsafe attributes.withValue(index) { unsafe range = document.bytes.adding(trimmed: $0) }
        return range
    }

    /// The absolute form of a URL in the arena; itself where no base is known or nothing sensible results.
    mutating func resolved(_ reference: ByteRange, against base: ByteRange) -> ByteRange {
        guard reference.isPresent, !reference.isEmpty || !base.isEmpty else { return reference }
        let isPlain = document.bytes.span.extracting(reference.indices).isPlainWebURL
        guard !isPlain, Int(reference.count) <= Limits.urlBytes else { return reference }
        var output: [UInt8] = []
        let isKnown = WebURL.resolve(
            document.bytes[reference].span, against: document.bytes[base].span, into: &output)
        guard isKnown else { return reference }
        // A long base makes much of each short reference.
        guard document.bytes.count + output.count <= budget else {
            end(because: .tooMuchText)
            return reference
        }
        return document.bytes.adding(output)
    }
}

extension [UInt8] {
    /// The range without blanks at both ends.
    func trimmedBlank(_ range: ByteRange) -> ByteRange {
        var bounds = range.indices
        while let last = bounds.last, self[last].isXMLBlank { bounds = bounds.lowerBound..<last }
        while let first = bounds.first, self[first].isXMLBlank { bounds = first + 1..<bounds.upperBound }
        return range.isPresent ? ByteRange(bounds) : range
    }
}
