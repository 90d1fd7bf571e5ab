/// The attributes that the cleaner knows; all others are passed over.
enum HTMLAttribute: UInt8, CaseIterable {
    case unknown
    // On every element.
    case dir, lang
    case title
    // URLs.
    case href, src, srcset, poster, cite
    /// Where lazily loaded images keep the address: data-src and its kin.
    case lazySource
    // Numbers.
    case width, height, colspan, rowspan, start, value
    // Words.
    case alt, abbr, datetime, scope, type, media, sizes, kind, srclang, label
    // Present or not.
    case reversed, open
    /// Of font: turns the tag into one that ends svg and math.
    case color, face, size
    /// Of annotation-xml: may make HTML begin again.
    case encoding

    /// From names to attributes.
    static let byName = HTMLNameTable(
        allCases.filter { $0 != .unknown && $0 != .lazySource }.map { ("\($0)", $0.rawValue) }
            + ["data-src", "data-lazy-src", "data-original"].map { ($0, lazySource.rawValue) }
            + [("xml:lang", lang.rawValue)])
}

/// A set of attributes.
struct HTMLAttributes: OptionSet {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }
    init(_ attributes: HTMLAttribute...) {
        rawValue = attributes.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
    }

    func contains(_ attribute: HTMLAttribute) -> Bool { rawValue & 1 << UInt64(attribute.rawValue) != 0 }

    private static let global = HTMLAttributes(.dir, .lang)
    private static let titled = HTMLAttributes(.dir, .lang, .title)
    private static let quotes = HTMLAttributes(.dir, .lang, .cite)
    private static let edits = HTMLAttributes(.dir, .lang, .cite, .datetime)
    private static let links = HTMLAttributes(.dir, .lang, .href, .title)
    private static let images = HTMLAttributes(
        .dir, .lang, .src, .srcset, .sizes, .alt, .title, .width, .height)
    private static let sources = HTMLAttributes(.src, .srcset, .sizes, .type, .media, .width, .height)
    private static let tracks = HTMLAttributes(.src, .kind, .srclang, .label)
    private static let videos = HTMLAttributes(.dir, .lang, .src, .poster, .width, .height)
    private static let sounds = HTMLAttributes(.dir, .lang, .src)
    private static let cells = HTMLAttributes(.dir, .lang, .colspan, .rowspan, .scope, .abbr)
    private static let lists = HTMLAttributes(.dir, .lang, .start, .reversed, .type)
    private static let items = HTMLAttributes(.dir, .lang, .value)
    private static let times = HTMLAttributes(.dir, .lang, .datetime)
    private static let openable = HTMLAttributes(.dir, .lang, .open)

    /// What may be written on an element; each value is judged besides.
    static func allowed(on element: HTMLElement) -> HTMLAttributes {
        switch element {
        case .a: links
        case .abbr, .dfn, .cite: titled
        case .audio: sounds
        case .blockquote, .q: quotes
        case .br, .wbr: []
        case .del, .ins: edits
        case .details: openable
        case .img: images
        case .li: items
        case .ol: lists
        case .source: sources
        case .td, .th: cells
        case .time: times
        case .track: tracks
        case .video: videos
        default: global
        }
    }
}
