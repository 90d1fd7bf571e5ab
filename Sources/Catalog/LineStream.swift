/// The lines that one expression of the full text lets through, the newest first, read as far as they are wanted: of a word that half a
/// million lines hold the newest few thousand are enough.
struct LineStream {
    private let page: Statement
    private let expression: [UInt8]
    /// Lines below this one were not looked at yet.
    private var before: Int64
    /// The newest lines, ascending, as far as they were not handed out.
    private var newest: [Int64]

    /// A stream of what a condition lets through; nil where that takes more than one expression.
    init?(_ condition: IndexCondition, _ newest: NewestLines, in database: Database) throws(CatalogError) {
        guard case .match(let table, let expression) = condition else { return nil }
        self.newest = newest.matching
        before = newest.last == .max ? .max : newest.last + 1
        self.expression = expression
        page = try database.prepare(
            "SELECT rowid FROM \(table.rawValue) WHERE \(table.rawValue) MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
        )
    }

    /// The next lines, descending, at most `count`; fewer only at the end.
    mutating func next(_ count: Int) throws(CatalogError) -> [Int64] {
        let new = Array(newest.suffix(count).reversed())
        newest.removeLast(new.count)
        guard new.count < count else { return new }
        let lines = try page.reset().bind(text: expression).bind(before).bind(count - new.count).rows {
            $0.integer(0) ?? 0
        }
        before = lines.last ?? before
        return new + lines
    }
}

/// The same lines as a set of which the newest are known at first, and all once somebody asks for an older one: the newest
/// articles by date are mostly the newest lines, too.
struct GrowingLineSet {
    private let condition: IndexCondition
    private let newest: NewestLines
    private let database: Database
    private var known: LineSet
    /// The lowest line that is known, or all where it is nil.
    private var lowest: Int64?

    /// Begins with lines that a stream of the condition has given: ascending, and none below is known.
    init(
        _ known: LineSet, of condition: IndexCondition, _ newest: NewestLines, in database: Database
    ) {
        (self.known, self.condition, self.newest, self.database) = (known, condition, newest, database)
        lowest = known.lines.first
    }

    /// Whether a line is in the set.
    mutating func contains(_ line: Int64) throws(CatalogError) -> Bool {
        if let lowest, line < lowest { _ = try whole() }
        return known.contains(line)
    }

    /// All of it.
    mutating func whole() throws(CatalogError) -> LineSet {
        if lowest != nil { known = try LineSet(condition, in: database).with(newest) }
        lowest = nil
        return known
    }
}
