internal import Glibc

/// A text that is put together of small pieces, in memory of its own: what libxml2 hands over, what the cleaner writes.
///
/// A piece is a few bytes, a single one for each `&lt;`, and has to cost a handful of instructions: `Array` asks before
/// every one whether it is shared.
@safe struct ByteBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    /// Bytes for which there is room; behind them lies `slack`, so that a short word can be stored whole.
    private var capacity: Int
    /// Bytes written.
    private(set) var count = 0
    private static let slack = 16

    /// Makes an empty buffer.
    init() {
        capacity = 16 << 10
        unsafe start = .allocate(capacity: capacity + Self.slack)
    }

    deinit { unsafe start.deallocate() }

    /// The bytes written; valid until the next change.
    var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: start, count: count) }

    /// Whether nothing is written.
    var isEmpty: Bool { count == 0 }
    /// The last byte; nil when nothing is written.
    var last: UInt8? { last(before: count) }

    /// The byte before `end`; nil when there is none.
    func last(before end: Int) -> UInt8? { end > 0 && end <= count ? unsafe start[end - 1] : nil }

    /// Appends one byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        unsafe start[count] = byte
        count &+= 1
    }

    /// Appends some bytes.
    @inline(__always)
    mutating func append(_ source: UnsafePointer<UInt8>, _ length: Int) {
        guard capacity &- count >= length else { return unsafe appendGrown(source, length) }
        if length == 1 {
            unsafe start[count] = source.pointee
        } else {
            unsafe memcpy(start + count, source, length)
        }
        count &+= length
    }

    /// Appends some bytes.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let source = bytes.baseAddress { unsafe append(source, bytes.count) }
    }

    /// Appends part of a span.
    @inline(__always)
    mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
        if capacity &- count < range.count { grow(by: range.count) }
        let target = unsafe start + count
        unsafe source.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe target.update(from: base + range.lowerBound, count: range.count)
        }
        count &+= range.count
    }

    /// Appends the first bytes of two words in memory order; both are stored whole.
    @inline(__always)
    mutating func append(_ low: UInt64, _ high: UInt64, count length: Int) {
        precondition((0...16).contains(length))
        if capacity &- count < length { grow(by: length) }
        let target = unsafe UnsafeMutableRawPointer(start + count)
        unsafe target.storeBytes(of: low.littleEndian, as: UInt64.self)
        unsafe target.storeBytes(of: high.littleEndian, toByteOffset: 8, as: UInt64.self)
        count &+= length
    }

    /// Appends a literal.
    mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        if capacity &- count < length { grow(by: length) }
        unsafe (start + count).update(from: text.utf8Start, count: length)
        count &+= length
    }

    /// Forgets all but the first bytes.
    mutating func removeAll(behind kept: Int = 0) {
        precondition(kept >= 0 && kept <= count)
        count = kept
    }

    /// Adds what is written to an array.
    func copy(to output: inout [UInt8]) {
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }

    /// Adds what is written from `index` on to an array.
    func copy(from index: Int, to output: inout [UInt8]) {
        precondition(index >= 0 && index <= count)
        unsafe output.append(contentsOf: UnsafeBufferPointer(start: start + index, count: count - index))
    }

    @inline(never)
    private mutating func appendGrown(_ source: UnsafePointer<UInt8>, _ length: Int) {
        grow(by: length)
        unsafe memcpy(start + count, source, length)
        count &+= length
    }

    @inline(never)
    private mutating func grow(by additional: Int) {
        let room = max(2 * capacity, count + additional)
        let next = UnsafeMutablePointer<UInt8>.allocate(capacity: room + Self.slack)
        unsafe next.update(from: start, count: count)
        unsafe start.deallocate()
        unsafe start = next
        capacity = room
    }
}
