internal import Articles
internal import Host

/// A stretch of a segment that no valid frame covers.
package struct Damage: Hashable, Sendable {
    /// The segment's path.
    package let path: String
    /// Where the stretch begins and ends, in bytes.
    package let bytes: Range<Int>
    /// Lines that its readable trailers tell of; more may have been there.
    package let knownRecords: Int
    /// The highest number that its readable trailers tell of, 0 when there are none.
    let lastSeq: Seq
}

/// Walks the frames of one segment forward, checks each, and finds the way again behind damage.
///
/// Reads with pread, a window at a time; never changes the file. The window is bounded by the largest valid frame.
struct SegmentScanner: ~Copyable {
    /// A frame that is there and whole as far as checksums tell.
    struct Found: Sendable {
        let trailer: Trailer
        /// Where the frame begins.
        let offset: Int
        /// Where the next one does.
        var end: Int { offset + trailer.frameBytes + Trailer.size }
    }

    enum Step: Sendable {
        case frame(Found)
        /// Bytes that were passed over because a valid frame stands behind them.
        case damage(Damage)
        /// No valid frame is left; `torn` are the bytes that stand there nevertheless.
        case end(torn: Damage?)
    }

    private let file: File
    private var window = Window()
    /// Where the next frame begins.
    private(set) var position: Int
    /// The number of the last line met; frames must rise above it.
    private(set) var lastSeq: Seq = 0
    private var pending: Found?
    /// The trailer that stood before `position`; nil at the beginning.
    private var passed: Trailer?

    /// Bytes read at once.
    static let readAhead = 256 << 10

    /// Scans from `position`, which is where a frame begins.
    init(_ file: consuming File, from position: Int = 0) {
        // What cannot be read here is said by the first step.
        let before = position > 0 ? try? file.read(Trailer.size, at: position - Trailer.size) : nil
        passed = before.flatMap { Trailer($0[...]) }
        self.file = file
        self.position = position
    }

    /// The path of the segment.
    var path: String { file.path }

    /// Takes the next step.
    ///
    /// At the end it may be called again: a segment grows.
    mutating func next() throws(JournalError) -> Step {
        if let found = pending {
            pending = nil
            return advance(over: found)
        }
        if let found = try frame(at: position) { return advance(over: found) }
        if try isCut() {
            // Frames begin elsewhere now, and their numbers are above those that were given up.
            window.forget()
            position = try TrailerWalk.start(after: lastSeq, in: file)
            passed = nil
            if let found = try frame(at: position) { return advance(over: found) }
        }
        return try resynchronise()
    }

    /// Whether a frame that was passed stands there no more: its commit was refused and cut off.
    private func isCut() throws(JournalError) -> Bool {
        guard let passed else { return false }
        let bytes = try mapping { () throws(SystemError) in
            try file.read(Trailer.size, at: position - Trailer.size)
        }
        return Trailer(bytes[...]) != passed
    }

    /// The bytes of a frame that was just found.
    mutating func bytes(of found: Found) throws(JournalError) -> ArraySlice<UInt8> {
        try window.read(found.trailer.frameBytes, at: found.offset, of: file)
    }
}

extension SegmentScanner {
    private mutating func advance(over found: Found) -> Step {
        position = found.end
        lastSeq = found.trailer.lastSeq
        passed = found.trailer
        return .frame(found)
    }

    /// The frame that begins at `offset`; nil when none that is valid does.
    private mutating func frame(at offset: Int) throws(JournalError) -> Found? {
        guard let length = try frameLength(at: offset) else { return nil }
        let whole = try window.read(length + Trailer.size, at: offset, of: file)
        guard whole.count == length + Trailer.size else { return nil }
        let frame = whole.prefix(length)
        let end = whole.dropFirst(length)
        guard let trailer = Trailer(end) else {
            if Trailer.isOfUnknownVersion(end) { throw unknownVersion(at: offset + length) }
            return nil
        }
        return isValid(frame, trailer) ? Found(trailer: trailer, offset: offset) : nil
    }

    /// The length of the frame at `offset` as its block headers tell it; reads more until they do.
    private mutating func frameLength(at offset: Int) throws(JournalError) -> Int? {
        var bytes = window.rest(from: offset)
        while true {
            switch FrameHeader.length(of: bytes) {
            case .bytes(let length): return length <= Trailer.mostFrameBytes ? length : nil
            case .invalid: return nil
            case .needsMore:
                let count = min(max(bytes.count * 4, Self.readAhead), Trailer.mostFrameBytes)
                let more = try window.read(count, at: offset, of: file)
                guard more.count > bytes.count else { return nil }
                bytes = more
            }
        }
    }

    private func isValid(_ frame: ArraySlice<UInt8>, _ trailer: Trailer) -> Bool {
        frame.count == trailer.frameBytes && trailer.firstSeq > lastSeq
            && FrameHeader.plainBytes(of: frame) == trailer.plainBytes
            && CRC32C.checksum(frame.span) == trailer.frameChecksum
    }

    /// Looks for the next trailer behind which a valid frame ends.
    ///
    /// A readable trailer whose frame is not valid moves `bound` behind it: a valid frame does not overlap another
    /// one's trailer. So no byte is checksummed twice, whatever a crafted segment claims.
    private mutating func resynchronise() throws(JournalError) -> Step {
        let start = position
        var bound = start
        var search = start
        var records = 0
        var last: Seq = 0
        func damage(to end: Int) -> Damage {
            Damage(path: path, bytes: start..<end, knownRecords: records, lastSeq: last)
        }
        while let place = try nextTrailerMark(from: search) {
            search = place + 1
            let bytes = try window.read(Trailer.size, at: place, of: file)
            guard let trailer = Trailer(bytes) else {
                if Trailer.isOfUnknownVersion(bytes) { throw unknownVersion(at: place) }
                continue
            }
            let offset = place - trailer.frameBytes
            if offset >= bound {
                let frame = try window.read(trailer.frameBytes, at: offset, of: file)
                if FrameHeader.length(of: frame) == .bytes(frame.count), isValid(frame, trailer) {
                    let found = Found(trailer: trailer, offset: offset)
                    // It was written between the two looks.
                    if offset == start { return advance(over: found) }
                    position = offset
                    passed = nil
                    pending = found
                    return .damage(damage(to: offset))
                }
            }
            bound = place + Trailer.size
            search = bound
            records += trailer.records
            last = max(last, trailer.lastSeq)
        }
        let size = try mapping { () throws(SystemError) in try file.status() }.size
        // What stands here may be cut off and written anew before the next look.
        window.forget()
        return .end(torn: size > start ? damage(to: size) : nil)
    }

    /// Where the four bytes next stand with which a trailer of any version begins.
    private mutating func nextTrailerMark(from start: Int) throws(JournalError) -> Int? {
        let magic = Trailer.marker.prefix(4)
        var offset = start
        while true {
            var bytes = window.rest(from: offset)
            if bytes.count < magic.count { bytes = try window.read(Self.readAhead, at: offset, of: file) }
            guard bytes.count >= magic.count else { return nil }
            var index = bytes.startIndex
            while let next = bytes[index...].firstIndex(of: 0x5A) {
                if bytes[next...].starts(with: magic) { return offset + next - bytes.startIndex }
                index = next + 1
            }
            // The last three bytes may begin a mark that ends in the next window.
            offset += bytes.count - (magic.count - 1)
        }
    }

    private func unknownVersion(at offset: Int) -> JournalError {
        JournalError(
            .unknownVersion, path,
            "byte \(offset): written by a newer version of newslog; nothing was touched, update newslog to read it"
        )
    }
}

/// The bytes of a file that were read last.
private struct Window {
    private var bytes: [UInt8] = []
    private var start = 0

    /// What is at hand from `offset` on; empty when nothing is.
    func rest(from offset: Int) -> ArraySlice<UInt8> {
        guard offset >= start, offset - start < bytes.count else { return [] }
        return bytes[(offset - start)...]
    }

    /// Lets the next read ask the file.
    mutating func forget() { bytes.removeAll(keepingCapacity: true) }

    /// Up to `count` bytes at `offset`, fewer only at the end of the file.
    mutating func read(
        _ count: Int, at offset: Int, of file: borrowing File
    ) throws(JournalError) -> ArraySlice<UInt8> {
        if offset < start || offset + count > start + bytes.count {
            start = offset
            let most = max(count, SegmentScanner.readAhead)
            do throws(SystemError) {
                bytes = try file.read(most, at: offset)
            } catch {
                bytes = []
                throw JournalError(error)
            }
        }
        let first = offset - start
        return bytes[first..<min(bytes.count, first + count)]
    }
}
