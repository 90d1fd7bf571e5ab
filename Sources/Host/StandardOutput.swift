internal import Glibc

/// Standard output as the one place where data leaves: gathered into large writes, with a count of what was accepted.
///
/// A reader that has gone is no error: `isOpen` turns false, and who writes stops quietly (SIGPIPE is ignored). With a
/// pager, what is written waits until it is more than a screen; then it goes through the pager.
public struct StandardOutput: ~Copyable {
    /// Whether a pager shows it, or will when it is long.
    public var isPaged: Bool { pager != nil }
    /// What waits to be written.
    public var buffer: [UInt8] = []
    /// False once the reader has gone.
    public private(set) var isOpen = true
    /// Why writing failed for another reason than a reader that has gone (a full disk), in words.
    public private(set) var failure: String?
    private var descriptor = STDOUT_FILENO
    /// Nil where there is none, or none could be started.
    private var pager: Pager?

    /// Bytes after which `flushIfLarge` writes.
    private static let large = 256 << 10

    /// Takes standard output over.
    public init(through pager: Pager? = nil) {
        self.pager = pager
        signal(SIGPIPE, SIG_IGN)
    }

    /// What was found before something failed is shown before that is said.
    deinit { if let pager, pager.descriptor == nil { _ = Self.send(buffer, to: STDOUT_FILENO) } }

    /// Writes when much has gathered; returns as `flush`.
    @discardableResult
    public mutating func flushIfLarge() -> Int { buffer.count < Self.large ? 0 : flush() }

    /// Writes all that waits and returns how many bytes were accepted.
    ///
    /// These are fewer than there were only when the reader has gone or writing failed, and none while they wait for more
    /// than a screen.
    @discardableResult
    public mutating func flush() -> Int {
        if let pager, pager.descriptor == nil {
            guard pager.isNeeded(for: buffer) else { return 0 }
            startPager()
        }
        return send()
    }

    /// Writes all that waits, and waits for the end of the pager, if there is one.
    public mutating func finish() {
        if let pager, pager.descriptor == nil {
            if pager.isLong(buffer) { startPager() } else { self.pager = nil }
        }
        send()
        if let words = pager?.end() {
            isOpen = false
            failure = words
        }
    }

    /// Looks whether the reader has gone, without writing.
    ///
    /// The C function is `poll`.
    public mutating func noticeHangUp() {
        var state = pollfd(fd: descriptor, events: 0, revents: 0)
        if unsafe poll(&state, 1, 0) > 0, state.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 {
            isOpen = false
        }
    }

    /// Whether a person looks at it.
    public static var isPerson: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Cells in a line of the terminal, and its lines; 80 and 24 where it does not say.
    ///
    /// The C function is `ioctl` with TIOCGWINSZ.
    public static var size: (columns: Int, rows: Int) {
        var size = winsize()
        let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        return (
            isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80,
            isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
        )
    }
}

extension StandardOutput {
    private mutating func startPager() {
        guard let pager, pager.start(), let input = pager.descriptor else {
            self.pager = nil
            return
        }
        descriptor = input
    }

    @discardableResult
    private mutating func send() -> Int {
        guard isOpen else {
            buffer.removeAll(keepingCapacity: true)
            return 0
        }
        let (sent, error) = Self.send(buffer, to: descriptor)
        if let error {
            isOpen = false
            if error != EPIPE { failure = "standard output: \(Errno(rawValue: error))" }
        }
        buffer.removeAll(keepingCapacity: true)
        return sent
    }

    /// Writes bytes until all are accepted or writing fails, and says why it did.
    ///
    /// The C function is `write`.
    private static func send(_ bytes: [UInt8], to descriptor: Int32) -> (sent: Int, error: Int32?) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                // Somebody made the pipe non-blocking; the reader is merely slow.
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&wait, 1, -1)
            } else if errno != EINTR {
                return (sent, errno)
            }
        }
        return (sent, nil)
    }
}
