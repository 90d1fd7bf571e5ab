/// What differs between two sequences: the shortest script of what is kept, taken away and added, as far as it is short.
///
/// It is that of Myers, "An O(ND) Difference Algorithm and Its Variations", 1986.
///
/// Two texts that have little in common are not worth their common words: where more than `mostChanges` elements would change,
/// all between the common beginning and the common end is taken away and added. So time and memory are bounded by the
/// product of length and that number.
enum Changes {
    /// A run of elements that met the same fate.
    enum Run: Equatable {
        /// In both, by their places in the new one.
        case kept(Range<Int>)
        /// Only in the old one, then what is only in the new one in its place; one of them may be empty.
        case changed(old: Range<Int>, new: Range<Int>)
    }

    /// Elements that may change before the middle is exchanged whole.
    static let mostChanges = 1000

    /// The runs from the old sequence to the new one, in order; kept and changed ones take turns.
    static func between<Element: Hashable>(_ old: [Element], _ new: [Element]) -> [Run] {
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var (oldEnd, newEnd) = (old.count, new.count)
        while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
            oldEnd -= 1
            newEnd -= 1
        }
        var runs = RunList()
        runs.keep(0..<start)
        // Numbers are compared faster than words are.
        var numbers: [Element: Int] = [:]
        func number(_ element: Element) -> Int {
            if let known = numbers[element] { return known }
            numbers[element] = numbers.count
            return numbers.count - 1
        }
        let (oldMiddle, newMiddle) = (old[start..<oldEnd].map(number), new[start..<newEnd].map(number))
        if let matches = matches(oldMiddle, newMiddle) {
            var (oldNext, newNext) = (0, 0)
            for match in matches + [(oldMiddle.count, newMiddle.count)] {
                runs.change(
                    old: start + oldNext..<start + match.0, new: start + newNext..<start + match.1)
                if match.0 < oldMiddle.count { runs.keep(start + match.1..<start + match.1 + 1) }
                (oldNext, newNext) = (match.0 + 1, match.1 + 1)
            }
        } else {
            runs.change(old: start..<oldEnd, new: start..<newEnd)
        }
        runs.keep(newEnd..<new.count)
        return runs.all
    }

    /// The pairs of places that are the same, in order; nil when there are more changes than are worth it.
    private static func matches(_ old: [Int], _ new: [Int]) -> [(Int, Int)]? {
        let most = min(mostChanges, old.count + new.count)
        // furthest[most + k] is how far the old sequence has come on diagonal k (old minus new).
        var furthest = [Int](repeating: 0, count: 2 * most + 2)
        // Before each round, the diagonals that it looks at.
        var history: [[Int]] = []
        for depth in 0...most {
            history.append(Array(furthest[(most - depth)...(most + depth)]))
            for diagonal in stride(from: -depth, through: depth, by: 2) {
                let isDown =
                    diagonal == -depth
                    || diagonal != depth && furthest[most + diagonal - 1] < furthest[most + diagonal + 1]
                var place = isDown ? furthest[most + diagonal + 1] : furthest[most + diagonal - 1] + 1
                while place < old.count, place - diagonal < new.count, old[place] == new[place - diagonal] {
                    place += 1
                }
                furthest[most + diagonal] = place
                if place >= old.count, place - diagonal >= new.count {
                    return backtrack(history, old.count, new.count)
                }
            }
        }
        return nil
    }

    private static func backtrack(_ history: [[Int]], _ oldEnd: Int, _ newEnd: Int) -> [(Int, Int)] {
        var matches: [(Int, Int)] = []
        var (old, new) = (oldEnd, newEnd)
        for depth in stride(from: history.count - 1, through: 1, by: -1) {
            let furthest = history[depth]
            let diagonal = old - new
            func reach(_ diagonal: Int) -> Int {
                let index = depth + diagonal
                return furthest.indices.contains(index) ? furthest[index] : -1
            }
            let isDown = diagonal == -depth || diagonal != depth && reach(diagonal - 1) < reach(diagonal + 1)
            let before = isDown ? diagonal + 1 : diagonal - 1
            let start = max(0, reach(before))
            // Back along the diagonal to where this step came in.
            let entry = isDown ? start : start + 1
            while old > entry {
                old -= 1
                new -= 1
                matches.append((old, new))
            }
            (old, new) = (start, start - before)
        }
        while old > 0, new > 0 {
            old -= 1
            new -= 1
            matches.append((old, new))
        }
        return matches.reversed()
    }

    /// Runs that are joined to what they follow where they are of one kind.
    private struct RunList {
        private(set) var all: [Run] = []

        mutating func keep(_ range: Range<Int>) {
            guard !range.isEmpty else { return }
            if case .kept(let last)? = all.last {
                all[all.count - 1] = .kept(last.lowerBound..<range.upperBound)
            } else {
                all.append(.kept(range))
            }
        }

        mutating func change(old: Range<Int>, new: Range<Int>) {
            guard !old.isEmpty || !new.isEmpty else { return }
            if case .changed(let lastOld, let lastNew)? = all.last {
                all[all.count - 1] = .changed(
                    old: lastOld.lowerBound..<old.upperBound, new: lastNew.lowerBound..<new.upperBound)
            } else {
                all.append(.changed(old: old, new: new))
            }
        }
    }
}
