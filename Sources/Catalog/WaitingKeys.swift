internal import Articles

/// Keys in memory that are not in the catalog's table yet, in parts by their first byte.
struct WaitingKeys {
    /// The keys of one part; most of them name one article.
    fileprivate struct Part {
        var numbers: [ItemKey: Seq] = [:]
        /// What they name besides, ascending.
        var others: [ItemKey: [Seq]] = [:]
        var count = 0
    }

    /// Parts of the key space.
    static let parts = 256

    private var parts = [Part](repeating: Part(), count: Self.parts)
    /// Pairs of a key and a number.
    private(set) var count = 0

    /// The part that a key belongs to.
    static func part(of key: ItemKey) -> Int { Int(key.high >> 56) }

    /// Pairs of a part.
    func count(in part: Int) -> Int { parts[part].count }

    /// The numbers under a key, ascending, at most `limit`.
    func numbers(of key: ItemKey, limit: Int) -> [Seq] {
        let part = parts[Self.part(of: key)]
        guard limit > 0, let number = part.numbers[key] else { return [] }
        guard let others = part.others[key] else { return [number] }
        // A front page may be the address of thousands.
        return Array((others.prefix(limit) + [number]).sorted().prefix(limit))
    }

    /// Files a number under a key; once is enough.
    mutating func insert(_ key: ItemKey, _ number: Seq) {
        let index = Self.part(of: key)
        if parts[index].insert(key, number) { count += 1 }
    }

    /// The pairs of a part in the order of the table.
    func sorted(_ part: Int) -> [(key: ItemKey, number: Seq)] {
        var pairs: [(key: ItemKey, number: Seq)] = []
        pairs.reserveCapacity(parts[part].count)
        for (key, number) in parts[part].numbers { pairs.append((key, number)) }
        for (key, numbers) in parts[part].others { for number in numbers { pairs.append((key, number)) } }
        return pairs.sorted { ($0.key.high, $0.key.low, $0.number) < ($1.key.high, $1.key.low, $1.number) }
    }

    /// Forgets the pairs of a part.
    mutating func remove(_ part: Int) {
        count -= parts[part].count
        parts[part] = Part()
    }
}

extension WaitingKeys.Part {
    /// False when the pair is there already.
    fileprivate mutating func insert(_ key: ItemKey, _ number: Seq) -> Bool {
        guard let first = numbers[key] else {
            numbers[key] = number
            count += 1
            return true
        }
        guard first != number else { return false }
        var list = others[key] ?? []
        // The newest article comes last, nearly always.
        let place = (list.lastIndex { $0 <= number } ?? -1) + 1
        guard place == 0 || list[place - 1] != number else { return false }
        others[key] = nil
        list.insert(number, at: place)
        others[key] = list
        count += 1
        return true
    }
}
