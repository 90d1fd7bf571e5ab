/// Lines that wait to go into the full text.
///
/// Words that go in together share pages, and the index merges fewer pieces afterwards: 250 lines at once write less than
/// half of what they do ten by ten. Nobody misses them meanwhile, because a query reads the newest lines itself.
struct TextBacklog {
    /// So many lines, or bytes of them, go in at once; a query reads as many in a few milliseconds.
    static let company = 250
    static let companyBytes = 1 << 20
    /// How long the first of them waits for company.
    static let longestWait = Duration.seconds(300)

    private var lines = 0
    private var bytes = 0
    /// When the first line came, or nil where none waits.
    private var since: Duration?
    private var isUrgent: Bool

    /// Begins with what was left when the store was closed.
    init() {
        since = .zero
        isUrgent = true
    }

    /// Whether every line is in the full text.
    var isEmpty: Bool { since == nil }

    /// When the lines are due; nil when there are none.
    var dueAt: Duration? {
        let isMuch = lines >= Self.company || bytes >= Self.companyBytes
        return since.map { isUrgent || isMuch ? .zero : $0 + Self.longestWait }
    }

    /// Whether it is time.
    func isDue(at now: Duration) -> Bool { dueAt.map { $0 <= now } ?? false }

    /// Counts lines that were committed just now.
    mutating func add(_ count: Int, bytes: Int, at now: Duration) {
        guard count > 0 else { return }
        lines += count
        self.bytes += bytes
        since = since ?? now
    }

    /// Has what waits go in at once: somebody waits for it.
    mutating func hurry() { isUrgent = since != nil }

    /// Forgets the lines: they are in.
    mutating func clear() { (lines, bytes, since, isUrgent) = (0, 0, nil, false) }
}
