import Host
import Testing

/// That each of the 87 scenarios has a test: every title begins with the number of its scenario.
@Suite struct CoverageTests {
    @Test("Every scenario has a test") func all() throws {
        let covered = try Self.numbers()
        print(
            "scenarios: \(covered.count) of 87 are tested; missing \(Set(1...87).subtracting(covered).sorted())"
        )
        #expect(covered == Set(1...87))
    }

    /// The numbers at the beginning of string literals of this folder: `"12. Two gzip members"`.
    private static func numbers() throws -> Set<Int> {
        let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
        var numbers: Set<Int> = []
        for name in try Directory.names(in: folder)
        where name.hasSuffix("Tests.swift") && name != "CoverageTests.swift" {
            let file = try File("\(folder)/\(name)", .read)
            var text: [UInt8] = []
            while case let part = try file.readNext(64 << 10), !part.isEmpty { text += part }
            let literals = String(decoding: text, as: UTF8.self).split(
                separator: "\"", omittingEmptySubsequences: false)
            for literal in literals {
                let digits = literal.prefix { $0.isASCII && $0.isNumber }
                guard literal.dropFirst(digits.count).hasPrefix(". "), let number = Int(digits) else {
                    continue
                }
                numbers.insert(number)
            }
        }
        return numbers
    }
}
