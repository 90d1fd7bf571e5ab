internal import Configuration

/// The feeds of a table, by id and in the order of the configuration.
///
/// A feed is large, and the places of a dictionary that nothing stands in are as large as those that something does: so
/// it holds numbers only.
struct FeedList {
    private var places: [String: Int] = [:]
    /// All of them.
    private(set) var values: [FeedTable.Feed] = []

    /// A list without feeds.
    init() {}

    /// Takes feeds whose ids differ.
    init(_ feeds: [FeedTable.Feed]) {
        values = feeds
        places.reserveCapacity(feeds.count)
        for (place, feed) in feeds.enumerated() { places[feed.settings.id] = place }
    }

    /// The feed of an id; a change to one that is not there is none.
    subscript(id: String) -> FeedTable.Feed? {
        get { places[id].map { values[$0] } }
        set { if let newValue, let place = places[id] { values[place] = newValue } }
    }
}
