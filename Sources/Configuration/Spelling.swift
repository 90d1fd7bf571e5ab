/// Finds what a misspelt name was meant to be.
package enum Spelling {
    /// The nearest of the candidates within two edits (fewer for short names), as a question; nil when none is near.
    package static func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate != name {
            let distance = distance(Array(name.utf8), Array(candidate.utf8))
            guard distance <= min(2, max(1, candidate.utf8.count / 2)) else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best.map { "did you mean `\($0.name)`?" }
    }

    /// Insertions, deletions, substitutions and transpositions of neighbours between two names
    /// (optimal string alignment); long names are not worth the time.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard left.count <= 64, right.count <= 64 else { return .max }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for i in 0..<left.count {
            var row = [i + 1]
            for j in 0..<right.count {
                var cost = min(
                    previous[j + 1] + 1, row[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, before[j - 1] + 1)
                }
                row.append(cost)
            }
            before = previous
            previous = row
        }
        return previous[right.count]
    }
}
