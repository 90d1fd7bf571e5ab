import Articles

/// Day before month or month before day: decided once for a document, from all its dates.
///
/// If one date can be read in one way only, all are read so; else the feed's language decides where it is not English
/// of an unknown country; else what would lie in the future does; else the dates stay unread, never guessed.
struct DateOrder {
    /// Where an undecided date belongs.
    enum Place { case feed, entry(Int, isPublished: Bool) }

    private var open: [(place: Place, dayFirst: Timestamp, monthFirst: Timestamp)] = []

    /// Notes a date that could be either.
    mutating func note(_ place: Place, dayFirst: Timestamp, monthFirst: Timestamp) {
        open.append((place, dayFirst, monthFirst))
    }

    /// Fills the dates in, if they can be decided.
    func apply(to document: inout FeedDocument, now: Timestamp?) {
        guard !open.isEmpty, let isDayFirst = isDayFirst(document, now: now) else { return }
        for date in open {
            let instant = isDayFirst ? date.dayFirst : date.monthFirst
            switch date.place {
            case .feed: document.feed.updated = instant
            case .entry(let index, let isPublished) where index < document.entries.count:
                if isPublished {
                    document.entries[index].published = instant
                } else {
                    document.entries[index].updated = instant
                }
            case .entry: break
            }
        }
    }

    private func isDayFirst(_ document: FeedDocument, now: Timestamp?) -> Bool? {
        for entry in document.entries {
            for raw in [entry.publishedRaw, entry.updatedRaw] {
                if let order = Self.order(of: document.bytes[raw]) { return order }
            }
        }
        let language = String(
            decoding: document.bytes[document.feed.language].map(\.asciiLowercased), as: UTF8.self)
        if language == "en-us" || language == "en_us" || language == "en-ph" { return false }
        if !language.isEmpty, language != "en" { return true }
        guard let now else { return nil }
        let limit = now + .seconds(86_400)
        if open.contains(where: { $0.dayFirst > limit }) { return false }
        if open.contains(where: { $0.monthFirst > limit }) { return true }
        return nil
    }

    /// The order that a date of two small numbers and a year shows: true when the first cannot be a month.
    private static func order(of raw: ArraySlice<UInt8>) -> Bool? {
        var numbers: [Int] = []
        var index = raw.startIndex
        while index < raw.endIndex, numbers.count < 2 {
            let digits = raw[index...].prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else {
                if !numbers.isEmpty,
                    ![UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-")].contains(raw[index])
                {
                    return nil
                }
                index += 1
                continue
            }
            guard digits.count <= 2, let number = digits.wholeNumber else { return nil }
            numbers.append(number)
            index = digits.endIndex
        }
        guard numbers.count == 2, index < raw.endIndex,
            [UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-")].contains(raw[index])
        else { return nil }
        if numbers[0] > 12, (1...12).contains(numbers[1]) { return true }
        if numbers[1] > 12, (1...12).contains(numbers[0]) { return false }
        return nil
    }
}
