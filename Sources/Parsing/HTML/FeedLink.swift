import Articles

/// A feed that a page names: `<link rel="alternate" type="application/rss+xml" href="…" title="…">` (WHATWG HTML 4.6.7.1).
package struct FeedLink: Hashable, Sendable {
    /// Its address, absolute where the page's is known.
    package var url: [UInt8]
    /// What the page calls it; empty when it does not.
    package var title: [UInt8]

    /// The first links of a page.
    static func find(in page: [UInt8], base: String?) -> [FeedLink] {
        var links: [FeedLink] = []
        let page = page.prefix(mostBytes)
        let base = Array((base ?? "").utf8)
        var index = 0
        while links.count < mostLinks, let tag = page[index...].firstIndex(of: Array("<link".utf8)) {
            index = tag + 5
            let attributes = TagAttributes(page, from: &index)
            guard attributes.names("rel", "alternate"),
                types.contains(where: { attributes.names("type", $0) }),
                let reference = attributes["href"], !reference.isEmpty
            else { continue }
            var url: [UInt8] = []
            if !WebURL.resolve(reference.span, against: base.span, into: &url) { url = reference }
            let link = FeedLink(url: url, title: attributes["title"] ?? [])
            if !links.contains(link) { links.append(link) }
        }
        return links
    }

    private static let types = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
    ]
    /// Bytes of a page in which links are looked for; they stand in its head.
    private static let mostBytes = 256 << 10
    private static let mostLinks = 32
}

/// The attributes of one tag, by name in small letters, with their references resolved.
private struct TagAttributes {
    private var values: [[UInt8]: [UInt8]] = [:]

    /// Reads from behind the name of the element to behind the `>`.
    init(_ page: ArraySlice<UInt8>, from index: inout Int) {
        var cleaner = HTMLCleaner()
        while index < page.endIndex, page[index] != UInt8(ascii: ">") {
            let name = page[index...].prefix {
                !$0.isHTMLSpace && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">")
                    && $0 != UInt8(ascii: "/")
            }
            index = name.endIndex
            guard !name.isEmpty else {
                index += 1
                continue
            }
            var value: [UInt8] = []
            if Self.skip(UInt8(ascii: "="), page, &index) {
                cleaner.plainText(Self.value(page, &index).span, into: &value, singleLine: true)
            }
            let key = name.map(\.asciiLowercased)
            if values[key] == nil { values[key] = value }
        }
        index = min(index + 1, page.endIndex)
    }

    subscript(name: String) -> [UInt8]? { values[Array(name.utf8)] }

    /// Whether a word is among those of a list, in small letters or capitals.
    func names(_ attribute: String, _ word: String) -> Bool {
        guard let value = self[attribute] else { return false }
        return value.split(whereSeparator: \.isHTMLSpace).contains {
            $0.map(\.asciiLowercased).elementsEqual(word.utf8)
        }
    }

    private static func skip(_ byte: UInt8, _ page: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
        let next = page[index...].drop(while: \.isHTMLSpace).startIndex
        guard next < page.endIndex, page[next] == byte else { return false }
        index = page[(next + 1)...].drop(while: \.isHTMLSpace).startIndex
        return true
    }

    private static func value(_ page: ArraySlice<UInt8>, _ index: inout Int) -> ArraySlice<UInt8> {
        guard index < page.endIndex else { return [] }
        let quote = page[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let value = page[index...].prefix { !$0.isHTMLSpace && $0 != UInt8(ascii: ">") }
            index = value.endIndex
            return value
        }
        let value = page[(index + 1)...].prefix { $0 != quote }
        index = min(value.endIndex + 1, page.endIndex)
        return value
    }
}
