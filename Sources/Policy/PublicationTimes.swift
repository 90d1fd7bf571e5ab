package import Articles

/// When new articles appeared, as far as their dates can be believed.
///
/// A date is believed where it lies between the two fetches that the article appeared between. Publishers write dates
/// that lie ahead, that are the same for all articles, or that are made anew for each request; then the middle between
/// the fetches is the best guess.
package enum PublicationTimes {
    /// The times, in order, at which the new articles of a document appeared; `lastFetch` is nil for a feed's first.
    ///
    /// `dates` are those of the new articles, nil where there is none that could be read.
    package static func times(
        of dates: [Timestamp?], lastFetch: Timestamp?, now: Timestamp, areDatesMadeUp: Bool = false
    ) -> [Timestamp] {
        guard let lastFetch else {
            return areDatesMadeUp ? [] : firstTimes(dates, now)
        }
        let middle = Timestamp(milliseconds: lastFetch.milliseconds + (now - lastFetch).milliseconds / 2)
        return dates.map { date in
            guard !areDatesMadeUp, let date, date > lastFetch, date <= now else { return min(middle, now) }
            return date
        }.sorted()
    }

    /// Of a first document only the dates say anything: one that is ahead says nothing, and the same one in all of
    /// three or more articles was not theirs.
    private static func firstTimes(_ dates: [Timestamp?], _ now: Timestamp) -> [Timestamp] {
        let past = dates.compactMap(\.self).filter { $0 <= now }.sorted()
        return past.count > 2 && past.first == past.last ? [] : past
    }

    /// Whether a document's dates are made anew for each request.
    ///
    /// `knownDates` are those of articles that were known before: one after the last fetch was not there then. A
    /// single one may be an article that was stored while its feed's state was not.
    package static func areMadeUp(knownDates: [Timestamp], lastFetch: Timestamp?) -> Bool {
        guard let lastFetch else { return false }
        let later = knownDates.count { $0 > lastFetch }
        return later > 1 && later * 2 > knownDates.count
    }
}
