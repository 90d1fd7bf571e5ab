/// Everything that identity looks at in one item: a pure function of its journal line and of its feed's address,
/// so that a rebuilt catalog decides as the lost one would.
///
/// Keys are SHA-256 over a tag, the feed's id where the key is the feed's own, and the bytes, length-prefixed,
/// so that no feed can produce another's.
public struct ItemEvidence: Hashable, Sendable {
    /// (1) The feed's guid, without the scheme if it is a URL.
    public var guid: ItemKey?
    /// (1) The guid together with the canonical URL, for feeds that give one guid to several items.
    public var guidAndURL: ItemKey?
    /// (2) The feed's item at this canonical URL.
    public var feedURL: ItemKey?
    /// (2) The feed's item of this title and date, when there is neither guid nor URL.
    public var titleAndDate: ItemKey?
    /// Across feeds: the canonical URL.
    public var url: ItemKey?
    /// Across feeds, and (3): folded title and text.
    public var match: ItemKey?

    /// (3) The title, folded and shortened to 64 bits; 0 when absent.
    public var title: UInt64 = 0
    /// (3) The path of the URL, shortened to 64 bits; 0 when absent.
    public var path: UInt64 = 0
    /// (3) The date as published.
    public var published: Timestamp?
    /// Characters of folded text: below 200 an article is a stub.
    public var foldedCharacters: UInt32 = 0
    /// The registrable domain of the URL, shortened to 64 bits; 0 when absent.
    public var urlSite: UInt64 = 0
    /// The registrable domain of the feed's configured URL, shortened to 64 bits; 0 when absent.
    public var feedSite: UInt64 = 0
    /// The exact content hash.
    public var hash: ContentHash

    /// Makes evidence of an item of which only the content is known.
    public init(hash: ContentHash) { self.hash = hash }

    /// The keys under which the catalog files the item.
    public var keys: [ItemKey] {
        [guid, guidAndURL, feedURL, titleAndDate, url, match].compactMap(\.self)
    }
}

/// An article that the catalog knows: its newest revision, as identity needs it.
public struct KnownArticle: Hashable, Sendable {
    /// Position of the article's first line; the catalog's number for it.
    public var number: Seq
    /// Position of its newest line.
    public var latest: Seq
    /// The id that every line of it carries.
    public var id: ArticleID
    /// The number of its newest revision, from 1.
    public var revision: Int
    /// The id of the feed it came from.
    public var feed: String
    /// Set while the article says what an earlier one said.
    public var duplicateOf: ArticleID?
    /// Whether a rule dropped its newest revision.
    public var isDropped: Bool
    /// When its newest revision was first seen.
    public var fetchedAt: Timestamp
    /// What its newest line says.
    public var evidence: ItemEvidence

    /// Makes a known article.
    public init(
        number: Seq, latest: Seq, id: ArticleID, revision: Int, feed: String, duplicateOf: ArticleID?,
        isDropped: Bool = false, fetchedAt: Timestamp, evidence: ItemEvidence
    ) {
        self.number = number
        self.latest = latest
        self.id = id
        self.revision = revision
        self.feed = feed
        self.duplicateOf = duplicateOf
        self.isDropped = isDropped
        self.fetchedAt = fetchedAt
        self.evidence = evidence
    }
}
