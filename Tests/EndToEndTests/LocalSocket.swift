import Glibc

/// A socket of this machine: the service manager's end of the notifications, or a client of the control socket.
final class LocalSocket {
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    struct Failure: Error { var call: String, errno: Int32 }

    /// Takes datagrams at a path, as systemd does.
    init(receivingAt path: String) throws {
        descriptor = try unsafe Self.open(SOCK_DGRAM, path) { unsafe bind($0, $1, $2) }
    }

    /// Connects to a listener.
    init(connectingTo path: String) throws {
        descriptor = try unsafe Self.open(SOCK_STREAM, path) { unsafe connect($0, $1, $2) }
    }

    deinit { close(descriptor) }

    /// Sends bytes.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Says that nothing more will be sent.
    func finishSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next datagram or piece of the stream; nil at the end or when none comes in time.
    func receive(_ limit: Duration = .seconds(30)) -> [UInt8]? {
        var set = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&set, 1, Int32(limit / .milliseconds(1))) == 1 else { return nil }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            count = unsafe max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// The next line of a stream; nil at its end or when none comes in time.
    func line() -> [UInt8]? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                defer { buffer.removeFirst(end + 1) }
                return Array(buffer[..<end])
            }
            guard let more = receive() else { return nil }
            buffer += more
        }
    }

    /// Takes datagrams until one has a line that begins so; nil when none does in time.
    func notification(_ start: String) -> String? {
        while let bytes = receive() {
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            if let line = lines.first(where: { $0.hasPrefix(start) }) { return String(line) }
        }
        return nil
    }

    private static func open(
        _ kind: __socket_type, _ path: String,
        _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket", errno: errno) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        precondition(path.utf8.count < 107, "the path is too long for a socket")
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8)) }
        let code = unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard code == 0 else {
            close(descriptor)
            throw Failure(call: path, errno: errno)
        }
        return descriptor
    }
}
