// CPU of a look-up in a catalog of a million keys, against SQLite's own look-up of the same key in the same file.
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

let path = "/tmp/newslog-look-up.sqlite"
let articles: Seq = 333_334
let rounds = 200_000

func fill(_ catalog: Catalog) throws {
    var seq: Seq = 0
    while seq < articles {
        var lines: [CommittedLine] = []
        for _ in 0..<1000 {
            seq += 1
            var evidence = ItemEvidence(hash: digest(seq << 3))
            evidence.guid = digest(seq << 3 | 1)
            evidence.url = digest(seq << 3 | 2)
            evidence.match = digest(seq << 3 | 3)
            let article = KnownArticle(
                number: seq, latest: seq, id: digest(seq << 3 | 4), revision: 1, feed: "feed\(seq % 500)",
                duplicateOf: nil, fetchedAt: Timestamp(seconds: Int64(seq)), evidence: evidence)
            lines.append(
                CommittedLine(
                    ArticleHead(seq: seq, event: .new, id: article.id, revision: 1), article: article,
                    date: Timestamp(seconds: Int64(seq))))
        }
        try catalog.commit(CatalogChanges(lines: lines, feeds: [], appliedSeq: seq))
    }
}

/// Microseconds of CPU a call of `look`, which is given keys that are there or are not.
func measure(_ isThere: Bool, _ look: (ItemKey) throws -> Int) throws -> Double {
    var random: UInt64 = 12345
    var found = 0
    let start = cpu()
    for _ in 0..<rounds {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let article = (random >> 20) % articles + 1
        found += try look(digest(article << 3 | (isThere ? 2 : 6)))
    }
    precondition(found == (isThere ? rounds : 0))
    return (cpu() - start) / Double(rounds) * 1e6
}

/// The same question asked of SQLite and nothing else: the anchor.
func bare() throws -> (hit: Double, miss: Double) {
    var database: OpaquePointer?
    var statement: OpaquePointer?
    sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    sqlite3_exec(database, "PRAGMA cache_size=-8000; BEGIN", nil, nil, nil)
    sqlite3_prepare_v2(
        database, "SELECT a.evidence FROM keys k JOIN articles a USING(number) WHERE k.key = ?", -1,
        &statement, nil)
    func look(_ key: ItemKey) -> Int {
        let bytes = key.bytes
        sqlite3_reset(statement)
        sqlite3_bind_blob(statement, 1, bytes, 16, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        return sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_blob(statement, 0) != nil ? 1 : 0
    }
    return (try measure(true, look), try measure(false, look))
}

for suffix in ["", "-wal", "-shm"] { remove(path + suffix) }
let catalog = try Catalog.open(path: path)
try fill(catalog)
try catalog.beginLookUps()
let look = { key in try catalog.articles(matching: key, limit: 16).count }
_ = try measure(true, look)
let (hit, miss) = (try measure(true, look), try measure(false, look))
let anchor = try bare()
func show(_ number: Double) -> String { "\((number * 100).rounded() / 100)" }
print(
    "a look-up among 1 M keys, hit:  \(show(hit)) us of CPU, SQLite \(show(anchor.hit)): ratio \(show(hit / anchor.hit))"
)
print(
    "a look-up among 1 M keys, miss: \(show(miss)) us of CPU, SQLite \(show(anchor.miss)): ratio \(show(miss / anchor.miss))"
)
