import Articles
import Glibc

/// Words of a store's titles of all frequencies, and pairs of them; the same at every run.
struct DrawnWords {
    /// The commonest first, and each by the same factor rarer than the one before.
    private(set) var words: [(word: String, lines: Int)] = []
    /// Each of the words with another one of its script.
    private(set) var pairs: [(String, String)] = []

    init(_ vocabulary: [(word: String, lines: Int)], count: Int) {
        // Among words of one frequency the hash decides, for the alphabet would put one script first.
        var rest = vocabulary.filter { Self.script($0.word) != nil }
            .map { (word: $0.word, lines: $0.lines, hash: Self.hash($0.word)) }
            .sorted { ($0.lines, $0.hash) > ($1.lines, $1.hash) }[...]
        let most = Double(rest.first?.lines ?? 0)
        for index in 0..<count {
            let wanted = pow(most, 1 - Double(index) / Double(max(1, count - 1)))
            rest = rest.drop { Double($0.lines) > wanted + 0.5 }
            guard let word = rest.popFirst() else { break }
            words.append((word.word, word.lines))
        }
        for (word, _) in words {
            let others = words.map(\.word).filter { $0 != word && Self.script($0) == Self.script(word) }
            guard !others.isEmpty else { continue }
            pairs.append((word, others[Int(Self.hash(word) % UInt64(others.count))]))
        }
    }

    private static func script(_ word: String) -> Script? {
        word.unicodeScalars.first.flatMap { Script($0.value) }
    }

    /// FNV-1a, mixed so that words with the same beginning are far apart.
    private static func hash(_ word: String) -> UInt64 {
        let hash = word.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 32
    }
}
