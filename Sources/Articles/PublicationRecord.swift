/// What is remembered of when a feed published: counts that fade with age, not the times themselves.
///
/// Policy learns it and looks ahead with it; the catalog keeps it in the feed's row.
public struct PublicationRecord: Hashable, Sendable {
    /// Articles by the hour of the day (UTC) at which they appeared, each weighing less with its age.
    public var hours = [Float](repeating: 0, count: 24)
    /// The same articles by the twelfth of an hour: what is published by a timer appears on the hour or half past.
    public var minutes = [Float](repeating: 0, count: 12)
    /// Articles of the last hour or so, each weighing less with its age.
    public var lastHour: Float = 0
    /// Articles of the last quarter of a day or so.
    public var lastHours: Float = 0
    /// Those of `judged` that are better explained by others within the hour before than by the feed's habits.
    public var hourFollowers: Float = 0
    /// Those that are better explained by others of the hours before.
    public var hoursFollowers: Float = 0
    /// Articles that were looked at for what explains them, each weighing less with its age.
    public var judged: Float = 0
    /// Since when the feed is watched, the dates of its first document included; nil before that document.
    public var since: Timestamp?
    /// The time that all weights are of.
    public var asOf: Timestamp?
    /// The youngest article counted.
    public var newest: Timestamp?
    /// Items in the last document: how many the feed shows at once; 0 when unknown.
    public var window = 0
    /// How often the feed says that it changes (RSS 1.0 Syndication Module); nil when it does not.
    ///
    /// Many say `hourly` because their software does: it counts as long as nothing better is known.
    public var updateInterval: Duration?
    /// How often articles followed each other faster than the feed's own ttl allows, up to 2.
    public var contradictions = 0

    /// Whether the feed's dates were found to be made anew for each request, so that none is believed.
    public var areDatesMadeUp = false

    /// The record of a feed that was never fetched.
    public init() {}
}
