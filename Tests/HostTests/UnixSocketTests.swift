import Glibc
import Testing

@testable import Host

@Suite struct UnixSocketTests {
    private let path = "/tmp/newslog-socket-\(UInt64.random(in: 0 ... .max))"

    private func open(_ socket: consuming UnixSocket?) throws -> UnixSocket {
        switch consume socket {
        case .some(let socket): return socket
        case .none: throw SystemError("socket", path, .notFound)
        }
    }

    @Test("What one end writes the other reads, and the end of it") func stream() throws {
        let listener = try open(UnixSocket.listen(at: path))
        defer { unsafe unlink(path) }
        let client = try open(UnixSocket.connect(to: path))
        let server = try open(listener.accept())
        let sent = client.write(Array("{\"command\":\"status\"}\n".utf8))
        let received = server.read(timeout: .seconds(60))
        #expect(sent && received == Array("{\"command\":\"status\"}\n".utf8))
        let nothing = server.read(timeout: .zero)
        #expect(nothing.isEmpty)
        _ = consume client
        let end = server.read(timeout: .seconds(60))
        #expect(end.isEmpty)
        let isWritten = server.write([1]) && server.write([1])
        #expect(!isWritten, "nobody is there; and no SIGPIPE ended this program")
    }

    @Test("A reader that does not read is given up in time") func slow() throws {
        let listener = try open(UnixSocket.listen(at: path))
        defer { unsafe unlink(path) }
        let client = try open(UnixSocket.connect(to: path))
        let isWritten = client.write([UInt8](repeating: 0, count: 16 << 20), timeoutSeconds: 1)
        #expect(!isWritten)
        _ = consume listener
    }

    @Test("An old socket file is replaced; only owner and group may use the new one") func replaced() throws {
        for _ in 0..<2 {
            let listener = try open(UnixSocket.listen(at: path))
            let status = try #require(try File.status(of: path))
            #expect(status.mode & 0o777 == 0o660)
            _ = consume listener
        }
        let isAnswered = UnixSocket.connect(to: path) != nil
        #expect(!isAnswered, "nobody listens any more")
        unsafe unlink(path)
    }

    @Test(
        "A path that no socket can have is refused",
        arguments: ["", "/nowhere/at/all", String(repeating: "x", count: 108)])
    func refused(path: String) {
        let (isListening, isConnected) = (
            UnixSocket.listen(at: path) != nil, UnixSocket.connect(to: path) != nil
        )
        #expect(!isListening && !isConnected)
    }
}

/// The service manager's end of the notification socket.
private struct Notifications: ~Copyable {
    private let descriptor: Int32
    let name: String

    /// Listens at a path, or at an abstract name that begins with @.
    init(_ name: String) {
        self.name = name
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(name.utf8)
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count + (bytes[0] == 0 ? 0 : 1))
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, length)
            }
        }
        precondition(descriptor >= 0 && result == 0)
    }

    deinit {
        close(descriptor)
        if name.hasPrefix("/") { unsafe unlink(name) }
    }

    /// The next message; empty when there is none.
    func next() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}

@Suite struct ServiceManagerTests {
    @Test(
        "Each message is one datagram of assignments",
        arguments: ["/tmp/newslog-notify-", "@newslog-notify-"])
    func datagrams(prefix: String) {
        let manager = Notifications("\(prefix)\(UInt64.random(in: 0 ... .max))")
        let service = ServiceManager(environment: ["NOTIFY_SOCKET": manager.name])
        service.ready(status: "3 feeds")
        service.status("a\nMAINPID=1\r")
        service.alive()
        service.extendTimeout(by: .seconds(3))
        service.stopping()
        let received = (0..<6).map { _ in manager.next() }
        #expect(
            received == [
                "READY=1\nSTATUS=3 feeds", "STATUS=a MAINPID=1 ", "WATCHDOG=1", "EXTEND_TIMEOUT_USEC=3000000",
                "STOPPING=1", "",
            ])
        service.reloading()
        let reloading = manager.next().split(separator: "\n")
        #expect(reloading.first == "RELOADING=1")
        #expect(
            reloading.last.flatMap { Int64($0.dropFirst("MONOTONIC_USEC=".count)) }.map { $0 > 0 } == true)
    }

    @Test(
        "The watchdog is fed twice in its time, when it is ours",
        arguments: [
            (["WATCHDOG_USEC": "30000000"], .seconds(15)), ([:], nil), (["WATCHDOG_USEC": "0"], nil),
            (["WATCHDOG_USEC": "-4"], nil), (["WATCHDOG_USEC": "soon"], nil),
            (["WATCHDOG_USEC": "4", "WATCHDOG_PID": "1"], nil),
            (["WATCHDOG_USEC": "4", "WATCHDOG_PID": "\(getpid())"], .microseconds(2)),
        ] as [([String: String], Duration?)])
    func watchdog(environment: [String: String], interval: Duration?) {
        #expect(ServiceManager(environment: environment).watchdogInterval == interval)
    }

    @Test(
        "Outside a service nothing happens",
        arguments: [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "/nowhere"]])
    func outside(environment: [String: String]) {
        ServiceManager(environment: environment).ready(status: "x")
    }
}
