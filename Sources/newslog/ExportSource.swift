internal import Articles
internal import Host
internal import Journal
internal import Rendering

/// Where an export's lines come from: the journal from a position on, what is missing in it said as it is met.
struct ExportSource: ~Copyable {
    let filter: ExportFilter
    private var reader: JournalReader
    private var hasLost = false
    /// Lines that were to be delivered and were emptied before.
    private var removed = 0
    private let hadPosition: Bool
    /// Whether nothing is to be said before the end, because a pager has the screen; what is to be said then.
    private let waits: Bool
    private var waiting: [String] = []

    /// Begins behind a position; nil is the oldest line, before which nothing can be missing.
    ///
    /// With `waits` what is missing is said at the end only.
    init(_ layout: StoreLayout, after position: CursorPosition?, filter: ExportFilter, waits: Bool)
        throws(CommandFailure)
    {
        self.filter = filter
        self.waits = waits
        hadPosition = position != nil
        reader = try CommandFailure.mapping { () throws(JournalError) in
            try JournalReader(layout, after: position?.seq ?? 0)
        }
    }

    /// The number of the last line handed out.
    var position: Seq { reader.position }

    /// The next lines; nil when there are none yet.
    mutating func nextFrame() throws(JournalError) -> Frame? {
        let frame = try reader.nextFrame()
        if let frame { report(frame) }
        return frame
    }

    /// Waits until there may be more, or the time is over; true in the first case.
    mutating func waitForChange(_ timeout: Duration?) -> Bool { reader.waitForChange(timeout) }

    /// Whether the line is to be delivered.
    mutating func takes(_ line: ArraySlice<UInt8>) -> Bool {
        guard let head = ArticleHead(line: line) else { return false }
        if head.event == .removed, hadPosition, filter.tookBefore(head, line),
            ArticleLine(Array(line))?.forgets == false
        {
            removed += 1
        }
        return filter.takes(head, line)
    }

    /// Says how many lines were emptied since it was last said, before a cursor is behind them for good.
    mutating func tellRemoved() {
        guard removed > 0 else { return }
        say("\(removed) lines were removed before they were read")
        removed = 0
        hasLost = true
    }

    /// Says what is left to say; true when anything was lost.
    mutating func end() -> Bool {
        tellRemoved()
        for words in waiting { Terminal.complain(words) }
        waiting = []
        return hasLost
    }

    private mutating func say(_ words: String) {
        if waits { waiting.append(words) } else { Terminal.complain(words) }
    }

    /// Says what is missing; the export goes on behind it.
    private mutating func report(_ frame: Frame) {
        // Whether it held lines that are not there, the frame behind it tells.
        for damage in frame.damage {
            say(
                "\(damage.path): bytes \(damage.bytes.lowerBound) to \(damage.bytes.upperBound) are damaged and were "
                    + "passed over; see `newslog verify`")
        }
        guard let gap = frame.gap else { return }
        hasLost = true
        let count = gap.records.map { "\($0) lines" } ?? "lines"
        say(
            "\(count) after seq \(gap.after) up to \(gap.through) were lost before they were read")
    }
}

extension ArticleWriter {
    /// Writes a line of the journal in a format, which this writer is of.
    mutating func write(_ line: ArraySlice<UInt8>, as format: ArticleFormat, to output: inout [UInt8]) {
        if format.copiesLines {
            copy(line, to: &output)
        } else if let article = ArticleLine(Array(line)) {
            write(article, to: &output)
        }
    }
}
