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

    /// At most `limit` lines, those of removed articles left out.
    mutating func lines(limit: Int) throws(CommandFailure) -> [ArticleLine] {
        var found: [ArticleLine] = []
        var offset = 0
        while found.count < limit {
            let query = query
            let catalog = catalog
            let page = limit - found.count
            let start = offset
            let hits = try CommandFailure.mapping { () throws(CatalogError) in
                try catalog.search(query, limit: page, offset: start)
            }
            found += try read(hits.map(\.seq)).filter { $0.head.event != .removed }
            offset += hits.count
            if hits.count < page { break }
        }
        return found
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
