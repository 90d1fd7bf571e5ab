internal import Articles

/// Which lines an export prints, decided from a line's first bytes.
struct ExportFilter {
    var since: Timestamp?
    var updates = false
    var duplicates = false
    var dropped = false

    /// True when every line passes, so that none needs to be looked at.
    var takesAll: Bool { updates && duplicates && dropped && since == nil }

    func takes(_ head: ArticleHead, _ line: ArraySlice<UInt8>) -> Bool {
        let isWanted =
            switch head.event {
            case .new: true
            case .updated, .removed: updates
            case .duplicate: duplicates
            }
        guard isWanted, dropped || !head.dropped else { return false }
        guard let since else { return true }
        return Self.fetchedAt(line).map { $0 >= since } ?? true
    }

    /// Whether a line was to be delivered before it was emptied: what it told stands in what is left of it.
    func tookBefore(_ husk: ArticleHead, _ line: ArraySlice<UInt8>) -> Bool {
        var head = husk
        head.event = husk.revision > 1 ? .updated : husk.duplicateOf == nil ? .new : .duplicate
        return takes(head, line)
    }

    /// The time behind the head: `"date":"…","fetched_at":"…"`, both of fixed width.
    static func fetchedAt(_ line: ArraySlice<UInt8>) -> Timestamp? {
        let key = Array(#""fetched_at":""#.utf8)
        let beginning = line.prefix(400)
        guard var index = beginning.indices.first(where: { beginning[$0...].starts(with: key) }) else {
            return nil
        }
        index += key.count
        return Timestamp(fixed: line[index...].prefix(24))
    }
}
