/// The elements that the cleaner knows; tags of all others are passed over and their text is kept.
enum HTMLElement: UInt8, CaseIterable {
    case unknown
    // Phrases.
    case a, abbr, b, bdi, bdo, cite, code, del, dfn, em, i, ins, kbd, mark, q, rp, rt, ruby, s, samp, small,
        span
    case strong, sub, sup, time, u, `var`
    // Without content.
    case br, hr, img, source, track, wbr
    // Blocks.
    case address, article, aside, blockquote, dd, details, div, dl, dt, figcaption, figure, footer, h1, h2,
        h3, h4
    case h5, h6, header, hgroup, li, main, nav, ol, p, pre, section, summary, ul
    // Tables.
    case caption, table, tbody, td, tfoot, th, thead, tr
    // Media.
    case audio, picture, video
    // Written by the names that took their places.
    case acronym, dir, image, listing, menu, strike, tt
    // Written as what they are laid out like, or not at all.
    case center, dialog, fieldset, form, legend, marquee, search
    // Dropped with what is in them.
    case applet, button, datalist, math, noscript, object, select, svg, template
    // Dropped with what is in them, which is no markup.
    case iframe, noembed, noframes, plaintext, script, style, textarea, title, xmp
    // Places inside of svg and math where HTML begins again.
    case annotationXML, desc, foreignObject, mi, mn, mo, ms, mtext
    // Names that matter only because they end svg and math, or a select.
    case breakout, font, input
}

/// What the reader has to know about an element.
struct HTMLTraits: OptionSet {
    let rawValue: UInt32

    /// Written to the output.
    static let written = HTMLTraits(rawValue: 1 << 0)
    /// Has no content and no end tag.
    static let void = HTMLTraits(rawValue: 1 << 1)
    /// Begins and ends a paragraph of the plain text.
    static let paragraph = HTMLTraits(rawValue: 1 << 2)
    /// Begins and ends a line of the plain text.
    static let line = HTMLTraits(rawValue: 1 << 3)
    /// A start tag closes an open p.
    static let closesParagraph = HTMLTraits(rawValue: 1 << 4)
    /// "Special" in the tree construction of HTML: end tags of ordinary elements do not reach past it.
    static let special = HTMLTraits(rawValue: 1 << 5)
    /// Special, but li, dd and dt look past it: address, div, p.
    static let transparentForItems = HTMLTraits(rawValue: 1 << 6)
    /// No end tag reaches past it.
    static let barrier = HTMLTraits(rawValue: 1 << 7)
    /// Nothing in it is written.
    static let dropped = HTMLTraits(rawValue: 1 << 8)
    /// Its end tag closes blocks that stand open in it.
    static let formatting = HTMLTraits(rawValue: 1 << 9)
    /// Its start tag ends svg and math.
    static let breaksOut = HTMLTraits(rawValue: 1 << 10)
    static let heading = HTMLTraits(rawValue: 1 << 11)
    /// Dropped, and what is in it is not read as markup.
    static let rawText = HTMLTraits(rawValue: 1 << 12)
    /// A part of a table that is ignored outside of one.
    static let tablePart = HTMLTraits(rawValue: 1 << 13)
}

extension HTMLElement {
    /// Whether white space in it is meant.
    var isPreformatted: Bool { self == .pre || self == .listing }

    /// The element that is written in its place; itself but for names of old, and for blocks that would do more than
    /// set their text apart.
    var written: HTMLElement {
        switch self {
        case .acronym: .abbr
        case .center, .dialog, .fieldset, .form, .legend, .search: .div
        case .dir, .menu: .ul
        case .listing: .pre
        case .strike: .s
        case .tt: .code
        default: self
        }
    }

    var traits: HTMLTraits {
        switch self {
        case .unknown, .input, .font, .image: []
        case .annotationXML, .desc, .foreignObject, .mi, .mn, .mo, .ms, .mtext: []
        case .breakout: .breaksOut
        case .abbr, .acronym, .bdi, .bdo, .cite, .del, .dfn, .ins, .kbd, .mark, .q, .rp, .rt, .samp, .time:
            .written
        case .ruby, .span, .sub, .sup, .var: [.written, .breaksOut]
        case .a: [.written, .formatting]
        case .b, .code, .em, .i, .s, .small, .strike, .strong, .tt, .u: [.written, .formatting, .breaksOut]
        case .br, .img: [.written, .void, .breaksOut]
        case .source, .track, .wbr: [.written, .void]
        case .hr: [.written, .void, .paragraph, .closesParagraph, .breaksOut]
        case .article, .aside, .details, .figcaption, .figure, .footer, .header, .hgroup, .main, .nav,
            .section:
            [.written, .paragraph, .closesParagraph, .special]
        case .summary: [.written, .line, .closesParagraph, .special]
        case .dir: [.written, .paragraph, .closesParagraph, .special]
        case .blockquote, .dl, .listing, .menu, .ol, .ul, .pre:
            [.written, .paragraph, .closesParagraph, .special, .breaksOut]
        case .div, .p: [.written, .paragraph, .closesParagraph, .special, .transparentForItems, .breaksOut]
        case .address: [.written, .paragraph, .closesParagraph, .special, .transparentForItems]
        case .dd, .dt, .li: [.written, .line, .closesParagraph, .special, .breaksOut]
        case .h1, .h2, .h3, .h4, .h5, .h6:
            [.written, .paragraph, .closesParagraph, .special, .heading, .breaksOut]
        case .table: [.written, .paragraph, .closesParagraph, .special, .barrier, .breaksOut]
        case .caption: [.written, .line, .special, .barrier, .tablePart]
        case .tbody, .tfoot, .thead, .tr: [.written, .line, .special, .tablePart]
        case .td, .th: [.written, .special, .barrier, .tablePart]
        case .audio, .picture, .video: .written
        case .center: [.written, .paragraph, .closesParagraph, .special, .breaksOut]
        case .dialog, .fieldset, .form, .search: [.written, .paragraph, .closesParagraph, .special]
        case .legend: [.written, .line, .closesParagraph]
        case .marquee: [.special, .barrier]
        case .applet, .object, .template: [.dropped, .special, .barrier]
        case .button, .noscript: [.dropped, .special]
        case .select: [.dropped, .special, .barrier]
        case .datalist: .dropped
        case .math, .svg: .dropped
        case .iframe, .noembed, .noframes, .script, .style, .textarea, .title: .rawText
        case .plaintext, .xmp: [.rawText, .closesParagraph]
        }
    }

    /// Names that are no Swift names, and names that mean no more than that svg and math end.
    private static let others: [(String, HTMLElement)] = [
        ("annotation-xml", .annotationXML), ("foreignobject", .foreignObject), ("big", .breakout),
        ("body", .breakout), ("embed", .breakout), ("head", .breakout), ("meta", .breakout),
        ("nobr", .breakout),
    ]

    /// From names to elements.
    static let byName = HTMLNameTable(
        allCases.filter { $0 != .unknown && $0 != .breakout && !others.map(\.1).contains($0) }
            .map { ("\($0)", $0.rawValue) } + others.map { ($0.0, $0.1.rawValue) })
}
