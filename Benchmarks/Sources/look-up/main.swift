// CPU of a look-up in a catalog of many keys, against SQLite's own look-up of the same keys in the same file, and bytes a key.
//
//     look-up [--keys 1000000]
//
// Articles have the seven keys that an item with guid, link, title and date has, and numbers as the journal gives them. The
// newest keys wait in memory, where SQLite does not find them, so both are asked for keys of articles whose keys are all
// in the table; those that wait are asked for by themselves. Of each the least of five runs counts, in turn.
import Articles
import CSQLite
import Catalog
import Glibc

/// Seconds of CPU that the process has used.
func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// A digest that nothing compresses and nothing sorts.
func digest(_ number: UInt64) -> Digest128 {
    var mixed = number &* 0x9E37_79B9_7F4A_7C15
    mixed ^= mixed >> 29
    mixed = mixed &* 0xBF58_476D_1CE4_E5B9
    mixed ^= mixed >> 32
    return Digest128(high: mixed, low: number)
}

/// A catalog in a file that is removed, and the articles that it is filled with.
struct Filled {
    static let keysOfArticle: UInt64 = 7
    /// A number of the journal: seconds of nearly seven years times 2^20.
    private static let first: Seq = 218_000_000 << 20
    private static let lookUps = 40_000

    let path = "/tmp/newslog-look-up.sqlite"
    let articles: UInt64
    let catalog: Catalog

    init(keys: UInt64) throws {
        articles = (keys + Self.keysOfArticle - 1) / Self.keysOfArticle
        for suffix in ["", "-wal", "-shm"] { remove(path + suffix) }
        catalog = try Catalog.open(path: path)
        for start in stride(from: 0, to: articles, by: 1000) {
            let lines = (start..<min(start + 1000, articles)).map(Self.line)
            let last = lines.last?.head.seq ?? 0
            try catalog.commit(CatalogChanges(lines: lines, feeds: [], appliedSeq: last))
        }
    }

    /// One of an article's seven keys, or the eighth, which is nowhere.
    private static func key(_ kind: UInt64, of index: UInt64) -> ItemKey { digest(index << 3 | kind) }

    private static func line(_ index: UInt64) -> CommittedLine {
        let seq = first + index
        var evidence = ItemEvidence(hash: digest(~index))
        evidence.guid = key(1, of: index)
        evidence.guidAndURL = key(2, of: index)
        evidence.feedURL = key(3, of: index)
        evidence.titleAndDate = key(4, of: index)
        evidence.url = key(5, of: index)
        evidence.match = key(6, of: index)
        let time = Timestamp(seconds: Int64(index))
        let article = KnownArticle(
            number: seq, latest: seq, id: key(0, of: index), revision: 1, feed: "feed\(index % 500)",
            duplicateOf: nil, fetchedAt: time, evidence: evidence)
        let head = ArticleHead(seq: seq, event: .new, id: article.id, revision: 1)
        return CommittedLine(head, article: article, date: time)
    }

    /// How many articles have all their keys in the table, by the first of those that wait.
    func filed(before waiting: Seq) -> UInt64 { min(articles, waiting - Self.first) }

    /// Microseconds of CPU a call of `look`, which is given keys of some articles, or keys that are nowhere.
    func cost(of articles: Range<UInt64>, areThere: Bool, _ look: (ItemKey) throws -> Int) rethrows -> Double
    {
        var random: UInt64 = 12345
        var found = 0
        let start = cpu()
        for _ in 0..<Self.lookUps {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let index = articles.lowerBound + (random >> 20) % UInt64(articles.count)
            found += try look(Self.key(areThere ? (random >> 8) % Self.keysOfArticle : 7, of: index))
        }
        precondition(found == (areThere ? Self.lookUps : 0))
        return (cpu() - start) / Double(Self.lookUps) * 1e6
    }
}

/// SQLite and nothing else, asked the same question: the anchor.
final class BareSQLite {
    private var database: OpaquePointer?
    private var statement: OpaquePointer?

    init(_ path: String) {
        sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        sqlite3_exec(database, "PRAGMA cache_size=-8000; BEGIN", nil, nil, nil)
        sqlite3_prepare_v2(
            database, "SELECT a.evidence FROM keys k JOIN articles a USING(number) WHERE k.key = ?", -1,
            &statement, nil)
    }

    deinit {
        sqlite3_finalize(statement)
        sqlite3_close_v2(database)
    }

    func look(_ key: ItemKey) -> Int {
        let bytes = key.bytes
        sqlite3_reset(statement)
        sqlite3_bind_blob(statement, 1, bytes, 12, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        return sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_blob(statement, 0) != nil ? 1 : 0
    }

    /// The one number that a statement gives; nil where it gives none.
    func number(_ sql: String) -> Int64? {
        var statement: OpaquePointer?
        sqlite3_prepare_v2(database, sql, -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        guard sqlite3_step(statement) == SQLITE_ROW, sqlite3_column_type(statement, 0) != SQLITE_NULL else {
            return nil
        }
        return sqlite3_column_int64(statement, 0)
    }
}

func show(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }

let arguments = CommandLine.arguments.dropFirst()
let keys = arguments.first == "--keys" ? arguments.last.flatMap { UInt64($0) } : 1_000_000
guard let keys, keys > 0 else { fatalError("usage: look-up [--keys 1000000]") }
let began = cpu()
let filled = try Filled(keys: keys)
print(
    "\(keys) keys of \(filled.articles) articles, \(show((cpu() - began) / Double(keys) * 1e6)) us of CPU to file one"
)

let bare = BareSQLite(filled.path)
let filed = filled.filed(before: bare.number("SELECT min(number) FROM waiting").map(Seq.init) ?? .max)
guard filed > 0 else { fatalError("all keys wait: ask for more than half a million") }
try filled.catalog.beginLookUps()
let look = { key in try filled.catalog.articles(matching: key, limit: 16).count }
for (name, areThere) in [("hit", true), ("miss", false)] {
    var (ours, anchor) = (Double.infinity, Double.infinity)
    for _ in 0..<5 {
        ours = min(ours, try filled.cost(of: 0..<filed, areThere: areThere, look))
        anchor = min(anchor, filled.cost(of: 0..<filed, areThere: areThere, bare.look))
    }
    print(
        "a look-up, \(name): \(show(ours)) us of CPU (goal 5: \(show(ours / 5)) of it), "
            + "SQLite \(show(anchor)): ratio \(show(ours / anchor))")
}
let newest = filled.articles - min(filled.articles, 1000)..<filled.articles
let waits = try (0..<5).map { _ in try filled.cost(of: newest, areThere: true, look) }.min() ?? 0
print("a look-up, hit among the newest: \(show(waits)) us of CPU (goal 5: \(show(waits / 5)) of it)")
let table = "SELECT sum(pgsize) / CAST(sum(ncell) AS REAL) * 100 FROM dbstat WHERE name = 'keys'"
let each = Double(bare.number(table) ?? 0) / 100
let waiting = bare.number("SELECT sum(pgsize) FROM dbstat WHERE name = 'waiting'") ?? 0
print(
    "\(show(each)) bytes a key in the table (goal 30: \(show(each / 30)) of it), \(waiting / 1000) KB for those that wait"
)
for suffix in ["", "-wal", "-shm"] { remove(filled.path + suffix) }
