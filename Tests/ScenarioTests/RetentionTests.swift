import Articles
import Host
import Journal
import Synchronization
import Testing

@testable import Aggregator
@testable import Configuration

@Suite("Retention by the clock") struct RetentionTests {
    /// A daemon whose feed has brought an article a day, each in a segment of its own, and keeps texts for ever.
    private func world(days: Int, disk: JournalDisk = JournalDisk()) throws -> World {
        let world = try World()
        world.machine.disk = disk
        world.subscribe((1...days).map { day in .feed((1...day).map { "day\($0)" }) })
        try world.keepStore()
        for day in 1...days {
            if day > 1 { world.advance(by: .seconds(86_400)) }
            _ = try world.ask()
            try world.lookAfterStore()
        }
        return world
    }

    private func keep(_ world: World, days: Double) throws {
        try world.reload { $0.store.keep = .seconds(days * 86_400) }
    }

    /// How many texts are gone after the daemon has looked after its store once more.
    private func removed(_ world: World, after pause: Duration) throws -> Int {
        world.advance(by: pause)
        try world.lookAfterStore()
        let events = try world.lines(of: "feed").map(\.event)
        // The oldest first, none left out.
        let removed = events.prefix { $0 == "removed" }.count
        #expect(events.dropFirst(removed).allSatisfy { $0 == "new" })
        return removed
    }

    @Test("The oldest segments are emptied, one a minute, and their articles do not come again") func oldest()
        throws
    {
        let world = try world(days: 9)
        #expect(try removed(world, after: .seconds(86_400)) == 0)
        // Days 1 to 4 are older than this.
        try keep(world, days: 5.5)
        #expect(try removed(world, after: .seconds(601)) == 1)
        #expect(try removed(world, after: .seconds(59)) == 1)
        for count in [2, 3, 4, 4] { #expect(try removed(world, after: .seconds(61)) == count) }
        #expect(try world.ask().0.items.isEmpty)
        // The next day is too old a day later.
        #expect(try removed(world, after: .seconds(86_400)) == 5)
    }

    @Test("The last segment is emptied, too, when nothing more is published") func silence() throws {
        let world = try world(days: 2)
        try keep(world, days: 3)
        for count in [0, 0, 1, 2, 2] { #expect(try removed(world, after: .seconds(86_400)) == count) }
        #expect(try world.ask().0.items.isEmpty)
        #expect(try world.lines(of: "feed").map(\.event) == ["removed", "removed"])
    }

    @Test("A journal that is too large loses its oldest texts") func largest() throws {
        let world = try world(days: 3)
        try world.reload { $0.store.maxSize = 1 }
        #expect(try removed(world, after: .seconds(601)) == 1)
        #expect(try removed(world, after: .seconds(61)) == 2)
        // What is being written stays, however large it is.
        #expect(try removed(world, after: .seconds(61)) == 2)
    }

    @Test(
        "A daemon that began today, or whose clock was set by more than an hour, removes nothing for a day",
        arguments: ["restart", "set ahead", "set back", "slept"])
    func unsure(event: String) throws {
        let world = try world(days: 4)
        try keep(world, days: 1)
        switch event {
        case "set ahead": world.clock.setWall(by: .seconds(365 * 86_400))
        case "set back": world.clock.setWall(by: .seconds(-7200))
        case "slept": world.clock.setWall(by: .seconds(8 * 3600))
        default:
            world.stop()
            try world.keepStore()
        }
        #expect(try removed(world, after: .zero) == 0)
        for _ in 1...23 { #expect(try removed(world, after: .seconds(3600)) == 0) }
        #expect(try removed(world, after: .seconds(4000)) == 1)
    }

    @Test("What a full disk prevented is tried again a day later") func fullDisk() throws {
        let isFull = Atomic(false)
        let disk = JournalDisk { call in
            call == .write && isFull.load(ordering: .relaxed) ? .fails(.noSpace) : nil
        }
        let world = try world(days: 4, disk: disk)
        try keep(world, days: 2.5)
        isFull.store(true, ordering: .relaxed)
        #expect(try removed(world, after: .seconds(601)) == 0)
        isFull.store(false, ordering: .relaxed)
        #expect(try removed(world, after: .seconds(3600)) == 0)
        #expect(try removed(world, after: .seconds(86_400)) == 1)
    }

    @Test("A clock that is set by less is adjusted, no more") func adjusted() throws {
        let world = try world(days: 4)
        try keep(world, days: 1)
        world.clock.setWall(by: .seconds(3500))
        #expect(try removed(world, after: .seconds(601)) == 1)
    }
}

extension World {
    /// Has the daemon look after its store, as it does outside of tests.
    func keepStore() throws {
        try start()
        running?.conductor.keepStore()
    }

    /// Lets the daemon do what is due for its store, one task.
    func lookAfterStore() throws {
        try hold { conductor in conductor.nextUpkeep.map { $0 > conductor.machine.monotonicTime } ?? false }
    }
}
