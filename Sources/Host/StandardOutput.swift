internal import Glibc

/// Standard output as the one place where data leaves: gathered into large writes, with a count of what was accepted.
///
/// A reader that has gone is no error: `isOpen` turns false, and who writes stops quietly (SIGPIPE is ignored).
public struct StandardOutput: ~Copyable {
    /// What waits to be written.
    public var buffer: [UInt8] = []
    /// False once the reader has gone.
    public private(set) var isOpen = true
    /// The errno of a write that failed for another reason than a reader that has gone (a full disk).
    public private(set) var failure: Int32?

    /// Bytes after which `flushIfLarge` writes.
    private static let large = 256 << 10

    /// Takes standard output over.
    public init() { signal(SIGPIPE, SIG_IGN) }

    /// Writes when much has gathered; returns as `flush`.
    @discardableResult
    public mutating func flushIfLarge() -> Int { buffer.count < Self.large ? 0 : flush() }

    /// Writes all that waits and returns how many bytes were accepted.
    ///
    /// These are fewer than there were only when the reader has gone or writing failed. The C function is `write`.
    @discardableResult
    public mutating func flush() -> Int {
        var sent = 0
        while sent < buffer.count, isOpen {
            let count = unsafe buffer[sent...].withUnsafeBytes {
                unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                // Somebody made the pipe non-blocking; the reader is merely slow.
                var wait = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&wait, 1, -1)
            } else if errno != EINTR {
                isOpen = false
                if errno != EPIPE { failure = errno }
            }
        }
        buffer.removeAll(keepingCapacity: true)
        return sent
    }

    /// Looks whether the reader has gone, without writing.
    ///
    /// The C function is `poll`.
    public mutating func noticeHangUp() {
        var state = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        if unsafe poll(&state, 1, 0) > 0, state.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 {
            isOpen = false
        }
    }

    /// Why writing failed, in the system's words.
    public var failureWords: String? { failure.map { Errno(rawValue: $0).description } }

    /// Whether a person looks at it.
    public static var isPerson: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Cells in a line of the terminal; 80 where it does not say.
    ///
    /// The C function is `ioctl` with TIOCGWINSZ.
    public static var columns: Int {
        var size = winsize()
        let known = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return known ? Int(size.ws_col) : 80
    }
}
