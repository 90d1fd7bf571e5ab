internal import CLinux
internal import Glibc

/// Starting commands of the shell and waiting for them: what `ShellCommand` and `Pager` have in common.
enum Shell {
    /// How a command ended.
    enum Ending {
        case exited(Int32)
        case killed(signal: Int32)
    }

    /// A pipe that no child inherits but by `start`.
    ///
    /// The C function is `pipe2`.
    static func pipe() throws(SystemError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemError("pipe2", "pipe", .current) }
        return (ends[0], ends[1])
    }

    /// Starts a command that reads from a descriptor and finds signals as any program does: those that this one ignores or
    /// blocks are as they were.
    ///
    /// The C function is `posix_spawn`.
    static func start(
        _ command: String, reading input: Int32, environment: [String: String] = Process.environment
    ) throws(SystemError) -> pid_t {
        // Whoever started this program may have ignored it, and then the system throws away how children end.
        signal(SIGCHLD, SIG_DFL)
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        var (defaults, blocked) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&defaults)
        unsafe sigemptyset(&blocked)
        for signal in [SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT] { unsafe sigaddset(&defaults, signal) }
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var child = pid_t()
        let failure = unsafe withStrings(["sh", "-c", command]) { arguments in
            unsafe withStrings(environment.map { "\($0.key)=\($0.value)" }) {
                unsafe posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, $0)
            }
        }
        guard failure == 0 else { throw SystemError("posix_spawn", "/bin/sh", Errno(rawValue: failure)) }
        return child
    }

    /// Waits until a command has ended.
    ///
    /// The C function is `waitpid`.
    static func wait(for child: pid_t) -> Ending {
        // What cannot be waited for has not ended well.
        var status: Int32 = 127 << 8
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
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
