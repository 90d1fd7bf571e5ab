import Testing

@testable import Aggregator

@Suite struct TextBacklogTests {
    @Test("What was left at the last stop is due at once, then nothing is")
    func start() {
        var backlog = TextBacklog()
        #expect(!backlog.isEmpty && backlog.isDue(at: .zero))
        backlog.clear()
        #expect(backlog.isEmpty && backlog.dueAt == nil)
        backlog.hurry()
        #expect(backlog.dueAt == nil)
    }

    @Test("Lines wait for company, for five minutes, or for somebody who cannot wait")
    func waiting() {
        var backlog = TextBacklog()
        backlog.clear()
        backlog.add(0, bytes: 2000, at: .seconds(1))
        #expect(backlog.isEmpty)
        backlog.add(40, bytes: 2000, at: .seconds(10))
        backlog.add(59, bytes: 2000, at: .seconds(20))
        #expect(!backlog.isEmpty && !backlog.isDue(at: .seconds(309)))
        #expect(backlog.dueAt == .seconds(310))
        #expect(backlog.isDue(at: .seconds(310)))
        backlog.add(TextBacklog.company - 99, bytes: 2000, at: .seconds(30))
        #expect(backlog.isDue(at: .seconds(30)))
        backlog.clear()
        backlog.add(1, bytes: 2000, at: .seconds(400))
        #expect(!backlog.isDue(at: .seconds(400)))
        backlog.hurry()
        #expect(backlog.isDue(at: .seconds(400)))
    }

    @Test("Few long lines are as much as many short ones")
    func bytes() {
        var backlog = TextBacklog()
        backlog.clear()
        backlog.add(3, bytes: TextBacklog.companyBytes - 1, at: .seconds(10))
        #expect(!backlog.isDue(at: .seconds(10)))
        backlog.add(1, bytes: 1, at: .seconds(11))
        #expect(backlog.isDue(at: .seconds(11)))
        backlog.clear()
        backlog.add(1, bytes: 1, at: .seconds(12))
        #expect(!backlog.isDue(at: .seconds(12)))
    }
}
