import Glibc
import Testing

/// The pairs of spellings that folding was designed with; they stand outside the package, next to a working copy.
@Suite("Folding pairs")
struct FoldingPairsTests {
    @Test(
        "Gets at least 66 of 68 pairs right and merges none that must stay apart",
        .enabled(if: !FoldingPair.all.isEmpty, "the file of pairs is not here"))
    func goal() {
        let wrong = FoldingPair.all.filter { isFound($0.query, in: $0.text) != $0.isWanted }
        let falseMerges = wrong.filter { !$0.isWanted }.map(\.name)
        #expect(FoldingPair.all.count == 68)
        #expect(falseMerges == [])
        #expect(wrong.count <= 2, "\(wrong.map(\.name))")
    }
}

/// A text, a query, and whether the one is to find the other.
private struct FoldingPair {
    var name: String
    var isWanted: Bool
    var text: String
    var query: String

    static let all: [FoldingPair] = readAll()

    /// Lines of `name want=match (four columns) text <- query`.
    private static func readAll() -> [FoldingPair] {
        let root = #filePath.split(separator: "/").dropLast(3)
        let path = "/" + (root.dropLast() + ["shared", "spec", "folding-pairs.txt"]).joined(separator: "/")
        return readText(path).split(separator: "\n").compactMap { line in
            guard let want = line.firstRange(of: "want="), let arrow = line.firstRange(of: " <- ") else {
                return nil
            }
            let fields = line[want.upperBound..<arrow.lowerBound].split(separator: " ", maxSplits: 5)
            guard fields.count == 6 else { return nil }
            let text = fields[5].drop { $0 == " " }
            return FoldingPair(
                name: String(line[..<want.lowerBound]), isWanted: fields[0] == "match", text: String(text),
                query: String(line[arrow.upperBound...]))
        }
    }

    private static func readText(_ path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
