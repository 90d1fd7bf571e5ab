internal import Glibc

/// The text of the element that is being read, in memory of its own.
///
/// libxml2 hands a text over in pieces, a single byte for each `&lt;`: appending one must cost a handful of
/// instructions, which `Array` cannot do.
@safe struct TextBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Bytes gathered.
    private(set) var count = 0

    /// Makes an empty buffer.
    init() {
        capacity = 16 << 10
        unsafe start = .allocate(capacity: capacity)
    }

    deinit { unsafe start.deallocate() }

    /// The bytes gathered; valid until the next change.
    var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: start, count: count) }

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

    @inline(never)
    private mutating func appendGrown(_ source: UnsafePointer<UInt8>, _ length: Int) {
        grow(by: length)
        unsafe memcpy(start + count, source, length)
        count &+= length
    }

    /// Appends a literal.
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe append($0) }
    }

    /// Appends text with what HTML would read as markup escaped.
    mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>, inAttribute: Bool) {
        var clean = 0
        for index in bytes.indices {
            let replacement: StaticString
            switch unsafe bytes[index] {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">") where !inAttribute: replacement = "&gt;"
            case UInt8(ascii: "\"") where inAttribute: replacement = "&quot;"
            default: continue
            }
            unsafe append(UnsafeBufferPointer(rebasing: bytes[clean..<index]))
            append(replacement)
            clean = index + 1
        }
        unsafe append(UnsafeBufferPointer(rebasing: bytes[clean...]))
    }

    /// Forgets the bytes and keeps the memory.
    mutating func removeAll() { count = 0 }

    /// Forgets the bytes and takes others.
    mutating func replace(by bytes: ArraySlice<UInt8>) {
        count = 0
        unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
    }

    private mutating func grow(by additional: Int) {
        let room = max(2 * capacity, count + additional)
        let next = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
        unsafe next.update(from: start, count: count)
        unsafe start.deallocate()
        unsafe start = next
        capacity = room
    }
}
