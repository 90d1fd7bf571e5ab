internal import Articles
internal import Host

/// The daemon's end of the control socket: one JSON line asks, JSON lines answer.
///
/// `{"command":"status"}`, `{"command":"reload"}`, `{"command":"fetch","feeds":["id",…]}`; progress comes as
/// `{"progress":{…}}`, the last line is `{"ok":true,…}` or `{"ok":false,"error":"…"}`.
final class ControlServer {
    /// Somebody who asked and waits for the answer.
    final class Client {
        private let socket: UnixSocket
        private var isOpen = true

        fileprivate init(_ socket: consuming UnixSocket) { self.socket = socket }

        /// Sends one line; a client that has gone or does not read is given up.
        func send(_ line: [UInt8]) { isOpen = isOpen && socket.write(line + [0x0A], timeoutSeconds: 1) }

        fileprivate func readLine() -> [UInt8] {
            var line: [UInt8] = []
            // One who sends a byte now and then must not hold up the daemon.
            let deadline = SystemClock.monotonic + ControlServer.patience
            while line.count < ControlServer.longestRequest {
                let bytes = socket.read(timeout: max(.zero, deadline - SystemClock.monotonic))
                line += bytes.prefix { $0 != 0x0A }
                guard !bytes.isEmpty, !bytes.contains(0x0A) else { break }
            }
            return line
        }
    }

    /// What was asked.
    enum Request: Equatable {
        case status, reload
        /// Fetch these feeds; nil means all.
        case fetch([String]?)
        case invalid(String)
    }

    private let listener: UnixSocket
    private static let longestRequest = 64 << 10
    private static let patience = Duration.milliseconds(200)

    /// Listens at a path; nil when that cannot be done.
    init?(path: String) {
        guard let listener = UnixSocket.listen(at: path) else { return nil }
        self.listener = listener
    }

    /// Readable while somebody knocks.
    var descriptor: Int32 { listener.descriptor }

    /// Takes one request.
    func accept() -> (Client, Request)? {
        guard let socket = listener.accept() else { return nil }
        let client = Client(socket)
        return (client, Self.request(client.readLine()))
    }

    /// Reads a request.
    static func request(_ line: [UInt8]) -> Request {
        var reader = JSONReader(line)
        guard reader.enter() else { return .invalid("a request is one JSON object on a line") }
        var command: String?
        var feeds: [String]?
        while let key = reader.nextKey() {
            if reader.matches(key, "command") {
                guard let name = reader.string() else { return .invalid("`command` is no text") }
                command = name
            } else if reader.matches(key, "feeds"), reader.peek() == .array {
                guard let ids = strings(from: &reader) else { return .invalid("`feeds` is no list of ids") }
                feeds = ids
            } else if reader.matches(key, "feeds"), reader.peek() != .null {
                return .invalid("`feeds` is no list of ids")
            } else if !reader.skipValue() {
                break
            }
        }
        // At the end of the object the reader stands behind its brace; at a mistake it stands before something.
        let isWhole = reader.position > 0 && line[reader.position - 1] == UInt8(ascii: "}")
        guard isWhole, reader.peek() == .end else { return .invalid("the request is no valid JSON") }
        switch command {
        case "status": return .status
        case "reload": return .reload
        case "fetch": return .fetch(feeds)
        case let other?: return .invalid("unknown command `\(other)`: status, reload and fetch are known")
        case nil: return .invalid("the request names no command")
        }
    }

    private static func strings(from reader: inout JSONReader) -> [String]? {
        guard reader.enter() else { return nil }
        var strings: [String] = []
        while reader.nextElement() {
            guard let string = reader.string() else { return nil }
            strings.append(string)
        }
        return strings
    }
}
