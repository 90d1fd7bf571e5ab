internal import Articles
internal import Catalog
internal import Journal
internal import Parsing

/// What a journal line means to the catalog: the way back from the truth to everything derived.
///
/// The daemon replays what the catalog missed in a crash; `reindex` replays all of it.
struct LineReplay: Sendable {
    private let site: @Sendable (String) -> String
    /// Feeds whose URLs keep their tracking parameters.
    private let keepsTracking: Set<String>
    private var makers: [[UInt8]: EvidenceMaker] = [:]

    init(site: @escaping @Sendable (String) -> String, keepsTracking: Set<String> = []) {
        self.site = site
        self.keepsTracking = keepsTracking
    }

    /// Lines taken in by one transaction: keys are random, so every transaction writes a page of the index for each,
    /// however few they are.
    private static let linesPerTransaction = 2000

    /// What the next transaction will take in.
    private struct Batch {
        var changes: CatalogChanges
        /// The numbers of the articles in it.
        var numbers: [ArticleID: Seq] = [:]
    }

    /// Brings the catalog up to the journal and returns the number of lines; `progress` is told now and then.
    ///
    /// Fetching may start as soon as this is done: it is all that identity needs.
    func apply(_ layout: StoreLayout, to catalog: Catalog, progress: (Int) -> Void) throws(StoreFailure)
        -> Int
    {
        var replay = self
        var lines = 0
        var reader = try StoreFailure.journal { () throws(JournalError) in
            try JournalReader(layout, after: catalog.appliedSeq)
        }
        var batch = Batch(changes: CatalogChanges(lines: [], feeds: [], appliedSeq: catalog.appliedSeq))
        func commit() throws(StoreFailure) {
            guard batch.changes.appliedSeq > catalog.appliedSeq else { return }
            try StoreFailure.wrap { () throws(CatalogError) in try catalog.commit(batch.changes) }
            batch = Batch(changes: CatalogChanges(lines: [], feeds: [], appliedSeq: catalog.appliedSeq))
        }
        while let frame = try StoreFailure.journal({ () throws(JournalError) in try reader.nextFrame() }) {
            try replay.take(frame, into: &batch, knownTo: catalog)
            lines += frame.records
            progress(lines)
            if batch.changes.lines.count >= Self.linesPerTransaction { try commit() }
        }
        try commit()
        return lines
    }

    private mutating func take(_ frame: Frame, into batch: inout Batch, knownTo catalog: Catalog)
        throws(StoreFailure)
    {
        try StoreFailure.wrap { () throws(CatalogError) in try catalog.beginLookUps() }
        // A line that this version cannot read stays in the journal; the catalog knows nothing of it.
        for line in frame.articles {
            let id = line.head.id
            var known = batch.numbers[id]
            if known == nil {
                known = try StoreFailure.wrap { () throws(CatalogError) in try catalog.article(id: id)?.number
                }
            }
            batch.changes.lines.append(replay(line, number: known ?? line.head.seq))
            batch.numbers[id] = known ?? line.head.seq
        }
        batch.changes.appliedSeq = frame.lastSeq
    }

    /// The catalog's part of a line of the article whose first line is `number`.
    private mutating func replay(_ line: ArticleLine, number: Seq) -> CommittedLine {
        let head = line.head
        let article = KnownArticle(
            number: number, latest: head.seq, id: head.id, revision: head.revision,
            feed: String(decoding: line.bytes(line.feedID), as: UTF8.self), duplicateOf: head.duplicateOf,
            isDropped: head.dropped, fetchedAt: line.fetchedAt, evidence: evidence(of: line))
        return CommittedLine(head, article: article, date: line.date)
    }

    /// What identity knows of a line, emptied or not.
    mutating func evidence(of line: ArticleLine) -> ItemEvidence {
        let feed = line.bytes(line.feedID)
        let feedURL = line.bytes(line.feedURL)
        let name = String(decoding: feed, as: UTF8.self)
        let makerKey = feed + [0] + feedURL
        var fields = EvidenceMaker.Fields()
        fields.guid = line.bytes(line.guid)
        fields.url = line.bytes(line.url)
        fields.title = line.bytes(line.title)
        fields.text = line.bytes(line.contentText)
        if fields.text.isEmpty { fields.text = line.bytes(line.summary) }
        fields.published = line.published
        let (site, stripsTracking) = (site, !keepsTracking.contains(name))
        var evidence = makers[
            makerKey,
            default: EvidenceMaker(
                feed: name, feedURL: String(decoding: feedURL, as: UTF8.self), stripsTracking: stripsTracking,
                site: site)
        ].evidence(of: fields, hash: line.hash)
        line.remains?.restore(&evidence)
        return evidence
    }

    /// The husk of a line of the journal; nil where it is one already, or no line of this version.
    mutating func husk(of bytes: ArraySlice<UInt8>) -> [UInt8]? {
        // Most lines are judged by their first bytes: that one is a husk, or belongs to another article.
        guard let head = ArticleHead(line: bytes), head.event != .removed,
            let line = ArticleLine(Array(bytes))
        else { return nil }
        return Husk.of(line, evidence(of: line))
    }
}
