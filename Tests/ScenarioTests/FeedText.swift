import Articles
import TestServer

/// The documents of the scenarios.
enum FeedText {
    /// An RSS document with an item for each guid.
    static func rss(_ guids: [String], encoding: String = "utf-8", title: String = "A feed") -> [UInt8] {
        let items = guids.map { guid in
            """
            <item><guid isPermaLink="false">\(guid)</guid><title>Title of \(guid)</title>
            <link>http://site.example/\(guid)</link><description>What is said of \(guid).</description></item>

            """
        }
        return Array(
            """
            <?xml version="1.0" encoding="\(encoding)"?>
            <rss version="2.0"><channel><title>\(title)</title>
            \(items.joined())</channel></rss>

            """.utf8)
    }

    /// An RSS document with an item for each guid, and when each was published.
    static func rss(dated items: [(guid: String, date: Timestamp)]) -> [UInt8] {
        let texts = items.map { guid, date in
            """
            <item><guid isPermaLink="false">\(guid)</guid><title>Title of \(guid)</title>
            <pubDate>\(date)</pubDate></item>

            """
        }
        return Array("<rss version=\"2.0\"><channel>\(texts.joined())</channel></rss>".utf8)
    }
}

extension [Step] {
    /// A good answer with items and, unless told otherwise, an ETag.
    static func feed(_ guids: [String], etag: String? = nil, headers: [(String, String)] = []) -> [Step] {
        ok(headers: headers + (etag.map { [("ETag", $0)] } ?? []), FeedText.rss(guids))
    }

    /// Status 200 with a body.
    static func ok(headers: [(String, String)] = [], _ body: [UInt8], type: String = "application/rss+xml")
        -> [Step]
    {
        [.status(200), .header("Content-Type", type)] + headers.map { .header($0.0, $0.1) } + [.body(body)]
    }

    /// A status without a body of interest.
    static func status(_ status: Int, headers: [(String, String)] = []) -> [Step] {
        [.status(status)] + headers.map { .header($0.0, $0.1) } + [.body([])]
    }

    /// Bytes as they are, then FIN.
    static func raw(_ text: String) -> [Step] { [.raw([UInt8](text.utf8)), .close] }

    /// A redirect.
    static func redirect(_ status: Int, to location: String) -> [Step] {
        [.status(status), .header("Location", location), .body([])]
    }

    static let notModified: [Step] = [.status(304), .endHead]
}
