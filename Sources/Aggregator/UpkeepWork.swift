internal import Articles
internal import Journal

/// The rewriting of closed segments for `Upkeep`; callable from any thread that nobody else rewrites beside.
struct UpkeepWork: Sendable {
    /// Segments, by their first numbers, and what is done with their lines.
    enum Job: Sendable {
        case seal(Seq)
        case husk(Seq)
        /// Lines of one article only.
        case erase(ArticleID, [Seq])
    }

    let layout: StoreLayout
    let disk: JournalDisk
    let replay: LineReplay

    /// Does it; `interrupted` when `isCancelled` said so, and then a segment that was begun is as it was.
    func run(_ job: Job, isCancelled: @escaping @Sendable () -> Bool = { false }) throws(JournalError)
        -> SegmentRewriter.Outcome
    {
        let rewriter = SegmentRewriter(layout, disk: disk, isCancelled: isCancelled)
        var replay = replay
        switch job {
        case .seal(let segment): return try rewriter.rewrite(segment)
        case .husk(let segment):
            return try rewriter.rewrite(segment) { replay.husk(of: $0) }
        case .erase(let id, let segments):
            var sum = SegmentRewriter.Outcome()
            var damage: JournalError?
            for segment in segments {
                do throws(JournalError) {
                    sum += try rewriter.rewrite(segment) { line in
                        ArticleHead(line: line)?.id == id ? replay.husk(of: line) : nil
                    }
                } catch {
                    // What can be erased is.
                    guard error.code == .damaged else { throw error }
                    damage = damage ?? error
                }
            }
            if let damage { throw damage }
            return sum
        }
    }
}
