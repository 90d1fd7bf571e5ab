import Testing

@testable import Rendering

@Suite struct ChangesTests {
    /// The runs as text: what is kept, `[-taken away-]`, `{+added+}`.
    private func script(_ old: String, _ new: String) -> String {
        let (old, new) = (Array(old), Array(new))
        return Changes.between(old, new).map { run in
            switch run {
            case .kept(let range): String(new[range])
            case .changed(let oldRange, let newRange):
                (oldRange.isEmpty ? "" : "[-\(String(old[oldRange]))-]")
                    + (newRange.isEmpty ? "" : "{+\(String(new[newRange]))+}")
            }
        }.joined()
    }

    @Test(
        "The shortest script from one to the other",
        arguments: [
            ("", "", ""), ("a", "a", "a"), ("", "ab", "{+ab+}"), ("ab", "", "[-ab-]"),
            ("a", "b", "[-a-]{+b+}"),
            ("abc", "abxc", "ab{+x+}c"), ("abxc", "abc", "ab[-x-]c"), ("abc", "axc", "a[-b-]{+x+}c"),
            ("aaaa", "aa", "aa[-aa-]"), ("xaby", "zabw", "[-x-]{+z+}ab[-y-]{+w+}"),
            ("abcabba", "cbabac", "[-ab-]c{+b+}ab[-b-]a{+c+}"),
        ])
    func script(old: String, new: String, script: String) {
        #expect(self.script(old, new) == script)
    }

    @Test(
        "Whatever is given, kept and added make the new one, kept and taken away the old one, and runs take turns"
    )
    func random() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            func sequence() -> [Int] {
                (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                    Int.random(in: 0...4, using: &generator)
                }
            }
            let (old, new) = (sequence(), sequence())
            let runs = Changes.between(old, new)
            var (before, after): ([Int], [Int]) = ([], [])
            var wasKept: Bool?
            for run in runs {
                switch run {
                case .kept(let range):
                    before += new[range]
                    after += new[range]
                    #expect(wasKept != true && !range.isEmpty)
                    wasKept = true
                case .changed(let oldRange, let newRange):
                    before += old[oldRange]
                    after += new[newRange]
                    #expect(wasKept != false && !(oldRange.isEmpty && newRange.isEmpty))
                    wasKept = false
                }
            }
            #expect(before == old && after == new, "\(old) \(new)")
            #expect(changes(runs) == old.count + new.count - 2 * longestCommon(old, new), "\(old) \(new)")
        }
    }

    @Test("Where hardly anything is common all is exchanged, between what both begin and end with")
    func bounded() {
        let (old, new) = (Array(0..<5000), Array(10_000..<15_000))
        #expect(Changes.between(old, new) == [.changed(old: 0..<5000, new: 0..<5000)])
        #expect(
            Changes.between([1] + old + [2], [1] + new + [2])
                == [.kept(0..<1), .changed(old: 1..<5001, new: 1..<5001), .kept(5001..<5002)])
        // Large and alike is no trouble.
        var edited = Array(0..<100_000)
        edited[50_000] = -1
        #expect(
            Changes.between(Array(0..<100_000), edited)
                == [
                    .kept(0..<50_000), .changed(old: 50_000..<50_001, new: 50_000..<50_001),
                    .kept(50_001..<100_000),
                ])
    }

    private func changes(_ runs: [Changes.Run]) -> Int {
        runs.reduce(0) { sum, run in
            if case .changed(let old, let new) = run { sum + old.count + new.count } else { sum }
        }
    }

    /// The length of the longest common subsequence, the slow way.
    private func longestCommon(_ old: [Int], _ new: [Int]) -> Int {
        var row = [Int](repeating: 0, count: new.count + 1)
        for element in old {
            var before = 0
            for (index, other) in new.enumerated() {
                let above = row[index + 1]
                row[index + 1] = element == other ? before + 1 : max(above, row[index])
                before = above
            }
        }
        return row[new.count]
    }
}
