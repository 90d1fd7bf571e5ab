internal import Articles
internal import Host

/// The daemon's end of the control socket: one JSON line asks, JSON lines answer.
///
/// `{"command":"status"}`, `{"command":"reload"}`, `{"command":"forget","id":"…"}`,
/// `{"command":"fetch","feeds":["id",…],"force":true}`; progress comes as `{"progress":{…}}`, the last line is
/// `{"ok":true,…}` or `{"ok":false,"error":"…"}`.
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
            let deadline = SystemClock.monotonic + ControlServer.patience
            while line.count < ControlServer.longestRequest, !line.contains(0x0A) {
                let bytes = socket.read(timeout: max(.zero, deadline - SystemClock.monotonic))
                guard !bytes.isEmpty else { break }
                line += bytes
            }
            return Array(line.prefix { $0 != 0x0A })
        }
    }

    /// What was asked.
    enum Request: Equatable {
        case status, reload
        /// Erase what an article says.
        case forget(ArticleID)
        /// Fetch these feeds, nil means all; when forced, as if for the first time.
        case fetch([String]?, isForced: Bool = false)
        case invalid(String)
    }

    private let listener: UnixSocket
    private static let longestRequest = 64 << 10
    /// How long a whole request may take to come: the daemon stands still meanwhile.
    private static let patience = Duration.milliseconds(200)

    /// Listens at a path, in a directory that is made where it does not exist; nil when that cannot be done.
    init?(path: String) {
        if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
            // What is wrong with the directory is found out by listening in it.
            try? Directory.create(String(path[..<slash]), mode: 0o750)
        }
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
        var isForced = false
        var id: ArticleID?
        while let key = reader.nextKey() {
            if reader.matches(key, "command") {
                command = reader.string()
            } else if reader.matches(key, "feeds") {
                guard let ids = names(&reader) else { return .invalid("`feeds` is a list of feed ids") }
                feeds = ids
            } else if reader.matches(key, "id") {
                guard let digits = reader.rawString(), let digest = ArticleID(hex: line[digits]) else {
                    return .invalid("`id` is an article's id, 32 hexadecimal digits")
                }
                id = digest
            } else if reader.matches(key, "force") {
                guard reader.peek() == .bool, let force = reader.bool() else {
                    return .invalid("`force` is true or false")
                }
                isForced = force
            } else if !reader.skipValue() {
                return .invalid("the request is no valid JSON")
            }
        }
        // Behind the closing brace; an object that stops before it is not whole.
        let isWhole = reader.position > 0 && line[reader.position - 1] == UInt8(ascii: "}")
        guard isWhole, reader.peek() == .end else {
            return .invalid("a request is one JSON object on a line")
        }
        switch command {
        case "status": return .status
        case "reload": return .reload
        case "fetch": return .fetch(feeds, isForced: isForced)
        case "forget": return id.map(Request.forget) ?? .invalid("`forget` wants an `id`")
        case let other?:
            return .invalid("unknown command `\(other)`: status, reload, fetch and forget are known")
        case nil: return .invalid("the request names no command")
        }
    }

    /// A list of strings; nil when it is anything else.
    private static func names(_ reader: inout JSONReader) -> [String]? {
        guard reader.peek() == .array, reader.enter() else { return nil }
        var names: [String] = []
        while reader.nextElement() {
            guard let name = reader.string() else { return nil }
            names.append(name)
        }
        return names
    }
}
