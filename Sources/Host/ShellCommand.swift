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
    /// when the system has no process or descriptor left. The C function is `pidfd_open`.
    package static func run(_ command: String, reading bytes: [UInt8]) throws(SystemError) -> Outcome {
        let pipe = try Shell.pipe()
        // This program keeps the end from which the command reads, to see what stays in it.
        defer { close(pipe.read) }
        let child: pid_t
        do throws(SystemError) { child = try Shell.start(command, reading: pipe.read) } catch {
            close(pipe.write)
            throw error
        }
        let watch = pidfd_open(child, 0)
        let sent = watch < 0 ? 0 : write(bytes, to: pipe.write, until: watch)
        close(pipe.write)
        if watch >= 0 { close(watch) }
        let ending = Shell.wait(for: child)
        let unread = bytes.count - sent + Int(max(0, newslog_waiting_bytes(pipe.read)))
        return switch ending {
        case .exited(0): unread == 0 ? .accepted : .leftUnread(unread)
        case .exited(let status): .exited(status)
        case .killed(let signal): .killed(signal: signal)
        }
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
