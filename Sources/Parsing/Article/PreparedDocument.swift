package import Articles

/// What the committer needs of a parsed document: evidence for identity, and each line's tail, already written.
package struct PreparedDocument: Sendable {
    /// One item.
    package struct Item: Sendable {
        /// What identity looks at.
        package var evidence: ItemEvidence
        /// Ids to try, best first.
        package var candidateIDs: [ArticleID]
        /// To sort by.
        package var date: Timestamp
        /// When it was seen.
        package var fetchedAt: Timestamp
        /// The line from `"date":` to the closing brace, in `bytes`.
        package var tail: ByteRange
        /// Whether a rule says drop.
        package var isDropped: Bool
    }

    /// The arena of the tails.
    package var bytes: [UInt8] = []
    /// The items, in the order of the document.
    package var items: [Item] = []
    /// The feed's own title and site.
    package var title: String?
    package var siteURL: String?
    /// What the feed says about asking again: RSS 2.0 `<ttl>`, `<skipHours>` (bits 0 to 23, GMT) and `<skipDays>` (bit
    /// 0 for Monday).
    ///
    /// The period of the syndication module is not among it: WordPress writes hourly for everybody.
    package var timeToLive: Duration?
    /// How often the feed says that it changes (RSS 1.0 Syndication Module).
    package var updateInterval: Duration?
    package var skipHours: UInt32 = 0
    package var skipDays: UInt8 = 0
    /// True when the document stopped before its end.
    package var isTruncated = false
    /// What was wrong with it.
    package var warnings: [Warning] = []

    /// Makes an empty document.
    package init() {}
}
