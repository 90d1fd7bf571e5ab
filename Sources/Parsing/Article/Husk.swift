package import Articles

/// What is left of a line when its text is removed: retention and `forget` put it in the line's place.
///
/// It keeps number, id, revision, feed, URL, guid, dates, hash and `duplicate_of`, so that keys outlive content and the
/// journal alone is enough to rebuild the catalog; title, text and all else are gone, but for the digests of `ArticleRemains`.
package enum Husk {
    /// The husk of a line, without a newline; a husk's own husk is the same bytes.
    ///
    /// `evidence` is that of the line.
    package static func of(_ line: ArticleLine, _ evidence: ItemEvidence) -> [UInt8] {
        var head = line.head
        head.event = .removed
        return bytes(head, tail(of: line, evidence))
    }

    /// The line by which an article is forgotten: the next revision of its newest line, which is `line`.
    ///
    /// It is not dropped, whatever the article was: who has an older revision has to hear of it.
    package static func forgetting(
        _ line: ArticleLine, _ evidence: ItemEvidence, as seq: Seq, at now: Timestamp
    ) -> [UInt8] {
        let head = ArticleHead(
            seq: seq, event: .removed, id: line.head.id, revision: line.head.revision + 1,
            duplicateOf: line.head.duplicateOf)
        var tail = tail(of: line, evidence)
        tail.fetchedAt = now
        tail.hash = .forgotten
        return bytes(head, tail)
    }

    private static func bytes(_ head: ArticleHead, _ tail: LineTail) -> [UInt8] {
        var bytes: [UInt8] = []
        head.append(to: &bytes)
        tail.append(to: &bytes)
        return bytes
    }

    private static func tail(of line: ArticleLine, _ evidence: ItemEvidence) -> LineTail {
        func field(_ range: Range<Int>?) -> [UInt8]? { range.map { line.bytes($0) } }
        var tail = LineTail(feed: Array(line.json(line.feed)))
        tail.date = line.date
        tail.dateSource = dateSource(field(line.dateSource) ?? [])
        tail.fetchedAt = line.fetchedAt
        tail.published = line.published
        tail.modified = line.modified
        tail.url = field(line.url)
        tail.guid = field(line.guid)
        tail.hash = line.hash
        tail.remains = ArticleRemains(of: evidence)
        return tail
    }

    private static func dateSource(_ word: [UInt8]) -> StaticString {
        if word.elementsEqual("published".utf8) { return "published" }
        return word.elementsEqual("modified".utf8) ? "modified" : "fetched"
    }
}
