/// A vocabulary that feeds use, found by its namespace name and never by the prefix.
enum Namespace: UInt8 {
    /// No namespace, or one of those that RSS was put into at one time or another.
    case rss
    case rdf, atom, dublinCore, dublinCoreTerms, content, media, itunes, syndication, xhtml, podcast,
        feedburner
    case xml, other

    /// Finds a vocabulary; publishers write the names with capitals, without the slash and with `https`.
    init(uri: some Collection<UInt8>) {
        var key = uri.prefix(128).map(\.asciiLowercased)
        if key.starts(with: "https:".utf8) { key.remove(at: 4) }
        while let last = key.last, last == UInt8(ascii: "/") || last == UInt8(ascii: "#") { key.removeLast() }
        let name = String(decoding: key, as: UTF8.self)
        if let known = Self.names[name] {
            self = known
        } else if name.hasPrefix("http://backend.userland.com/rss") {
            self = .rss
        } else if name.hasPrefix("http://purl.org/atom/ns") {
            self = .atom
        } else {
            self = .other
        }
    }

    /// What a prefix means that a document uses without declaring it.
    init(undeclaredPrefix: some Collection<UInt8>) {
        self = Self.prefixes[String(decoding: undeclaredPrefix.prefix(32), as: UTF8.self)] ?? .other
    }

    private static let names: [String: Namespace] = [
        "": .rss,
        "http://backend.userland.com/rss": .rss,
        "http://backend.userland.com/rss2": .rss,
        "http://backend.userland.com/rss091": .rss,
        "http://blogs.law.harvard.edu/tech/rss": .rss,
        "http://cyber.law.harvard.edu/rss/rss.html": .rss,
        "http://my.netscape.com/rdf/simple/0.9": .rss,
        "http://channel.netscape.com/rdf/simple/0.9": .rss,
        "http://my.netscape.com/publish/formats/rss-0.91.dtd": .rss,
        "http://purl.org/net/rss1.1": .rss,
        "http://purl.org/rss/1.0": .rss,
        "http://purl.org/rss/2.0": .rss,
        "http://www.rssboard.org/rss-specification": .rss,
        "http://example.com/newformat": .rss,
        "http://example.com/necho": .atom,
        "http://purl.org/echo": .atom,
        "uri/of/echo/namespace": .atom,
        "http://purl.org/pie": .atom,
        "http://www.w3.org/2005/atom": .atom,
        "http://purl.org/net/atom/ns": .atom,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
        "http://purl.org/dc/elements/1.0": .dublinCore,
        "http://purl.org/dc/elements/1.1": .dublinCore,
        "http://purl.org/dc/terms": .dublinCoreTerms,
        "http://purl.org/rss/1.0/modules/content": .content,
        "http://search.yahoo.com/mrss": .media,
        "http://search.yahoo.com/rss": .media,
        "http://search.yahoo.com/searchmonkey/media": .media,
        "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "http://example.com/dtds/podcast-1.0.dtd": .itunes,
        "http://www.itunes.com/dtds/podcast": .itunes,
        "http://purl.org/rss/1.0/modules/syndication": .syndication,
        "http://www.w3.org/1999/xhtml": .xhtml,
        "https://podcastindex.org/namespace/1.0": .podcast,
        "http://podcastindex.org/namespace/1.0": .podcast,
        "http://rssnamespace.org/feedburner/ext/1.0": .feedburner,
        "http://www.w3.org/xml/1998/namespace": .xml,
    ]

    private static let prefixes: [String: Namespace] = [
        "dc": .dublinCore, "dcterms": .dublinCoreTerms, "content": .content, "media": .media,
        "itunes": .itunes,
        "sy": .syndication, "atom": .atom, "atom10": .atom, "a10": .atom, "xhtml": .xhtml,
        "podcast": .podcast,
        "feedburner": .feedburner, "rdf": .rdf, "rss": .rss, "xml": .xml,
    ]
}

/// A local name that some dialect knows, in small letters (iTunes and old channels disagree about capitals).
enum LocalName: String, CaseIterable {
    case other
    case abstract, about, author, base, body, category, channel, cloud, comments, content, contributor,
        copyright
    case created, creator, date, description, docs, domain, duration, email, enclosure, encoded, entry,
        expression
    case feed, filesize = "filesize", fullitem, generator, group, guid, height, href, homepage, icon, id,
        image
    case info, isdefault, ispermalink, issued, item, items, keywords, label, lang, language, lastbuilddate
    case lastmod, length, link, links, logo, managingeditor, medium, mode, modified, name, origlink, owner,
        player
    case pubdate, published, publisher, rating, rdf, rel, rights, rss, scheme, seq, skipdays, skiphours,
        source, src
    case subject, subtitle, summary, tagline, term, text, textinput, thumbnail, title, ttl, type, updated
    case updatefrequency, updateperiod, uri, url, value, version, webmaster, width
    case day, hour, div, base64, available, valid, w3cdtf, userpic, alternate, resource

    static let table: [String: LocalName] = Dictionary(
        allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

    /// Lengths of the known names by their first letter: a flood of other names makes no strings.
    private static let lengths: [UInt32] = {
        var lengths = [UInt32](repeating: 0, count: 256)
        for name in table.keys {
            guard let first = name.utf8.first else { continue }
            lengths[Int(first)] |= 1 << UInt32(name.utf8.count)
        }
        return lengths
    }()

    private static func isImpossible(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, bytes.count < 25 else { return true }
        return lengths[Int(first.asciiLowercased)] & 1 << UInt32(bytes.count) == 0
    }

    /// Finds a known name.
    init(_ bytes: some Collection<UInt8>) {
        self =
            Self.isImpossible(bytes)
            ? .other : Self.table[String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)] ?? .other
    }
}

/// An element or attribute as the dialects switch over it.
struct ElementName: Equatable {
    var namespace: Namespace
    var local: LocalName
}
