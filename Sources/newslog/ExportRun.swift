internal import Articles
internal import Host
internal import Journal
internal import Rendering

/// One export under way: frames in, lines out, the cursor behind them.
struct ExportRun: ~Copyable {
    private var reader: JournalReader
    private var cursor: CursorFile?
    private let filter: ExportFilter
    private var writer: ArticleWriter
    private let format: ArticleFormat
    private var output = StandardOutput()
    /// Where each line of the buffer ends, and its number; kept only for a cursor.
    private var marks: [(end: Int, seq: Seq)] = []
    /// The number of the last line that the reader of the output has, or did not want.
    private var accepted: Seq
    private var saved = SystemClock.monotonic
    private var hasLost = false
    /// Lines that retention emptied before they were delivered.
    private var removed = 0
    private let hadPosition: Bool

    /// Once so often a long export makes its cursor durable.
    private static let saveInterval = Duration.seconds(1)

    init(
        _ layout: StoreLayout, cursor: consuming CursorFile?, filter: ExportFilter, writer: ArticleWriter,
        format: ArticleFormat
    ) throws(CommandFailure) {
        let position = Self.position(of: cursor)
        let start = position?.seq ?? 0
        hadPosition = position != nil
        accepted = start
        self.cursor = cursor
        self.filter = filter
        self.writer = writer
        self.format = format
        reader = try CommandFailure.mapping { () throws(JournalError) in
            try JournalReader(layout, after: start)
        }
        self.writer.begin(to: &output.buffer)
    }

    /// False once the reader of the output has gone.
    var isOpen: Bool { output.isOpen }

    /// Waits for more.
    mutating func wait() {
        while output.isOpen, !reader.waitForChange(.seconds(2)) { output.noticeHangUp() }
    }

    /// Prints all that there is.
    mutating func drain() throws(CommandFailure) {
        do throws(JournalError) {
            while output.isOpen, let frame = try reader.nextFrame() {
                report(frame)
                append(frame)
                if output.buffer.count >= 256 << 10 { flush() }
                if SystemClock.monotonic - saved >= Self.saveInterval {
                    flush()
                    try save()
                }
            }
            writer.flush(to: &output.buffer)
            flush()
            if output.isOpen, !format.isDocument { accepted = max(accepted, reader.position) }
            try save()
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Closes the document; true when lines were lost.
    mutating func end() throws(CommandFailure) -> Bool {
        writer.end(to: &output.buffer)
        flush()
        do throws(JournalError) {
            if output.isOpen { accepted = max(accepted, reader.position) }
            try save()
        } catch {
            throw CommandFailure(error)
        }
        if removed > 0 {
            Terminal.complain("\(removed) lines were removed by retention before they were read")
        }
        if let words = output.failureWords { throw CommandFailure(.inputOutput, "standard output: \(words)") }
        return hasLost || removed > 0
    }
}

extension ExportRun {
    private static func position(of cursor: borrowing CursorFile?) -> CursorPosition? {
        switch cursor {
        case .some(let file): file.position
        case .none: nil
        }
    }

    /// Says what is missing; the export goes on behind it.
    private mutating func report(_ frame: Frame) {
        for damage in frame.damage {
            hasLost = true
            Terminal.complain(
                "\(damage.path): bytes \(damage.bytes.lowerBound) to \(damage.bytes.upperBound) are damaged and were "
                    + "passed over; see `newslog verify`")
        }
        guard let gap = frame.gap else { return }
        hasLost = true
        let count = gap.records.map { "\($0) lines" } ?? "lines"
        Terminal.complain(
            "\(count) after seq \(gap.after) up to \(gap.through) were lost before they were read")
    }

    private mutating func append(_ frame: Frame) {
        if filter.takesAll, format == .jsonl, cursor == nil {
            output.buffer.append(contentsOf: frame.plain)
            return
        }
        var seq = frame.firstSeq
        for line in frame.lines {
            append(line)
            if tracksLines { marks.append((output.buffer.count, seq)) }
            seq += 1
        }
    }

    private var tracksLines: Bool {
        switch cursor {
        case .some: format.isLinewise
        case .none: false
        }
    }

    private mutating func append(_ line: ArraySlice<UInt8>) {
        guard let head = ArticleHead(line: line) else { return }
        if head.event == .removed, hadPosition { removed += 1 }
        guard filter.takes(head, line) else { return }
        if format.copiesLines {
            writer.copy(line, to: &output.buffer)
        } else if let article = ArticleLine(Array(line)) {
            writer.write(article, to: &output.buffer)
        }
    }

    /// Writes, and moves `accepted` to the last line wholly taken.
    private mutating func flush() {
        let sent = output.flush()
        if let last = marks.last(where: { $0.end <= sent }) { accepted = last.seq }
        marks.removeAll(keepingCapacity: true)
    }

    private mutating func save() throws(JournalError) {
        saved = SystemClock.monotonic
        switch cursor {
        case .some(let file): if let position = file.position, position.seq >= accepted { return }
        case .none: return
        }
        // A new cursor that has delivered nothing stays new.
        guard accepted > 0 else { return }
        try cursor?.advance(to: CursorPosition(seq: accepted))
    }
}
