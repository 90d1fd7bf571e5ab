import Synchronization
import Testing

@testable import Host

@Suite struct MailboxTests {
    @Test("Nothing is lost or doubled between many who post and one who takes, and each one's order stays")
    func manyPosters() {
        let mailbox = Mailbox<(poster: Int, number: Int)>()
        let (posters, each) = (8, 500)
        let next = Atomic(0)
        let pool = WorkerPool(name: "post", count: posters) {
            let poster = next.add(1, ordering: .relaxed).oldValue
            for number in stride(from: 0, to: each, by: 2) {
                mailbox.post([(poster, number), (poster, number + 1)])
            }
        }
        var taken = [[Int]](repeating: [], count: posters)
        while taken.reduce(0, { $0 + $1.count }) < posters * each {
            guard Poll.wait(reading: [mailbox.descriptor], timeout: .seconds(60))[0] else {
                Issue.record("messages wait and the bell is quiet")
                break
            }
            for message in mailbox.takeAll() { taken[message.poster].append(message.number) }
        }
        pool.join()
        #expect(taken.allSatisfy { $0 == Array(0..<each) })
        #expect(mailbox.takeAll().isEmpty)
    }

    @Test("The bell is quiet before the first message, after the last, and when nothing is posted")
    func bell() {
        let mailbox = Mailbox<Int>()
        func rings() -> Bool { Poll.wait(reading: [mailbox.descriptor], timeout: .zero)[0] }
        #expect(!rings())
        mailbox.post([])
        #expect(!rings())
        mailbox.post(1)
        mailbox.post(2)
        #expect(rings() && mailbox.takeAll() == [1, 2] && !rings())
    }
}

@Suite struct WorkQueueTests {
    @Test("Each message is taken once, by whichever worker is free, and workers end when the queue is closed")
    func manyWorkers() {
        for _ in 0..<20 {
            let queue = WorkQueue<Int>()
            let taken = Mutex<[Int]>([])
            let pool = WorkerPool(name: "take", count: 6) {
                while let message = queue.take() { taken.withLock { $0.append(message) } }
            }
            for start in stride(from: 0, to: 1000, by: 10) { queue.post(Array(start..<start + 10)) }
            queue.close()
            pool.join()
            #expect(taken.withLock { $0.sorted() } == Array(0..<1000))
            #expect(queue.take() == nil && queue.count == 0)
        }
    }

    @Test("An empty queue is quiet, whatever was done to it: a bell left ringing makes workers spin")
    func quiet() {
        let queue = WorkQueue<Int>()
        #expect(!queue.isRinging)
        queue.post([])
        #expect(!queue.isRinging)
        queue.post([1, 2])
        #expect(
            queue.isRinging && queue.take() == 1 && queue.isRinging && queue.take() == 2 && !queue.isRinging)
        queue.post([3])
        queue.removeAll()
        #expect(!queue.isRinging && queue.count == 0)
    }

    @Test("The bell is quiet when many have posted and taken at once") func quietAfterRace() {
        for _ in 0..<50 {
            let queue = WorkQueue<Int>()
            let left = Atomic(400)
            let workers = WorkerPool(name: "take", count: 3) {
                while left.load(ordering: .relaxed) > 0, queue.take() != nil {
                    if left.subtract(1, ordering: .relaxed).newValue == 0 { queue.post([-1, -1, -1]) }
                }
            }
            let posters = WorkerPool(name: "post", count: 2) {
                for number in 0..<200 { queue.post([number]) }
            }
            posters.join()
            workers.join()
            while queue.count > 0 { _ = queue.take() }
            #expect(!queue.isRinging)
        }
    }

    @Test("A queue that never runs empty holds only what waits") func bounded() {
        final class Load: Sendable {
            let living: Counter
            init(_ living: Counter) {
                self.living = living
                living.value.add(1, ordering: .relaxed)
            }
            deinit { living.value.subtract(1, ordering: .relaxed) }
        }
        let living = Counter()
        let queue = WorkQueue<Load>()
        queue.post((0..<10).map { _ in Load(living) })
        for _ in 0..<10_000 {
            queue.post([Load(living)])
            _ = queue.take()
        }
        #expect(queue.count == 10 && living.value.load(ordering: .relaxed) == 10)
        #expect(queue.capacity < 1000)
    }

    final class Counter: Sendable { let value = Atomic(0) }
}

@Suite struct WorkerPoolTests {
    @Test("Joining waits for every job, and may be done twice", arguments: [1, 2, 16]) func join(count: Int) {
        let done = WorkQueueTests.Counter()
        let pool = WorkerPool(name: "job", count: count) {
            done.value.add(1, ordering: .sequentiallyConsistent)
        }
        pool.join()
        #expect(done.value.load(ordering: .sequentiallyConsistent) == count)
        pool.join()
    }
}

@Suite struct PollTests {
    @Test(
        "A wait that is over says so, however long or odd its time",
        arguments: [Duration.zero, .seconds(-5), .nanoseconds(1), .seconds(Int64.min)])
    func over(timeout: Duration) {
        let event = EventDescriptor()
        #expect(!event.wait(timeout))
    }

    @Test(
        "What rings is told from what does not, with any patience",
        arguments: [nil, .seconds(Int64.max)] as [Duration?])
    func rings(timeout: Duration?) {
        let events = (0..<3).map { _ in EventDescriptor() }
        events[1].ring()
        #expect(Poll.wait(reading: events.map(\.descriptor), timeout: timeout) == [false, true, false])
        events[1].clear()
        #expect(!events[1].wait(.zero))
    }
}
