import Articles

/// What an open element is to its children.
enum Place: UInt8 {
    case document, rss, rdf, channel, item, feed, entry, person, mediaGroup, mediaContent, skipHours, skipDays
    /// Its text, and the markup in it, is wanted.
    case text
    /// Nothing in it is wanted.
    case ignored
}

/// Which field a text is for; of the item while one is open, of the feed otherwise.
enum Slot: UInt8 {
    case none, title, link, id, permalink, summary, content, published, updated, language, author, category,
        keywords
    case originalLink, personName, personEmail, personURL, image, duration
    case ttl, hour, day, updatePeriod, updateFrequency
}

/// How the text of an element is to be read.
enum TextMode: UInt8 {
    /// HTML source or a plain value, taken as it is.
    case raw
    /// HTML source that may stand in a real `div`, which is not content then (TypePad wrote that).
    case escaped
    /// Plain text: escaped where HTML would read it as markup.
    case plain
    /// Markup of the document itself: its text is escaped again.
    case markup
    /// The same with one `div` around it that is not content (RFC 4287 3.1.1.3).
    case xhtml
    /// Base64 of HTML, or of plain text.
    case base64, base64Plain

    /// Whether text stands between tags that are written out, so that it must be escaped again.
    var isMarkup: Bool { self == .markup || self == .xhtml }
}

/// What an element is for: a place for children, or a text for a field.
struct Meaning {
    var place = Place.ignored
    var slot = Slot.none
    /// Of two sources of one field the one with the higher rank wins, of equals the first.
    var rank: UInt8 = 0
    var mode = TextMode.raw

    /// Whether it can be noted for the next element of the name: a text of a field, whose taking changes nothing else.
    ///
    /// A link is none: of several in one item the last one counts.
    var isFixed: Bool { place == .text && slot != .link }
}

/// One open element; eight bytes, because each event copies one.
struct Frame {
    var meaning: Meaning
    /// Index of what the element inherits (`Scope`).
    var scope: UInt32

    var place: Place { meaning.place }
    var slot: Slot { meaning.slot }
    var rank: UInt8 { meaning.rank }
    var mode: TextMode { meaning.mode }

    /// A child that inherits base and language.
    func child(_ place: Place) -> Frame { Frame(meaning: Meaning(place: place), scope: scope) }

    /// A child whose text is wanted.
    func text(_ slot: Slot, rank: UInt8 = 3, mode: TextMode = .raw) -> Frame {
        Frame(meaning: Meaning(place: .text, slot: slot, rank: rank, mode: mode), scope: scope)
    }
}

/// What an element hands down to its children.
struct Scope {
    /// Where relative URLs start from, in the arena (XML Base, RFC 3986 5.1).
    var base = ByteRange.absent
    /// xml:lang.
    var language = ByteRange.absent
}

/// The open elements, in memory of their own: one deeper than a document may be, so that it never grows.
@safe struct FrameStack: ~Copyable {
    private let frames: UnsafeMutablePointer<Frame>
    /// How many elements are open, the document itself counted.
    private(set) var count = 0
    private static let capacity = Limits.documentDepth + 1

    /// Makes a stack with one frame in it, the document's.
    init(_ document: Frame) {
        unsafe frames = .allocate(capacity: Self.capacity)
        push(document)
    }

    deinit { unsafe frames.deallocate() }

    /// Whether another element would be deeper than a document may be.
    var isFull: Bool { count == Self.capacity }

    /// The innermost open element.
    var last: Frame {
        precondition(count > 0)
        return unsafe frames[count - 1]
    }

    /// Opens an element.
    @inline(__always)
    mutating func push(_ frame: Frame) {
        precondition(count < Self.capacity)
        unsafe (frames + count).initialize(to: frame)
        count += 1
    }

    /// Closes the innermost element.
    @inline(__always)
    mutating func pop() -> Frame {
        precondition(count > 0)
        count -= 1
        return unsafe frames[count]
    }
}

/// From how good a source each field was filled; 0 for none.
struct Ranks {
    var title: UInt8 = 0
    var link: UInt8 = 0
    var id: UInt8 = 0
    var summary: UInt8 = 0
    var content: UInt8 = 0
    var published: UInt8 = 0
    var updated: UInt8 = 0
    var language: UInt8 = 0
    var author: UInt8 = 0
    var image: UInt8 = 0
}
