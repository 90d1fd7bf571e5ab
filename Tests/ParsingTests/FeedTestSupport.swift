import Articles

@testable import Parsing

/// A document as the tests look at it: strings instead of ranges.
struct ReadFeed {
    let document: FeedDocument

    init(_ text: String, contentType: String? = nil, base: String? = nil) throws {
        try self.init(Array(text.utf8), contentType: contentType, base: base)
    }

    init(_ bytes: [UInt8], contentType: String? = nil, base: String? = nil, encoding: String? = nil) throws {
        document = try FeedParser.parse(
            FeedParser.Input(bytes: bytes, contentType: contentType, base: base, encoding: encoding))
    }

    var feed: FeedDocument.Feed { document.feed }
    var entries: [FeedDocument.Entry] { document.entries }
    var titles: [String?] { entries.map { self[$0.title] } }
    var codes: [String] { document.warnings.map(\.code) }
    subscript(_ range: ByteRange) -> String? { document.bytes.string(range) }

    func authors(_ index: Int = 0) -> [[String?]] {
        document.authors[entries[index].authors].map { [self[$0.name], self[$0.email], self[$0.url]] }
    }

    func categories(_ index: Int = 0) -> [String?] {
        document.categories[entries[index].categories].map { self[$0] }
    }

    func enclosures(_ index: Int = 0) -> [[String?]] {
        document.enclosures[entries[index].enclosures].map { [self[$0.url], self[$0.type], self[$0.length]] }
    }
}

/// Why a document is no feed; nil when it is one.
func refusal(_ text: String) -> String? {
    do throws(NotAFeed) {
        _ = try FeedParser.parse(FeedParser.Input(bytes: Array(text.utf8)))
        return nil
    } catch {
        return error.code
    }
}

/// An RSS 2.0 document around some items.
func rss(_ items: String, namespaces: String = "") -> String {
    "<rss version=\"2.0\" \(namespaces)><channel><title>Feed</title><link>https://example.org/</link>"
        + "<description>d</description>\(items)</channel></rss>"
}

/// An Atom 1.0 document around some entries.
func atom(_ entries: String) -> String {
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Feed</title><id>urn:feed</id>\(entries)</feed>"
}
