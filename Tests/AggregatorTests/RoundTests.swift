import Articles
import Testing

@testable import Aggregator

@Suite struct RoundTests {
    /// What a round reported.
    private final class Reports {
        var all: [(progress: RoundProgress, isOver: Bool)] = []
    }

    @Test("Each feed is counted once, strangers never, and the last one ends the round") func counting() {
        let reports = Reports()
        var round = Round(["a", "b", "a"]) { reports.all.append(($0, $1)) }
        for feed in ["b", "stranger", "b", "a", "a"] { round.finish(feed) { $0.new += 1 } }
        #expect(round.isOver)
        #expect(reports.all.map(\.isOver) == [false, true])
        #expect(reports.all.map(\.progress.done) == [1, 2] && reports.all.map(\.progress.new) == [1, 2])
        #expect(reports.all.allSatisfy { $0.progress.total == 2 })
    }

    @Test("A round over nothing is over") func empty() {
        #expect(Round([]) { _, _ in }.isOver)
    }

    @Test("Answers are JSON on one line, with hostile words quoted") func answers() throws {
        var progress = RoundProgress()
        progress.done = 1
        progress.failures = [.init(feed: "a\"", code: "x", message: "two\nlines \u{1B}[31m")]
        for line in [
            ControlAnswer.done(progress), ControlAnswer.progress(progress),
            ControlAnswer.done(error: "a\n\"b\""),
            ControlAnswer.done(error: nil),
        ] {
            #expect(!line.contains(0x0A) && !line.contains(0x1B))
            var reader = JSONReader(line)
            let isWhole = reader.skipValue() && reader.peek() == .end
            #expect(isWhole)
        }
        #expect(ControlAnswer.done(error: nil) == Array(#"{"ok":true}"#.utf8))
    }
}
