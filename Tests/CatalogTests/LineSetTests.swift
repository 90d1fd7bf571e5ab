import Testing

@testable import Catalog

@Suite struct LineSetTests {
    /// Lines 0 to 7; each mask is a set of them.
    private func set(_ mask: Int, isComplement: Bool) -> LineSet {
        let lines = LineSet(ascending: (0..<8).filter { mask >> $0 & 1 == 1 }.map(Int64.init))
        return isComplement ? lines.complement : lines
    }

    private func members(_ set: LineSet) -> [Int64] { (0..<8).filter(set.contains) }

    @Test("Intersections and unions of sets and of all but some hold what their parts say")
    func algebra() {
        for one in stride(from: 0, to: 256, by: 7) {
            for other in stride(from: 0, to: 256, by: 11) {
                for (isComplement, isOtherComplement) in [
                    (false, false), (false, true), (true, false), (true, true),
                ] {
                    let (a, b) = (
                        set(one, isComplement: isComplement), set(other, isComplement: isOtherComplement)
                    )
                    let (inA, inB) = (members(a), members(b))
                    #expect(members(a.intersection(b)) == inA.filter(inB.contains))
                    #expect(members(a.union(b)) == (0..<8).filter { inA.contains($0) || inB.contains($0) })
                    #expect(members(a.complement) == (0..<8).filter { !inA.contains($0) })
                }
            }
        }
    }
}
