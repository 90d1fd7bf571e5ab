internal import Articles
internal import Host

/// The lines of one segment from its beginning, a frame at a time, each frame decompressed and its numbers checked.
///
/// What cannot be read is passed over and noted.
struct SegmentLines: ~Copyable {
    /// A frame and its lines.
    struct Part: Sendable {
        let trailer: Trailer
        let plain: [UInt8]
    }

    /// What no valid frame covers, the bytes behind the last one included.
    private(set) var damage: [Damage] = []
    private var scanner: SegmentScanner
    private var decompressor = FrameDecompressor()
    private var isOver = false

    init(_ path: String) throws(JournalError) {
        scanner = SegmentScanner(try mapping { () throws(SystemError) in try File(path, .read) })
    }

    /// The next frame; nil at the end of the segment.
    mutating func next() throws(JournalError) -> Part? {
        while !isOver {
            switch try scanner.next() {
            case .frame(let found): if let part = try part(found) { return part }
            case .damage(let stretch): damage.append(stretch)
            case .end(let torn):
                if let torn { damage.append(torn) }
                isOver = true
            }
        }
        return nil
    }

    private mutating func part(_ found: SegmentScanner.Found) throws(JournalError) -> Part? {
        let trailer = found.trailer
        let frame = try scanner.bytes(of: found)
        if let plain = decompressor.plain(of: frame, plainBytes: trailer.plainBytes),
            areLinesNumbered(plain[...], records: trailer.records, from: trailer.firstSeq)
        {
            return Part(trailer: trailer, plain: plain)
        }
        damage.append(
            Damage(
                path: scanner.path, bytes: found.offset..<found.end, knownRecords: trailer.records,
                lastSeq: trailer.lastSeq))
        return nil
    }
}
