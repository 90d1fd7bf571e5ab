internal import Articles

/// The 56 bytes after each frame: a skippable zstd frame that says what the frame before it holds (FORMAT.md).
struct Trailer: Hashable, Sendable {
    /// Lines in the frame.
    var records: Int
    /// The number of the frame's first line; line i has this plus i.
    var firstSeq: Seq
    /// The number of the last line before this frame, 0 at the beginning.
    var prevSeq: Seq
    /// When it was committed.
    var committedAt: Timestamp
    /// Bytes of the frame.
    var frameBytes: Int
    /// Bytes of the lines.
    var plainBytes: Int
    /// CRC-32C of the frame.
    var frameChecksum: UInt32

    /// The number of the frame's last line.
    var lastSeq: Seq { firstSeq + Seq(records) - 1 }

    /// Bytes of a trailer.
    static let size = 56
    /// What every trailer begins with: the magic of a skippable frame, 48 bytes to skip, `NLJ1`.
    static let marker: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 48, 0, 0, 0] + version
    private static let version = Array("NLJ1".utf8)
    /// The most that a frame of `Limits.frameBytes` can take (ZSTD_compressBound).
    static let mostFrameBytes = Limits.frameBytes + Limits.frameBytes >> 8 + 1024
}

extension Trailer {
    /// The bytes as they stand in the segment.
    var encoded: [UInt8] {
        var bytes = Self.marker
        bytes.reserveCapacity(Self.size)
        bytes.appendLittleEndian(UInt32(records))
        bytes.appendLittleEndian(firstSeq)
        bytes.appendLittleEndian(prevSeq)
        bytes.appendLittleEndian(UInt64(bitPattern: committedAt.milliseconds))
        bytes.appendLittleEndian(UInt32(frameBytes))
        bytes.appendLittleEndian(UInt32(plainBytes))
        bytes.appendLittleEndian(frameChecksum)
        bytes.appendLittleEndian(CRC32C.checksum(bytes.span))
        return bytes
    }

    /// Reads a trailer at the beginning of `bytes`; nil unless its checksum holds and its numbers can be true.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= Self.size, bytes.starts(with: Self.marker) else { return nil }
        let start = bytes.startIndex
        func number(_ offset: Int, _ count: Int) -> UInt64 { bytes.littleEndian(start + offset, count) }
        guard number(52, 4) == UInt64(CRC32C.checksum(bytes[start..<start + 52].span)) else { return nil }
        records = Int(number(12, 4))
        firstSeq = number(16, 8)
        prevSeq = number(24, 8)
        committedAt = Timestamp(milliseconds: Int64(bitPattern: number(32, 8)))
        frameBytes = Int(number(40, 4))
        plainBytes = Int(number(44, 4))
        frameChecksum = UInt32(number(48, 4))
        // A line has at least its newline, so that this bounds the records too.
        guard frameBytes > 0, frameBytes <= Self.mostFrameBytes, plainBytes <= Limits.frameBytes,
            records > 0, records <= plainBytes, firstSeq < Seq.limit, prevSeq < firstSeq,
            firstSeq + Seq(records) <= Seq.limit
        else { return nil }
    }

    /// Whether a newer newslog's trailer stands at the beginning of `bytes`.
    ///
    /// One of ours with a flipped bit in its version is not one: with the version put right its checksum holds.
    static func isOfUnknownVersion(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = bytes.startIndex
        guard bytes.count >= 12, bytes.starts(with: marker.prefix(4)),
            bytes[start + 8..<start + 11].elementsEqual(version.prefix(3)), bytes[start + 11] != version[3]
        else { return false }
        var repaired = Array(bytes.prefix(size))
        repaired[11] = version[3]
        return Trailer(repaired[...]) == nil
    }
}

extension [UInt8] {
    fileprivate mutating func appendLittleEndian<I: FixedWidthInteger & UnsignedInteger>(_ value: I) {
        for shift in stride(from: 0, to: I.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: value >> I(shift)))
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func littleEndian(_ index: Int, _ count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(self[index + $1]) << UInt64(8 * $1) }
    }
}
