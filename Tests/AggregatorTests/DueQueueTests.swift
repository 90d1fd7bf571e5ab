import Articles
import Testing

@testable import Aggregator

@Suite struct DueQueueTests {
    private func time(_ milliseconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(milliseconds)) }

    /// What is due, of a copy.
    private func due(in queue: DueQueue, at now: Timestamp, limit: Int) -> [Int] {
        var queue = queue
        return queue.takeDue(at: now, limit: limit)
    }

    @Test("What is due is taken out, the rest stays")
    func taking() {
        var queue = DueQueue(count: 3)
        for (feed, moment) in [30, 10, 20].enumerated() { queue.add(feed, at: time(moment)) }
        #expect(queue.takeDue(at: time(25), limit: 1) == [1])
        #expect(queue.takeDue(at: time(25), limit: 9) == [2])
        #expect(queue.takeDue(at: time(25), limit: 9) == [])
        #expect(queue.firstTime == time(30))
    }

    @Test("The most overdue come first, equal ones in their order, later ones not at all")
    func order() {
        var queue = DueQueue(count: 5)
        for (feed, moment) in [30, 10, 20, 10, 99].enumerated() { queue.add(feed, at: time(moment)) }
        #expect(due(in: queue, at: time(50), limit: 9) == [1, 3, 2, 0])
        #expect(due(in: queue, at: time(50), limit: 2) == [1, 3])
        #expect(due(in: queue, at: time(50), limit: 0) == [])
        #expect(due(in: queue, at: time(9), limit: 9) == [])
        #expect(queue.firstTime == time(10))
    }

    @Test("A feed stands in it once, and can be taken out twice")
    func moving() {
        var queue = DueQueue(count: 2)
        queue.add(0, at: time(1))
        queue.add(0, at: time(7))
        queue.add(1, at: time(5))
        #expect(due(in: queue, at: time(9), limit: 9) == [1, 0])
        queue.remove(1)
        queue.remove(1)
        #expect(due(in: queue, at: time(9), limit: 9) == [0])
        queue.remove(0)
        #expect(queue.firstTime == nil)
    }

    @Test("It says what a sorted list says, whatever goes in and out")
    func againstList() {
        var queue = DueQueue(count: 64)
        var times: [Int: Int] = [:]
        var seed: UInt64 = 7
        func next(_ bound: UInt64) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % bound)
        }
        for _ in 0..<4000 {
            let feed = next(64)
            if next(3) == 0 {
                queue.remove(feed)
                times[feed] = nil
            } else {
                times[feed] = next(100)
                queue.add(feed, at: time(times[feed] ?? 0))
            }
            let now = next(100)
            let expected = times.filter { $0.value <= now }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            #expect(due(in: queue, at: time(now), limit: 64) == expected.map(\.key))
        }
    }
}
