internal import Articles

/// Packs lines into the frames of a sealed segment: 256 KiB of lines each, whatever commits they came in.
///
/// A frame never spans a gap, and keeps the number that stood before its first line, so that a reader finds the same
/// gaps as before.
struct FramePacker: ~Copyable {
    private var compressor = FrameCompressor(level: Self.level)
    private var plain: [UInt8] = []
    private var firstSeq: Seq = 0
    private var prevSeq: Seq = 0
    private var records = 0
    private var committedAt = Timestamp(milliseconds: 0)
    /// Frames and trailers that are packed and wait to be written.
    var packed: [UInt8] = []

    /// Bytes of lines in a frame: large enough for what lines have in common, small enough to fetch one of them.
    static let frameBytes = 256 << 10
    /// The levels above it take twice as long for two percent.
    private static let level: Int32 = 6

    /// Adds a line, which has its newline; `prevSeq` is the number of the line that stood before it when it was
    /// committed.
    mutating func add(_ line: ArraySlice<UInt8>, _ seq: Seq, after prevSeq: Seq, committedAt: Timestamp) {
        if plain.count + line.count > Self.frameBytes || seq != firstSeq + Seq(records) { flush() }
        if records == 0 {
            firstSeq = seq
            self.prevSeq = prevSeq
            self.committedAt = committedAt
        }
        plain += line
        records += 1
        self.committedAt = max(self.committedAt, committedAt)
    }

    /// Ends the frame.
    mutating func flush() {
        guard records > 0 else { return }
        let frame = compressor.frame(of: plain, sparing: 0)
        let trailer = Trailer(
            records: records, firstSeq: firstSeq, prevSeq: prevSeq, committedAt: committedAt,
            frameBytes: frame.count, plainBytes: plain.count, frameChecksum: CRC32C.checksum(frame.span))
        packed += frame
        packed += trailer.encoded
        plain.removeAll(keepingCapacity: true)
        records = 0
    }
}
