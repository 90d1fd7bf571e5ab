internal import Articles
internal import Host

/// Asks the daemon through its control socket: one JSON line there, JSON lines back.
struct ControlClient: ~Copyable {
    private let socket: UnixSocket
    private var received: [UInt8] = []

    /// Nil when nobody listens at the path.
    init?(_ path: String) {
        guard let socket = UnixSocket.connect(to: path) else { return nil }
        self.socket = socket
    }

    /// Sends one line; false when the daemon has gone.
    func ask(_ request: [UInt8]) -> Bool { socket.write(request + [0x0A]) }

    /// The next line of the answer; nil at its end or after `timeout`.
    mutating func nextLine(timeout: Duration?) -> [UInt8]? {
        while true {
            if let end = received.firstIndex(of: 0x0A) {
                defer { received.removeFirst(end + 1) }
                return Array(received[..<end])
            }
            let bytes = socket.read(timeout: timeout)
            guard !bytes.isEmpty else { return nil }
            received += bytes
        }
    }
}

/// The values of an answer that the commands look at; what is not there is nil.
struct ControlAnswer {
    var ok: Bool?
    var error: String?
    /// Numbers and texts by key, those of an object inside under its own keys.
    var numbers: [String: Int] = [:]
    var texts: [String: String] = [:]
    /// What went wrong with single feeds.
    var failures: [String] = []

    init(_ line: [UInt8]) {
        var reader = JSONReader(line)
        if reader.enter() { take(&reader) }
    }

    private mutating func take(_ reader: inout JSONReader) {
        while let key = reader.nextKey() {
            let name = reader.text(key)
            switch reader.peek() {
            case .bool: if let value = reader.bool(), name == "ok" { ok = value }
            case .number: if let value = reader.integer() { numbers[name] = value }
            case .string: if let value = reader.string() { texts[name] = value }
            case .object where name == "progress":
                _ = reader.enter()
                take(&reader)
            case .array where name == "failures": takeFailures(&reader)
            default: guard reader.skipValue() else { return }
            }
        }
        error = texts["error"]
    }

    private mutating func takeFailures(_ reader: inout JSONReader) {
        guard reader.enter() else { return }
        while reader.nextElement(), reader.enter() {
            var parts: [String: String] = [:]
            while let key = reader.nextKey() {
                let name = reader.text(key)
                guard let value = reader.string() else { break }
                parts[name] = value
            }
            failures.append("\(parts["feed"] ?? "?"): \(parts["message"] ?? "?") [\(parts["code"] ?? "?")]")
        }
    }
}
