internal import Articles

/// Numbers of feeds in order of when they are due; any of them can be taken out at any time.
///
/// A binary heap that remembers where each number stands, so that ten thousand feeds cost a turn of the conductor no
/// more than the few that are due.
struct DueQueue {
    private struct Entry {
        var time: Timestamp
        var feed: Int

        func precedes(_ other: Entry) -> Bool { time == other.time ? feed < other.feed : time < other.time }
    }

    private var heap: [Entry] = []
    /// Where each feed stands in the heap; -1 when it does not.
    private var places: [Int]

    /// Makes a queue for feeds 0 ..< `count`, none of them in it.
    init(count: Int = 0) { places = Array(repeating: -1, count: count) }

    /// When the first feed is due; nil when there is none.
    var firstTime: Timestamp? { heap.first?.time }

    /// Takes out the feeds that are due at `now`, the most overdue first, at most `limit`.
    mutating func takeDue(at now: Timestamp, limit: Int) -> [Int] {
        var found: [Int] = []
        while found.count < limit, let first = heap.first, first.time <= now {
            found.append(first.feed)
            remove(first.feed)
        }
        return found
    }

    /// Puts a feed in, or moves it.
    mutating func add(_ feed: Int, at time: Timestamp) {
        remove(feed)
        heap.append(Entry(time: time, feed: feed))
        places[feed] = heap.count - 1
        rise(from: heap.count - 1)
    }

    /// Takes a feed out; one that is not in it stays out.
    mutating func remove(_ feed: Int) {
        let place = places[feed]
        guard place >= 0 else { return }
        places[feed] = -1
        let last = heap.removeLast()
        guard place < heap.count else { return }
        put(last, at: place)
        rise(from: place)
        sink(from: places[last.feed])
    }
}

extension DueQueue {
    private mutating func put(_ entry: Entry, at place: Int) {
        heap[place] = entry
        places[entry.feed] = place
    }

    private mutating func swap(_ left: Int, _ right: Int) {
        let entry = heap[left]
        put(heap[right], at: left)
        put(entry, at: right)
    }

    private mutating func rise(from place: Int) {
        var child = place
        while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
            swap(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func sink(from place: Int) {
        var parent = place
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].precedes(heap[smallest]) {
                smallest = child
            }
            guard smallest != parent else { return }
            swap(parent, smallest)
            parent = smallest
        }
    }
}
