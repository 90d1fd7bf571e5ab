internal import Glibc

/// The few calls on sockets that the server needs.
enum Socket {
    /// POLLRDHUP, which Swift's Glibc module does not show: the other end sends no more.
    private static let endOfStream: Int16 = 0x2000

    /// A pipe, neither end of which ever blocks.
    static func pipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        let code = unsafe Glibc.pipe(&ends)
        precondition(code == 0, "no descriptor left for the test server")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }

    /// Listens at an address of the loopback network, 127/8 or `::1`; port 0 lets the system choose.
    static func listen(at address: String, port: UInt16, backlog: Int32 = 1024) -> (
        descriptor: Int32, port: UInt16
    )? {
        guard
            let (descriptor, isBound) = unsafe open(
                at: address, port: port, isBlocking: true, { unsafe bind($0, $1, $2) })
        else { return nil }
        guard isBound, Glibc.listen(descriptor, backlog) == 0 else {
            close(descriptor)
            return nil
        }
        // The port stands at the same place in the names of both families.
        var name = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        _ = unsafe withUnsafeMutablePointer(to: &name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        return (descriptor, UInt16(bigEndian: name.sin6_port))
    }

    /// Begins a connection to a port of an address and does not wait for it.
    static func beginConnecting(to port: UInt16, at address: String = "127.0.0.1") -> Int32 {
        unsafe open(at: address, port: port, isBlocking: false) { unsafe connect($0, $1, $2) }?.descriptor
            ?? -1
    }

    /// Makes a socket and uses it on an address of the loopback network.
    private static func open(
        at address: String, port: UInt16, isBlocking: Bool,
        _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> (descriptor: Int32, isDone: Bool)? {
        let isSix = address == "::1"
        guard isSix || address.hasPrefix("127.") else { return nil }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(
            isSix ? AF_INET6 : AF_INET, type | (isBlocking ? 0 : Int32(SOCK_NONBLOCK.rawValue)), 0)
        guard descriptor >= 0 else { return nil }
        func using<Name>(_ name: Name) -> Bool {
            unsafe withUnsafePointer(to: name) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe use(descriptor, $0, socklen_t(MemoryLayout<Name>.size)) == 0
                }
            }
        }
        if isSix {
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = port.bigEndian
            name.sin6_addr = in6addr_loopback
            return (descriptor, using(name))
        }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        guard unsafe inet_pton(AF_INET, address, &name.sin_addr) == 1 else {
            close(descriptor)
            return nil
        }
        return (descriptor, using(name))
    }

    /// Takes a connection.
    static func accept(_ listener: Int32) -> Int32? {
        let client = Glibc.accept(listener, nil, nil)
        guard client >= 0 else { return nil }
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        var one: Int32 = 1
        _ = unsafe setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        return client
    }

    /// Waits until one of the descriptors can be read (or has hung up, or `orEndOf` has); says which can.
    static func wait(reading descriptors: [Int32], orEndOf peer: Int32? = nil, milliseconds: Int32 = -1)
        -> [Bool]
    {
        var set = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        if let peer { set.append(pollfd(fd: peer, events: endOfStream, revents: 0)) }
        _ = unsafe poll(&set, nfds_t(set.count), milliseconds)
        return set.prefix(descriptors.count).map { $0.revents != 0 }
    }

    /// Waits until a descriptor is ready; false when the server stops.
    static func wait(for events: Int16, of descriptor: Int32, unless stop: Int32) -> Bool {
        var set = [
            pollfd(fd: descriptor, events: events, revents: 0),
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        ]
        _ = unsafe poll(&set, 2, -1)
        return set[1].revents == 0
    }

    /// Reads what is there; empty at the end.
    static func read(_ descriptor: Int32) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
            count = unsafe max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
    }

    /// Writes all bytes; false when the other end is gone or the server stops.
    static func write(_ bytes: [UInt8], to descriptor: Int32, unless stop: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count >= 0 {
                sent += count
                continue
            }
            guard errno == EAGAIN else { return false }
            if !wait(for: Int16(POLLOUT), of: descriptor, unless: stop) { return false }
        }
        return true
    }

    /// Makes the next close a reset.
    static func resetOnClose(_ descriptor: Int32) {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }
}
