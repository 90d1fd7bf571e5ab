internal import Articles
internal import Catalog
internal import Journal

/// Puts the words of journal lines into the full text, in slices: derived, later, and never in the way of a commit.
struct TextIndexer: ~Copyable {
    private let layout: StoreLayout
    private let catalog: Catalog
    private var rest: [ArticleLine] = []
    /// Bytes of the frames whose lines are in `rest`.
    private var bytes = 0
    /// Kept open from frame to frame: finding the position in a segment takes a walk through its trailers.
    private var reader: JournalReader?
    /// The position up to which frames were read; the rest of the last frame waits in `rest`.
    private var position: Seq

    init(_ layout: StoreLayout, _ catalog: Catalog) {
        self.layout = layout
        self.catalog = catalog
        position = catalog.indexedSeq
    }

    /// Indexes up to `count` lines, fewer where they are long, as one transaction; false when the index has caught up with `lastSeq`.
    mutating func advance(atMost count: Int, lastSeq: Seq) throws(StoreFailure) -> Bool {
        // As much in memory as one frame may be, and another.
        while rest.count < count, bytes < Limits.frameBytes, position < lastSeq, try readFrame() {}
        let slice = rest.prefix(count)
        let upTo = slice.count == rest.count ? position : slice.last?.head.seq ?? position
        guard upTo > catalog.indexedSeq else { return false }
        try StoreFailure.wrap { () throws(CatalogError) in
            try catalog.index(slice.map { IndexedText($0) }, upTo: upTo)
        }
        rest.removeFirst(slice.count)
        if rest.isEmpty { bytes = 0 }
        return upTo < lastSeq
    }

    /// Takes the lines of the next frame; false when the journal has none that can be read.
    private mutating func readFrame() throws(StoreFailure) -> Bool {
        do throws(JournalError) {
            guard let frame = try nextFrame() else { return false }
            rest += frame.articles.filter { $0.head.event != .removed }
            bytes += frame.plain.count
            position = frame.lastSeq
            return true
        } catch {
            throw .journal(error)
        }
    }

    private mutating func nextFrame() throws(JournalError) -> Frame? {
        var next: JournalReader
        if let open = reader.take() {
            next = open
        } else {
            next = try JournalReader(layout, after: position)
        }
        let frame = try next.nextFrame()
        reader = consume next
        return frame
    }
}
