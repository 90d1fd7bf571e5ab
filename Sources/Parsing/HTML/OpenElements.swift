/// The elements that stand open, at most 256, and everything that is asked about them, each answered without a walk.
///
/// The tables stand in memory of their own: inside of the value they would be copied with it at every question.
@safe struct OpenElements: ~Copyable {
    /// More open elements than this are not opened; their text is kept.
    static let limit = 256

    /// Which rules hold in an element.
    enum Space {
        case html
        /// svg, math, and what stands in them.
        case foreign
        /// An element of svg or math in which HTML begins again: foreignObject, mi and their kin.
        case integration
    }

    /// An open element, and what stood open below it: the entries of a kind form a chain.
    struct Entry {
        var element = HTMLElement.unknown
        /// Whether a start tag was written, so that an end tag must follow.
        var isWritten = false
        var space = Space.html
        fileprivate var isDropped = false
        /// The lowest entry of those that follow each other outside of HTML, up to this one; -1 in HTML.
        fileprivate var foreignStart: Int16 = -1
        fileprivate var previousSame: Int16 = -1
        fileprivate var previousBarrier: Int16 = -1
        fileprivate var previousSpecial: Int16 = -1
        fileprivate var previousBlocking: Int16 = -1
    }

    private let entries: UnsafeMutablePointer<Entry>
    /// How many stand open.
    private(set) var count = 0
    /// The innermost open element of each name, by its number; -1 when none is open.
    private let newest: UnsafeMutablePointer<Int16>
    private var barrier: Int16 = -1
    private var special: Int16 = -1
    private var blocking: Int16 = -1
    /// Open elements whose content is dropped.
    private(set) var droppedCount = 0

    /// Makes an empty stack.
    init() {
        unsafe entries = .allocate(capacity: Self.limit)
        unsafe newest = .allocate(capacity: 256)
        unsafe newest.initialize(repeating: -1, count: 256)
    }

    deinit {
        unsafe entries.deallocate()
        unsafe newest.deallocate()
    }

    var isFull: Bool { count >= Self.limit }
    var top: HTMLElement { count > 0 ? unsafe entries[count - 1].element : .unknown }

    /// Index of the innermost open element of that name; -1 when none is open.
    func newest(_ element: HTMLElement) -> Int { unsafe Int(newest[Int(element.rawValue)]) }

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
        blocking < 0 ? (.unknown, -1) : unsafe (entries[Int(blocking)].element, Int(blocking))
    }

    /// Which rules hold in the innermost open element.
    var space: Space { count > 0 ? unsafe entries[count - 1].space : .html }
    /// Index of the outermost of the elements outside of HTML that end with the innermost one; `count` in HTML.
    var foreignStart: Int { space == .html ? count : unsafe Int(entries[count - 1].foreignStart) }

    mutating func push(_ element: HTMLElement, isWritten: Bool, space: Space = .html) {
        precondition(count < Self.limit)
        var entry = Entry()
        entry.element = element
        entry.isWritten = isWritten
        entry.space = space
        if space != .html { entry.foreignStart = Int16(truncatingIfNeeded: foreignStart) }
        entry.previousSame = unsafe newest[Int(element.rawValue)]
        entry.previousBarrier = barrier
        entry.previousSpecial = special
        entry.previousBlocking = blocking
        let index = Int16(truncatingIfNeeded: count)
        unsafe newest[Int(element.rawValue)] = index
        let traits = space == .integration ? [.special, .barrier] : element.traits
        if space != .foreign, traits.contains(.special) {
            special = index
            if traits.contains(.barrier) { barrier = index }
            if !traits.contains(.transparentForItems) { blocking = index }
        }
        // Of what stands in svg and math only they themselves need to be counted.
        entry.isDropped = traits.contains(.dropped) && (space == .html || element == .svg || element == .math)
        if entry.isDropped { droppedCount += 1 }
        unsafe (entries + count).initialize(to: entry)
        count += 1
    }

    /// Takes the innermost element away; nil when none is open.
    mutating func pop() -> Entry? {
        guard count > 0 else { return nil }
        count -= 1
        let entry = unsafe entries[count]
        unsafe newest[Int(entry.element.rawValue)] = entry.previousSame
        barrier = entry.previousBarrier
        special = entry.previousSpecial
        blocking = entry.previousBlocking
        if entry.isDropped { droppedCount -= 1 }
        return entry
    }
}
