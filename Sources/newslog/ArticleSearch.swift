internal import Articles
internal import Catalog
internal import Journal

/// The lines that a query finds, in its order.
struct ArticleSearch: ~Copyable {
    private let query: Query
    private let catalog: CatalogReader
    private var fetcher: RecordFetcher

    init(_ query: Query, in catalog: CatalogReader, layout: StoreLayout) {
        self.query = query
        self.catalog = catalog
        fetcher = RecordFetcher(layout)
    }

    /// Hands at most `limit` lines to `body`, those of removed articles left out, and returns how many.
    ///
    /// Where the index finds too much, more hits are read until enough of their lines hold what was asked for. The
    /// first line is read by itself, so that it can be shown before the frames of all others are unpacked; where lines
    /// are still to be judged a few more follow, then more.
    mutating func lines(limit: Int, _ body: (ArticleLine) -> Void) throws(CommandFailure) -> Int {
        var found = 0
        var page = min(limit, Self.largestPage)
        var search = try CommandFailure.mapping { () throws(CatalogError) in try catalog.search(query) }
        while found < limit {
            let hits = try Self.next(&search, atMost: page)
            var rest = hits[...]
            var count = 1
            while !rest.isEmpty, found < limit {
                let stretch = rest.prefix(count)
                rest = rest.dropFirst(count)
                count = query.needsVerification ? count * 4 : rest.count
                for line in try read(stretch.map(\.seq)) where line.head.event != .removed {
                    guard found < limit, !query.needsVerification || query.matches(line) else { continue }
                    found += 1
                    body(line)
                }
            }
            guard hits.count == page else { break }
            page = min(page * 2, Self.largestPage)
        }
        return found
    }

    /// Lines held in memory at once.
    private static let largestPage = 1024

    private static func next(_ search: inout ArticleHits, atMost count: Int) throws(CommandFailure)
        -> [ArticleHits.Hit]
    {
        do throws(CatalogError) { return try search.next(atMost: count) } catch {
            throw CommandFailure(error)
        }
    }

    /// The lines with these numbers, in this order; what the journal does not have is left out.
    mutating func read(_ seqs: [Seq]) throws(CommandFailure) -> [ArticleLine] {
        var lines: [Seq: ArticleLine] = [:]
        do throws(JournalError) {
            try fetcher.lines(at: seqs) { seq, line in lines[seq] = ArticleLine(Array(line)) }
        } catch {
            throw CommandFailure(error)
        }
        return seqs.compactMap { lines[$0] }
    }
}
