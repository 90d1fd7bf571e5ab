import TestServer

/// Hand-written feed documents.
enum Documents {
    /// An item for `rss`.
    struct Item {
        var guid: String
        var title: String
        var link: String?
        var text: String?

        init(_ guid: String, _ title: String? = nil, link: String? = nil, text: String? = nil) {
            self.guid = guid
            self.title = title ?? "Title of \(guid)"
            self.link = link
            self.text = text
        }
    }

    /// An RSS 2.0 document of items.
    static func rss(_ items: [Item], title: String = "Numbered") -> [UInt8] {
        var text = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>\(title)</title>\n"
        for item in items {
            text += "<item><guid isPermaLink=\"false\">\(item.guid)</guid><title>\(item.title)</title>"
            if let link = item.link { text += "<link>\(link)</link>" }
            if let words = item.text { text += "<description>\(words)</description>" }
            text += "</item>\n"
        }
        return Array((text + "</channel></rss>\n").utf8)
    }

    /// A text of more than 200 characters, so that it is no stub.
    static func longText(_ subject: String) -> String {
        Array(repeating: "What is to be said of \(subject) takes more than a line.", count: 6)
            .joined(separator: " ")
    }

    static let english = Array(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>The Harbour Post</title><link>https://harbour.example/</link><language>en</language>
        <item><title>Ferries &amp; tides</title><link>https://harbour.example/ferries</link>
        <guid isPermaLink="false">harbour-1</guid><dc:creator>Ann Pier</dc:creator>
        <pubDate>Mon, 23 Nov 2026 10:00:00 +0200</pubDate><description>In short.</description>
        <content:encoded><![CDATA[<p>The ferry <b>waits</b>.</p><script>alert(1)</script><p>It sails.</p>]]></content:encoded>
        <category>Sea</category></item>
        <item><title>Fog</title><guid>https://harbour.example/fog</guid></item>
        </channel></rss>
        """.utf8)

    static let atom = Array(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Bergblatt</title>
        <link rel="alternate" href="https://berg.example/"/><id>urn:berg</id><updated>2026-11-23T09:00:00Z</updated>
        <entry><id>urn:berg:1</id><title type="html">Schnee &amp;amp; Eis</title>
        <link href="https://berg.example/schnee"/><updated>2026-11-23T08:00:00Z</updated>
        <content type="html">&lt;p&gt;Über Nacht.&lt;/p&gt;</content></entry>
        <entry><id>urn:berg:2</id><title>Lawine</title><link href="https://berg.example/lawine"/>
        <published>2026-11-22T08:00:00+01:00</published><updated>2026-11-22T09:00:00Z</updated></entry>
        </feed>
        """.utf8)

    static let rdf = Array(
        """
        <?xml version="1.0"?>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://archive.example/"><title>Archive</title><link>https://archive.example/</link></channel>
        <item rdf:about="https://archive.example/1"><title>First folder</title><link>https://archive.example/1</link>
        <dc:date>2026-11-20T00:00:00Z</dc:date></item>
        <item rdf:about="https://archive.example/2"><title>Second folder</title>
        <link>https://archive.example/2</link><description>Dust.</description></item>
        </rdf:RDF>
        """.utf8)

    static let json = Array(
        """
        {"version": "https://jsonfeed.org/version/1.1", "title": "Braces", "home_page_url": "https://braces.example/",
         "items": [
          {"id": "b1", "url": "https://braces.example/1", "title": "Curly", "content_html": "<p>{ \\"a\\" }</p>",
           "date_published": "2026-11-23T07:30:00Z", "authors": [{"name": "Jay Son"}], "tags": ["syntax"]},
          {"id": "b2", "url": "https://braces.example/2", "content_text": "Square [ ]"}]}
        """.utf8)

    /// Arabic titles, transliterated: "Bloomberg: sharikat OpenAI tabhathu tamwil", "Misr".
    static let arabicTitles = ["بلومبرغ: شركة OpenAI تبحث تمويلا", "مصر"]
    /// Arabic text, transliterated: "qala masul fi Microsoft, al-yawm".
    static let arabicText = "قال مسؤول في Microsoft، اليوم"

    static let arabic = windows1256(
        """
        <?xml version="1.0" encoding="windows-1256"?>
        <rss version="2.0"><channel><title>أخبار</title><link>https://akhbar.example/</link><language>ar</language>
        <item><guid isPermaLink="false">48213</guid><title>\(arabicTitles[0])</title>
        <link>https://akhbar.example/48213</link><pubDate>Mon, 23 Nov 2026 11:05:00 GMT</pubDate>
        <description>\(arabicText)</description></item>
        <item><guid isPermaLink="false">48214</guid><title>\(arabicTitles[1])</title></item>
        </channel></rss>
        """)

    /// Text in windows-1256: ASCII, the Arabic letters and the Arabic comma.
    static func windows1256(_ text: String) -> [UInt8] {
        let blocks: [(first: UInt32, count: UInt32, byte: UInt8)] = [
            (0x621, 22, 0xC1), (0x637, 4, 0xD8), (0x640, 4, 0xDC), (0x644, 1, 0xE1), (0x645, 4, 0xE3),
            (0x649, 2, 0xEC), (0x60C, 1, 0xA1),
        ]
        return text.unicodeScalars.map { scalar in
            if scalar.isASCII { return UInt8(scalar.value) }
            guard let block = blocks.first(where: { ($0.first..<$0.first + $0.count).contains(scalar.value) })
            else { preconditionFailure("\(scalar) is not in the table") }
            return block.byte + UInt8(scalar.value - block.first)
        }
    }
}

/// A document as a server gives it away, with validators of any bytes.
struct Offer: Sendable {
    var id: String
    var body: [UInt8]
    var type = "application/xml"
    var isCompressed = false
    var etag: [UInt8]?
    var lastModified: [UInt8]?

    /// Lets a server give it away at `/id`; 304 to whoever sends the validators back as they were.
    func serve(at server: TestServer) {
        server.on("/\(id)") { request in
            var head: [Step] = []
            if let etag { head.append(.headerBytes("ETag", etag)) }
            if let lastModified { head.append(.headerBytes("Last-Modified", lastModified)) }
            let isKnown =
                etag == nil
                ? lastModified != nil && request.headerBytes("if-modified-since") == lastModified
                : request.headerBytes("if-none-match") == etag
            if isKnown { return [.status(304)] + head + [.endHead] }
            if isCompressed { head.append(.header("Content-Encoding", "gzip")) }
            return [.status(200), .header("Content-Type", type)] + head
                + [.body(isCompressed ? Gzip.stored(body) : body)]
        }
    }
}
