package import Articles

/// What a date string means.
package enum DateReading: Hashable, Sendable {
    /// One instant.
    case instant(Timestamp)
    /// One of several, which the feed must say; without it there is no date.
    case ambiguous(AmbiguousDate)
    /// No date, or none that can be read without guessing.
    case none
}

/// A date that means different instants to different readers.
package enum AmbiguousDate: Hashable, Sendable {
    /// `05/11/2026`: the other dates of the feed and its language say which.
    case order(dayFirst: Timestamp, monthFirst: Timestamp)
    /// `23 listopada 2026`, which is October in Croatian and November in Polish: the feed's language says which.
    case month([Reading])

    /// What a date means to readers of some languages.
    package struct Reading: Hashable, Sendable {
        let languages: LanguageSet
        let instant: Timestamp
    }
}
