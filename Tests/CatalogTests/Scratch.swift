import Articles
import Glibc

@testable import Catalog

/// A directory of its own for one test, removed with it.
final class Scratch {
    let directory: String
    var path: String { "\(directory)/catalog.sqlite" }

    init() {
        directory = "/tmp/catalog-tests-\(UInt64.random(in: 0 ... .max))"
        _ = unsafe mkdir(directory, 0o700)
    }

    deinit {
        for name in ["catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"] {
            remove(name)
        }
        _ = unsafe rmdir(directory)
    }

    func remove(_ name: String) { _ = unsafe Glibc.remove("\(directory)/\(name)") }

    func bytes(_ name: String) -> [UInt8]? {
        guard let file = unsafe fopen("\(directory)/\(name)", "r") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    func write(_ bytes: [UInt8], to name: String) {
        guard let file = unsafe fopen("\(directory)/\(name)", "w") else { return }
        _ = unsafe fwrite(bytes, 1, bytes.count, file)
        unsafe fclose(file)
    }
}

/// A digest that a number names.
func digest(_ number: UInt64) -> Digest128 { Digest128(high: number &* 0x9E37_79B9_7F4A_7C15, low: number) }

/// An article with one key, `digest(key)`.
func known(
    _ number: Seq, latest: Seq? = nil, key: UInt64 = 1, feed: String = "herald", revision: Int = 1,
    duplicateOf: ArticleID? = nil
) -> KnownArticle {
    var evidence = ItemEvidence(hash: digest(number + 5_000))
    evidence.guid = digest(key)
    return KnownArticle(
        number: number, latest: latest ?? number, id: digest(number), revision: revision, feed: feed,
        duplicateOf: duplicateOf, fetchedAt: Timestamp(seconds: 100), evidence: evidence)
}

/// The record of an article's newest line.
func line(
    _ article: KnownArticle, _ event: ArticleHead.Event = .new, date: Int64 = 0, dropped: Bool = false
) -> CommittedLine {
    CommittedLine(
        ArticleHead(
            seq: article.latest, event: event, id: article.id, revision: article.revision,
            duplicateOf: article.duplicateOf, dropped: dropped),
        article: article, date: Timestamp(seconds: date))
}

extension Catalog {
    /// Commits and indexes one article whose date is the position of its line.
    func add(
        _ article: KnownArticle, _ event: ArticleHead.Event = .new, title: String, body: String = "",
        author: String = "", tag: String = "", language: String = "", url: String = "", dropped: Bool = false
    ) throws {
        try commit(
            CatalogChanges(
                lines: [line(article, event, date: Int64(article.latest), dropped: dropped)], feeds: [],
                appliedSeq: article.latest))
        var text = IndexedText(seq: article.latest)
        text.title = Array(title.utf8)
        text.body = Array(body.utf8)
        text.authors = Array(author.utf8)
        text.tags = Array(tag.utf8)
        text.mark(
            feed: Array(article.feed.utf8), language: Array(language.utf8), urls: [Array(url.utf8)],
            isUpdated: article.revision > 1)
        try index([text], upTo: article.latest)
    }
}

extension CatalogReader {
    /// The hits of one page.
    func hits(_ query: Query, limit: Int, offset: Int = 0) throws -> [ArticleHits.Hit] {
        var hits = try search(query)
        if offset > 0 { _ = try hits.next(atMost: offset) }
        return try hits.next(atMost: limit)
    }
}
