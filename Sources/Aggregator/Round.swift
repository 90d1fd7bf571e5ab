package import Articles

/// How far a fetch that somebody asked for has come.
package struct RoundProgress: Sendable, Equatable {
    /// A feed of the round that could not be fetched or read.
    package struct Failure: Sendable, Equatable {
        package var feed: String
        package var code: String
        package var message: String
    }

    package var done = 0
    package var total = 0
    package var new = 0
    package var updated = 0
    package var duplicates = 0
    package var unchanged = 0
    package var failures: [Failure] = []
    /// Why it was ended before all feeds were asked.
    package var refusal: String?
    /// What was wrong with documents that could be read all the same.
    package var warnings: [(feed: String, warning: Warning)] = []

    /// Compares what can be counted.
    package static func == (left: Self, right: Self) -> Bool {
        (left.done, left.total, left.new, left.updated, left.duplicates, left.unchanged)
            == (right.done, right.total, right.new, right.updated, right.duplicates, right.unchanged)
            && left.failures == right.failures && left.refusal == right.refusal
    }
}

/// A fetch of certain feeds on somebody's behalf, who is told how it goes.
struct Round {
    private(set) var progress = RoundProgress()
    private var waiting: Set<String>
    private let report: (RoundProgress, Bool) -> Void

    /// Begins a round; `report` is called after each feed, at last with true.
    init(_ feeds: some Collection<String>, report: @escaping (RoundProgress, Bool) -> Void) {
        waiting = Set(feeds)
        progress.total = waiting.count
        self.report = report
    }

    /// Whether every feed has answered or failed.
    var isOver: Bool { waiting.isEmpty }

    /// Forgets feeds that are no longer subscribed to.
    mutating func keep(only feeds: Set<String>) {
        for id in waiting.subtracting(feeds) {
            finish(id) {
                $0.failures.append(
                    .init(feed: id, code: "removed", message: "no longer in the configuration"))
            }
        }
    }

    /// Ends it before its feeds have answered.
    mutating func giveUp(_ reason: String) {
        guard !isOver else { return }
        waiting = []
        progress.refusal = reason
        report(progress, true)
    }

    /// Counts one feed, if it belongs to the round.
    mutating func finish(_ feed: String, _ count: (inout RoundProgress) -> Void) {
        guard waiting.remove(feed) != nil else { return }
        progress.done += 1
        count(&progress)
        report(progress, isOver)
    }
}
