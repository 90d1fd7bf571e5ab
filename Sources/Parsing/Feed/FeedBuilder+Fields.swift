internal import Glibc
import Articles

/// What becomes of a finished text.
extension FeedBuilder {
    /// Puts a text into its field, if no better source has filled it.
    mutating func fill(_ frame: Frame, with range: ByteRange) {
        switch frame.slot {
        case .none: break
        case .personName: person.name = range
        case .personEmail: person.email = range
        case .personURL: person.url = resolved(range, against: base(of: frame))
        case .author: addAuthor(document.bytes.splitAuthor(range), rank: frame.rank)
        case .category: addCategory(range)
        case .keywords: addKeywords(range)
        case .duration: durationSeconds = durationSeconds ?? document.bytes[range].seconds
        case .image: setImage(range, rank: frame.rank, base: base(of: frame))
        case .title, .link, .id, .permalink, .summary, .content, .published, .updated, .language,
            .originalLink:
            if isInEntry { fillEntry(frame, with: range) } else { fillFeed(frame, with: range) }
        case .ttl, .hour, .day, .updatePeriod, .updateFrequency: fillSchedule(frame.slot, with: range)
        }
    }

    private mutating func fillEntry(_ frame: Frame, with range: ByteRange) {
        let rank = frame.rank
        switch frame.slot {
        case .title: Self.offer(range, rank, to: &entry.title, &ranks.title)
        case .link:
            Self.offer(resolved(range, against: base(of: frame)), rank, to: &entry.link, &ranks.link)
        case .id, .permalink:
            if frame.slot == .permalink, ranks.id < rank { permalink = range }
            Self.offer(range, rank, to: &entry.id, &ranks.id)
        case .summary:
            Self.offer(range, rank, to: &entry.summary, &ranks.summary)
            if entry.base.isEmpty { entry.base = base(of: frame) }
        case .content:
            guard rank > ranks.content || !entry.content.isPresent else { return }
            Self.offer(range, rank, to: &entry.content, &ranks.content)
            entry.base = base(of: frame)
        case .published: offerDate(range, rank, isPublished: true)
        case .updated: offerDate(range, rank, isPublished: false)
        case .language: Self.offer(range, rank, to: &entry.language, &ranks.language)
        case .originalLink: entry.originalLink = range
        default: break
        }
    }

    private mutating func fillFeed(_ frame: Frame, with range: ByteRange) {
        if frame.slot == .title || document.feed.base.isEmpty { document.feed.base = base(of: frame) }
        switch frame.slot {
        case .title: Self.offer(range, frame.rank, to: &document.feed.title, &feedRanks.title)
        case .link:
            let link = resolved(range, against: base(of: frame))
            Self.offer(link, frame.rank, to: &document.feed.link, &feedRanks.link)
        case .summary: Self.offer(range, frame.rank, to: &document.feed.description, &feedRanks.summary)
        case .language: Self.offer(range, frame.rank, to: &document.feed.language, &feedRanks.language)
        case .published, .updated:
            // When it began says less than any word of when it changed.
            let rank = frame.slot == .published ? 1 : frame.rank + 1
            guard rank >= feedRanks.updated else { return }
            switch dates.read(document.bytes[range].span) {
            case .instant(let instant): document.feed.updated = instant
            case .ambiguous(let date):
                document.feed.updated = nil
                dateOrder.note(.feed, raw: range, date)
            case .none: return
            }
            feedRanks.updated = rank
        default: break
        }
    }

    /// Fills a field from a source of a higher rank, or for the first time; an empty text only marks it as present.
    static func offer(_ range: ByteRange, _ rank: UInt8, to field: inout ByteRange, _ current: inout UInt8) {
        guard range.isPresent else { return }
        if range.isEmpty {
            if !field.isPresent { field = range }
        } else if rank > current {
            (field, current) = (range, rank)
        }
    }

    /// The same for a date, but that of several of one rank the last one counts, as other parsers have it; one that
    /// cannot be read fills the raw text only, until a readable one comes.
    private mutating func offerDate(_ range: ByteRange, _ rank: UInt8, isPublished: Bool) {
        guard !range.isEmpty, rank >= (isPublished ? ranks.published : ranks.updated) else { return }
        var instant: Timestamp?
        switch dates.read(document.bytes[range].span) {
        case .instant(let known): instant = known
        case .ambiguous(let date):
            let index = document.entries.count
            dateOrder.note(isPublished ? .published(index) : .updated(index), raw: range, date)
        case .none:
            if isPublished, !entry.publishedRaw.isPresent { entry.publishedRaw = range }
            if !isPublished, !entry.updatedRaw.isPresent { entry.updatedRaw = range }
            return
        }
        if isPublished {
            (entry.published, entry.publishedRaw, ranks.published) = (instant, range, rank)
        } else {
            (entry.updated, entry.updatedRaw, ranks.updated) = (instant, range, rank)
        }
    }

    private mutating func fillSchedule(_ slot: Slot, with range: ByteRange) {
        let text = document.bytes[range]
        switch slot {
        case .ttl: document.feed.ttlMinutes = text.wholeNumber
        case .hour:
            // 24 was written for midnight before the specification said 0 to 23.
            if let hour = text.wholeNumber, hour <= 24 { document.feed.skipHours |= 1 << UInt32(hour % 24) }
        case .day:
            let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            let name = String(decoding: text.prefix(3).map(\.asciiLowercased), as: UTF8.self)
            if let day = names.firstIndex(of: name) { document.feed.skipDays |= 1 << UInt8(day) }
        case .updatePeriod:
            let seconds = [
                "hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000,
                "yearly": 31_536_000,
            ]
            updatePeriod = seconds[String(decoding: text.prefix(16).map(\.asciiLowercased), as: UTF8.self)]
        case .updateFrequency: updateFrequency = max(1, text.wholeNumber ?? 1)
        default: break
        }
    }
}

// MARK: Lists

extension FeedBuilder {
    /// Adds an author; a better source puts those of a worse one aside.
    mutating func addAuthor(_ author: FeedDocument.Author, rank: UInt8) {
        guard !(author.name.isEmpty && author.email.isEmpty) else { return }
        // An address alone says less than a name from anywhere.
        let rank = author.name.isEmpty ? min(rank, 2) : rank
        guard isInEntry else {
            if rank > feedRanks.author {
                document.feed.author = author.name.isEmpty ? author.email : author.name
                feedRanks.author = rank
            }
            return
        }
        guard rank >= ranks.author else { return }
        if rank > ranks.author { document.authors.removeSubrange(authorStart...) }
        ranks.author = rank
        for index in authorStart..<document.authors.count {
            let known = document.authors[index]
            if document.bytes.isSame(known.name, author.name),
                document.bytes.isSame(known.email, author.email)
            {
                return
            }
        }
        if document.authors.count - authorStart < Limits.listItems { document.authors.append(author) }
    }

    /// Adds a category of the item; the feed's own have no place in the document.
    mutating func addCategory(_ range: ByteRange) {
        guard isInEntry, !range.isEmpty else { return }
        let first = entry.categories.lowerBound
        for index in first..<document.categories.count
        where document.bytes.isSame(document.categories[index], range) {
            return
        }
        if document.categories.count - first < Limits.listItems { document.categories.append(range) }
    }

    private mutating func addKeywords(_ range: ByteRange) {
        var start = range.indices.lowerBound
        for index in range.indices where document.bytes[index] == UInt8(ascii: ",") {
            addCategory(document.bytes.trimmedBlank(ByteRange(start..<index)))
            start = index + 1
        }
        addCategory(document.bytes.trimmedBlank(ByteRange(start..<range.indices.upperBound)))
    }

    /// Adds an enclosure; the same address twice (RSS enclosure and media:content) is one.
    mutating func addEnclosure(_ enclosure: FeedDocument.Enclosure, base: ByteRange) {
        guard isInEntry, !enclosure.url.isEmpty else { return }
        var enclosure = enclosure
        enclosure.url = resolved(enclosure.url, against: base)
        let first = entry.enclosures.lowerBound
        for index in first..<document.enclosures.count
        where document.bytes.isSame(document.enclosures[index].url, enclosure.url) {
            document.enclosures[index].fillIn(from: enclosure)
            return
        }
        guard document.enclosures.count - first < Limits.listItems else { return }
        document.enclosures.append(enclosure)
    }

    /// Sets the item's picture, from the best source.
    mutating func setImage(_ url: ByteRange, rank: UInt8, base: ByteRange) {
        guard isInEntry, !url.isEmpty, rank > ranks.image else { return }
        Self.offer(resolved(url, against: base), rank, to: &entry.image, &ranks.image)
    }
}

extension [UInt8] {
    /// Whether two texts of the arena are equal.
    fileprivate func isSame(_ left: ByteRange, _ right: ByteRange) -> Bool {
        guard left.count == right.count, left.count > 0 else { return left.count == right.count }
        return unsafe withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return false }
            return unsafe memcmp(base + Int(left.start), base + Int(right.start), Int(left.count)) == 0
        }
    }
}

extension FeedDocument.Enclosure {
    /// Takes over what is missing from another description of the same file.
    fileprivate mutating func fillIn(from other: Self) {
        if type.isEmpty { type = other.type }
        if title.isEmpty { title = other.title }
        if length.isEmpty { length = other.length }
        if durationSeconds == nil { durationSeconds = other.durationSeconds }
    }
}

// MARK: Items and persons

extension FeedBuilder {
    /// Begins an item; nil when one is open, or when there are too many.
    mutating func openEntry(_ place: Place, in parent: Frame) -> Frame {
        guard !isInEntry, document.entries.count < Self.mostItems else {
            if !isInEntry { end(because: .tooManyItems) }
            return parent.child(.ignored)
        }
        isInEntry = true
        entry = FeedDocument.Entry()
        ranks = Ranks()
        permalink = .absent
        durationSeconds = nil
        authorStart = document.authors.count
        entry.categories = document.categories.count..<document.categories.count
        entry.enclosures = document.enclosures.count..<document.enclosures.count
        return parent.child(place)
    }

    /// Ends an item and files it.
    mutating func closeEntry(_ frame: Frame) {
        isInEntry = false
        if entry.link.isEmpty, !permalink.isEmpty, document.bytes[permalink].looksLikeURL {
            entry.link = resolved(permalink, against: base(of: frame))
        }
        if entry.base.isEmpty { entry.base = base(of: frame) }
        if entry.language.isEmpty { entry.language = language(of: frame) }
        entry.authors = authorStart..<document.authors.count
        entry.categories = entry.categories.lowerBound..<document.categories.count
        entry.enclosures = entry.enclosures.lowerBound..<document.enclosures.count
        if let durationSeconds, let first = entry.enclosures.first,
            document.enclosures[first].durationSeconds == nil
        {
            document.enclosures[first].durationSeconds = durationSeconds
        }
        if entry.image.isEmpty { entry.image = imageAmongEnclosures() }
        document.entries.append(entry)
    }

    private func imageAmongEnclosures() -> ByteRange {
        let picture = entry.enclosures.first {
            document.bytes[document.enclosures[$0].type].starts(with: "image/".utf8)
        }
        return picture.map { document.enclosures[$0].url } ?? .absent
    }

    /// Begins a person.
    mutating func openPerson(in parent: Frame) -> Frame {
        person = FeedDocument.Author()
        return parent.child(.person)
    }

    /// Ends a person and files it as an author.
    mutating func closePerson() { addAuthor(person, rank: 5) }

    /// Ends the document: what could only be decided with all of it at hand.
    mutating func finish(now: Timestamp?) {
        if let updatePeriod { document.feed.updateInterval = .seconds(updatePeriod / updateFrequency) }
        dateOrder.apply(to: &document, now: now)
    }
}

extension ArraySlice<UInt8> {
    /// Whether a guid is an address and not a number or a word.
    fileprivate var looksLikeURL: Bool {
        starts(with: "http://".utf8) || starts(with: "https://".utf8) || starts(with: "/".utf8)
    }

    /// The number that the bytes begin with, below a million; nil when they begin with something else.
    var wholeNumber: Int? {
        let digits = prefix(7).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Seconds of a duration: `3723`, `62:03` or `1:02:03`.
    var seconds: Double? {
        let parts = split(separator: UInt8(ascii: ":"), maxSplits: 3)
        guard (1...3).contains(parts.count) else { return nil }
        var total = 0
        for part in parts {
            guard let number = part.wholeNumber else { return nil }
            total = total * 60 + number
        }
        return Double(total)
    }
}
