internal import Glibc

/// Sockets of this machine: the control socket's two ends, and datagrams to the service manager.
public struct UnixSocket: ~Copyable {
    /// The descriptor for `poll`; owned by this value.
    public let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }

    /// Listens at a path; an old socket file there is replaced.
    ///
    /// Mode 0660: operators join the group.
    public static func listen(at path: String) -> UnixSocket? {
        unsafe unlink(path)
        guard let listener = make(SOCK_STREAM), let address = Address(path) else { return nil }
        guard unsafe address.with({ unsafe bind(listener.descriptor, $0, $1) }) == 0,
            unsafe chmod(path, 0o660) == 0,
            Glibc.listen(listener.descriptor, 16) == 0
        else { return nil }
        return listener
    }

    /// Connects to a listener; nil when nobody answers there.
    public static func connect(to path: String) -> UnixSocket? {
        guard let socket = make(SOCK_STREAM), let address = Address(path) else { return nil }
        guard unsafe address.with({ unsafe Glibc.connect(socket.descriptor, $0, $1) }) == 0 else {
            return nil
        }
        return socket
    }

    /// Takes a waiting connection; nil when there is none.
    public func accept() -> UnixSocket? {
        let client = Glibc.accept(descriptor, nil, nil)
        if client >= 0 { _ = fcntl(client, F_SETFD, FD_CLOEXEC) }
        return client >= 0 ? UnixSocket(descriptor: client) : nil
    }

    /// Writes all bytes; false when the other end is gone or too slow for `seconds`.
    public func write(_ bytes: [UInt8], timeoutSeconds: Int = 2) -> Bool {
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Reads what is there, waiting for it; empty at the end of the stream or after `timeout`.
    public func read(timeout: Duration?) -> [UInt8] {
        guard Poll.wait(reading: [descriptor], timeout: timeout)[0] else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            count = unsafe max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
    }

    /// Sends one datagram and forgets it.
    static func send(datagram: [UInt8], to path: String) {
        guard let socket = make(SOCK_DGRAM), let address = Address(path) else { return }
        _ = unsafe address.with { pointer, length in
            unsafe sendto(socket.descriptor, datagram, datagram.count, Int32(MSG_NOSIGNAL), pointer, length)
        }
    }

    private static func make(_ kind: __socket_type) -> UnixSocket? {
        let descriptor = socket(AF_UNIX, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        return descriptor >= 0 ? UnixSocket(descriptor: descriptor) : nil
    }

    /// A `sockaddr_un`; a path that begins with @ is an abstract name.
    private struct Address {
        private var address = sockaddr_un()
        private let length: socklen_t

        init?(_ path: String) {
            address.sun_family = sa_family_t(AF_UNIX)
            var bytes = Array(path.utf8)
            guard !bytes.isEmpty, bytes.count < 108 else { return nil }
            if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
            unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
            length = socklen_t(2 + bytes.count + (bytes[0] == 0 ? 0 : 1))
        }

        func with<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
            unsafe withUnsafePointer(to: address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
            }
        }
    }
}
