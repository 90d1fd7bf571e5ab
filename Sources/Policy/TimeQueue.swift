/// A queue ordered by time: the earliest first, and among equals the one that came first.
///
/// A binary heap; adding and taking are logarithmic.
package struct TimeQueue<Element> {
    private struct Entry {
        let time: Duration
        let order: UInt64
        let element: Element

        func precedes(_ other: Entry) -> Bool {
            time == other.time ? order < other.order : time < other.time
        }
    }

    private var heap: [Entry] = []
    private var count: UInt64 = 0

    package init() {}

    /// When the first element is due; nil when there is none.
    package var firstTime: Duration? { heap.first?.time }

    /// Adds an element.
    package mutating func add(_ element: Element, at time: Duration) {
        heap.append(Entry(time: time, order: count, element: element))
        count &+= 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].precedes(heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the first element if its time has come.
    package mutating func takeDue(at now: Duration) -> Element? {
        guard let first = heap.first, first.time <= now else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return first.element
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].precedes(heap[smallest]) {
                smallest = child
            }
            guard smallest != parent else { return }
            heap.swapAt(parent, smallest)
            parent = smallest
        }
    }
}
