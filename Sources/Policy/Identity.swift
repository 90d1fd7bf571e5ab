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

    /// Decides about one item.
    ///
    /// `known` answers a key with the articles filed under it, oldest first, those of the batch being built included.
    package static func decide<Failure: Error>(
        _ item: ItemEvidence, of feed: String, in document: DocumentKeys, scope: Scope, now: Timestamp,
        known: (ItemKey) throws(Failure) -> [KnownArticle]
    ) throws(Failure) -> Decision {
        var match = try sameFeed(item, document, known)
        if match == nil { match = try rekeyed(item, feed, document, known) }
        guard let article = match else {
            return .new(duplicateOf: try original(of: item, feed, scope, before: nil, known))
        }
        guard isEdit(item.hash, of: article.evidence.hash) else { return .seen(article) }
        guard now >= article.fetchedAt + pause(afterRevision: article.revision) else {
            return .waiting(article)
        }
        return .updated(
            article, duplicateOf: try original(of: item, feed, scope, before: article.number, known))
    }

    /// How long after a revision the next edit waits: counters and rotating ads would write thousands of lines.
    package static func pause(afterRevision revision: Int) -> Duration {
        .seconds(min(900 << min(max(0, revision - 1), 10), 86_400))
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
        var first: [ItemKey: ItemEvidence] = [:]
        for item in items {
            for key in [item.guid, item.guidAndURL, item.feedURL].compactMap(\.self) {
                if let other = first.updateValue(item, forKey: key), !other.isSameItem(as: item) {
                    shared.insert(key)
                }
            }
            if let key = item.identifyingKey { identifying.insert(key) }
        }
    }

    /// Whether the document has this key for two different items.
    func isShared(_ key: ItemKey) -> Bool { shared.contains(key) }

    /// Whether the document still carries the item that had these keys.
    func contains(_ evidence: ItemEvidence) -> Bool {
        evidence.identifyingKey.map(identifying.contains) ?? false
    }
}

extension ItemEvidence {
    /// The key by which its feed names it.
    fileprivate var identifyingKey: ItemKey? { guid ?? feedURL ?? titleAndDate }

    /// Whether two entries of one document under one key are one item given twice.
    fileprivate func isSameItem(as other: ItemEvidence) -> Bool {
        guid == other.guid && guidAndURL == other.guidAndURL && titleAndDate == other.titleAndDate
    }
}

extension Identity {
    /// Rules (1) and (2): the feed's own key names the article.
    private static func sameFeed<Failure: Error>(
        _ item: ItemEvidence, _ document: DocumentKeys, _ known: (ItemKey) throws(Failure) -> [KnownArticle]
    ) throws(Failure) -> KnownArticle? {
        let names = item.guid == nil ? [item.feedURL] : [item.guid, item.guidAndURL]
        for key in names.compactMap(\.self) {
            let articles = try known(key)
            if articles.count <= 1, !document.isShared(key) { return articles.first }
        }
        guard let key = item.titleAndDate else { return nil }
        // A feed that gives all its items one guid or one page: only title and date tell them apart.
        return try known(key).first {
            $0.evidence.guidAndURL == item.guidAndURL && $0.evidence.feedURL == item.feedURL
        }
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
        if let match = item.match {
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
        of item: ItemEvidence, _ feed: String, _ scope: Scope, before number: Seq?,
        _ known: (ItemKey) throws(Failure) -> [KnownArticle]
    ) throws(Failure) -> ArticleID? {
        guard scope != .feed else { return nil }
        func isEarlier(_ article: KnownArticle) -> Bool {
            article.feed != feed && number.map { article.number < $0 } ?? true
        }
        if let match = item.match, item.foldedCharacters >= stubCharacters,
            let first = try known(match).first(where: isEarlier)
        {
            return first.duplicateOf ?? first.id
        }
        guard let url = item.url else { return nil }
        let first = try known(url).first { isEarlier($0) && item.repeats($0.evidence, scope) }
        return first.map { $0.duplicateOf ?? $0.id }
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
        // The publisher has the word: nobody can claim its URL first.
        let isPublisher = hasEqual(urlSite, feedSite) && !hasEqual(earlier.urlSite, earlier.feedSite)
        // An aggregator's link does not swallow the article.
        let saysMore =
            earlier.foldedCharacters < Identity.stubCharacters && foldedCharacters >= Identity.stubCharacters
        return !isPublisher && !saysMore && (scope == .url || hasEqual(title, earlier.title))
    }

    private func hasEqual(_ left: UInt64, _ right: UInt64) -> Bool { left != 0 && left == right }
}
