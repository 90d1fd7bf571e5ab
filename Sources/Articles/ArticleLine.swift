/// One line of the journal, read in one pass: every field is a range of the line's bytes.
///
/// Texts are kept escaped; `text(_:)` and `append(_:to:)` resolve them where somebody wants to see one.
public struct ArticleLine: Sendable {
    /// A person named as an author; absent parts have no range.
    public struct Author: Sendable {
        /// The name, the page and the address.
        public var name, url, email: Range<Int>?
    }

    /// Something attached to the article.
    public struct Attachment: Sendable {
        /// Where it is and what it is.
        public var url, mimeType, title: Range<Int>?
        /// Its size, where the feed says it.
        public var sizeInBytes: Int?
    }

    private let reader: JSONReader
    /// The line without its newline.
    public let range: Range<Int>
    /// The decided part.
    public let head: ArticleHead
    /// To sort by.
    public private(set) var date = Timestamp(milliseconds: 0)
    /// When this revision was first seen.
    public private(set) var fetchedAt = Timestamp(milliseconds: 0)
    /// The dates as the source says.
    public private(set) var published: Timestamp?
    /// The date of the last change as the source says.
    public private(set) var modified: Timestamp?
    /// The exact content hash.
    public private(set) var hash = ContentHash(high: 0, low: 0)
    /// All that the line says of its feed, as JSON.
    public private(set) var feed: Range<Int>?
    /// The feed's id, URL, title and site.
    public private(set) var feedID, feedURL, feedTitle, feedSiteURL: Range<Int>?
    /// The feed's tags.
    public private(set) var feedTags: [Range<Int>] = []
    /// Where and what the article is.
    public private(set) var url, externalURL, guid, title, summary, image: Range<Int>?
    /// What it says.
    public private(set) var contentHTML, contentText: Range<Int>?
    /// How it is written.
    public private(set) var language, direction: Range<Int>?
    /// The untouched date string and which date `date` is.
    public private(set) var dateRaw, dateSource: Range<Int>?
    /// Who wrote it.
    public private(set) var authors: [Author] = []
    /// Its categories, and the rules that matched.
    public private(set) var tags, matched: [Range<Int>]
    /// What is attached.
    public private(set) var attachments: [Attachment] = []
    /// Whether the content was cut at the size limit.
    public private(set) var isTruncated = false
    /// What identity needs of a line that was emptied.
    public private(set) var remains: ArticleRemains?

    /// Reads the line that stands in `range` of `bytes`; nil when it is no article line of version 1.
    public init?(_ bytes: [UInt8], range: Range<Int>? = nil) {
        var range = range ?? bytes.indices
        if let last = bytes[range].last, last == 0x0A { range = range.lowerBound..<range.upperBound - 1 }
        guard let head = ArticleHead(line: bytes[range]) else { return nil }
        self.head = head
        self.range = range
        tags = []
        matched = []
        reader = JSONReader(bytes, range: range)
        var cursor = reader
        guard cursor.enter() else { return nil }
        while let key = cursor.nextKey() {
            guard take(key, from: &cursor) else { return nil }
        }
        guard cursor.position == range.upperBound else { return nil }
    }

    /// The text of a field; nil for an absent one.
    public func text(_ field: Range<Int>?) -> String? { field.map(reader.text) }

    /// Appends the unescaped bytes of a field; nothing for an absent one.
    public func append(_ field: Range<Int>?, to output: inout [UInt8]) {
        if let field { reader.unescape(field, into: &output) }
    }

    /// The unescaped bytes of a field; empty for an absent one.
    public func bytes(_ field: Range<Int>?) -> [UInt8] {
        var output: [UInt8] = []
        append(field, to: &output)
        return output
    }

    /// A part of the line as JSON; empty for an absent one.
    public func json(_ part: Range<Int>?) -> ArraySlice<UInt8> { reader.bytes[part ?? 0..<0] }

    /// Whether the line says that its article is to be forgotten.
    public var forgets: Bool { head.event == .removed && hash == .forgotten }

    /// The line as it stands in the journal.
    public var source: ArraySlice<UInt8> { reader.bytes[range] }
}

extension ArticleLine {
    /// Takes the value of one key; false at a syntax error.
    ///
    /// Unknown keys are passed over.
    private mutating func take(_ key: Range<Int>, from cursor: inout JSONReader) -> Bool {
        switch cursor.peek() {
        case .string:
            guard let value = cursor.rawString() else { return false }
            takeString(key, value)
            return true
        case .array: return takeArray(key, from: &cursor)
        case .object: return takeObject(key, from: &cursor)
        case .bool:
            guard let value = cursor.bool() else { return false }
            if reader.matches(key, "truncated") { isTruncated = value }
            return true
        case .number, .null: return cursor.skipValue()
        case .end, .invalid: return false
        }
    }

    /// A flat table in code: which key fills which field.
    private mutating func takeString(_ key: Range<Int>, _ value: Range<Int>) {
        if reader.matches(key, "date") {
            date = instant(value) ?? date
        } else if reader.matches(key, "fetched_at") {
            fetchedAt = instant(value) ?? fetchedAt
        } else if reader.matches(key, "date_published") {
            published = instant(value)
        } else if reader.matches(key, "date_modified") {
            modified = instant(value)
        } else if reader.matches(key, "hash") {
            hash = Digest128(hex: reader.bytes[value]) ?? hash
        } else if reader.matches(key, "language") {
            language = value
        } else if reader.matches(key, "direction") {
            direction = value
        } else if reader.matches(key, "url") {
            url = value
        } else if reader.matches(key, "external_url") {
            externalURL = value
        } else if reader.matches(key, "guid") {
            guid = value
        } else if reader.matches(key, "title") {
            title = value
        } else if reader.matches(key, "summary") {
            summary = value
        } else if reader.matches(key, "image") {
            image = value
        } else if reader.matches(key, "date_raw") {
            dateRaw = value
        } else if reader.matches(key, "date_source") {
            dateSource = value
        } else if reader.matches(key, "content_html") {
            contentHTML = value
        } else if reader.matches(key, "content_text") {
            contentText = value
        }
    }

    private mutating func takeObject(_ key: Range<Int>, from cursor: inout JSONReader) -> Bool {
        let start = cursor.position
        if reader.matches(key, "feed") {
            guard takeFeed(from: &cursor) else { return false }
            feed = start..<cursor.position
            return true
        }
        if reader.matches(key, "remains") {
            remains = ArticleRemains(from: &cursor)
            return remains != nil
        }
        return cursor.skipValue()
    }

    private mutating func takeFeed(from cursor: inout JSONReader) -> Bool {
        guard cursor.enter() else { return false }
        while let key = cursor.nextKey() {
            if reader.matches(key, "id") {
                feedID = cursor.rawString()
            } else if reader.matches(key, "url") {
                feedURL = cursor.rawString()
            } else if reader.matches(key, "tags") {
                feedTags = Self.strings(from: &cursor)
            } else if cursor.peek() != .string {
                guard cursor.skipValue() else { return false }
            } else if reader.matches(key, "title") {
                feedTitle = cursor.rawString()
            } else if reader.matches(key, "site_url") {
                feedSiteURL = cursor.rawString()
            } else if !cursor.skipValue() {
                return false
            }
        }
        return true
    }

    private mutating func takeArray(_ key: Range<Int>, from cursor: inout JSONReader) -> Bool {
        if reader.matches(key, "tags") {
            tags = Self.strings(from: &cursor)
        } else if reader.matches(key, "matched") {
            matched = Self.strings(from: &cursor)
        } else if reader.matches(key, "authors") {
            return takeObjects(from: &cursor) { line, cursor in line.takeAuthor(from: &cursor) }
        } else if reader.matches(key, "attachments") {
            return takeObjects(from: &cursor) { line, cursor in line.takeAttachment(from: &cursor) }
        } else {
            return cursor.skipValue()
        }
        return true
    }

    private mutating func takeObjects(
        from cursor: inout JSONReader, _ take: (inout Self, inout JSONReader) -> Bool
    ) -> Bool {
        guard cursor.enter() else { return false }
        while cursor.nextElement() { guard cursor.enter(), take(&self, &cursor) else { return false } }
        return true
    }

    private mutating func takeAuthor(from cursor: inout JSONReader) -> Bool {
        var author = Author()
        while let key = cursor.nextKey() {
            let value = cursor.rawString()
            if value == nil, !cursor.skipValue() { return false }
            if reader.matches(key, "name") {
                author.name = value
            } else if reader.matches(key, "url") {
                author.url = value
            } else if reader.matches(key, "email") {
                author.email = value
            }
        }
        authors.append(author)
        return true
    }

    private mutating func takeAttachment(from cursor: inout JSONReader) -> Bool {
        var attachment = Attachment()
        while let key = cursor.nextKey() {
            if cursor.peek() == .number, reader.matches(key, "size_in_bytes") {
                attachment.sizeInBytes = cursor.integer()
                continue
            }
            let value = cursor.rawString()
            if value == nil, !cursor.skipValue() { return false }
            if reader.matches(key, "url") {
                attachment.url = value
            } else if reader.matches(key, "mime_type") {
                attachment.mimeType = value
            } else if reader.matches(key, "title") {
                attachment.title = value
            }
        }
        attachments.append(attachment)
        return true
    }

    private static func strings(from cursor: inout JSONReader) -> [Range<Int>] {
        var found: [Range<Int>] = []
        guard cursor.enter() else { return found }
        while cursor.nextElement() {
            guard let value = cursor.rawString() else { break }
            found.append(value)
        }
        return found
    }

    private func instant(_ value: Range<Int>) -> Timestamp? { Timestamp(fixed: reader.bytes[value]) }
}
