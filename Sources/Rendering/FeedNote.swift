internal import Articles

/// What is worth saying of a feed that does not fail: above all how its server lies with its validators.
enum FeedNote {
    /// Useless answers in a row, and ETags used twice, from which on it is no accident.
    private static let often = 3

    /// In words for people; nil when there is nothing to say.
    static func words(of feed: FeedState) -> String? {
        if feed.endedAt != nil {
            return "the publisher ended it: remove it, or `newslog fetch \(feed.id)` asks again"
        }
        if feed.falseUnchanged > 0 {
            return
                "its server says that nothing is new (304) when something is: it is asked without validators now and then"
        }
        if feed.uselessValidators >= often {
            return "its server sends all of it each time, changed or not: its validators are useless"
        }
        if feed.reusedETags >= often { return "its server keeps the ETag when the feed changes" }
        return nil
    }
}
