import Articles
import Testing

@testable import Catalog

/// Whatever waits in memory, and however often the catalog is opened anew, a key names the articles that it was given.
@Suite struct KeyTableTests {
    private let scratch = Scratch()

    /// Numbers that look random and are the same each time.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private func count(_ table: String) throws -> Int {
        try Database(scratch.path, .read).prepare("SELECT count(*) FROM \(table)").first { $0.int(0) } ?? 0
    }

    private func evidence(_ keys: [UInt64]) -> ItemEvidence {
        var evidence = ItemEvidence(hash: digest(1))
        evidence.guid = digest(keys[0])
        if keys.count > 1 { evidence.url = digest(keys[1]) }
        return evidence
    }

    @Test(
        "Every key finds its articles, oldest first, by way of commits, edits, failures and restarts",
        arguments: [0, 1, 40, 400, 5000])
    func agreement(most: Int) throws {
        var numbers = Numbers(state: 7)
        var catalog = try Catalog.open(path: scratch.path, waitingKeys: most)
        let saboteur = try Database(scratch.path, .write)
        var named: [UInt64: Set<Seq>] = [:]
        var articles: [Seq: KnownArticle] = [:]
        var seq: Seq = 0
        for _ in 0..<200 {
            var lines: [CommittedLine] = []
            for _ in 0..<Int.random(in: 0...4, using: &numbers) {
                seq += UInt64.random(in: 1...3, using: &numbers)
                // A few keys have many articles, most have one.
                let keys = (0..<Int.random(in: 1...2, using: &numbers)).map { _ in
                    1_000_000
                        + UInt64.random(in: 0..<(Bool.random(using: &numbers) ? 5 : 2000), using: &numbers)
                }
                var article = known(seq)
                if let old = articles.keys.randomElement(using: &numbers), seq % 4 == 0,
                    !lines.contains(where: { $0.article.number == old })
                {
                    article = known(old, latest: seq, revision: 2)
                }
                article.evidence = evidence(keys)
                lines.append(line(article, article.latest == article.number ? .new : .updated))
            }
            let changes = CatalogChanges(lines: lines, feeds: [], appliedSeq: seq)
            if Int.random(in: 0..<9, using: &numbers) == 0, !lines.isEmpty {
                try saboteur.execute(
                    "CREATE TRIGGER t BEFORE UPDATE ON positions BEGIN SELECT raise(ABORT, 'x'); END")
                #expect(throws: CatalogError.self) { try catalog.commit(changes) }
                try saboteur.execute("DROP TRIGGER t")
            }
            try catalog.commit(changes)
            for line in lines {
                articles[line.article.number] = line.article
                for key in [line.article.evidence.guid, line.article.evidence.url] {
                    guard let key else { continue }
                    named[key.low, default: []].insert(line.article.number)
                }
            }
            if Int.random(in: 0..<20, using: &numbers) == 0 {
                catalog = try Catalog.open(path: scratch.path, waitingKeys: most)
            }
        }
        #expect(articles.count > 200)
        #expect(named.values.map(\.count).max() ?? 0 > 20)
        for (key, expected) in named {
            #expect(
                try catalog.articles(matching: digest(key), limit: 1000).map(\.number) == expected.sorted())
            #expect(
                try catalog.articles(matching: digest(key), limit: 3).map(\.number)
                    == Array(expected.sorted().prefix(3)))
        }
        let reader = try CatalogReader.open(path: scratch.path)
        for article in articles.values {
            #expect(try catalog.article(id: article.id) == article)
            #expect(
                try reader.articles(idPrefix: article.id.bytes, limit: 2).map(\.number) == [article.number])
        }
        let pairs = named.values.reduce(articles.count) { $0 + $1.count }
        let (filed, waiting) = (try count("keys"), try count("waiting"))
        #expect(filed >= pairs - most - 12 && filed <= pairs)
        // The keys of the last commit have not had a turn. What is in the table does not wait for ever: two rounds at the most.
        #expect(waiting <= most * 2 + 1000 && (most >= 5000) == (filed == 0))
    }

    @Test("Keys come to the table in the order of their parts, and rows go when a round is over")
    func rounds() throws {
        let catalog = try Catalog.open(path: scratch.path, waitingKeys: 256)
        for seq in 1...2000 as ClosedRange<Seq> {
            try catalog.commit(
                CatalogChanges(lines: [line(known(seq, key: 10_000 + seq))], feeds: [], appliedSeq: seq))
        }
        let (filed, waiting) = (try count("keys"), try count("waiting"))
        #expect(4000 - 256 - 2 <= filed && filed < 4000)
        #expect(waiting < 512)
    }

    @Test("A part that many keys wait for goes as one; what came behind it waits for the next round")
    func behind() throws {
        var waiting = WaitingKeys()
        let key = Digest128(high: 5 << 56, low: 1)
        for number in [7, 3, 9, 3, 8, 7] as [Seq] { waiting.insert(key, number) }
        waiting.insert(Digest128(high: 6 << 56, low: 1), 1)
        #expect(waiting.count == 5)
        #expect(waiting.count(in: 5) == 4)
        #expect(waiting.numbers(of: key, limit: 9) == [3, 7, 8, 9])
        #expect(waiting.numbers(of: key, limit: 2) == [3, 7])
        #expect(waiting.numbers(of: key, limit: 0) == [])
        #expect(waiting.sorted(5).map(\.number) == [3, 7, 8, 9])
        waiting.remove(5)
        #expect(waiting.count == 1)
        #expect(waiting.numbers(of: key, limit: 9) == [])
    }

    @Test("A catalog of the layout before is changed, not lost")
    func older() throws {
        do {
            let catalog = try Catalog.open(path: scratch.path, waitingKeys: 0)
            try catalog.commit(
                CatalogChanges(
                    lines: [line(known(1, key: 1000)), line(known(2, key: 1000))],
                    feeds: [FeedState(id: "a", url: "u")],
                    appliedSeq: 2))
            try catalog.commit(CatalogChanges(lines: [], feeds: [], appliedSeq: 2))
        }
        try Database(scratch.path, .write).execute(
            """
            DROP TABLE waiting; DELETE FROM keys;
            INSERT INTO keys SELECT long, number FROM articles JOIN (SELECT x'\(digest(1000))' AS long);
            CREATE UNIQUE INDEX articles_id ON articles(id); PRAGMA user_version = 2
            """)
        let error = #expect(throws: CatalogError.self) { try CatalogReader.open(path: scratch.path) }
        #expect(error?.code == .olderVersion)
        let catalog = try Catalog.open(path: scratch.path)
        #expect(try catalog.article(id: digest(2)) == known(2, key: 1000))
        #expect(try catalog.articles(matching: digest(1000), limit: 9).map(\.number) == [1, 2])
        #expect(try catalog.feedStates().map(\.id) == ["a"])
        #expect(try CatalogReader.open(path: scratch.path).articles(idPrefix: [], limit: 9).count == 2)
    }
}
