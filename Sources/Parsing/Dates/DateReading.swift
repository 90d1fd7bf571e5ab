package import Articles

/// What a date string means.
package enum DateReading: Hashable, Sendable {
    /// One instant.
    case instant(Timestamp)
    /// `05/11/2026`: the other dates of the feed and its language say which; without them it is no date.
    case ambiguous(dayFirst: Timestamp, monthFirst: Timestamp)
    /// No date, or none that can be read without guessing.
    case none
}
