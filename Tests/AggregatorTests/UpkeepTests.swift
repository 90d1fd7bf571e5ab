import Articles
import Journal
import Testing

@testable import Aggregator

/// A day of the journal: segment `number` was closed so many days ago, with 100 lines of 10 MiB.
private func segment(_ number: Seq, daysAgo: Int64, isSealed: Bool = true, isDamaged: Bool = false)
    -> ClosedSegment
{
    ClosedSegment(
        firstSeq: number * 1000, lastSeq: number * 1000 + 99, bytes: 10 << 20, isSealed: isSealed,
        lastCommit: isDamaged ? nil : noon - .seconds(daysAgo * 86_400))
}

/// Four closed segments, oldest first, all of them in the full text.
private func state(_ change: (inout Upkeep.State) -> Void = { _ in }) -> Upkeep.State {
    var state = Upkeep.State(
        closed: [
            segment(1, daysAgo: 40), segment(2, daysAgo: 30), segment(3, daysAgo: 20),
            segment(4, daysAgo: 10),
        ],
        bytes: 45 << 20, indexedSeq: 5000)
    change(&state)
    return state
}

private let month = Upkeep.Limits(keep: .seconds(29 * 86_400), maxSize: nil)

@Suite struct UpkeepTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var state: Upkeep.State
        var limits = Upkeep.Limits()
        var isSteady = true
        var next: Upkeep.Task?
    }

    @Test(
        "What is done next",
        arguments: [
            Case(testDescription: "kept for ever, all sealed", state: state(), next: nil),
            Case(testDescription: "too old, oldest first", state: state(), limits: month, next: .husk(1000)),
            Case(
                testDescription: "the oldest has nothing left", state: state { $0.husked = [1000] },
                limits: month,
                next: .husk(2000)),
            Case(
                testDescription: "none of the others is old", state: state { $0.husked = [1000, 2000] },
                limits: month,
                next: nil),
            Case(
                testDescription: "not in the first day of the daemon", state: state(), limits: month,
                isSteady: false,
                next: nil),
            Case(
                testDescription: "not before the full text has its words",
                state: state { $0.indexedSeq = 1098 },
                limits: month, next: nil),
            Case(
                testDescription: "what failed is left until the next start",
                state: state { $0.failed = [.husk(1000)] }, limits: month, next: .husk(2000)),
            Case(
                testDescription: "damage tells no time",
                state: state { $0.closed[0] = segment(1, daysAgo: 40, isDamaged: true) },
                limits: month, next: .husk(2000)),
            Case(
                testDescription: "as large as it may be", state: state(), limits: .init(maxSize: 45 << 20),
                next: nil),
            Case(
                testDescription: "too large", state: state(), limits: .init(maxSize: 44 << 20),
                next: .husk(1000)),
            Case(
                testDescription: "too large, and nothing is left to remove",
                state: state { $0.husked = [1000, 2000, 3000, 4000] }, limits: .init(maxSize: 1), next: nil),
            Case(
                testDescription: "sealing, oldest first",
                state: state {
                    $0.closed[1] = segment(2, daysAgo: 30, isSealed: false)
                    $0.closed[3] = segment(4, daysAgo: 10, isSealed: false)
                }, isSteady: false, next: .seal(2000)),
            Case(
                testDescription: "sealed once a start",
                state: state {
                    $0.closed[1] = segment(2, daysAgo: 30, isSealed: false)
                    $0.failed = [.seal(2000)]
                }, next: nil),
            Case(
                testDescription: "what is to be removed needs no sealing before",
                state: state { $0.closed[0] = segment(1, daysAgo: 40, isSealed: false) }, limits: month,
                next: .husk(1000)),
            Case(
                testDescription: "erasing comes first, on the first day too",
                state: state { $0.erasures = [(number: 3005, latest: 4990)] }, limits: month, isSteady: false,
                next: .erase(3005)),
            Case(
                testDescription: "erasing waits for the full text",
                state: state { $0.erasures = [(3005, 5001)] },
                next: nil),
            Case(
                testDescription: "an erasure that failed",
                state: state {
                    $0.erasures = [(1005, 4990), (3005, 4990)]
                    $0.failed = [.erase(1005)]
                }, next: .erase(3005)),
        ])
    func next(testCase: Case) {
        #expect(
            Upkeep.next(testCase.state, testCase.limits, now: noon, isSteady: testCase.isSteady)
                == testCase.next)
    }
}
