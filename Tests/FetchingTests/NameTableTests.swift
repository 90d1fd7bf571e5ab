import Policy
import Testing

@testable import Fetching

@Suite struct NameTableTests {
    /// A table whose `count` names of a kind have been asked for before, and did or did not answer.
    private func table(limit: Int, answered: [String] = [], silent: [String] = []) -> NameTable {
        var table = NameTable(limit: limit)
        for (names, answer) in [
            (answered, LookupAnswer.addresses([.v4(0x0102_0304)])), (silent, .failed("no answer")),
        ] {
            for name in names {
                _ = table.ask(name, for: 0, at: .zero)
                _ = table.next()
                _ = table.take(answer, of: name, at: .zero)
            }
        }
        return table
    }

    private func taken(_ table: inout NameTable) -> [String] {
        var names: [String] = []
        while let next = table.next() { names.append(next.host) }
        return names
    }

    @Test(
        "checklist 34: a new name does not wait behind names that are silent, and a living one behind neither"
    )
    func order() {
        let silent = (0..<100).map { "silent\($0)" }
        var table = table(limit: 8, answered: ["living"], silent: silent)
        for name in silent { _ = table.ask(name, for: 1, at: .seconds(120)) }
        #expect(taken(&table) == Array(silent.prefix(4)), "half of the threads is not for names like these")
        _ = table.ask("new1", for: 2, at: .seconds(120))
        _ = table.ask("living", for: 3, at: .seconds(120))
        _ = table.ask("new2", for: 4, at: .seconds(120))
        _ = table.ask("new3", for: 5, at: .seconds(120))
        #expect(taken(&table) == ["living", "new1", "new2"])
        _ = table.take(.failed("no answer"), of: "silent0", at: .seconds(130))
        #expect(taken(&table) == ["new3"])
        _ = table.take(.failed("no answer"), of: "silent1", at: .seconds(130))
        _ = table.take(.addresses([]), of: "living", at: .seconds(130))
        #expect(taken(&table) == ["silent4"], "those that waited have their turn")
    }

    @Test("checklist 34: a name that answers again is one of the living")
    func revived() {
        var table = table(limit: 4, silent: ["a", "b", "c"])
        let answer = table.ask("a", for: 1, at: .seconds(120))
        if answer != nil { Issue.record("a silent name has no answer") }
        #expect(taken(&table) == ["a"])
        #expect(table.take(.addresses([.v4(0x0102_0304)]), of: "a", at: .seconds(121)) == [1])
        for name in ["b", "c", "a"] { _ = table.ask(name, for: 2, at: .seconds(500)) }
        #expect(taken(&table) == ["a", "b", "c"])
    }
}
