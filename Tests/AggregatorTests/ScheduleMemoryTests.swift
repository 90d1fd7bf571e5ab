import Articles
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
        return memory
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
