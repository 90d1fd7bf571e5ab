package import Articles

/// What the catalog keeps of one journal line.
package struct CommittedLine: Sendable {
    /// What happened, and where in the journal.
    package var head: ArticleHead
    /// The article as identity knows it from this line on.
    package var article: KnownArticle
    /// To sort by.
    package var date: Timestamp

    /// Whether the line says that its article is to be forgotten.
    var forgets: Bool { head.event == .removed && article.evidence.hash == .forgotten }

    /// Makes a line's record.
    package init(_ head: ArticleHead, article: KnownArticle, date: Timestamp) {
        self.head = head
        self.article = article
        self.date = date
    }
}

/// What one commit of the journal means to the catalog: one transaction.
package struct CatalogChanges: Sendable {
    package var lines: [CommittedLine]
    package var feeds: [FeedState]
    /// The journal's last line; what the catalog says reaches this far.
    package var appliedSeq: Seq

    /// Makes changes.
    package init(lines: [CommittedLine], feeds: [FeedState], appliedSeq: Seq) {
        self.lines = lines
        self.feeds = feeds
        self.appliedSeq = appliedSeq
    }
}
