package import Articles

/// The hits of one query, in its order, page after page; between two pages nothing of the catalog is held open.
package struct ArticleHits {
    /// An article that a query found.
    package struct Hit: Hashable, Sendable {
        /// Its newest line, and its first.
        package var seq, number: Seq
        package var date: Timestamp
    }

    private let database: Database
    private let order: Query.Order
    private var lines = LineSet.nothing
    /// Where they are not wanted all at once: by rank and number the newest of them, by date whether they are among them.
    private var stream: LineStream?
    private var growing: GrowingLineSet?
    /// Lines that come after these, however new they are.
    private var later: LineSet?
    private var look: ArticleLookUp
    private let ranking: Ranking?
    /// Lines of the set that were not looked at yet, counted from the oldest.
    private var unseen: Int
    private var ready: ArraySlice<Hit> = []
    /// Lines without a score, which come after those that have one; whether any come after them is told by `isLast`.
    private var unscored: (lines: [Int64], isLast: Bool)?
    /// The last article of a walk, and how many were gone through.
    private var last: Hit?
    private var walked = 0
    private var isOver = false

    /// So many lines, the newest first, are ranked at once; older ones come after them.
    ///
    /// Of a word that more articles hold none says much more than another, and the newest are news.
    static let rankedLines = 2000
    /// More lines than these are not sorted by date: articles are gone through by date for those in the set.
    private static let sortedLines = 50_000
    /// Fewer than these are sorted at once.
    ///
    /// In between so many articles are gone through, which soon finds the first, before the rest is sorted after all.
    private static let fewLines = 1000
    private static let mostWalked = 2000
    /// So many lines of a set are known before anybody asks for more.
    private static let newestLines = 4000

    init(_ query: Query, _ newest: NewestLines, _ database: Database) throws(CatalogError) {
        self.database = database
        var condition = query.node.map(IndexCondition.init) ?? .everything
        if !query.feeds.isEmpty { condition = condition.and(.feeds(query.feeds)) }
        look = try ArticleLookUp(query, database)
        let ranking = query.order == .rank ? try Ranking(query, newest, database) : nil
        self.ranking = ranking
        let phrases = ranking == nil ? nil : FullTextExpression.phrases(in: query.node)
        if phrases == nil, var stream = try LineStream(condition, newest, in: database) {
            order = query.order == .rank && ranking == nil ? .date : query.order
            guard order == .date else {
                (self.stream, unseen) = (stream, 0)
                return
            }
            let first = try stream.next(Self.newestLines)
            lines = LineSet(ascending: first.reversed())
            unseen = first.count
            if unseen == Self.newestLines {
                growing = GrowingLineSet(lines, of: condition, newest, in: database)
            }
            return
        }
        var found = try LineSet(condition, in: database).with(newest)
        if let phrases, !found.isComplement {
            // The index knows where words stand in titles: those lines hold the phrase without being read.
            let titles = try LineSet(.match(.head, phrases), in: database).withTitles(newest)
            let sure = found.intersection(titles)
            if !sure.lines.isEmpty, sure != found {
                (found, later) = (sure, found.intersection(sure.complement))
            }
        }
        lines = found
        order = query.order == .rank && (ranking == nil || found.isComplement) ? .date : query.order
        unseen = found.lines.count
    }

    /// The next hits, at most `count`; fewer only at the end.
    package mutating func next(atMost count: Int) throws(CatalogError) -> [Hit] {
        while ready.count < count, !isOver {
            // One view for all look-ups of a page: taking SQLite's locks for each costs more than the look-up.
            try database.beginReading()
            do {
                ready += try more(count)
            } catch {
                try? database.endReading()
                throw error
            }
            try database.endReading()
        }
        defer { ready = ready.dropFirst(count) }
        return Array(ready.prefix(count))
    }

    private mutating func more(_ count: Int) throws(CatalogError) -> [Hit] {
        switch order {
        case .date where isWalked: return try walk(count)
        case .date:
            let hits = try window(lines.lines.count).sorted(by: Hit.isNewer)
            return last.map { last in hits.filter { Hit.isNewer(last, $0) } } ?? hits
        case .seq where lines.isComplement: return try walk(count)
        case .seq: return try window(count)
        case .rank: return try ranked()
        }
    }

    /// The next lines by rank: first those with a score, then, if they are wanted, the others by date.
    ///
    /// Most lines with a word have it in the text only, and looking their articles up is most of the work.
    private mutating func ranked() throws(CatalogError) -> [Hit] {
        if let unscored = unscored.take() {
            isOver = unscored.isLast
            return try look.articles(of: unscored.lines).sorted(by: Hit.isNewer)
        }
        let lines = try nextLines(Self.rankedLines)
        guard let ranking, lines.count > 1 else { return try look.articles(of: lines) }
        let places = try ranking.places(of: lines)
        let others = lines.filter { places[$0] == nil }
        if !others.isEmpty { (unscored, isOver) = ((others, isOver), false) }
        return try look.articles(of: lines.filter { places[$0] != nil }).map { hit in
            (hit: hit, place: places[Int64(bitPattern: hit.seq)] ?? Ranking.Place())
        }.sorted { one, other in
            one.place == other.place ? Hit.isNewer(one.hit, other.hit) : one.place < other.place
        }.map(\.hit)
    }

    /// Whether articles are gone through by date for those in the set, rather than the set sorted.
    private var isWalked: Bool {
        if growing != nil { return true }
        if lines.isComplement || lines.lines.count > Self.sortedLines { return true }
        return lines.lines.count > Self.fewLines && walked < Self.mostWalked
    }

    /// The articles of the next lines of the set, the newest first.
    private mutating func window(_ count: Int) throws(CatalogError) -> [Hit] {
        try look.articles(of: nextLines(count))
    }

    /// The next lines of the set, the newest first.
    private mutating func nextLines(_ count: Int) throws(CatalogError) -> [Int64] {
        if let newest = try stream?.next(count) {
            isOver = newest.count < count
            return newest
        }
        let window = lines.lines[max(0, unseen - count)..<unseen]
        unseen = window.startIndex
        if unseen == 0, let next = later.take() {
            lines = next
            unseen = next.lines.count
        }
        isOver = unseen == 0
        return window.reversed()
    }

    /// The next articles in order of date or number, those that are in the set.
    private mutating func walk(_ count: Int) throws(CatalogError) -> [Hit] {
        let step = lines == .everything ? count : max(count, 500)
        let articles = try look.articles(behind: last, by: order, atMost: step)
        isOver = articles.count < step
        walked += articles.count
        last = articles.last ?? last
        guard var set = growing.take() else {
            return articles.filter { lines.contains(Int64(bitPattern: $0.seq)) }
        }
        var hits: [Hit] = []
        for article in articles where try set.contains(Int64(bitPattern: article.seq)) {
            hits.append(article)
        }
        if walked < Self.mostWalked {
            growing = set
        } else {
            lines = try set.whole()
            unseen = lines.lines.count
        }
        return hits
    }
}

extension ArticleHits.Hit {
    static func isNewer(_ one: Self, _ other: Self) -> Bool {
        (one.date.milliseconds, one.seq) > (other.date.milliseconds, other.seq)
    }
}

extension LineSet {
    /// The lines that a condition lets through.
    init(_ condition: IndexCondition, in database: Database) throws(CatalogError) {
        switch condition {
        case .everything: self = .everything
        case .nothing: self = .nothing
        case .match(let table, let expression):
            let lines = try database.prepare(
                "SELECT rowid FROM \(table.rawValue) WHERE \(table.rawValue) MATCH ?"
            )
            .bind(text: expression).rows { $0.integer(0) ?? 0 }
            self.init(ascending: lines)
        case .not(let inner): self = try LineSet(inner, in: database).complement
        case .all(let parts):
            var lines = LineSet.everything
            for part in parts { lines = lines.intersection(try LineSet(part, in: database)) }
            self = lines
        case .any(let parts):
            var lines = LineSet.nothing
            for part in parts { lines = lines.union(try LineSet(part, in: database)) }
            self = lines
        }
    }
}

/// Finds the articles of lines, those that the query's dates and flags leave out not among them.
struct ArticleLookUp {
    private let database: Database
    private let columns: String
    private let byLine: Statement
    /// Goes through articles in the order of the query; few queries need it.
    private var inOrder: Statement?
    private let bounds: [Int64]

    init(_ query: Query, _ database: Database) throws(CatalogError) {
        var condition = "removed = 0"
        var bounds: [Int64] = []
        if !query.includesDuplicates { condition += " AND is_duplicate = 0" }
        if !query.includesDropped { condition += " AND dropped = 0" }
        for (operation, time) in [(">=", query.since), ("<", query.until)] {
            guard let time else { continue }
            condition += " AND date \(operation) ?"
            bounds.append(time.milliseconds)
        }
        self.bounds = bounds
        columns = "SELECT latest, number, date FROM articles WHERE \(condition)"
        byLine = try database.prepare("\(columns) AND latest = ?")
        self.database = database
    }

    /// The articles whose newest line is one of these, in their order.
    func articles(of lines: some Sequence<Int64>) throws(CatalogError) -> [ArticleHits.Hit] {
        var hits: [ArticleHits.Hit] = []
        for line in lines {
            if let hit = try bound(byLine).bind(line).first(Self.hit) { hits.append(hit) }
        }
        return hits
    }

    /// The articles behind one, or the first ones, by date or by number of their newest line.
    mutating func articles(behind last: ArticleHits.Hit?, by order: Query.Order, atMost count: Int)
        throws(CatalogError)
        -> [ArticleHits.Hit]
    {
        let behind =
            order == .date
            ? "(date, latest) < (?, ?) ORDER BY date DESC, latest DESC" : "latest < ? ORDER BY latest DESC"
        if inOrder == nil { inOrder = try database.prepare("\(columns) AND \(behind) LIMIT ?") }
        guard let inOrder else { return [] }
        let statement = bound(inOrder)
        if order == .date { statement.bind(last?.date.milliseconds ?? .max) }
        return try statement.bind(last.map { Int64(bitPattern: $0.seq) } ?? .max).bind(count).rows(Self.hit)
    }

    private func bound(_ statement: Statement) -> Statement {
        statement.reset()
        for bound in bounds { statement.bind(bound) }
        return statement
    }

    private static func hit(_ row: Statement) -> ArticleHits.Hit {
        ArticleHits.Hit(seq: row.seq(0), number: row.seq(1), date: row.time(2) ?? Timestamp(milliseconds: 0))
    }
}

/// How well lines answer the words of a query: BM25 with the title weighing most, words as they are written first.
private struct Ranking {
    /// The words in all their forms, and only as they are written.
    private let words, written: [UInt8]
    private let scores: Statement
    /// The newest lines with words in their titles: the full text has no score for them yet, and news come first.
    private let titled: Set<Int64>

    /// A ranking by the query's words; nil when it has none.
    init?(_ query: Query, _ newest: NewestLines, _ database: Database) throws(CatalogError) {
        titled = Set(newest.titled)
        // Words that stand together weigh as a rare word does: a phrase in a title comes first.
        func expression(asWritten: Bool) -> [UInt8] {
            let words = (query.node?.subjects ?? []).flatMap { text, isPrefix in
                [
                    FullTextExpression.words(text, isPrefix: isPrefix, asWritten: asWritten),
                    FullTextExpression.phrase(text),
                ].compactMap(\.self)
            }
            return FullTextExpression.joined(words, " OR ")
        }
        words = expression(asWritten: false)
        written = expression(asWritten: true)
        guard !words.isEmpty else { return nil }
        // The plus keeps SQLite from asking once a line: one pass through the words, and a score for those wanted.
        scores = try database.prepare(
            """
            SELECT rowid, bm25(head, 10, 3, 2, 2) FROM head WHERE head MATCH ? AND rowid BETWEEN ? AND ?
            AND +rowid IN (SELECT value FROM json_each(?))
            """)
    }

    /// Where a line comes: first by the group, then by the score.
    struct Place: Comparable {
        var group = Int.max
        var score = 0.0

        static func < (one: Self, other: Self) -> Bool { (one.group, one.score) < (other.group, other.score) }
    }

    /// The places of those of the lines that have words of the query in their titles, summaries, authors or tags.
    func places(of lines: [Int64]) throws(CatalogError) -> [Int64: Place] {
        guard let first = lines.min(), let last = lines.max() else { return [:] }
        let list = "[\(lines.map(String.init).joined(separator: ","))]"
        var places: [Int64: Place] = [:]
        // BM25 alone would put the rarer form first, which nobody wrote.
        let forms = words == written ? [written] : [written, words]
        for (group, words) in forms.enumerated() where places.count < lines.count {
            let rows = try scores.reset().bind(text: words).bind(first).bind(last).bind(list)
                .rows { ($0.integer(0) ?? 0, $0.double(1)) }
            for (line, score) in rows where places[line] == nil {
                places[line] = Place(group: group, score: score)
            }
        }
        for line in lines where titled.contains(line) { places[line] = Place(group: -1) }
        return places
    }
}
