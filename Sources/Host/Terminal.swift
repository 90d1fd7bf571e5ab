internal import Glibc

/// The program's own streams: data on standard output, everything else on standard error.
public enum Terminal {
    /// Whether people read standard error.
    public static var isPersonAtError: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes all bytes to standard output; a reader that has gone ends the program quietly, as SIGPIPE would.
    public static func write(_ bytes: [UInt8]) {
        var output = StandardOutput()
        output.buffer = bytes
        output.flush()
        if let words = output.failure {
            complain(words)
            exit(.inputOutput)
        }
        if !output.isOpen { exit(.ok) }
    }

    /// Says a line, or several, on standard error, without what a terminal would act on.
    public static func say(_ line: String) { sendToError("\(PrintableText.lines(line))\n") }

    /// Says on standard error what went wrong, each line after the program's name.
    public static func complain(_ text: String) {
        let name = CommandLine.arguments.first?.split(separator: "/").last ?? "newslog"
        for line in text.split(separator: "\n") { say("\(name): \(line)") }
    }

    /// A number of things in words: `1 feed`, `2 feeds`.
    public static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Ends the program.
    public static func exit(_ code: ExitStatus) -> Never { Glibc.exit(code.rawValue) }

    /// Writes text to standard error as it is; when that fails there is nobody left to tell.
    static func sendToError(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

/// One line on a person's terminal that says how far long work has come; nothing where nobody looks.
public final class ProgressMeter {
    private let start = SystemClock.monotonic
    private var lastShown = Duration.zero
    private var isVisible = false
    private let isWanted = Terminal.isPersonAtError

    /// Work that ends sooner needs no meter.
    private static let patience = Duration.milliseconds(500)

    /// Begins to count the time.
    public init() {}

    /// Shows the words, and how long it will take where `total` is known; at most ten times a second.
    public func show(done: Int, total: Int, words: String) {
        let now = SystemClock.monotonic
        guard isWanted, now - start >= Self.patience, now - lastShown >= .milliseconds(100) else { return }
        lastShown = now
        isVisible = true
        var line = words
        if done > 0, total > done {
            line += "  eta \(((now - start) / done * (total - done)).components.seconds + 1)s"
        }
        Terminal.sendToError("\r\u{1B}[K\(line)")
    }

    /// Takes the line away.
    public func clear() {
        if isVisible { Terminal.sendToError("\r\u{1B}[K") }
        isVisible = false
    }
}
