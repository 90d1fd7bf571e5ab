import Articles
import Fetching
import Policy
import Testing

@testable import Aggregator

@Suite struct ScheduleMemoryTests {
    private var full: ScheduleMemory {
        var memory = ScheduleMemory()
        memory.price.value = 1234.5
        memory.price.fittedAt = noon
        memory.price.feeds = 7
        memory.holds = [
            "a.example": noon + .seconds(60), "b\"": noon - .seconds(1), "c": noon + .seconds(700_000),
        ]
        memory.strictHosts = ["s.example": noon + .seconds(600)]
        memory.strictDomains = ["d.example": noon + .seconds(900)]
        return memory
    }

    @Test("checklist 50: a host's wish for TLS only outlives a restart, and no longer than it says")
    func strict() {
        var memory = full
        memory.note("new.example", StrictWish(lasting: .seconds(60), includesSubdomains: true), now: noon)
        memory.note("s.example", nil, now: noon)
        memory = ScheduleMemory(memory.text)
        #expect(
            memory.strictWishes(now: noon + .seconds(10)) == [
                "new.example": StrictWish(lasting: .seconds(50), includesSubdomains: true),
                "d.example": StrictWish(lasting: .seconds(890), includesSubdomains: true),
            ])
        #expect(Array(memory.strictWishes(now: noon + .seconds(60)).keys) == ["d.example"])
        #expect(memory.strictWishes(now: noon + .seconds(900)).isEmpty)
    }

    @Test("What is remembered comes back, also after a restart") func roundTrip() throws {
        #expect(ScheduleMemory(full.text) == full)
        #expect(ScheduleMemory(ScheduleMemory().text) == ScheduleMemory())
        #expect(ScheduleMemory(Array("{\"price\":".utf8)) == ScheduleMemory())
        #expect(ScheduleMemory([]) == ScheduleMemory())
    }

    @Test("Holds that are over, and those beyond what is ever asked, are forgotten") func holds() {
        var memory = full
        memory.forgetHolds(now: noon)
        #expect(Array(memory.holds.keys) == ["a.example"])
    }
}
