/// The elements that stand open, at most 256, and everything that is asked about them, each answered without a walk.
struct OpenElements {
    /// More open elements than this are not opened; their text is kept.
    static let limit = 256

    /// An open element, and what stood open below it: the entries of a kind form a chain.
    struct Entry {
        var element: HTMLElement
        /// Whether a start tag was written, so that an end tag must follow.
        var isWritten: Bool
        fileprivate var previousSame: Int16
        fileprivate var previousBarrier: Int16
        fileprivate var previousSpecial: Int16
        fileprivate var previousBlocking: Int16
    }

    private(set) var entries: [Entry] = []
    private var newest: [Int16]
    private var barrier: Int16 = -1
    private var special: Int16 = -1
    private var blocking: Int16 = -1
    /// Open elements whose content is dropped.
    private(set) var droppedCount = 0

    init() {
        newest = Array(repeating: -1, count: HTMLElement.allCases.count)
        entries.reserveCapacity(Self.limit)
    }

    var isFull: Bool { entries.count >= Self.limit }
    var top: HTMLElement { entries.last?.element ?? .unknown }

    /// Index of the innermost open element of that name; -1 when none is open.
    func newest(_ element: HTMLElement) -> Int { Int(newest[Int(element.rawValue)]) }

    /// Index of the innermost open h1 to h6.
    var newestHeading: Int {
        max(newest(.h1), newest(.h2), newest(.h3), newest(.h4), newest(.h5), newest(.h6))
    }

    /// Index of the innermost element that end tags do not reach past: table, td, th, caption, object and their kin.
    var innermostBarrier: Int { Int(barrier) }
    /// Index of the innermost special element, as the standard calls them.
    var innermostSpecial: Int { Int(special) }
    /// The innermost special element but for address, div and p, which a new li looks past.
    var innermostBlocking: (element: HTMLElement, index: Int) {
        blocking < 0 ? (.unknown, -1) : (entries[Int(blocking)].element, Int(blocking))
    }

    /// Whether the innermost open element is one of svg or math, where HTML's rules do not hold.
    var isInForeignContent: Bool {
        droppedCount > 0 && max(newest(.svg), newest(.math)) > newestOfHTML
    }

    private var newestOfHTML: Int { newest(.integrationPoint) }

    mutating func push(_ element: HTMLElement, isWritten: Bool) {
        let index = Int16(truncatingIfNeeded: entries.count)
        let traits = element.traits
        entries.append(
            Entry(
                element: element, isWritten: isWritten, previousSame: newest[Int(element.rawValue)],
                previousBarrier: barrier, previousSpecial: special, previousBlocking: blocking))
        newest[Int(element.rawValue)] = index
        if traits.contains(.barrier) { barrier = index }
        if traits.contains(.special) {
            special = index
            if !traits.contains(.transparentForItems) { blocking = index }
        }
        if traits.contains(.dropped) { droppedCount += 1 }
    }

    mutating func pop() -> Entry? {
        guard let entry = entries.popLast() else { return nil }
        newest[Int(entry.element.rawValue)] = entry.previousSame
        barrier = entry.previousBarrier
        special = entry.previousSpecial
        blocking = entry.previousBlocking
        if entry.element.traits.contains(.dropped) { droppedCount -= 1 }
        return entry
    }
}
