import Articles

/// JSON Feed 1.0 and 1.1 (jsonfeed.org).
struct JSONFeedDialect {
    private var document = FeedDocument(format: .jsonFeed11)
    private var reader: JSONReader
    private let dates: DateReader
    private var base = ByteRange.absent
    private var dateOrder = DateOrder()
    private var isFeed = false
    private var hasItems = false
    private var hasTooManyItems = false
    /// Set where the text stops being JSON: nothing after it is read, and no loop goes on.
    private var isBroken = false
    /// Where the reader stood before it looked for another key or element.
    private var mark = 0
    /// The feed's authors, who are those of every item that names none (JSON Feed 1.1, items).
    private var feedAuthors = 0..<0

    /// Reads a document that begins like JSON.
    static func parse(_ decision: CharsetDecision, _ input: FeedParser.Input) throws(NotAFeed) -> FeedDocument
    {
        var dialect = JSONFeedDialect(decision.text, input)
        let isComplete = dialect.readFeed()
        guard dialect.isFeed || dialect.hasItems else {
            throw NotAFeed(
                code: "not-a-feed", message: "this is JSON, but no JSON Feed",
                warnings: SourceMap(input.bytes, decision).located(decision.warnings))
        }
        var document = dialect.document
        for index in document.entries.indices where document.entries[index].authors.isEmpty {
            document.entries[index].authors = dialect.feedAuthors
        }
        document.isWellFormed = decision.isSound && isComplete
        document.isTruncated = !isComplete || !input.httpWasComplete
        document.warnings = decision.warnings
        let place = dialect.reader.position
        if document.isTruncated {
            let isCut = isComplete || dialect.hasTooManyItems || place >= decision.text.count
            document.warnings.append(
                Warning(
                    "truncated",
                    "the document is \(isCut ? "cut off here" : "no JSON from here on"); "
                        + "complete items kept: \(document.entries.count)", byte: place))
        }
        if dialect.hasTooManyItems {
            document.warnings.append(
                Warning(
                    "too-many-items", "only the first \(FeedBuilder.mostItems) items are read", byte: place))
        }
        document.warnings = SourceMap(input.bytes, decision).located(document.warnings)
        dialect.dateOrder.apply(to: &document, now: input.now)
        return document
    }

    private init(_ text: [UInt8], _ input: FeedParser.Input) {
        reader = JSONReader(text)
        dates = DateReader(timezone: input.timezone)
        document.bytes.reserveCapacity(text.count)
        if let url = input.base { base = document.bytes.adding(url.utf8) }
    }

    /// Reads the top object; false when the text ends or breaks before it does.
    private mutating func readFeed() -> Bool {
        guard reader.peek() == .object, reader.enter() else { return false }
        while let key = nextName() {
            switch key {
            case "version": readVersion()
            case "title": document.feed.title = text()
            case "home_page_url": document.feed.link = url()
            case "description": document.feed.description = text()
            case "language": document.feed.language = text()
            case "author", "authors": readFeedAuthors(key)
            case "items":
                hasItems = true
                guard readItems() else { return false }
                continue
            default: guard skip() else { return false }
            }
        }
        return endsWith("}")
    }

    private mutating func readVersion() {
        let range = text()
        let version = document.bytes[range]
        isFeed = version.firstIndex(of: Array("jsonfeed.org/version/".utf8)) != nil
        if version.last == UInt8(ascii: "1") && version.dropLast().last == UInt8(ascii: "/") {
            document.format = .jsonFeed10
        }
    }

    private mutating func readFeedAuthors(_ key: String) {
        let start = document.authors.count
        readAuthors()
        // Version 1.1 keeps the author of 1.0 for old readers only.
        guard document.authors.count > start, feedAuthors.isEmpty || key == "authors" else { return }
        document.feed.author = document.authors[start].name
        feedAuthors = start..<document.authors.count
    }

    /// Reads the items; false when one is cut off, which is not kept.
    private mutating func readItems() -> Bool {
        guard reader.peek() == .array, reader.enter() else { return skip() }
        while nextElement() {
            guard document.entries.count < FeedBuilder.mostItems else {
                hasTooManyItems = true
                return false
            }
            guard reader.peek() == .object else {
                guard skip() else { return false }
                continue
            }
            let counts = (document.authors.count, document.categories.count, document.enclosures.count)
            guard let entry = readItem() else {
                document.authors.removeSubrange(counts.0...)
                document.categories.removeSubrange(counts.1...)
                document.enclosures.removeSubrange(counts.2...)
                return false
            }
            document.entries.append(entry)
        }
        return endsWith("]")
    }

    private mutating func readItem() -> FeedDocument.Entry? {
        guard reader.enter() else { return nil }
        var entry = FeedDocument.Entry()
        entry.base = base
        let starts = (document.authors.count, document.categories.count, document.enclosures.count)
        var plain = ByteRange.absent
        while let key = nextName() {
            switch key {
            case "id": entry.id = text()
            case "url": entry.link = url()
            case "external_url": entry.externalLink = url()
            case "title": entry.title = plainText()
            case "content_html": entry.content = text()
            case "content_text": plain = text()
            case "summary": entry.summary = plainText()
            case "image": entry.image = url()
            case "banner_image":
                if entry.image.isEmpty { entry.image = url() } else { _ = skip() }
            case "date_published":
                entry.publishedRaw = text()
                entry.published = date(entry.publishedRaw, isPublished: true)
            case "date_modified":
                entry.updatedRaw = text()
                entry.updated = date(entry.updatedRaw, isPublished: false)
            case "language": entry.language = text()
            case "author": if entry.authors.isEmpty { readAuthors() } else { _ = skip() }
            case "authors": entry.authors = readListedAuthors(insteadOf: starts.0)
            case "tags": readTags()
            case "attachments": readAttachments()
            default: guard skip() else { return nil }
            }
        }
        guard endsWith("}") else { return nil }
        if entry.content.isEmpty, !plain.isEmpty { entry.content = document.bytes.paragraphs(of: plain) }
        entry.authors = starts.0..<document.authors.count
        entry.categories = starts.1..<document.categories.count
        entry.enclosures = starts.2..<document.enclosures.count
        return entry
    }

    /// The authors of version 1.1, who are more than the one author that was read from `first` on.
    private mutating func readListedAuthors(insteadOf first: Int) -> Range<Int> {
        let start = document.authors.count
        readAuthors()
        guard document.authors.count > start else { return first..<start }
        document.authors.removeSubrange(first..<start)
        return first..<document.authors.count
    }

    /// One author or a list of them.
    private mutating func readAuthors() {
        guard reader.peek() == .array else {
            readAuthor()
            return
        }
        _ = reader.enter()
        while nextElement() { readAuthor() }
    }

    private mutating func readAuthor() {
        guard reader.peek() == .object, reader.enter() else {
            _ = skip()
            return
        }
        var author = FeedDocument.Author()
        while let key = nextName() {
            switch key {
            case "name": author.name = text()
            case "url": author.url = url()
            default: guard skip() else { return }
            }
        }
        let isKnown = author.name.isEmpty && author.url.isEmpty
        if !isKnown, document.authors.count < FeedBuilder.mostItems * 2 { document.authors.append(author) }
    }

    private mutating func readTags() {
        guard reader.peek() == .array, reader.enter() else {
            _ = skip()
            return
        }
        let start = document.categories.count
        while nextElement() {
            let tag = text()
            if !tag.isEmpty, document.categories.count - start < Limits.listItems {
                document.categories.append(tag)
            }
        }
    }

    private mutating func readAttachments() {
        guard reader.peek() == .array, reader.enter() else {
            _ = skip()
            return
        }
        let start = document.enclosures.count
        while nextElement() {
            guard reader.peek() == .object, reader.enter() else {
                guard skip() else { return }
                continue
            }
            var enclosure = FeedDocument.Enclosure()
            while let key = nextName() {
                switch key {
                case "url": enclosure.url = url()
                case "mime_type": enclosure.type = text()
                case "title": enclosure.title = text()
                case "size_in_bytes": enclosure.length = text()
                case "duration_in_seconds":
                    let duration = text()
                    enclosure.durationSeconds = document.bytes[duration].seconds
                default: guard skip() else { return }
                }
            }
            if !enclosure.url.isEmpty, document.enclosures.count - start < Limits.listItems {
                document.enclosures.append(enclosure)
            }
        }
    }
}

// MARK: Values

extension JSONFeedDialect {
    /// Moves to the next key of the entered object and returns its text; nil at the end.
    private mutating func nextName() -> String? {
        mark = reader.position
        guard !isBroken, let range = reader.nextKey() else { return nil }
        return range.count <= 64 ? reader.text(range) : ""
    }

    /// Moves to the next element of the entered array; false at the end.
    private mutating func nextElement() -> Bool {
        mark = reader.position
        return !isBroken && reader.nextElement()
    }

    /// Passes over a value; false, for good, where none stands.
    private mutating func skip() -> Bool {
        if !reader.skipValue() { isBroken = true }
        return !isBroken
    }

    /// A string, or the digits of a number (ids are numbers in some feeds); absent for anything else.
    private mutating func text() -> ByteRange {
        let start = document.bytes.count
        switch reader.peek() {
        case .string: if !reader.string(into: &document.bytes) { isBroken = true }
        case .number:
            guard let digits = reader.rawNumber() else { return .absent }
            document.bytes.append(contentsOf: reader.bytes[digits])
        case .object, .array, .bool, .null, .end, .invalid:
            _ = skip()
            return .absent
        }
        return document.bytes.trimmedBlank(ByteRange(start..<document.bytes.count))
    }

    /// A plain text, as HTML source.
    private mutating func plainText() -> ByteRange { document.bytes.escapedWhereMarkup(text()) }

    private mutating func url() -> ByteRange {
        let reference = text()
        guard !reference.isEmpty, !base.isEmpty else { return reference }
        var output: [UInt8] = []
        let isKnown = WebURL.resolve(
            document.bytes[reference].span, against: document.bytes[base].span, into: &output)
        return isKnown ? document.bytes.adding(output) : reference
    }

    private mutating func date(_ raw: ByteRange, isPublished: Bool) -> Timestamp? {
        guard !raw.isEmpty else { return nil }
        switch dates.read(document.bytes[raw].span) {
        case .instant(let instant): return instant
        case .ambiguous(let date):
            let index = document.entries.count
            dateOrder.note(isPublished ? .published(index) : .updated(index), raw: raw, date)
            return nil
        case .none: return nil
        }
    }

    /// Whether the container that was just left was closed, and not cut off.
    private func endsWith(_ bracket: Unicode.Scalar) -> Bool {
        !isBroken && reader.position > mark && reader.position <= reader.bytes.count
            && reader.bytes[reader.position - 1] == UInt8(ascii: bracket)
    }
}

extension [UInt8] {
    /// Plain text as HTML source: escaped, a `br` for each line break.
    fileprivate mutating func paragraphs(of range: ByteRange) -> ByteRange {
        let escaped = escapedWhereMarkup(range)
        guard self[escaped].contains(0x0A) else { return escaped }
        let start = count
        for index in escaped.indices {
            if self[index] == 0x0A { append("<br>") }
            append(self[index])
        }
        return ByteRange(start..<count)
    }
}
