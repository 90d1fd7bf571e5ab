internal import Articles
internal import Catalog
internal import Conditions
internal import Host
internal import Journal
internal import Rendering

/// The lines that a query finds, in its order.
struct ArticleSearch: ~Copyable {
    private let query: Query
    private let catalog: CatalogReader
    private let layout: StoreLayout
    /// Lines that the catalog knows and the journal does not give.
    private var missing = 0
    /// Whether the full text is so far behind that not all lines that it lacks were read.
    private var isCutShort = false
    private var fetcher: RecordFetcher

    init(_ query: Query, in catalog: CatalogReader, layout: StoreLayout) {
        self.query = query
        self.catalog = catalog
        self.layout = layout
        fetcher = RecordFetcher(layout)
    }

    /// Hands at most `limit` lines to `body`, those of removed articles left out, and returns how many; false from it stops.
    ///
    /// Where the index finds too much, more hits are read until enough of their lines hold what was asked for. The
    /// first line is read by itself, so that it can be shown before the frames of all others are unpacked; where lines
    /// are still to be judged a few more follow, then more. `looked` is told now and then how many were read.
    mutating func lines(
        limit: Int, looked: (Int) -> Void = { _ in }, _ body: (ArticleLine) -> Bool
    ) throws(CommandFailure) -> Int {
        var found = 0
        var read = 0
        // One hit is found sooner than many.
        var page = 1
        let newest = try newestLines()
        var search = try CommandFailure.mapping { () throws(CatalogError) in
            try catalog.search(query, newest: newest)
        }
        // What is not to be there is not there either in lines that nobody has judged.
        let isVerified = query.needsVerification || isCutShort
        while found < limit {
            let hits = try Self.next(&search, atMost: page)
            var rest = hits[...]
            var count = 1
            while !rest.isEmpty, found < limit {
                let stretch = rest.prefix(count)
                rest = rest.dropFirst(count)
                count = isVerified ? count * 4 : rest.count
                for line in try self.read(stretch.map(\.seq)) where line.head.event != .removed {
                    guard found < limit, !isVerified || query.matches(line) else { continue }
                    found += 1
                    guard body(line) else { return found }
                }
                read += stretch.count
                looked(read)
            }
            guard hits.count == page else { break }
            page = page == 1 ? min(limit, Self.largestPage) : min(page * 2, Self.largestPage)
        }
        return found
    }

    /// Prints at most `limit` lines as one document; fails with `nothingFound` when there is none.
    mutating func print(
        atMost limit: Int, as format: ArticleFormat, _ heading: ArticleWriter.Heading,
        to output: consuming StandardOutput
    ) throws(CommandFailure) {
        let display = Here.display
        var writer = ArticleWriter(
            format, heading: heading, display: display, highlights: display.hasColour ? highlights : nil)
        var output = output
        var written = 0
        let meter = ProgressMeter()
        func show(_ looked: Int) {
            // What an expression fits may be far away.
            if written == 0 {
                meter.show(done: 0, total: 0, words: "\(Terminal.count(looked, "article")) looked at")
            }
        }
        let found = try lines(limit: limit, looked: show) { line in
            if written == 0 {
                meter.clear()
                writer.begin(to: &output.buffer)
            }
            writer.write(line, to: &output.buffer)
            written += 1
            let isScreenful = display.isTerminal && written % Self.screenful == 0
            if isScreenful { writer.flush(to: &output.buffer) }
            // Somebody waits for the first one.
            if written == 1 || isScreenful { output.flush() } else { output.flushIfLarge() }
            return output.isOpen
        }
        meter.clear()
        if found == 0 {
            guard format != .table else {
                try failWhereLinesAreMissing()
                if isCutShort { Terminal.complain(Self.cutShortWords) }
                throw CommandFailure(.nothingFound, display.isTerminal ? "no article found" : nil)
            }
            writer.begin(to: &output.buffer)
        }
        writer.end(to: &output.buffer)
        try Here.finish(&output)
        if isCutShort { Terminal.complain(Self.cutShortWords) }
        try failWhereLinesAreMissing()
        if found == 0 { throw CommandFailure(.nothingFound) }
    }

    /// So many rows decide how wide the columns are where people look; they need not wait for all.
    private static let screenful = 200

    /// Where in a title stands what was looked for; nil where nothing was.
    private var highlights: Highlights? {
        query.node.map(Highlighter.init).map { highlighter in { highlighter.ranges(in: $0) } }
    }

    /// Lines held in memory at once.
    private static let largestPage = 1024

    /// Where the full text is far behind, as after `reindex`, so many bytes of lines are read in its place.
    private static let mostNewest = 2 << 20

    /// The lines that the full text does not have yet, read and judged.
    private mutating func newestLines() throws(CommandFailure) -> NewestLines {
        guard query.asksForText else { return .none }
        let (applied, indexed) = try CommandFailure.mapping { () throws(CatalogError) in
            try catalog.positions()
        }
        guard applied > indexed else { return .none }
        var newest = NewestLines(after: indexed)
        do throws(JournalError) {
            var reader = try JournalReader(layout, after: indexed)
            var bytes = 0
            while let frame = try reader.nextFrame() {
                isCutShort = bytes >= Self.mostNewest
                if isCutShort { break }
                for line in frame.articles { newest.take(line, query) }
                bytes += frame.plain.count
            }
        } catch {
            throw CommandFailure(error)
        }
        return newest
    }

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
        missing += Set(seqs).count - lines.count
        return seqs.compactMap { lines[$0] }
    }

    private static let cutShortWords =
        "the full text is still being made; until then articles may be missing here"

    /// What is to be said where not all that was found could be read.
    var missingWords: String? {
        guard missing > 0 else { return nil }
        return
            "\(layout.journal): \(Terminal.count(missing, "article")) could not be read; see `newslog verify`"
    }

    private func failWhereLinesAreMissing() throws(CommandFailure) {
        if let missingWords { throw CommandFailure(.badData, missingWords) }
    }
}
