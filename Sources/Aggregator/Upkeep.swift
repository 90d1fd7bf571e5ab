internal import Articles
internal import Journal

/// What the store needs next: erasing what is to be forgotten, retention, sealing.
///
/// It decides over values; `UpkeepThread` does the work, one task after the other.
enum Upkeep {
    /// Something to do with closed segments.
    enum Task: Hashable, Sendable {
        /// Replace the lines of a forgotten article, by the number of its first one.
        case erase(Seq)
        /// Replace all lines of a segment, by its first number.
        case husk(Seq)
        /// Rewrite a segment as it is, in larger frames.
        case seal(Seq)

        /// Whether it is tried again while the daemon runs.
        var isTriedAgain: Bool {
            if case .seal = self { false } else { true }
        }
    }

    /// The store as it is.
    struct State {
        var closed: [ClosedSegment] = []
        /// Bytes of the journal.
        var bytes = 0
        /// Segments of which nothing is left to remove.
        var husked: Set<Seq> = []
        /// Articles to be forgotten: the numbers of their first lines and of their newest.
        var erasures: [(number: Seq, latest: Seq)] = []
        /// The last line whose words the full text has: what is behind it cannot be taken out of it yet.
        var indexedSeq: Seq = 0
        /// What failed and is not to be tried yet.
        var failed: Set<Task> = []
    }

    /// How long things are kept.
    struct Limits {
        /// Since the last commit of a segment; nil: for ever.
        var keep: Duration?
        /// Bytes of the journal; nil: no bound.
        var maxSize: Int?
    }

    /// Retention acts only after the daemon has run so long without a clock step of more than `clockStep`: a clock that
    /// is wrong must not remove what is young.
    static let steadyTime = Duration.seconds(24 * 60 * 60)
    static let clockStep = Duration.seconds(60 * 60)

    /// A removal that failed is tried again so much later; sealing, which a file system that keeps no modes would have done
    /// again and again, only after the next start.
    static let retryTime = Duration.seconds(24 * 60 * 60)

    /// How long to wait before another task after one that failed.
    static let pauseAfterFailure = Duration.seconds(60)

    /// The next task; nil when there is nothing to do.
    static func next(_ state: State, _ limits: Limits, now: Timestamp, isSteady: Bool) -> Task? {
        let erasure = state.erasures.first { article in
            article.latest <= state.indexedSeq && !state.failed.contains(.erase(article.number))
        }
        if let erasure { return .erase(erasure.number) }
        if isSteady, let segment = nextToHusk(state, limits, now) { return .husk(segment.firstSeq) }
        let unsealed = state.closed.first { !$0.isSealed && !state.failed.contains(.seal($0.firstSeq)) }
        return unsealed.map { .seal($0.firstSeq) }
    }

    /// The oldest segment that still has texts, when it is too old or the journal too large.
    private static func nextToHusk(_ state: State, _ limits: Limits, _ now: Timestamp) -> ClosedSegment? {
        let isTooLarge = limits.maxSize.map { state.bytes > $0 } ?? false
        return state.closed.first { segment in
            guard !state.husked.contains(segment.firstSeq), segment.lastSeq <= state.indexedSeq,
                !state.failed.contains(.husk(segment.firstSeq))
            else { return false }
            let isTooOld = limits.keep.flatMap { keep in segment.lastCommit.map { now - $0 > keep } } ?? false
            return isTooLarge || isTooOld
        }
    }

    /// How long to wait after a task, nil being none, before the next one.
    static func pause(after task: Task?) -> Duration {
        switch task {
        case .erase: .zero
        case .husk: .seconds(60)
        // So that the machine is never busy with this for long.
        case .seal: .seconds(5)
        // A segment closes once a day or every 64 MiB.
        case nil: .seconds(600)
        }
    }
}
