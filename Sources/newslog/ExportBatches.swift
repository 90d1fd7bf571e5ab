internal import Articles
internal import Host
internal import Journal
internal import Rendering

/// An export that hands its lines to a command, a batch at a time, each a document of its own on the command's standard
/// input.
///
/// A batch that the command did not accept comes again, whole: nothing is passed over.
struct ExportBatches: ~Copyable {
    private var source: ExportSource
    private var cursor: CursorFile?
    private let command: String
    /// Lines of a batch, at most.
    private let most: Int
    /// Whether a batch that was refused is tried again, however often.
    private let isPatient: Bool
    private let format: ArticleFormat
    /// A writer of which nothing has been written yet.
    private let blank: ArticleWriter
    private var writer: ArticleWriter
    private var bytes: [UInt8] = []
    private var lines = 0
    /// When the first line of the batch was read.
    private var since = Duration.zero
    /// The number of the last line that the command has, or was not wanted.
    private var accepted: Seq

    /// Bytes after which a batch is handed over, and how long a line waits for company.
    private static let mostBytes = 1 << 20
    private static let linger = Duration.seconds(1)

    init(
        _ source: consuming ExportSource, cursor: consuming CursorFile?, command: String, most: Int,
        isPatient: Bool, writer: ArticleWriter, format: ArticleFormat
    ) {
        accepted = source.position
        self.source = source
        self.cursor = cursor
        self.command = command
        self.most = most
        self.isPatient = isPatient
        self.format = format
        blank = writer
        self.writer = writer
    }

    /// Reads all that there is and hands over what makes a batch; the rest too when nothing more is waited for, or it
    /// has waited long enough.
    mutating func drain() throws(CommandFailure) {
        while let frame = try CommandFailure.mapping({ () throws(JournalError) in try source.nextFrame() }) {
            var seq = frame.firstSeq
            for line in frame.lines {
                try take(line, seq)
                seq += 1
            }
        }
        if lines == 0 {
            source.tellRemoved()
            try accept(source.position)
        } else if !isPatient || SystemClock.monotonic - since >= Self.linger {
            try deliver(through: source.position)
        }
    }

    /// Waits for more lines, or until those that wait for company have waited long enough.
    mutating func wait() {
        if lines == 0 {
            while !source.waitForChange(nil) {}
        } else {
            _ = source.waitForChange(max(.zero, since + Self.linger - SystemClock.monotonic))
        }
    }

    /// Hands over the rest; true when lines were lost.
    mutating func end() throws(CommandFailure) -> Bool {
        if lines > 0 { try deliver(through: source.position) }
        return source.end()
    }

    /// How long to wait after so many refusals of one batch, at least 1: 1 s, doubled each time, up to 5 min.
    static func patience(after refusals: Int) -> Duration { .seconds(min(1 << min(refusals - 1, 16), 300)) }
}

extension ExportBatches {
    private mutating func take(_ line: ArraySlice<UInt8>, _ seq: Seq) throws(CommandFailure) {
        guard source.takes(line) else { return }
        if lines == 0 {
            writer = blank
            writer.begin(to: &bytes)
            since = SystemClock.monotonic
        }
        writer.write(line, as: format, to: &bytes)
        lines += 1
        if lines >= most || bytes.count >= Self.mostBytes { try deliver(through: seq) }
    }

    /// Runs the command until it accepts the batch; without patience once.
    private mutating func deliver(through seq: Seq) throws(CommandFailure) {
        writer.end(to: &bytes)
        source.tellRemoved()
        var refusals = 0
        while let refusal = try refusal() {
            refusals += 1
            let words = "`\(command)` \(refusal); its batch of \(lines) lines comes again"
            guard isPatient else { throw CommandFailure(.temporary, "\(words) with the next export") }
            let pause = Self.patience(after: refusals)
            Terminal.complain("\(words) in \(pause.components.seconds) s")
            _ = Poll.wait(reading: [], timeout: pause)
        }
        bytes.removeAll(keepingCapacity: true)
        lines = 0
        try accept(seq)
    }

    /// Runs the command once; nil when it accepted, else why it did not.
    private func refusal() throws(CommandFailure) -> String? {
        do throws(SystemError) {
            switch try ShellCommand.run(command, reading: bytes) {
            case .accepted: return nil
            case .leftUnread(let count):
                return "ended without reading the last \(count) of \(bytes.count) bytes"
            case .exited(let status): return "ended with \(status)"
            case .killed(let signal): return "was ended by signal \(signal)"
            }
        } catch {
            return "could not be run: \(error)"
        }
    }

    private mutating func accept(_ seq: Seq) throws(CommandFailure) {
        guard seq > accepted else { return }
        accepted = seq
        do throws(JournalError) { try cursor?.advance(to: CursorPosition(seq: seq)) } catch {
            throw CommandFailure(error)
        }
    }
}
