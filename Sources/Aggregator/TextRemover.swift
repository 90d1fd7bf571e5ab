internal import Articles
internal import Catalog
internal import Journal

/// Takes the words of a segment's lines out of the full text, in slices, before the lines are emptied.
struct TextRemover: ~Copyable {
    private let catalog: Catalog
    private let lines: ClosedRange<Seq>
    private var reader: JournalReader
    private var rest: [IndexedText] = []

    /// Begins with the lines of these numbers.
    init(_ layout: StoreLayout, _ catalog: Catalog, _ lines: ClosedRange<Seq>) throws(StoreFailure) {
        self.catalog = catalog
        self.lines = lines
        reader = try StoreFailure.journal { () throws(JournalError) in
            try JournalReader(layout, after: lines.lowerBound - 1)
        }
    }

    /// Takes out the words of up to `count` lines; false when there are none left, and then they are out for good.
    mutating func advance(atMost count: Int) throws(StoreFailure) -> Bool {
        if rest.isEmpty {
            guard let texts = try nextTexts() else {
                try StoreFailure.wrap { () throws(CatalogError) in try catalog.makeDurable() }
                return false
            }
            rest = texts
        }
        let slice = Array(rest.prefix(count))
        rest.removeFirst(slice.count)
        try StoreFailure.wrap { () throws(CatalogError) in try catalog.unindex(slice) }
        return true
    }

    /// What the next frame's lines were found by; nil when there is none left.
    private mutating func nextTexts() throws(StoreFailure) -> [IndexedText]? {
        do throws(JournalError) {
            guard let frame = try reader.nextFrame(), lines.contains(frame.firstSeq) else { return nil }
            return frame.articles.filter { $0.head.event != .removed && lines.contains($0.head.seq) }
                .map { IndexedText($0) }
        } catch {
            throw .journal(error)
        }
    }
}
