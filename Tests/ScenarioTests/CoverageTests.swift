import Testing

/// That each scenario and each point of the checklist of fetching has a test that names it.
///
/// A title begins with the number of its scenario (`12. Two gzip members`), with that of its point
/// (`checklist 9: …`), or with both (`58. checklist 19: …`).
@Suite struct CoverageTests {
    @Test("Every scenario has a test") func scenarios() throws {
        let covered = Set(
            try TestSources.literals(in: "ScenarioTests").compactMap { Self.scenario($0)?.number })
        let wanted = Set(1...87)
        print("scenarios: \(covered.count) of 87 are tested; missing \(wanted.subtracting(covered).sorted())")
        #expect(covered == wanted)
    }

    /// A-IM (11) and WebSub (37) are not spoken.
    private static let points = Set(1...58).subtracting([11, 37])

    @Test("Every point of the checklist has a test") func checklist() throws {
        let covered = try TestSources.folders().reduce(into: Set<Int>()) { found, folder in
            for literal in try TestSources.literals(in: folder) { found.formUnion(Self.points(literal)) }
        }
        let missing = Self.points.subtracting(covered).sorted()
        print("checklist: \(covered.count) of \(Self.points.count) points are tested; missing \(missing)")
        #expect(missing.isEmpty && covered.isSubset(of: Self.points))
    }

    /// The number of the scenario that a title begins with, and the rest of the title.
    private static func scenario(_ title: Substring) -> (number: Int, rest: Substring)? {
        let digits = title.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), title.dropFirst(digits.count).hasPrefix(". ") else { return nil }
        return (number, title.dropFirst(digits.count + 2))
    }

    /// The points that a title names: `checklist 9: …`, `checklist 2, 3: …`.
    private static func points(_ title: Substring) -> [Int] {
        let title = scenario(title)?.rest ?? title
        guard title.hasPrefix("checklist "), let colon = title.firstIndex(of: ":") else { return [] }
        let numbers = title[..<colon].dropFirst("checklist ".count).split(separator: ",")
        return numbers.compactMap { Int($0.drop { $0 == " " }) }
    }
}
