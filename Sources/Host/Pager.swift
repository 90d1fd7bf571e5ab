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
    ///
    /// The C function is `posix_spawn`.
    func start() -> Bool {
        var ends: [Int32] = [-1, -1]
        guard child == nil, unsafe pipe(&ends) == 0 else { return false }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        // What we ignore it must not.
        var defaults = sigset_t()
        unsafe sigemptyset(&defaults)
        for signal in [SIGPIPE, SIGINT, SIGQUIT] { unsafe sigaddset(&defaults, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        // Before there is a pager: it may be interrupted as soon as there is one.
        for signal in [SIGINT, SIGQUIT] { Glibc.signal(signal, SIG_IGN) }
        var pid: pid_t = 0
        let variables = Process.environment.merging(choice.additions) { set, _ in set }
        let code = unsafe Self.withStrings(["sh", "-c", choice.command]) { arguments in
            unsafe Self.withStrings(variables.map { "\($0.key)=\($0.value)" }) {
                unsafe posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments, $0)
            }
        }
        guard code == 0 else {
            for signal in [SIGINT, SIGQUIT] { Glibc.signal(signal, SIG_DFL) }
            close(ends[1])
            return false
        }
        (child, descriptor) = (pid, ends[1])
        return true
    }

    /// Closes its input and waits for its end; returns what is to be said where it could not be run.
    ///
    /// The C function is `waitpid`.
    func end() -> String? {
        if let descriptor { close(descriptor) }
        descriptor = nil
        guard let child else { return nil }
        self.child = nil
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        for signal in [SIGINT, SIGQUIT] { Glibc.signal(signal, SIG_DFL) }
        // The shell's words for a command that it did not find or may not run.
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 0
        guard code == 126 || code == 127 else { return nil }
        return "the pager `\(choice.command)` cannot be run: see NEWSLOG_PAGER and PAGER, or use --no-pager"
    }

    private static func withStrings<R>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        var pointers = unsafe strings.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe body(pointers)
    }
}
