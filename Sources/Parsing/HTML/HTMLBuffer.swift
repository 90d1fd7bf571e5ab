/// What the cleaner writes, in memory of its own.
///
/// An article is written in pieces of a few bytes, and each has to cost a handful of instructions: `Array` asks
/// before every one whether it is shared.
@safe struct HTMLBuffer: ~Copyable {
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

    /// Appends a word of at most sixteen bytes.
    @inline(__always)
    mutating func append(_ word: HTMLWord) {
        if capacity &- count < 16 { grow(by: 16) }
        let target = unsafe UnsafeMutableRawPointer(start + count)
        unsafe target.storeBytes(of: word.low.littleEndian, as: UInt64.self)
        unsafe target.storeBytes(of: word.high.littleEndian, toByteOffset: 8, as: UInt64.self)
        count &+= word.count
    }

    /// Appends a literal.
    mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        if capacity &- count < length { grow(by: length) }
        unsafe (start + count).update(from: text.utf8Start, count: length)
        count &+= length
    }

    /// Appends a character in UTF-8; anything that is no scalar value becomes U+FFFD.
    mutating func append(scalar: UInt32) {
        UTF8Encoding.write(scalar) { append($0) }
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
    private mutating func grow(by additional: Int) {
        let room = max(2 * capacity, count + additional)
        let next = UnsafeMutablePointer<UInt8>.allocate(capacity: room + Self.slack)
        unsafe next.update(from: start, count: count)
        unsafe start.deallocate()
        unsafe start = next
        capacity = room
    }
}

/// A word of at most sixteen bytes, ready to be stored with two instructions.
struct HTMLWord {
    fileprivate var low: UInt64 = 0
    fileprivate var high: UInt64 = 0
    fileprivate var count = 0

    /// Packs a word; what is longer has no place in it.
    init(_ text: String) {
        for byte in text.utf8 {
            if count < 8 { low |= UInt64(byte) << UInt64(8 * count) }
            if count >= 8 { high |= UInt64(byte) << UInt64(8 * count - 64) }
            count += 1
        }
        precondition(count <= 16)
    }
}

/// UTF-8 a character at a time.
enum UTF8Encoding {
    /// Hands on the bytes of a character; those of U+FFFD for anything that is no scalar value.
    @inline(__always)
    static func write(_ scalar: UInt32, _ append: (UInt8) -> Void) {
        let value = Unicode.Scalar(scalar)?.value ?? 0xFFFD
        func continuation(_ shift: UInt32) { append(UInt8(truncatingIfNeeded: 0x80 | value >> shift & 0x3F)) }
        switch value {
        case 0..<0x80:
            append(UInt8(truncatingIfNeeded: value))
        case 0x80..<0x800:
            append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
            continuation(0)
        case 0x800..<0x10000:
            append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
            continuation(6)
            continuation(0)
        default:
            append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
            continuation(12)
            continuation(6)
            continuation(0)
        }
    }
}
