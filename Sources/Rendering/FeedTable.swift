package import Articles

/// Feeds in words: how each stands, what went wrong, when it comes next and why.
package struct FeedTable {
    /// Which feeds, and what of them.
    package enum View: Sendable {
        /// All of them.
        case all
        /// Those whose last attempt did not bring all of a document, with the reason: failing, partial, held and gone.
        case failing
        /// All of them in the order of their next fetch, with the reason for it.
        case next
    }

    private let view: View
    private let now: Timestamp

    package init(_ view: View, now: Timestamp) {
        self.view = view
        self.now = now
    }

    /// The feeds that the view shows, in its order.
    package func select(_ feeds: [FeedState]) -> [FeedState] {
        switch view {
        case .all: feeds.sorted { $0.id < $1.id }
        case .failing:
            feeds.filter { $0.failures > 0 || $0.errorCode != nil }.sorted {
                ($1.failures, $0.id) < ($0.failures, $1.id)
            }
        case .next: feeds.sorted { (Self.next($0), $0.id) < (Self.next($1), $1.id) }
        }
    }

    /// Appends the table.
    package func append(_ feeds: [FeedState], on display: Display, to output: inout [UInt8]) {
        let hasNotes = view == .all && feeds.contains { FeedNote.words(of: $0) != nil }
        let note = Table.Column("note", colour: .yellow, isWrapped: true)
        var table = Table(columns + (hasNotes ? [note] : []), on: display, hasHeading: display.isTerminal)
        for feed in feeds { table.append(row(feed) + (hasNotes ? [FeedNote.words(of: feed) ?? ""] : [])) }
        table.flush(to: &output)
    }

    /// Appends one feed as an object of JSON, on one line.
    package static func append(json feed: FeedState, to output: inout [UInt8]) {
        output.append("{\"id\":")
        output.appendJSON(string: feed.id)
        output.append(",\"url\":")
        output.appendJSON(string: feed.url)
        output.append(",\"title\":")
        output.appendJSON(optional: feed.title)
        output.append(",\"site_url\":")
        output.appendJSON(optional: feed.siteURL)
        output.append(",\"standing\":")
        output.appendJSON(string: FeedStanding(feed).rawValue)
        let times: [(StaticString, Timestamp?)] = [
            (",\"next_fetch\":", feed.nextFetch), (",\"last_attempt\":", feed.lastAttempt),
            (",\"last_success\":", feed.lastSuccess), (",\"last_new\":", feed.lastNew),
        ]
        for (key, time) in times {
            output.append(key)
            output.appendJSON(time: time)
        }
        output.append(",\"next_reason\":")
        output.appendJSON(string: feed.nextReason)
        let numbers: [(StaticString, Int?)] = [
            (",\"interval_seconds\":", feed.interval.map { Int($0.components.seconds) }),
            (",\"last_status\":", feed.lastStatus), (",\"failures\":", feed.failures),
            (",\"fetches\":", feed.fetches), (",\"unchanged\":", feed.unchanged),
            (",\"articles\":", feed.articles), (",\"error_bytes\":", feed.errorBytes),
            (",\"error_took_ms\":", feed.errorTook.map { Int($0.milliseconds) }),
        ]
        for (key, number) in numbers {
            output.append(key)
            if let number { output.appendJSON(number: number) } else { output.append("null") }
        }
        output.append(",\"error_code\":")
        output.appendJSON(optional: feed.errorCode)
        output.append(",\"error_message\":")
        output.appendJSON(optional: feed.errorMessage)
        output.append(",\"error_phase\":")
        output.appendJSON(optional: feed.errorPhase)
        output.append(",\"redirect_url\":")
        output.appendJSON(optional: feed.redirectURL)
        output.append(",\"note\":")
        output.appendJSON(optional: FeedNote.words(of: feed))
        output.append("}")
    }
}

extension FeedTable {
    private var columns: [Table.Column] {
        let feed = Table.Column("feed", limit: 28, colour: .cyan)
        switch view {
        case .all:
            return [
                feed, Table.Column("state"), Table.Column("articles", isNumber: true),
                Table.Column("newest", colour: .dim), Table.Column("next", colour: .dim),
                Table.Column("title"),
            ]
        case .failing:
            return [
                feed, Table.Column("failures", isNumber: true), Table.Column("last good", colour: .dim),
                Table.Column("next", colour: .dim), Table.Column("why", colour: .yellow, isWrapped: true),
            ]
        case .next: return [feed, Table.Column("next", colour: .dim), Table.Column("why", isWrapped: true)]
        }
    }

    private func row(_ feed: FeedState) -> [String] {
        let time = feed.nextFetch.map { Moment.relative(max($0, now), now: now) } ?? "now"
        let next = feed.endedAt == nil ? time : "never"
        switch view {
        case .all:
            return [
                feed.id, FeedStanding(feed).rawValue, String(feed.articles), ago(feed.lastNew), next,
                feed.title ?? feed.url,
            ]
        case .failing: return [feed.id, String(feed.failures), ago(feed.lastSuccess), next, Self.why(feed)]
        case .next:
            return [feed.id, next, feed.nextReason.isEmpty ? "it was never fetched" : feed.nextReason]
        }
    }

    /// Milliseconds of the next fetch; those that were never fetched come first, those that are not asked last.
    private static func next(_ feed: FeedState) -> Int64 {
        feed.endedAt == nil ? feed.nextFetch?.milliseconds ?? .min : .max
    }

    private func ago(_ time: Timestamp?) -> String { time.map { Moment.relative($0, now: now) } ?? "never" }

    /// What went wrong, with what to do where that is known.
    private static func why(_ feed: FeedState) -> String {
        let message = feed.errorMessage ?? feed.errorCode ?? "unknown"
        if feed.endedAt != nil {
            return "\(message): not asked any more; remove it, or `newslog fetch \(feed.id)` asks again"
        }
        if let target = feed.redirectURL, feed.redirectCount > 2 {
            return "\(message); it moved to \(target)"
        }
        return message
    }
}
