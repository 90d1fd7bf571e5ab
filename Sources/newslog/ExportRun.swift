internal import Articles
internal import Host
internal import Journal
internal import Rendering

/// One export under way: frames in, lines out, the cursor behind them.
struct ExportRun: ~Copyable {
    private var source: ExportSource
    private var cursor: CursorFile?
    private var writer: ArticleWriter
    private let format: ArticleFormat
    private var output: StandardOutput
    /// Where each line of the buffer ends, and its number; kept only for a cursor.
    private var marks: [(end: Int, seq: Seq)] = []
    /// The number of the last line that the reader of the output has, or did not want.
    private var accepted: Seq
    private var saved = SystemClock.monotonic

    /// Once so often a long export makes its cursor durable.
    private static let saveInterval = Duration.seconds(1)

    /// Begins an export; `source` begins behind the cursor's position.
    init(
        _ source: consuming ExportSource, cursor: consuming CursorFile?, writer: ArticleWriter,
        format: ArticleFormat, output: consuming StandardOutput
    ) {
        accepted = source.position
        self.source = source
        self.cursor = cursor
        self.writer = writer
        self.format = format
        self.output = output
        self.writer.begin(to: &self.output.buffer)
    }

    /// False once the reader of the output has gone.
    var isOpen: Bool { output.isOpen }

    /// Waits for more.
    mutating func wait() {
        while output.isOpen, !source.waitForChange(.seconds(2)) { output.noticeHangUp() }
    }

    /// Prints all that there is.
    mutating func drain() throws(CommandFailure) {
        do throws(JournalError) {
            while output.isOpen, let frame = try source.nextFrame() {
                append(frame)
                if output.buffer.count >= 256 << 10 { flush() }
                if SystemClock.monotonic - saved >= Self.saveInterval {
                    flush()
                    try save()
                }
            }
            writer.flush(to: &output.buffer)
            flush()
            if output.isOpen, !format.isDocument { accepted = max(accepted, source.position) }
            source.tellRemoved()
            try save()
        } catch {
            // What waits is said behind what was shown.
            if output.isPaged { output.finish() }
            _ = source.end()
            throw CommandFailure(error)
        }
    }

    /// Closes the document; true when lines were lost.
    mutating func end() throws(CommandFailure) -> Bool {
        writer.end(to: &output.buffer)
        flush()
        output.finish()
        do throws(JournalError) {
            if output.isOpen { accepted = max(accepted, source.position) }
            try save()
        } catch {
            throw CommandFailure(error)
        }
        if let words = output.failure { throw CommandFailure(.inputOutput, words) }
        return source.end()
    }
}

extension ExportRun {
    private mutating func append(_ frame: Frame) {
        if source.filter.takesAll, format == .jsonl, cursor == nil {
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
        if source.takes(line) { writer.write(line, as: format, to: &output.buffer) }
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
