package import Articles

/// Which article an item is: a pure decision over evidence, so that a rebuilt catalog decides as the lost one would.
///
/// The rules stand in three steps: the same feed's article, else a re-keyed one, else a new one; then whether it is
/// an edit worth a line; then whether an earlier article of another feed says the same.
package enum Identity {
    /// How far articles of different feeds are held against each other (`dedup` in the configuration).
    package enum Scope: Sendable { case url, text, feed }

    /// What is to be done with one item.
    package enum Decision: Equatable, Sendable {
        /// Never seen: a line with a freshly minted id, `duplicate` when another article says the same.
        case new(duplicateOf: ArticleID?)
        /// Known and changed: a whole new line of the same id.
        case updated(KnownArticle, duplicateOf: ArticleID?)
        /// Known and changed, but too soon after its last revision: nothing is written, validators stay old.
        case waiting(KnownArticle)
        /// Known and the same: nothing is written.
        case seen(KnownArticle)
    }

    /// Folded characters below which a text is a stub that says nothing of its own: live tickers and bare
    /// headlines repeat legitimately.
    package static let stubCharacters = 200

    /// Decides about one item; `isDropped` says whether a rule drops it.
    ///
    /// `known` answers a key with the articles filed under it, oldest first, those of the batch being built included.
    package static func decide<Failure: Error>(
        _ item: ItemEvidence, isDropped: Bool, of feed: String, in document: DocumentKeys, scope: Scope,
        now: Timestamp, known: (ItemKey) throws(Failure) -> [KnownArticle]
    ) throws(Failure) -> Decision {
        var match = try sameFeed(item, document, known)
        if match == nil { match = try rekeyed(item, feed, document, known) }
        guard let article = match else {
            return .new(duplicateOf: try original(of: item, isDropped, feed, scope, before: nil, known))
        }
        guard isEdit(item.hash, of: article.evidence.hash) else { return .seen(article) }
        guard hasRested(article, at: now) else { return .waiting(article) }
        return .updated(
            article,
            duplicateOf: try original(of: item, isDropped, feed, scope, before: article.number, known))
    }

    /// How long after a revision the next edit waits: counters and rotating ads would write thousands of lines.
    package static func pause(afterRevision revision: Int) -> Duration {
        .seconds(min(900 << min(max(0, revision - 1), 10), 86_400))
    }

    /// Whether an edit need not wait any longer; a clock that was set back must not hold edits for months.
    private static func hasRested(_ article: KnownArticle, at now: Timestamp) -> Bool {
        now < article.fetchedAt || now >= article.fetchedAt + pause(afterRevision: article.revision)
    }

    /// Whether two content hashes differ in content; another pipeline's number (the first byte) is no edit.
    private static func isEdit(_ new: ContentHash, of old: ContentHash) -> Bool {
        new != old && new.high >> 56 == old.high >> 56
    }
}

/// What an item's own document says about its keys.
package struct DocumentKeys: Sendable {
    /// Keys that stand for two different items of the document.
    private var shared: Set<ItemKey> = []
    /// The identifying keys (guid, else URL) of all items.
    private var identifying: Set<ItemKey> = []

    /// Looks at all items of one document.
    package init(_ items: [ItemEvidence]) {
        var last: [ItemKey: ItemEvidence] = [:]
        for item in items {
            for key in [item.guid, item.guidAndURL, item.feedURL, item.match].compactMap(\.self) {
                if let other = last.updateValue(item, forKey: key), !other.isSameItem(as: item) {
                    shared.insert(key)
                }
            }
            if let key = item.namingKeys.first { identifying.insert(key) }
        }
    }

    /// Whether the document has this key for two different items.
    func isShared(_ key: ItemKey) -> Bool { shared.contains(key) }

    /// Whether the document still carries the item that had these keys.
    func contains(_ evidence: ItemEvidence) -> Bool {
        evidence.namingKeys.first.map(identifying.contains) ?? false
    }
}

extension ItemEvidence {
    /// The keys by which its feed names it, each needed only where the one before it names several.
    fileprivate var namingKeys: [ItemKey] {
        (guid != nil ? [guid, guidAndURL, titleAndDate] : [feedURL, titleAndDate]).compactMap(\.self)
    }

    /// Whether two entries of one document are one item given twice.
    fileprivate func isSameItem(as other: ItemEvidence) -> Bool {
        guid == other.guid && feedURL == other.feedURL && titleAndDate == other.titleAndDate
    }

    /// Whether both have one guid and URL.
    fileprivate func isAtSamePlace(as other: ItemEvidence) -> Bool {
        guid == other.guid && feedURL == other.feedURL
    }
}

extension Identity {
    /// Rules (1) and (2): the feed's own key names the article; where it names several the next key decides, so that
    /// feeds whose items all link to one page stay many articles.
    private static func sameFeed<Failure: Error>(
        _ item: ItemEvidence, _ document: DocumentKeys, _ known: (ItemKey) throws(Failure) -> [KnownArticle]
    ) throws(Failure) -> KnownArticle? {
        let keys = item.namingKeys
        for (index, key) in keys.enumerated() {
            let articles = try known(key)
            if index == keys.count - 1 {
                return articles.first { index == 0 || $0.evidence.isAtSamePlace(as: item) }
            }
            if articles.count < 2, !document.isShared(key) { return articles.first }
        }
        return nil
    }

    /// Rule (3): hosts flip and guids carry headlines; the article is the one that fits twice and has left its key.
    private static func rekeyed<Failure: Error>(
        _ item: ItemEvidence, _ feed: String, _ document: DocumentKeys,
        _ known: (ItemKey) throws(Failure) -> [KnownArticle]
    ) throws(Failure) -> KnownArticle? {
        var fitting: [Seq: KnownArticle] = [:]
        if let url = item.feedURL, !document.isShared(url) {
            let articles = try known(url)
            // A page that carries several articles names none of them.
            for article in articles where articles.count == 1 && item.agreesBesidesURL(with: article.evidence)
            {
                fitting[article.number] = article
            }
        }
        if let match = item.match, !document.isShared(match) {
            for article in try known(match)
            where article.feed == feed && item.agreesBesidesText(with: article.evidence) {
                fitting[article.number] = article
            }
        }
        let gone = fitting.values.filter { !document.contains($0.evidence) }
        return gone.count == 1 ? gone[0] : nil
    }

    /// The first article of another feed that says the same, never itself a duplicate.
    private static func original<Failure: Error>(
        of item: ItemEvidence, _ isDropped: Bool, _ feed: String, _ scope: Scope, before number: Seq?,
        _ known: (ItemKey) throws(Failure) -> [KnownArticle]
    ) throws(Failure) -> ArticleID? {
        guard scope != .feed else { return nil }
        func first(_ articles: [KnownArticle], _ saysTheSame: (KnownArticle) -> Bool) -> ArticleID? {
            // Another feed's copy of this feed's own article does not make the next one a copy, what a rule dropped does
            // not hide what it did not, and what has become a copy of something else is shown by nobody.
            let unfit = Set(
                articles.lazy.filter {
                    $0.feed == feed || $0.isDropped && !isDropped || $0.duplicateOf != nil
                }.map(\.id))
            return articles.first { article in
                article.feed != feed && number.map { article.number < $0 } ?? true
                    && !unfit.contains(article.duplicateOf ?? article.id) && saysTheSame(article)
            }.map { $0.duplicateOf ?? $0.id }
        }
        if let match = item.match, item.foldedCharacters >= stubCharacters,
            // What an article said before it became a copy is not what the other one says.
            let id = first(try known(match), { $0.duplicateOf == nil || $0.evidence.match == match })
        {
            return id
        }
        return try item.url.flatMap { key throws(Failure) in
            first(try known(key)) { item.repeats($0.evidence, scope) }
        }
    }
}

extension ItemEvidence {
    /// One more thing in common when the URL is.
    fileprivate func agreesBesidesURL(with other: ItemEvidence) -> Bool {
        hasEqual(title, other.title) || published.map { $0 == other.published } ?? false
            || match.map { $0 == other.match } ?? false
    }

    /// One more thing in common when title and text are.
    fileprivate func agreesBesidesText(with other: ItemEvidence) -> Bool {
        hasEqual(path, other.path) || published.map { $0 == other.published } ?? false
    }

    /// Whether an item at the URL of an earlier article merely repeats it.
    fileprivate func repeats(_ earlier: ItemEvidence, _ scope: Identity.Scope) -> Bool {
        // The publisher has the word: nobody can claim its URL first. The site is that of this item's URL, for the
        // earlier article may have moved to another one since.
        let isPublisher = hasEqual(urlSite, feedSite) && !hasEqual(urlSite, earlier.feedSite)
        // An aggregator's link does not swallow the article.
        let saysMore =
            earlier.foldedCharacters < Identity.stubCharacters && foldedCharacters >= Identity.stubCharacters
        return !isPublisher && !saysMore && (scope == .url || hasEqual(title, earlier.title))
    }

    private func hasEqual(_ left: UInt64, _ right: UInt64) -> Bool { left != 0 && left == right }
}
