import Articles

/// Dates that mean different instants to different readers, decided once for a document.
///
/// Day before month or month before day: if other dates can be read in one way only, all are read so; else the feed's
/// language decides, if those who write it agree; else that nothing is published in the future does. What these leave
/// open, or contradict each other in, stays unread, never guessed. A month's name that languages share is decided by
/// the feed's language alone.
struct DateOrder {
    /// Where an undecided date belongs.
    enum Place { case feed, published(Int), updated(Int) }

    private var open: [(place: Place, raw: ByteRange, date: AmbiguousDate)] = []

    /// Notes a date that could mean several instants, and its text.
    mutating func note(_ place: Place, raw: ByteRange, _ date: AmbiguousDate) {
        open.append((place, raw, date))
    }

    /// Fills the dates in, if they can be decided; a better date that came since is left alone.
    func apply(to document: inout FeedDocument, now: Timestamp?) {
        guard !open.isEmpty else { return }
        let isDayFirst = isDayFirst(document, now: now)
        let language = DateLanguage.place(ofTag: document.bytes[document.feed.language])
        for (place, raw, date) in open.reversed() {
            let instant: Timestamp?
            switch date {
            case .order(let dayFirst, let monthFirst): instant = isDayFirst.map { $0 ? dayFirst : monthFirst }
            case .month(let readings):
                instant = language.flatMap { place in readings.first { $0.languages.contains(place) }?.instant
                }
            }
            switch place {
            case .feed:
                if document.feed.updated == nil { document.feed.updated = instant }
            case .published(let index):
                guard index < document.entries.count, document.entries[index].publishedRaw == raw else {
                    continue
                }
                document.entries[index].published = instant
            case .updated(let index):
                guard index < document.entries.count, document.entries[index].updatedRaw == raw else {
                    continue
                }
                document.entries[index].updated = instant
            }
        }
    }

    private func isDayFirst(_ document: FeedDocument, now: Timestamp?) -> Bool? {
        let shown = Self.shownOrders(in: document)
        guard shown.isEmpty else { return shown.count == 1 ? shown.first : nil }
        if let order = DateLanguage.isDayFirst(tag: document.bytes[document.feed.language]) { return order }
        guard let now else { return nil }
        let limit = now + .seconds(86_400)
        var isLate = (dayFirst: false, monthFirst: false)
        for case .order(let dayFirst, let monthFirst) in open.map(\.date) {
            if dayFirst > limit { isLate.dayFirst = true }
            if monthFirst > limit { isLate.monthFirst = true }
        }
        return isLate.dayFirst == isLate.monthFirst ? nil : isLate.monthFirst
    }

    /// The orders that dates show which can be read in one way only; both when the feed is a mixture.
    private static func shownOrders(in document: FeedDocument) -> Set<Bool> {
        var orders: Set<Bool> = []
        for entry in document.entries {
            for raw in [entry.publishedRaw, entry.updatedRaw] where raw.isPresent {
                if let order = DateReader.order(of: document.bytes[raw].span) { orders.insert(order) }
            }
        }
        return orders
    }
}
