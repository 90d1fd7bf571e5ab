/// A stretch of an arena: where a field's bytes stand in the one buffer that holds a whole document or batch.
///
/// Eight bytes instead of a `String`; an article is a handful of ranges. An absent field has no range at all,
/// an empty one has a range of no bytes.
public struct ByteRange: Hashable, Sendable {
    /// Offset of the first byte; `UInt32.max` marks an absent field.
    public var start: UInt32
    /// Number of bytes.
    public var count: UInt32

    /// The range of a field that was not there.
    public static let absent = ByteRange(start: .max, count: 0)

    /// Makes a range from raw offsets.
    public init(start: UInt32, count: UInt32) {
        self.start = start
        self.count = count
    }

    /// Makes a range from array indices; the arena is at most 4 GiB, which `Limits` guarantees.
    public init(_ range: Range<Int>) {
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        count = UInt32(truncatingIfNeeded: range.count)
    }

    /// Whether the field was there (it may still be empty).
    public var isPresent: Bool { start != .max }
    /// Whether there is nothing to read: absent or of no bytes.
    public var isEmpty: Bool { count == 0 }
    /// The indices in the arena; empty for an absent field.
    public var indices: Range<Int> {
        isPresent ? Int(start)..<Int(start) + Int(count) : 0..<0
    }
}

extension [UInt8] {
    /// The bytes of a field.
    public subscript(_ range: ByteRange) -> ArraySlice<UInt8> { self[range.indices] }

    /// The text of a field, nil when absent; for people and tests, not for hot paths.
    public func string(_ range: ByteRange) -> String? {
        range.isPresent ? String(decoding: self[range.indices], as: UTF8.self) : nil
    }

    /// Makes an array of the bytes of a span.
    public init(copying span: Span<UInt8>) {
        self = []
        append(span)
    }

    /// Appends bytes and says where they went.
    public mutating func adding(_ bytes: some Collection<UInt8>) -> ByteRange {
        let start = count
        append(contentsOf: bytes)
        return ByteRange(start..<count)
    }

    /// Appends the bytes of a span.
    @inlinable
    public mutating func append(_ span: Span<UInt8>) {
        reserve(forAppending: span.count)
        unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Makes room for more bytes, at least doubling: `reserveCapacity` makes room for exactly as many as it is told,
    /// and so copies the whole buffer at every call.
    @inlinable
    public mutating func reserve(forAppending additional: Int) {
        if capacity - count < additional { reserveCapacity(Swift.max(count + additional, 2 * capacity)) }
    }
}
