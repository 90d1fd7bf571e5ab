// A search for a word and for two words, first page of 50, against bare FTS5: the same expression and tokenizer, the same file.
//
//     full-text STATE [--queries 200]
//
// Ours is `CatalogReader.search` and the first page, articles by date, by number and by rank. FTS5 gives rows of `body` by
// number, and of `head` by its own BM25. It knows no dates, and `head` does not hold what stands in the text only, so these
// two are less work; beside them it is asked for the same articles: by date joined with the articles, by rank with the
// rows of `body`. Both prepare their statements anew, as a program does that is asked once, and both have seen the query
// before. Of each query the least of three runs counts, in turn.
import Catalog
import Conditions
import Glibc

let page = 50
let rounds = 3

/// Milliseconds of CPU and on the wall.
struct Cost {
    var cpu = Double.infinity
    var wall = Double.infinity

    static func now() -> Cost { Cost(cpu: read(CLOCK_PROCESS_CPUTIME_ID), wall: read(CLOCK_MONOTONIC)) }

    mutating func take(since start: Cost) {
        let end = Cost.now()
        (cpu, wall) = (min(cpu, end.cpu - start.cpu), min(wall, end.wall - start.wall))
    }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
    }
}

/// What FTS5 is asked in place of ours.
enum Anchor: String {
    case byNumber = "newest rows of body"
    case byDate = "rows of body joined with articles, by date"
    case byRank = "best rows of head"
    case byRankOfAll = "rows of body, the best by any of the words in head"

    var sql: String {
        switch self {
        case .byNumber: "SELECT rowid FROM body WHERE body MATCH ? ORDER BY rowid DESC LIMIT \(page)"
        case .byDate:
            """
            SELECT a.latest FROM body b JOIN articles a ON a.latest = b.rowid WHERE body MATCH ?
            ORDER BY a.date DESC, a.latest DESC LIMIT \(page)
            """
        case .byRank: "SELECT rowid FROM head WHERE head MATCH ? ORDER BY rank LIMIT \(page)"
        case .byRankOfAll:
            """
            SELECT b.rowid FROM body b LEFT JOIN (SELECT rowid AS line, rank AS score FROM head WHERE head MATCH ?2) h
            ON h.line = b.rowid WHERE body MATCH ?1 ORDER BY h.score IS NULL, h.score, b.rowid DESC LIMIT \(page)
            """
        }
    }
}

/// A query, and the expression that FTS5 gets in its place.
struct Question {
    let query: Query
    let expression: [UInt8]
    /// The same with one of the words.
    let anyWord: [UInt8]

    init(_ words: [String], _ order: Query.Order) {
        let nodes = words.map { Condition.word($0, isPrefix: false) }
        var query = Query()
        query.node = nodes.count == 1 ? nodes[0] : .and(nodes)
        query.order = order
        self.query = query
        expression = FullTextExpression.words(words.joined(separator: " "), isPrefix: false) ?? []
        anyWord = Array(
            words.compactMap { FullTextExpression.words($0, isPrefix: false) }.joined(
                separator: Array(" OR ".utf8)))
    }
}

func show(_ number: Double) -> String {
    let text = String(Int((number * 1000).rounded()))
    let digits = String(repeating: "0", count: max(0, 4 - text.count)) + text
    return "\(digits.dropLast(3)).\(digits.suffix(3))"
}

/// Prints the median, the 99th percentile and the sum of both, and the ratios.
func tellFigures(_ name: String, _ ours: [Double], _ bare: [Double]) {
    let (ours, bare) = (ours.sorted(), bare.sorted())
    func figures(_ costs: [Double]) -> [Double] {
        [costs[costs.count / 2], costs[costs.count * 99 / 100], costs.reduce(0, +)]
    }
    let pairs = zip(["p50", "p99", "total"], zip(figures(ours), figures(bare)))
    let columns = pairs.map { name, pair in
        "\(name) \(show(pair.0)) / \(show(pair.1)) ms = \(show(pair.0 / pair.1))"
    }
    print("  \(name)  \(columns.joined(separator: "   "))")
}

/// The two connections to one file.
struct Comparison {
    let reader: CatalogReader
    let fts5: BareFTS5

    /// Asks both for each of the queries, and prints what it cost.
    func tell(_ kind: String, _ queries: [[String]], by order: Query.Order, against anchor: Anchor) throws {
        var (ours, bare): ([Cost], [Cost]) = ([], [])
        var (hits, same) = (0, 0)
        for words in queries {
            let question = Question(words, order)
            var (mine, theirs) = (Cost(), Cost())
            for round in 0...rounds {
                let first = Cost.now()
                var search = try reader.search(question.query)
                let found = try search.next(atMost: page)
                if round > 0 { mine.take(since: first) }
                let second = Cost.now()
                let lines = fts5.lines(anchor.sql, question.expression, question.anyWord)
                if round > 0 { theirs.take(since: second) }
                guard round == 0 else { continue }
                hits += found.count
                same += found.map { Int64(bitPattern: $0.seq) } == lines ? 1 : 0
            }
            ours.append(mine)
            bare.append(theirs)
        }
        print("\(kind) by \(order.rawValue), FTS5: \(anchor.rawValue)")
        print("  \(queries.count) queries, \(hits) hits; \(same) pages are the same as FTS5's")
        tellFigures("CPU ", ours.map(\.cpu), bare.map(\.cpu))
        tellFigures("wall", ours.map(\.wall), bare.map(\.wall))
    }
}

let arguments = CommandLine.arguments.dropFirst()
guard let state = arguments.first else { fatalError("usage: full-text STATE [--queries 200]") }
let count = arguments.count > 2 ? Int(arguments[3]) ?? 200 : 200
let path = "\(state)/catalog.sqlite"
let comparison = Comparison(reader: try CatalogReader.open(path: path), fts5: BareFTS5(path))
let drawn = DrawnWords(comparison.fts5.vocabulary(), count: count)
print(
    "\(try comparison.reader.counts().articles) articles; words that stand in \(drawn.words.last?.lines ?? 0) to "
        + "\(drawn.words.first?.lines ?? 0) titles or summaries; ours / FTS5 = ratio (goal 2)")
let kinds = [("a word", drawn.words.map { [$0.word] }), ("two words", drawn.pairs.map { [$0.0, $0.1] })]
let orders: [(Query.Order, Anchor)] = [
    (.seq, .byNumber), (.date, .byNumber), (.date, .byDate), (.rank, .byRank), (.rank, .byRankOfAll),
]
for (order, anchor) in orders {
    for (kind, queries) in kinds { try comparison.tell(kind, queries, by: order, against: anchor) }
}
