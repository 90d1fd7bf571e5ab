internal import Articles
internal import Catalog
internal import Journal
internal import Parsing
internal import Policy

/// The single writer: identifies the items of parsed documents, writes their lines, and only then lets the catalog
/// know of them and of the feeds' new validators.
///
/// Invariant: what the catalog says is in the journal, durable, before the catalog says it.
struct Committer: ~Copyable {
    /// A document on its way into the journal.
    struct Entry {
        /// The feed's id.
        var feed: String
        /// How far its articles are held against other feeds'.
        var scope: Identity.Scope
        /// What was parsed of it.
        var document: PreparedDocument
    }

    /// What came of a document.
    struct Outcome: Equatable {
        var new = 0, updated = 0, duplicate = 0, seen = 0
        /// Edits that wait for their time, and items beyond the limit of one document: the document has to come again.
        var waiting = 0, heldBack = 0

        /// Whether all of the document was taken, so that its validators may be stored.
        var isWhole: Bool { waiting == 0 && heldBack == 0 }
        /// Lines written.
        var lines: Int { new + updated + duplicate }
    }

    /// The dates of a document's articles, as its feed gave them.
    struct Dates {
        /// Of articles that it brought for the first time, nil where they have none.
        var new: [Timestamp?] = []
        /// Of articles that were known before.
        var known: [Timestamp] = []
    }

    var journal: JournalWriter
    let catalog: Catalog
    private var batch = Batch()
    private var written = (lines: 0, bytes: 0)

    init(journal: consuming JournalWriter, catalog: Catalog) {
        self.journal = journal
        self.catalog = catalog
    }

    /// Bytes of lines after which a frame is written, in the middle of a document too: whoever wants one line unpacks a
    /// frame.
    private static let frameTarget = 256 << 10

    /// Writes what is new in the documents, then hands each outcome to `state`, whose answer is stored with the
    /// document's last commit; `states` are those of feeds that brought no document.
    ///
    /// When the journal fails nothing of the current frame is acknowledged: the feeds keep their old validators and
    /// their documents come again.
    mutating func commit(
        _ entries: [Entry], alongside states: [FeedState], now: Timestamp,
        state: (Int, Outcome, Dates) -> FeedState
    ) throws(StoreFailure) -> [Outcome] {
        batch = Batch()
        batch.feeds = states
        var outcomes: [Outcome] = []
        for (index, entry) in entries.enumerated() {
            var dates = Dates()
            let outcome = try take(entry, now: now, &dates)
            outcomes.append(outcome)
            batch.feeds.append(state(index, outcome, dates))
        }
        try flush(now: now)
        return outcomes
    }

    /// Writes the line by which an article is forgotten, behind its newest line; `evidence` is what a line says to
    /// identity.
    mutating func forget(
        _ article: KnownArticle, _ line: ArticleLine, now: Timestamp,
        evidence: (ArticleLine) -> ItemEvidence
    ) throws(StoreFailure) {
        batch = Batch()
        let seq = journal.nextSeq
        let bytes = Husk.forgetting(line, evidence(line), as: seq, at: now)
        guard let husk = ArticleLine(bytes) else { preconditionFailure("a husk that is no line") }
        var forgotten = article
        forgotten.latest = seq
        forgotten.revision = husk.head.revision
        forgotten.isDropped = husk.head.dropped
        forgotten.fetchedAt = now
        forgotten.evidence = evidence(husk)
        batch.plain = bytes + [0x0A]
        batch.add(forgotten, CommittedLine(husk.head, article: forgotten, date: husk.date))
        try flush(now: now)
    }

    /// The lines that were written since this was last asked, and their bytes.
    mutating func takeWritten() -> (lines: Int, bytes: Int) {
        defer { written = (0, 0) }
        return written
    }

    private mutating func take(_ entry: Entry, now: Timestamp, _ dates: inout Dates) throws(StoreFailure)
        -> Outcome
    {
        var outcome = Outcome()
        try StoreFailure.wrap { () throws(CatalogError) in try catalog.beginLookUps() }
        let keys = DocumentKeys(entry.document.items.map(\.evidence))
        var taken: Set<ArticleID> = []
        for item in entry.document.items {
            let decision = try identify(item, entry, keys, now)
            // A document that gives one article twice would otherwise edit it to and fro for ever.
            if let id = decision.knownID, !taken.insert(id).inserted {
                outcome.seen += 1
                continue
            }
            if outcome.new + outcome.duplicate >= Limits.itemsPerDocument, case .new = decision {
                outcome.heldBack += 1
                continue
            }
            dates.note(item.ownDate, isNew: decision.knownID == nil)
            switch decision {
            case .seen: outcome.seen += 1
            case .waiting: outcome.waiting += 1
            case .new(let first):
                if first == nil { outcome.new += 1 } else { outcome.duplicate += 1 }
                let id = try freeID(for: item, in: entry)
                taken.insert(id)
                try write(
                    item, of: entry, as: first == nil ? .new : .duplicate, id: id, duplicateOf: first,
                    now: now)
            case .updated(let known, let first):
                outcome.updated += 1
                try write(
                    item, of: entry, as: .updated, id: known.id, after: known, duplicateOf: first, now: now)
            }
        }
        return outcome
    }

    private func identify(
        _ item: PreparedDocument.Item, _ entry: Entry, _ keys: DocumentKeys, _ now: Timestamp
    ) throws(StoreFailure) -> Identity.Decision {
        try StoreFailure.wrap { () throws(CatalogError) in
            try Identity.decide(
                item.evidence, isDropped: item.isDropped, of: entry.feed, in: keys, scope: entry.scope,
                now: now
            ) {
                key throws(CatalogError) in
                batch.merge(try catalog.articles(matching: key, limit: Batch.candidates), for: key)
            }
        }
    }

    /// The first candidate id that no other article has; identity already said that this one is new.
    private func freeID(for item: PreparedDocument.Item, in entry: Entry) throws(StoreFailure) -> ArticleID {
        for id in item.candidateIDs where !batch.ids.contains(id) {
            let holder = try StoreFailure.wrap { () throws(CatalogError) in try catalog.article(id: id) }
            if holder == nil { return id }
        }
        return EvidenceMaker.id(feed: entry.feed, at: journal.nextSeq + UInt64(batch.lines.count))
    }

    private mutating func write(
        _ item: PreparedDocument.Item, of entry: Entry, as event: ArticleHead.Event, id: ArticleID,
        after known: KnownArticle? = nil, duplicateOf: ArticleID?, now: Timestamp
    ) throws(StoreFailure) {
        if batch.plain.count >= Self.frameTarget
            || batch.plain.count + Int(item.tail.count) + 512 > Limits.frameBytes
        {
            try flush(now: now)
            try StoreFailure.wrap { () throws(CatalogError) in try catalog.beginLookUps() }
        }
        let seq = journal.nextSeq + UInt64(batch.lines.count)
        let head = ArticleHead(
            seq: seq, event: event, id: id, revision: (known?.revision ?? 0) + 1, duplicateOf: duplicateOf,
            dropped: item.isDropped)
        head.append(to: &batch.plain)
        batch.plain.append(contentsOf: entry.document.bytes[item.tail])
        batch.plain.append(0x0A)
        let article = KnownArticle(
            number: known?.number ?? seq, latest: seq, id: id, revision: head.revision, feed: entry.feed,
            duplicateOf: duplicateOf, isDropped: item.isDropped, fetchedAt: item.fetchedAt,
            evidence: item.evidence)
        batch.add(article, CommittedLine(head, article: article, date: item.date))
    }

    /// One commit: one frame, one fdatasync, then one transaction of the catalog.
    private mutating func flush(now: Timestamp) throws(StoreFailure) {
        defer { batch = Batch() }
        if !batch.lines.isEmpty {
            do { try journal.commit(batch.plain, records: batch.lines.count, at: now) } catch {
                throw .journal(error)
            }
            written.lines += batch.lines.count
            written.bytes += batch.plain.count
        }
        guard !batch.lines.isEmpty || !batch.feeds.isEmpty else {
            return try StoreFailure.wrap { () throws(CatalogError) in try catalog.endLookUps() }
        }
        let changes = CatalogChanges(lines: batch.lines, feeds: batch.feeds, appliedSeq: journal.lastSeq)
        try StoreFailure.wrap { () throws(CatalogError) in try catalog.commit(changes) }
    }
}

/// Lines that are written together, and what identity must know of them before the catalog does.
private struct Batch {
    var plain: [UInt8] = []
    var lines: [CommittedLine] = []
    var feeds: [FeedState] = []
    var ids: Set<ArticleID> = []
    /// Articles looked at under one key: enough to know that it is shared, few enough for a hostile feed.
    static let candidates = 16

    private var articles: [Seq: KnownArticle] = [:]
    /// The oldest of them under each key.
    private var numbers: [ItemKey: [Seq]] = [:]

    mutating func add(_ article: KnownArticle, _ line: CommittedLine) {
        lines.append(line)
        ids.insert(article.id)
        articles[article.number] = article
        for key in article.evidence.keys { file(article.number, under: key) }
    }

    private mutating func file(_ number: Seq, under key: ItemKey) {
        var list = numbers[key] ?? []
        let place = list.firstIndex { $0 >= number } ?? list.count
        guard place < Self.candidates, place == list.count || list[place] != number else { return }
        list.insert(number, at: place)
        numbers[key] = Array(list.prefix(Self.candidates))
    }

    /// The oldest articles under a key: the catalog's, as this batch has changed them, and those that it adds.
    func merge(_ stored: [KnownArticle], for key: ItemKey) -> [KnownArticle] {
        guard !articles.isEmpty else { return stored }
        let known = stored.map { articles[$0.number] ?? $0 }
        let added = (numbers[key] ?? []).filter { number in !stored.contains { $0.number == number } }
        guard !added.isEmpty else { return known }
        let all = known + added.compactMap { articles[$0] }
        return Array(all.sorted { $0.number < $1.number }.prefix(Self.candidates))
    }
}

extension Committer.Dates {
    fileprivate mutating func note(_ date: Timestamp?, isNew: Bool) {
        if isNew { new.append(date) } else if let date { known.append(date) }
    }
}

extension PreparedDocument.Item {
    /// The date that the feed gave it; nil where the time of the fetch stands in for one.
    fileprivate var ownDate: Timestamp? { date == fetchedAt ? nil : date }
}

extension Identity.Decision {
    /// The article that the item turned out to be.
    fileprivate var knownID: ArticleID? {
        switch self {
        case .new: nil
        case .updated(let article, _), .waiting(let article), .seen(let article): article.id
        }
    }
}
