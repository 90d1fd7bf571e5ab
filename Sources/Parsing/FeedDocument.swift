package import Articles

/// A parsed feed: one arena of bytes, and ranges into it.
///
/// Texts stand in it as published: `title`, `summary` and `content` are HTML source, unescaped as their type says,
/// neither sanitised nor cut. What becomes of them is ArticleMaker's business.
package struct FeedDocument: Sendable {
    /// The dialect that the document speaks.
    package enum Format: String, Sendable {
        case rss090 = "rss-0.90"
        case rss091 = "rss-0.91"
        case rss092 = "rss-0.92"
        case rss093 = "rss-0.93"
        case rss094 = "rss-0.94"
        case rss10 = "rss-1.0"
        case rss20 = "rss-2.0"
        case atom03 = "atom-0.3"
        case atom10 = "atom-1.0"
        case jsonFeed10 = "json-1.0"
        case jsonFeed11 = "json-1.1"
    }

    /// A person named as an author.
    package struct Author: Sendable {
        package var name = ByteRange.absent
        package var email = ByteRange.absent
        package var url = ByteRange.absent
        package init() {}
    }

    /// An enclosure, or media:content with a URL.
    package struct Enclosure: Sendable {
        package var url = ByteRange.absent
        package var type = ByteRange.absent
        package var title = ByteRange.absent
        /// Bytes as the publisher wrote them, digits or not.
        package var length = ByteRange.absent
        package var durationSeconds: Double?
        package init() {}
    }

    /// The feed's own fields.
    package struct Feed: Sendable {
        package var title = ByteRange.absent
        package var link = ByteRange.absent
        package var language = ByteRange.absent
        package var description = ByteRange.absent
        package var author = ByteRange.absent
        /// Where relative URLs of title and description start from.
        package var base = ByteRange.absent
        package var updated: Timestamp?
        /// RSS `ttl` in minutes; sy:updatePeriod and updateFrequency together as an interval.
        package var ttlMinutes: Int?
        package var updateInterval: Duration?
        /// RSS skipHours (bits 0 to 23, GMT) and skipDays (bits 0 for Monday to 6).
        package var skipHours: UInt32 = 0
        package var skipDays: UInt8 = 0
        package init() {}
    }

    /// One item or entry.
    package struct Entry: Sendable {
        /// guid, atom:id or rdf:about, untouched.
        package var id = ByteRange.absent
        /// The link, absolute where a base is known.
        package var link = ByteRange.absent
        /// feedburner:origLink: the link before an aggregator rewrote it.
        package var originalLink = ByteRange.absent
        /// JSON Feed external_url.
        package var externalLink = ByteRange.absent
        package var title = ByteRange.absent
        package var summary = ByteRange.absent
        package var content = ByteRange.absent
        /// Where relative URLs of the content start from (xml:base chain, then the document's URL).
        package var base = ByteRange.absent
        /// xml:lang or dc:language of the item.
        package var language = ByteRange.absent
        package var image = ByteRange.absent
        package var published: Timestamp?
        package var updated: Timestamp?
        /// The strings that the two dates were read from.
        package var publishedRaw = ByteRange.absent
        package var updatedRaw = ByteRange.absent
        /// Indices into the document's side tables.
        package var authors: Range<Int> = 0..<0
        package var categories: Range<Int> = 0..<0
        package var enclosures: Range<Int> = 0..<0
        package init() {}
    }

    /// The arena.
    package var bytes: [UInt8] = []
    package var format: Format
    /// False when the document could be read only after recovery.
    package var isWellFormed = true
    /// True when the document stopped before its end; complete items are kept, the cut one is not.
    package var isTruncated = false
    package var warnings: [Warning] = []
    package var feed = Feed()
    package var entries: [Entry] = []
    package var authors: [Author] = []
    package var categories: [ByteRange] = []
    package var enclosures: [Enclosure] = []

    package init(format: Format) { self.format = format }
}

/// A document that is no feed, and why: HTML, empty, JSON of another kind, something else.
package struct NotAFeed: Error, Sendable {
    /// A stable name such as `empty`, `html`, `not-xml`, `not-a-feed`, `binary` or `too-deep`.
    package var code: String
    /// One line for people, with the page's title where there is one.
    package var message: String
    package var warnings: [Warning] = []
    /// The feeds that an HTML page names in its head.
    package var links: [FeedLink] = []

    package init(code: String, message: String, warnings: [Warning] = []) {
        self.code = code
        self.message = message
        self.warnings = warnings
    }
}
