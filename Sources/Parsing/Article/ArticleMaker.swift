package import Articles
package import Conditions

/// Makes article lines of a parsed document: plain titles, sanitised content, dates to sort by, hashes, evidence.
///
/// Everything that does not depend on the journal is decided here, on a thread of its own, once an item.
package struct ArticleMaker: ~Copyable {
    /// What the configuration and the fetch say about the feed.
    package struct Context: Sendable {
        /// The feed's id and its URL without credentials.
        package var feedID, feedURL: String
        /// The user's name for the feed; nil to take the feed's own.
        package var title: String?
        /// The feed's tags.
        package var tags: [String]
        /// The language to assume when the feed says nothing (BCP 47).
        package var language: String?
        /// When the document came.
        package var fetchedAt: Timestamp
        /// How far in the future a date may lie before it is taken for a mistake.
        package var maxFuture: Duration
        /// Whether tracking parameters are no part of a URL's identity.
        package var stripsTracking: Bool
        /// What is marked in the feed's articles.
        package var rules: RuleBook
        /// The registrable domain of a host.
        package var site: @Sendable (String) -> String

        /// Makes a context.
        package init(
            feedID: String, feedURL: String, title: String? = nil, tags: [String] = [],
            language: String? = nil,
            fetchedAt: Timestamp, maxFuture: Duration = .seconds(86_400), stripsTracking: Bool = true,
            rules: RuleBook = RuleBook(), site: @escaping @Sendable (String) -> String
        ) {
            self.feedID = feedID
            self.feedURL = feedURL
            self.title = title
            self.tags = tags
            self.language = language
            self.fetchedAt = fetchedAt
            self.maxFuture = maxFuture
            self.stripsTracking = stripsTracking
            self.rules = rules
            self.site = site
        }
    }

    /// Number of the rules by which titles, texts and hashes are made, the first byte of every content hash.
    ///
    /// It is raised when they change, so that a new program does not take every article for edited.
    package static let pipeline: UInt8 = 1

    private let document: FeedDocument
    private let context: Context
    private var evidence: EvidenceMaker
    private var cleaner = HTMLCleaner()
    private var prepared = PreparedDocument()
    private var feed: [UInt8] = []
    /// The feed's id and tags, for the rules.
    private let feedID: [UInt8]
    private let feedTags: [[UInt8]]

    /// Makes all articles of a document.
    package static func prepare(_ document: FeedDocument, _ context: Context) -> PreparedDocument {
        var maker = ArticleMaker(document, context)
        return maker.run()
    }

    private init(_ document: FeedDocument, _ context: Context) {
        self.document = document
        self.context = context
        feedID = Array(context.feedID.utf8)
        feedTags = context.tags.map { Array($0.utf8) }
        evidence = EvidenceMaker(
            feed: context.feedID, feedURL: context.feedURL, stripsTracking: context.stripsTracking,
            site: context.site)
    }

    private mutating func run() -> PreparedDocument {
        prepared.title =
            context.title
            ?? plain(document.feed.title, limit: Limits.titleBytes).map {
                String(decoding: $0, as: UTF8.self)
            }
        prepared.siteURL = document.bytes.string(document.feed.link)
        prepared.updateInterval = document.feed.updateInterval
        prepared.timeToLive = document.feed.ttlMinutes.map { .seconds(60 * $0) }
        (prepared.skipHours, prepared.skipDays) = (document.feed.skipHours, document.feed.skipDays)
        prepared.isTruncated = document.isTruncated
        prepared.warnings = document.warnings
        feed = feedObject()
        prepared.bytes.reserveCapacity(document.bytes.count * 2)
        prepared.items.reserveCapacity(document.entries.count)
        for entry in document.entries { prepare(entry) }
        return prepared
    }

    /// `{"id":…,"url":…,"title":…,"site_url":…,"tags":[…]}`, the same in every line of the document.
    private func feedObject() -> [UInt8] {
        var object: [UInt8] = []
        object.append("{\"id\":")
        object.appendJSON(string: context.feedID)
        object.append(",\"url\":")
        object.appendJSON(string: context.feedURL)
        object.append(",\"title\":")
        object.appendJSON(optional: prepared.title)
        object.append(",\"site_url\":")
        object.appendJSON(optional: prepared.siteURL)
        object.append(",\"tags\":[")
        for (index, tag) in context.tags.enumerated() {
            if index > 0 { object.append(",") }
            object.appendJSON(string: tag)
        }
        object.append("]}")
        return object
    }
}

extension ArticleMaker {
    private mutating func prepare(_ entry: FeedDocument.Entry) {
        var tail = LineTail(feed: feed)
        tail.guid = bytes(entry.id, limit: Limits.guidBytes)
        tail.url = url(entry.originalLink) ?? url(entry.link)
        tail.externalURL = url(entry.externalLink)
        tail.title = plain(entry.title, limit: Limits.titleBytes)
        addContent(of: entry, to: &tail)
        addPeople(of: entry, to: &tail)
        addAttachments(of: entry, to: &tail)
        addDates(of: entry, to: &tail)
        addLanguage(of: entry, to: &tail)
        guard
            tail.guid != nil || tail.url != nil || tail.title != nil || tail.summary != nil
                || !tail.contentText.isEmpty
        else {
            prepared.warnings.append(
                Warning("empty-item", "an item without guid, link, title and text was left out"))
            return
        }
        tail.hash = Self.hash(of: tail)
        append(tail)
    }

    private mutating func append(_ tail: LineTail) {
        var tail = tail
        let start = prepared.bytes.count
        var isDropped = mark(&tail)
        tail.append(to: &prepared.bytes)
        if prepared.bytes.count - start > Limits.lineBytes - 4096 {
            // Only escapes can swell a capped content so far; the plain text is the part worth keeping.
            prepared.bytes.removeSubrange(start...)
            tail.isTruncated = true
            tail.contentHTML = nil
            tail.contentText = Self.cut(tail.contentText, at: Limits.htmlBytes / 2)
            isDropped = mark(&tail)
            tail.append(to: &prepared.bytes)
        }
        var fields = EvidenceMaker.Fields()
        fields.guid = tail.guid ?? []
        fields.url = tail.url ?? []
        fields.title = tail.title ?? []
        fields.text = tail.contentText.isEmpty ? tail.summary ?? [] : tail.contentText
        fields.published = tail.published
        let identity = evidence.read(fields, hash: tail.hash)
        prepared.items.append(
            PreparedDocument.Item(
                evidence: identity.evidence, candidateIDs: identity.ids, date: tail.date,
                fetchedAt: tail.fetchedAt,
                tail: ByteRange(start..<prepared.bytes.count), isDropped: isDropped))
    }

    /// Has the rules look at what the line will hold; true when one says drop.
    ///
    /// Marks are no part of the content hash and of what identity looks at: a changed rule edits no article.
    private func mark(_ tail: inout LineTail) -> Bool {
        let marks = context.rules.marks(of: MadeArticle(tail: tail, feedID: feedID, feedTags: feedTags))
        tail.matched = marks.matched
        return marks.isDropped
    }

    /// Content and summary are two slots.
    ///
    /// A description that is the only text and carries markup is content too, because a summary is plain and would
    /// lose it.
    private mutating func addContent(of entry: FeedDocument.Entry, to tail: inout LineTail) {
        tail.summary = plain(entry.summary, limit: Limits.summaryBytes, singleLine: false)
        let source = entry.content.isPresent ? entry.content : entry.summary
        guard source.isPresent, entry.content.isPresent || document.bytes[source].contains(UInt8(ascii: "<"))
        else {
            tail.image = url(entry.image)
            return
        }
        var html: [UInt8] = []
        html.reserveCapacity(source.indices.count + 64)
        tail.contentText.reserveCapacity(source.indices.count)
        let base = document.bytes[entry.base]
        let result = cleaner.clean(
            document.bytes[source].span, base: entry.base.isPresent ? base.span : nil, html: &html,
            text: &tail.contentText)
        tail.contentHTML = html
        tail.isTruncated = result.isTruncated
        tail.image = url(entry.image) ?? result.firstImage
    }

    private mutating func addPeople(of entry: FeedDocument.Entry, to tail: inout LineTail) {
        for author in document.authors[entry.authors].prefix(Limits.listItems) {
            tail.authors.append(
                LineTail.Author(
                    name: plain(author.name, limit: Limits.titleBytes) ?? [], url: url(author.url) ?? [],
                    email: bytes(author.email, limit: Limits.titleBytes) ?? []))
        }
        tail.authors.removeAll { $0.name.isEmpty && $0.url.isEmpty && $0.email.isEmpty }
        for category in document.categories[entry.categories] where tail.tags.count < Limits.listItems {
            guard let tag = plain(category, limit: Limits.titleBytes), !tail.tags.contains(tag) else {
                continue
            }
            tail.tags.append(tag)
        }
    }

    private mutating func addAttachments(of entry: FeedDocument.Entry, to tail: inout LineTail) {
        for enclosure in document.enclosures[entry.enclosures] where tail.attachments.count < Limits.listItems
        {
            guard let url = url(enclosure.url), !tail.attachments.contains(where: { $0.url == url }) else {
                continue
            }
            let length = document.bytes[enclosure.length]
            tail.attachments.append(
                LineTail.Attachment(
                    url: url, mimeType: bytes(enclosure.type, limit: 255) ?? [],
                    title: plain(enclosure.title, limit: Limits.titleBytes) ?? [],
                    sizeInBytes: length.count < 16
                        ? Int(String(decoding: length, as: UTF8.self)).flatMap { $0 < 0 ? nil : $0 } : nil,
                    durationInSeconds: enclosure.durationSeconds))
        }
    }

    private func addDates(of entry: FeedDocument.Entry, to tail: inout LineTail) {
        tail.fetchedAt = context.fetchedAt
        tail.published = entry.published
        tail.modified = entry.updated
        tail.dateRaw = bytes(entry.publishedRaw, limit: 255) ?? bytes(entry.updatedRaw, limit: 255)
        let latest = context.fetchedAt + context.maxFuture
        (tail.date, tail.dateSource) =
            switch (entry.published, entry.updated) {
            case (let published?, _):
                published <= latest ? (published, "published") : (context.fetchedAt, "fetched")
            case (nil, let modified?):
                modified <= latest ? (modified, "modified") : (context.fetchedAt, "fetched")
            case (nil, nil): (context.fetchedAt, "fetched")
            }
    }

    private func addLanguage(of entry: FeedDocument.Entry, to tail: inout LineTail) {
        let sample =
            (tail.title ?? []) + [0x20] + tail.contentText.prefix(1024) + (tail.summary ?? []).prefix(1024)
        tail.language =
            languageTag(entry.language) ?? languageTag(document.feed.language) ?? context.language.map {
                Array($0.utf8)
            }
            ?? LanguageGuess.language(of: sample.span).map { Array($0.utf8) }
        tail.direction =
            switch Direction.firstStrong(of: sample.span) {
            case .ltr: "ltr"
            case .rtl: "rtl"
            case nil: nil
            }
    }

    /// The exact content hash: title, text, and attachment paths without host and query, whose white space is
    /// collapsed; not folded, because a corrected spelling is an edit.
    private static func hash(of tail: LineTail) -> ContentHash {
        var hasher = FieldHasher("content")
        hasher.addCollapsed(tail.title ?? [])
        hasher.addCollapsed(tail.contentText.isEmpty ? tail.summary ?? [] : tail.contentText)
        for attachment in tail.attachments {
            let target = WebURL.parts(attachment.url.span)?.target
            let path = target.map { attachment.url[$0].prefix { $0 != UInt8(ascii: "?") } }
            hasher.add(path ?? attachment.url[...])
        }
        let digest = hasher.digest()
        return ContentHash(high: digest.high >> 8 | UInt64(pipeline) << 56, low: digest.low)
    }
}

extension ArticleMaker {
    /// The bytes of a field, cut at `limit`; nil when there are none.
    private func bytes(_ range: ByteRange, limit: Int) -> [UInt8]? {
        guard !range.isEmpty else { return nil }
        let text = Self.wellFormed(document.bytes[range])
        return text.isEmpty ? nil : Self.cut(text, at: limit)
    }

    /// A URL; nil when there is none, or one so long that cutting it would make another.
    private func url(_ range: ByteRange) -> [UInt8]? {
        guard !range.isEmpty, range.count <= Limits.urlBytes else { return nil }
        let url = Self.wellFormed(document.bytes[range])
        return url.isEmpty ? nil : url
    }

    /// The bytes as a line can hold them (UTF-8, no U+0000), so that a line read back gives the same evidence.
    private static func wellFormed(_ text: ArraySlice<UInt8>) -> [UInt8] {
        if UTF8Repair.firstFault(in: text.span) == text.count, !text.contains(0) { return Array(text) }
        return String(decoding: text, as: UTF8.self).utf8.filter { $0 != 0 }
    }

    /// The plain text of a field of HTML; nil when nothing is left of it.
    private mutating func plain(_ range: ByteRange, limit: Int, singleLine: Bool = true) -> [UInt8]? {
        guard !range.isEmpty else { return nil }
        var text: [UInt8] = []
        cleaner.plainText(document.bytes[range].span, into: &text, singleLine: singleLine)
        if singleLine {
            var line: [UInt8] = []
            PlainText.appendLine(text.span, to: &line)
            text = line
        }
        return text.isEmpty ? nil : Self.cut(text, at: limit)
    }

    /// The text, cut between characters where it is longer than `limit` bytes.
    private static func cut(_ text: [UInt8], at limit: Int) -> [UInt8] {
        text.count <= limit
            ? text : Array(text.prefix(PlainText.lengthOfPrefix(of: text.span, atMost: limit)))
    }

    /// A language tag as BCP 47 writes it, nil for anything that cannot be one.
    private func languageTag(_ range: ByteRange) -> [UInt8]? {
        guard (2...35).contains(range.count) else { return nil }
        let tag = document.bytes[range].map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
        let isTag = tag.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
        }
        return isTag ? tag : nil
    }
}
