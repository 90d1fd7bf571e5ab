internal import Articles
internal import Host

/// Walks the trailers of a segment from its end to its beginning, without reading the frames between them.
///
/// It trusts trailers whose own checksum holds; whoever uses a frame that it finds checks that frame.
struct TrailerWalk {
    /// A frame as its trailer tells of it.
    struct Entry: Sendable {
        let trailer: Trailer
        /// Where the frame begins.
        let offset: Int
        var end: Int { offset + trailer.frameBytes + Trailer.size }
    }

    enum Step: Sendable {
        case entry(Entry)
        /// The beginning of the segment.
        case beginning
        /// No trailer stands where one should: a torn tail, a commit that is being written, or damage.
        case broken
    }

    /// Where the frames end that were not walked yet.
    private var end: Int
    private var window: [UInt8] = []
    private var windowStart = 0

    /// Bytes read at once: small frames come several to a page, large ones cost no more than their trailer.
    private static let readBehind = 4096

    /// Walks from the end of a segment of `size` bytes.
    init(size: Int) { end = size }

    /// The trailer before the last one.
    mutating func previous(in file: borrowing File) throws(JournalError) -> Step {
        guard end > 0 else { return .beginning }
        let start = end - Trailer.size
        guard start > 0 else { return .broken }
        if start < windowStart || end > windowStart + window.count {
            windowStart = max(0, end - Self.readBehind)
            do throws(SystemError) {
                window = try file.read(end - windowStart, at: windowStart)
            } catch {
                throw JournalError(error)
            }
        }
        let bytes = window.dropFirst(start - windowStart).prefix(Trailer.size)
        guard let trailer = Trailer(bytes), trailer.frameBytes <= start else { return .broken }
        end = start - trailer.frameBytes
        return .entry(Entry(trailer: trailer, offset: end))
    }
}

extension TrailerWalk {
    /// Where in a segment the first frame begins that ends behind `seq`; the segment's end when none does.
    static func start(after seq: Seq, in file: borrowing File) throws(JournalError) -> Int {
        let size = try mapping { () throws(SystemError) in try file.status() }.size
        var walk = TrailerWalk(size: size)
        while true {
            switch try walk.previous(in: file) {
            case .entry(let entry) where entry.trailer.lastSeq > seq: continue
            case .entry(let entry): return entry.end
            // Behind a broken place only reading forward tells where frames stand.
            case .beginning, .broken: return 0
            }
        }
    }
}
