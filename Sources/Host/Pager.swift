internal import Glibc

/// The program that shows long output page by page: started when there is more than a screen, and waited for.
///
/// While it runs, SIGINT and SIGQUIT are its business: it shares the terminal. A pager that ends before it has read
/// all closes the pipe, which `StandardOutput` takes for a reader that has gone.
public final class Pager {
    private let choice: PagerChoice
    /// Rows of the terminal that output may take before it is long.
    private let room: Int
    private let rows: (ArraySlice<UInt8>) -> Int
    /// What was measured of the waiting bytes, and the rows it takes.
    private var measured = (bytes: 0, rows: 0)
    private var child: pid_t?
    /// Where the pager reads from; nil while there is none.
    private(set) var descriptor: Int32?

    /// Prepares a pager; `rows` says how many rows whole lines take on the terminal, which has `screen` of them.
    public init(_ choice: PagerChoice, screen: Int, rows: @escaping (ArraySlice<UInt8>) -> Int) {
        self.choice = choice
        // The shell's next prompt needs one.
        room = max(1, screen - 1)
        self.rows = rows
    }

    deinit { _ = end() }

    /// Whether this output, from its beginning on, is to be shown by the pager rather than written at once.
    func isNeeded(for waiting: [UInt8]) -> Bool {
        if choice.waitsForNothing { return !waiting.isEmpty }
        if measured.rows <= room {
            measured.rows += rows(waiting[measured.bytes...])
            measured.bytes = waiting.count
        }
        return measured.rows > room
    }

    /// Whether output that has ended, all of it waiting, is long.
    func isLong(_ waiting: [UInt8]) -> Bool { rows(waiting[...]) > room }

    /// Starts it; false when that is not possible, and output goes where it would have gone.
    func start() -> Bool {
        guard child == nil, let pipe = try? Shell.pipe() else { return false }
        defer { close(pipe.read) }
        // Before there is a pager: it may be interrupted as soon as there is one.
        for signal in [SIGINT, SIGQUIT] { Glibc.signal(signal, SIG_IGN) }
        let variables = Process.environment.merging(choice.additions) { set, _ in set }
        do throws(SystemError) {
            child = try Shell.start(choice.command, reading: pipe.read, environment: variables)
        } catch {
            for signal in [SIGINT, SIGQUIT] { Glibc.signal(signal, SIG_DFL) }
            close(pipe.write)
            return false
        }
        descriptor = pipe.write
        return true
    }

    /// Closes its input and waits for its end; returns what is to be said where it could not be run.
    func end() -> String? {
        if let descriptor { close(descriptor) }
        descriptor = nil
        guard let child else { return nil }
        self.child = nil
        let ending = Shell.wait(for: child)
        for signal in [SIGINT, SIGQUIT] { Glibc.signal(signal, SIG_DFL) }
        // The shell's words for a command that it did not find or may not run.
        guard case .exited(126...127) = ending else { return nil }
        return "the pager `\(choice.command)` cannot be run: see NEWSLOG_PAGER and PAGER, or use --no-pager"
    }
}
