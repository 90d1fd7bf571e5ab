import Articles
import Testing

@Suite("Byte ranges")
struct ByteRangeTests {
    @Test("Tells an absent field from an empty one")
    func absent() {
        #expect(!ByteRange.absent.isPresent && ByteRange.absent.isEmpty && ByteRange.absent.indices.isEmpty)
        #expect(ByteRange(3..<3).isPresent && ByteRange(3..<3).isEmpty)
        let arena: [UInt8] = [1, 2, 3]
        #expect(arena[.absent].isEmpty)
        #expect(arena.string(.absent) == nil)
        #expect(arena.string(ByteRange(1..<1)) == "")
    }

    @Test("Finds again what was added")
    func adding() {
        var arena: [UInt8] = []
        let first = arena.adding("one".utf8)
        let empty = arena.adding([])
        let second = arena.adding(Array("two".utf8)[1...])
        #expect(first == ByteRange(start: 0, count: 3))
        #expect(empty == ByteRange(start: 3, count: 0))
        #expect(arena.string(first) == "one")
        #expect(arena.string(second) == "wo")
        arena.append([0x21, 0x3F].span)
        #expect(arena == Array("onewo!?".utf8))
    }

    @Test("Grows by doubling, however small the pieces")
    func growth() {
        var arena: [UInt8] = []
        var growths = 0
        for _ in 0..<100_000 {
            let capacity = arena.capacity
            arena.append([1, 2, 3].span)
            if arena.capacity != capacity { growths += 1 }
        }
        #expect(growths < 40)
        growths = 0
        for _ in 0..<10_000 {
            let capacity = arena.capacity
            arena.appendJSON(string: [1, 2, 3].span)
            if arena.capacity != capacity { growths += 1 }
        }
        #expect(growths < 10)
    }
}
