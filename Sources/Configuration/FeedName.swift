/// Makes the id of a feed that was given none: from host, path and query of its URL, or from the name of its file.
///
/// `https://feeds.bbci.co.uk/arabic/rss.xml` is `feeds.bbci.co.uk-arabic`. Segments at the end that every feed has
/// (`feed`, `rss.xml`, `index`) say nothing and are left out; what is no letter, digit, `.`, `_` or `-` becomes
/// one `-`; parameters such as `apikey` are left out. An id that would lose something (percent-encoded or foreign
/// letters) or is too long ends in eight hexadecimal digits of a hash of the URL. The id of a feed is for ever, so this rule is too.
enum FeedName {
    static let length = 64

    private static let commonTails: Set<String> = [
        "feed", "feeds", "rss", "atom", "rdf", "xml", "index", "default", "feed.xml", "feed.rss", "feed.atom",
        "feed.json", "feed.rdf", "rss.xml", "rss.php", "rss.asp", "rss.aspx", "rss2.xml", "atom.xml",
        "index.xml",
        "index.rss", "index.rdf", "index.atom", "index.php", "index.html", "index.htm", "default.xml",
    ]
    private static let extensions = [".xml", ".rss", ".atom", ".rdf", ".json"]

    static func make(for address: FeedAddress) -> String {
        var segments = address.path.split(separator: "/").map(String.init)
        while let last = segments.last, commonTails.contains(last.lowercased()) { segments.removeLast() }
        if let last = segments.last { segments[segments.count - 1] = withoutExtension(last) }
        let host = address.host.lowercased() + (address.port.map { "-\($0)" } ?? "")
        // An id is printed everywhere: what opens a door is no part of it.
        let query = TellingNames.query(address.query.map { $0[...] } ?? "") { _ in nil }
        let parts = [host] + segments + [query]
        return bounded(parts.joined(separator: "-"), hashing: whole(address, query: query))
    }

    /// What tells two addresses apart for ever: unlike the canonical form, no table can change it.
    static func whole(_ address: FeedAddress, query: String) -> String {
        address.host.lowercased() + (address.port.map { ":\($0)" } ?? "") + address.path
            + (query.isEmpty ? "" : "?\(query)")
    }

    /// `sample/cairo.xml` is `cairo`.
    static func make(forFile path: String) -> String {
        bounded(withoutExtension(String(Path.name(of: path))), hashing: path)
    }

    /// The id with a hash behind it, for the second feed of a list whose URL makes the same one.
    static func distinguished(_ id: String, by key: String) -> String {
        String(id.prefix(length - 9)) + "-" + hash(key)
    }

    /// Whether an id has the form that every id must have.
    static func isValid(_ id: String) -> Bool {
        (1...length).contains(id.utf8.count) && id.utf8.allSatisfy(\.isNameByte) && id.utf8.first != 0x2E
            && id.utf8.first != 0x2D
    }

    private static func bounded(_ text: String, hashing key: String) -> String {
        var id = ""
        var isLossy = false
        var pending = false
        for scalar in text.unicodeScalars {
            guard scalar.isASCII, UInt8(truncatingIfNeeded: scalar.value).isNameByte, scalar != "-" else {
                isLossy = isLossy || !scalar.isASCII || scalar == "%"
                pending = true
                continue
            }
            if pending, !id.isEmpty { id += "-" }
            pending = false
            if !id.isEmpty || scalar != "." { id.unicodeScalars.append(scalar) }
        }
        if id.isEmpty { return "feed-" + hash(key) }
        return isLossy || id.utf8.count > length ? distinguished(id, by: key) : id
    }

    private static func withoutExtension(_ name: String) -> String {
        for suffix in extensions
        where name.lowercased().hasSuffix(suffix) && name.utf8.count > suffix.utf8.count {
            return String(name.dropLast(suffix.count))
        }
        return name
    }

    /// FNV-1a of 32 bits: short, and the same for ever.
    private static func hash(_ text: String) -> String {
        let value = text.utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
