package import Articles
internal import Host

/// Reads the whole journal and checks all that can be checked.
package struct JournalVerifier: ~Copyable {
    /// How far a check has come.
    package struct Progress: Sendable {
        package let segments: Int
        package let segmentsDone: Int
        package let bytesDone: Int
        package let bytes: Int
    }

    /// What a check found.
    package struct Report: Sendable {
        package fileprivate(set) var segments = 0
        /// Those of them that are sealed.
        package fileprivate(set) var sealed = 0
        package fileprivate(set) var frames = 0
        package fileprivate(set) var lines = 0
        /// Those of them that retention or `newslog forget` emptied, and those that say so.
        package fileprivate(set) var removed = 0
        package fileprivate(set) var compressedBytes = 0
        package fileprivate(set) var plainBytes = 0
        package fileprivate(set) var firstSeq: Seq?
        package fileprivate(set) var lastSeq: Seq = 0
        /// Stretches that no valid frame covers.
        package fileprivate(set) var damage: [Damage] = []
        /// Bytes behind the last frame of the journal: a commit that is being written, or torn; the next start of the
        /// daemon cuts them off.
        package fileprivate(set) var tail: Damage?
        /// Places where a frame tells of lines before it that are not there.
        package fileprivate(set) var gaps: [Gap] = []
        /// All other findings.
        package fileprivate(set) var warnings: [Warning] = []

        /// Whether every line that was ever committed is there.
        package var isSound: Bool { damage.isEmpty && gaps.isEmpty && warnings.isEmpty }
    }

    private let layout: StoreLayout
    private var decompressor = FrameDecompressor()
    private var report = Report()

    private init(_ layout: StoreLayout) { self.layout = layout }

    /// Checks trailers, checksums, sizes, the numbers of all lines, and the chain of frames through all segments.
    package static func verify(
        _ layout: StoreLayout, progress: (Progress) -> Void = { _ in }
    ) throws(JournalError) -> Report {
        var verifier = JournalVerifier(layout)
        try verifier.run(progress)
        return verifier.report
    }
}

extension JournalVerifier {
    private mutating func run(_ progress: (Progress) -> Void) throws(JournalError) {
        let (segments, strangers) = try layout.segments()
        report.segments = segments.count
        for name in strangers { warn("stranger", "\(layout.journal)/\(name)", "not a segment's name") }
        let total = try size(of: segments)
        for (index, name) in segments.enumerated() {
            try check(name, isHighest: index == segments.count - 1) { bytes in
                progress(
                    Progress(segments: segments.count, segmentsDone: index, bytesDone: bytes, bytes: total))
            }
        }
        progress(
            Progress(segments: segments.count, segmentsDone: segments.count, bytesDone: total, bytes: total))
    }

    private func size(of segments: [SegmentName]) throws(JournalError) -> Int {
        var total = 0
        for name in segments {
            let path = layout.path(of: name)
            total += try mapping { () throws(SystemError) in try File.status(of: path) }?.size ?? 0
        }
        return total
    }

    private mutating func check(
        _ name: SegmentName, isHighest: Bool, _ progress: (Int) -> Void
    ) throws(JournalError) {
        let path = layout.path(of: name)
        let file = try mapping { () throws(SystemError) in try File(path, .read) }
        if try mapping({ () throws(SystemError) in try file.status() }).isSealed { report.sealed += 1 }
        var scanner = SegmentScanner(file)
        var isFirst = true
        while true {
            switch try scanner.next() {
            case .frame(let found):
                // What was repaired may have lost its first lines, which is a gap.
                if isFirst, found.offset == 0, found.trailer.firstSeq != name.firstSeq,
                    found.trailer.prevSeq < name.firstSeq
                {
                    warn("misnamed", path, "its first line has the number \(found.trailer.firstSeq)")
                }
                isFirst = false
                try check(found, try scanner.bytes(of: found), path)
                progress(report.compressedBytes)
            case .damage(let damage): report.damage.append(damage)
            case .end(let torn):
                if isHighest { report.tail = torn } else if let torn { report.damage.append(torn) }
                if isFirst { warn("empty", path, "holds no valid frame") }
                return
            }
        }
    }

    private mutating func check(
        _ found: SegmentScanner.Found, _ frame: ArraySlice<UInt8>, _ path: String
    ) throws(JournalError) {
        let trailer = found.trailer
        report.compressedBytes += trailer.frameBytes + Trailer.size
        guard let plain = decompressor.plain(of: frame, plainBytes: trailer.plainBytes),
            areLinesNumbered(plain[...], records: trailer.records, from: trailer.firstSeq)
        else {
            report.damage.append(
                Damage(
                    path: path, bytes: found.offset..<found.end, knownRecords: trailer.records,
                    lastSeq: trailer.lastSeq))
            return
        }
        if trailer.prevSeq > report.lastSeq {
            report.gaps.append(Gap(after: report.lastSeq, through: trailer.prevSeq, records: nil))
        }
        // A commit whose fdatasync failed may stand twice: whole at the end of one segment, and at the beginning of the next.
        // Sealing packs it together with what stands behind it there.
        guard trailer.lastSeq > report.lastSeq else { return }
        var known = 0
        if trailer.firstSeq <= report.lastSeq {
            known = Int(report.lastSeq - trailer.firstSeq) + 1
            if found.offset > 0 {
                warn("overlap", path, "byte \(found.offset): numbers overlap those of the frames before")
            }
        }
        report.frames += 1
        report.lines += trailer.records - known
        report.removed += Lines(plain[...]).dropFirst(known).count {
            ArticleHead(line: $0)?.event == .removed
        }
        report.plainBytes += trailer.plainBytes
        report.firstSeq = report.firstSeq ?? trailer.firstSeq
        report.lastSeq = trailer.lastSeq
    }

    private mutating func warn(_ code: String, _ path: String, _ message: String) {
        report.warnings.append(Warning(code, "\(path): \(message)"))
    }
}
