internal import Articles
internal import Catalog
internal import Journal

/// The removal of texts, as far as it is not the rewriting of segments: what is written before it, and noted after it.
extension Store {
    /// What became of the wish to forget an article.
    enum Forgetting: Equatable {
        /// It is written that it is to be forgotten; the number of its first line.
        case begun(Seq)
        /// It was forgotten before.
        case done
        case unknownArticle
    }

    /// Appends the line by which an article is forgotten; from then on it is found by nobody, and stays known to identity.
    ///
    /// Its text leaves the disk with the task `erase` that follows.
    mutating func forget(_ id: ArticleID, now: Timestamp) throws(StoreFailure) -> Forgetting {
        // What the journal took and the catalog did not: no later line may go past it.
        try catchUp()
        let catalog = committer.catalog
        let article = try StoreFailure.wrap { () throws(CatalogError) in try catalog.article(id: id) }
        guard let article else { return .unknownArticle }
        guard article.evidence.hash != .forgotten else {
            let erasures = try StoreFailure.wrap { () throws(CatalogError) in try catalog.erasures() }
            return erasures.contains { $0.number == article.number } ? .begun(article.number) : .done
        }
        let line = try lines([article.latest]).first
        guard let line else {
            throw .journal(
                JournalError(
                    .damaged, layout.journal, "the newest line of \(id) cannot be read; see `newslog verify`")
            )
        }
        var replay = replay
        try committer.forget(article, line, now: now) { replay.evidence(of: $0) }
        return .begun(article.number)
    }

    /// The store as `Upkeep` looks at it; a segment that is old enough is closed before, for whoever publishes no more.
    mutating func upkeepState(at now: Timestamp) throws(StoreFailure) -> Upkeep.State {
        do throws(JournalError) { try committer.journal.closeOldSegment(at: now) } catch {
            throw .journal(error)
        }
        let survey = try survey()
        var state = Upkeep.State(closed: survey.closed, bytes: survey.bytes)
        try StoreFailure.wrap { () throws(CatalogError) in
            state.husked = try committer.catalog.huskedSegments()
            state.erasures = try committer.catalog.erasures()
        }
        state.indexedSeq = committer.catalog.indexedSeq
        return state
    }

    private func survey() throws(StoreFailure) -> SegmentSurvey {
        let (layout, isHighestClosed) = (layout, !committer.journal.isAppending)
        return try StoreFailure.journal { () throws(JournalError) in
            try SegmentSurvey(layout, isHighestClosed: isHighestClosed)
        }
    }

    /// Takes the words of an article that is to be forgotten out of the full text, and says which segments have its
    /// lines; one that is still appended to is closed.
    mutating func prepareErasure(of number: Seq) throws(StoreFailure) -> UpkeepWork.Job {
        let catalog = committer.catalog
        let seqs = try StoreFailure.wrap { () throws(CatalogError) in try catalog.lines(of: number) }
        let readable = try lines(seqs)
        guard let id = readable.first?.head.id else {
            throw .journal(
                JournalError(
                    .damaged, layout.journal, "no line of the article can be read; see `newslog verify`"))
        }
        let lines = readable.filter { $0.head.event != .removed }
        // Their text may be there all the same: a damaged segment is not rewritten, and that is told.
        let unreadable = Set(seqs).subtracting(readable.map(\.head.seq))
        try StoreFailure.wrap { () throws(CatalogError) in
            try catalog.unindex(lines.map { IndexedText($0) })
            try catalog.makeDurable()
        }
        let survey = try survey()
        do throws(JournalError) {
            let segments = survey.segments(holding: lines.map(\.head.seq) + unreadable)
            if segments.contains(where: { $0 == survey.open }) { try committer.journal.closeSegment() }
            return .erase(id, segments)
        } catch {
            throw .journal(error)
        }
    }

    /// Begins to take the words of a segment's lines out of the full text; not of one that cannot be rewritten then.
    func remover(of segment: Seq) throws(StoreFailure) -> TextRemover? {
        guard let closed = try survey().closed.first(where: { $0.firstSeq == segment }) else { return nil }
        let layout = layout
        try StoreFailure.journal { () throws(JournalError) in try layout.checkWhole(segment) }
        return try TextRemover(layout, committer.catalog, closed.firstSeq...closed.lastSeq)
    }

    /// Does a task at once, without another thread.
    mutating func perform(_ task: Upkeep.Task) throws(StoreFailure) {
        let job: UpkeepWork.Job
        switch task {
        case .seal(let segment): job = .seal(segment)
        case .erase(let number): job = try prepareErasure(of: number)
        case .husk(let segment):
            guard var remover = try remover(of: segment) else { return }
            while try remover.advance(atMost: 2000) {}
            job = .husk(segment)
        }
        let work = upkeepWork
        _ = try StoreFailure.journal { () throws(JournalError) in try work.run(job) }
        try note(task)
    }

    /// Takes note that a task was done.
    func note(_ task: Upkeep.Task) throws(StoreFailure) {
        let survey = try survey()
        try StoreFailure.wrap { () throws(CatalogError) in
            switch task {
            case .seal: break
            case .erase(let number): try committer.catalog.noteErased(number)
            case .husk(let segment):
                guard let closed = survey.closed.first(where: { $0.firstSeq == segment }) else { break }
                try committer.catalog.noteHusked(segment, lines: survey.ownLines(of: closed))
            }
        }
    }

    /// The lines with these numbers; what cannot be read is left out.
    private func lines(_ seqs: [Seq]) throws(StoreFailure) -> [ArticleLine] {
        var lines: [ArticleLine] = []
        var fetcher = RecordFetcher(layout)
        try StoreFailure.journal { () throws(JournalError) in
            try fetcher.lines(at: seqs) { _, line in
                if let line = ArticleLine(Array(line)) { lines.append(line) }
            }
        }
        return lines
    }
}
