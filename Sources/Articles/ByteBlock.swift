/// Sixteen bytes looked at together, for what is asked of every byte of a text.
///
/// Whole vectors are compared with whole vectors: with a number on one side the compiler makes a loop over the lanes.
public struct ByteBlock {
    /// Bytes in a block.
    public static let size = 16

    @usableFromInline let bytes: SIMD16<UInt8>

    /// Loads the block that begins at `index`; all of it must be there.
    @inlinable @inline(__always)
    public init(_ text: Span<UInt8>, at index: Int) {
        assert(index >= 0 && index + Self.size <= text.count)
        bytes = unsafe text.bytes.unsafeLoadUnaligned(
            fromUncheckedByteOffset: index, as: SIMD16<UInt8>.self)
    }

    @inlinable @inline(__always)
    init(_ bytes: SIMD16<UInt8>) { self.bytes = bytes }

    /// The bytes that are `byte`.
    @inlinable @inline(__always)
    public func equal(_ byte: UInt8) -> ByteMask { ByteMask(bytes .== SIMD16(repeating: byte)) }

    /// The bytes that are at most `byte`.
    @inlinable @inline(__always)
    public func atMost(_ byte: UInt8) -> ByteMask { ByteMask(bytes .<= SIMD16(repeating: byte)) }

    /// The bytes that are at least `byte`.
    @inlinable @inline(__always)
    public func atLeast(_ byte: UInt8) -> ByteMask { ByteMask(bytes .>= SIMD16(repeating: byte)) }

    /// The bytes from `first` to `last`.
    @inlinable @inline(__always)
    public func within(_ first: UInt8, _ last: UInt8) -> ByteMask {
        ByteMask((bytes &- SIMD16(repeating: first)) .<= SIMD16(repeating: last &- first))
    }

    /// A to Z as a to z, all else as it is.
    @inlinable @inline(__always)
    public var asciiLowercased: ByteBlock {
        let upper = within(UInt8(ascii: "A"), UInt8(ascii: "Z"))
        return ByteBlock(bytes.replacing(with: bytes | SIMD16(repeating: 0x20), where: upper.lanes))
    }

    /// Writes the block; `room` must have sixteen bytes from `index` on.
    @inlinable @inline(__always)
    public func store(to room: inout MutableSpan<UInt8>, at index: Int) {
        var raw = unsafe room.mutableBytes
        raw.storeBytes(of: bytes, toByteOffset: index, as: SIMD16<UInt8>.self)
    }
}

/// Which bytes of a block something holds for.
public struct ByteMask {
    @usableFromInline let lanes: SIMDMask<SIMD16<Int8>>

    @inlinable @inline(__always)
    init(_ lanes: SIMDMask<SIMD16<Int8>>) { self.lanes = lanes }

    /// The bytes for which either holds.
    @inlinable @inline(__always)
    public static func | (left: ByteMask, right: ByteMask) -> ByteMask { ByteMask(left.lanes .| right.lanes) }

    /// The bytes for which both hold.
    @inlinable @inline(__always)
    public static func & (left: ByteMask, right: ByteMask) -> ByteMask { ByteMask(left.lanes .& right.lanes) }

    /// The bytes for which just one of the two holds.
    @inlinable @inline(__always)
    public static func ^ (left: ByteMask, right: ByteMask) -> ByteMask { ByteMask(left.lanes .^ right.lanes) }

    /// The bytes for which it does not hold.
    @inlinable @inline(__always)
    public var inverted: ByteMask { ByteMask(.!lanes) }

    /// Whether it holds for none.
    @inlinable @inline(__always)
    public var isEmpty: Bool {
        let halves = halves
        return halves[0] | halves[1] == 0
    }

    /// How many bytes from the first on it does not hold for; sixteen when for none.
    @inlinable @inline(__always)
    public var leadingClear: Int {
        let halves = halves
        return halves[0] != 0 ? halves[0].trailingZeroBitCount >> 3 : 8 + halves[1].trailingZeroBitCount >> 3
    }

    /// All bits of each byte that it holds for.
    @inlinable @inline(__always)
    var halves: SIMD2<UInt64> { unsafe unsafeBitCast(lanes, to: SIMD2<UInt64>.self) }

    /// For how many bytes it holds.
    @inlinable @inline(__always)
    public var count: Int { (halves[0].nonzeroBitCount + halves[1].nonzeroBitCount) >> 3 }
}

extension Span<UInt8> {
    /// Whether a whole block stands at `index`.
    @inlinable @inline(__always)
    public func hasBlock(at index: Int) -> Bool { index &+ ByteBlock.size <= count }
}
