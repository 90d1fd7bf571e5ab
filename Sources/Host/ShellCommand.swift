internal import CLinux
internal import Glibc

/// A command of the shell that is given bytes on its standard input; it writes where this program writes.
package enum ShellCommand {
    /// How a command ended.
    package enum Outcome: Hashable, Sendable {
        /// It read all and ended with 0.
        case accepted
        /// It ended with 0, and so many bytes were not read.
        case leftUnread(Int)
        case exited(Int32)
        case killed(signal: Int32)
    }

    /// Runs `command` with `bytes` on its standard input, and waits until it ends.
    ///
    /// What the command has read is told from what it left in the pipe, so that one that ends early is found out. Throws
    /// when the system has no process or descriptor left. The C functions are `posix_spawn`, `pidfd_open` and `waitpid`.
    package static func run(_ command: String, reading bytes: [UInt8]) throws(SystemError) -> Outcome {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemError("pipe2", command, .current) }
        // This program keeps the end from which the command reads, to see what stays in it.
        defer { close(ends[0]) }
        let child: pid_t
        do throws(SystemError) { child = try spawn(command, input: ends[0]) } catch {
            close(ends[1])
            throw error
        }
        let watch = pidfd_open(child, 0)
        let sent = watch < 0 ? 0 : write(bytes, to: ends[1], until: watch)
        close(ends[1])
        if watch >= 0 { close(watch) }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        let unread = bytes.count - sent + Int(max(0, newslog_waiting_bytes(ends[0])))
        guard status & 0x7F == 0 else { return .killed(signal: status & 0x7F) }
        guard status == 0 else { return .exited(status >> 8 & 0xFF) }
        return unread == 0 ? .accepted : .leftUnread(unread)
    }

    /// Starts it with the signals that a program expects: those that this one ignores or blocks are as they were.
    private static func spawn(_ command: String, input: Int32) throws(SystemError) -> pid_t {
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
        unsafe sigaddset(&defaults, SIGPIPE)
        unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
        unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var arguments = unsafe ["sh", "-c", command].map { (word: String) in unsafe strdup(word) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var child = pid_t()
        let failure = unsafe posix_spawn(&child, "/bin/sh", &actions, &attributes, &arguments, environ)
        guard failure == 0 else { throw SystemError("posix_spawn", "/bin/sh", Errno(rawValue: failure)) }
        return child
    }

    /// Writes until all is in the pipe or the child has ended; returns how many bytes are.
    private static func write(_ bytes: [UInt8], to pipe: Int32, until child: Int32) -> Int {
        _ = fcntl(pipe, F_SETFL, O_NONBLOCK)
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe Glibc.write(pipe, $0.baseAddress, $0.count)
            }
            if count > 0 {
                sent += count
                continue
            }
            guard errno == EAGAIN || errno == EINTR else { break }
            var set = [
                pollfd(fd: pipe, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: child, events: Int16(POLLIN), revents: 0),
            ]
            _ = unsafe poll(&set, 2, -1)
            if set[1].revents != 0 { break }
        }
        return sent
    }
}
