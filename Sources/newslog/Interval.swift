internal import ArgumentParser
internal import Articles

/// A stretch of time as ISO 8601 writes it: `2026-11-01/2026-11-07`, both days included, `2026-11-01/P1W`,
/// `P1W/2026-11-07`, or a year, a month or a day alone.
struct Interval: ExpressibleByArgument {
    /// Its first instant, and the first one behind it.
    let start, end: Timestamp

    init?(argument: String) {
        let parts = Array(argument.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let last = parts.last else { return nil }
        switch (CalendarTime(first), CalendarTime(last)) {
        case (let from?, let to?): (start, end) = (from.start, to.end)
        case (let from?, nil):
            guard let duration = CalendarDuration(last) else { return nil }
            (start, end) = (from.start, duration.moved(from: from.start, backwards: false))
        case (nil, let to?):
            guard let duration = CalendarDuration(first) else { return nil }
            (start, end) = (duration.moved(from: to.end, backwards: true), to.end)
        case (nil, nil): return nil
        }
        guard start < end else { return nil }
    }

    static var defaultCompletionKind: CompletionKind { .default }
}
