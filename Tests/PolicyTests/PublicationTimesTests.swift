import Articles
import Policy
import Testing

@Suite("When articles appeared")
struct PublicationTimesTests {
    private let now = Timestamp(year: 2026, month: 11, day: 23)

    private func ago(_ seconds: Int?) -> Timestamp? { seconds.map { now - .seconds($0) } }

    /// Seconds before now, youngest last.
    private func times(_ dates: [Int?], last: Int?, madeUp: Bool = false) -> [Int] {
        PublicationTimes.times(of: dates.map(ago), lastFetch: ago(last), now: now, areDatesMadeUp: madeUp)
            .map { Int((now - $0).components.seconds) }
    }

    @Test("A date between the two fetches is believed, another is the middle between them")
    func later() {
        #expect(times([10, 500, 999], last: 1000) == [999, 500, 10])
        #expect(times([nil], last: 1000) == [500], "none")
        #expect(times([-60], last: 1000) == [500], "ahead")
        #expect(
            times([1000, 86_400], last: 1000) == [500, 500], "before the last fetch, which did not bring it")
        #expect(times([0], last: 1000) == [0])
        #expect(times([10, 500], last: 1000, madeUp: true) == [500, 500])
        #expect(times([], last: 1000) == [])
    }

    @Test("Of a first document the dates of the past are believed, unless all are one")
    func first() {
        #expect(times([10, 86_400, nil, -5, 99], last: nil) == [86_400, 99, 10])
        #expect(times([77, 77, 77], last: nil) == [])
        #expect(times([77, 77, 77, 78], last: nil) == [78, 77, 77, 77])
        #expect(times([77], last: nil) == [77] && times([77, 77], last: nil) == [77, 77])
        #expect(times([10, 20], last: nil, madeUp: true) == [])
    }

    @Test(
        "80: dates that are made anew for each request are found out",
        arguments: [
            ([5, 5, 5], true), ([5, 6, 2000], true), ([5, 2000], false), ([5], false), ([], false),
            ([5, 6, 2000, 3000], false), ([2000, 3000], false),
        ])
    func madeUp(known: [Int], expected: Bool) {
        let dates = known.compactMap(ago)
        #expect(PublicationTimes.areMadeUp(knownDates: dates, lastFetch: ago(1000)) == expected)
        #expect(!PublicationTimes.areMadeUp(knownDates: dates, lastFetch: nil))
    }
}
