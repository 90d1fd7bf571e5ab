/// One connection in HTTP/2 (RFC 9113), as much of it as scripts need: the frames are written here by hand, since a
/// library would not let a server misbehave.
///
/// What a client says in its header blocks is not unpacked: a request is logged under the path `/h2`, its head being
/// the packed bytes. One request is served at a time.
struct HTTP2Connection {
    private enum Kind {
        static let (data, headers, resetStream, settings, ping, goAway) = (
            UInt8(0), UInt8(1), UInt8(3), UInt8(4), UInt8(6), UInt8(7)
        )
    }
    private enum Flag { static let (endStream, ack, endHeaders) = (UInt8(1), UInt8(1), UInt8(4)) }

    private let wire: Wire
    private let number: Int
    private let server: TestServer
    private let stopping: Gate

    init(_ wire: Wire, number: Int, server: TestServer, stopping: Gate) {
        (self.wire, self.number, self.server, self.stopping) = (wire, number, server, stopping)
    }

    /// Serves until either end has had enough; closes the socket.
    func serve() {
        defer { wire.close() }
        var buffer: [UInt8] = []
        // The client's preface (3.4), ours is an empty SETTINGS.
        guard take(24, from: &buffer) != nil, send(Kind.settings, []) else { return }
        while let head = take(9, from: &buffer) {
            let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            let stream = head[5...8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard let payload = take(length, from: &buffer) else { return }
            switch (head[3], head[4] & Flag.ack) {
            case (Kind.settings, 0): guard send(Kind.settings, [], flags: Flag.ack) else { return }
            case (Kind.ping, 0): guard send(Kind.ping, payload, flags: Flag.ack) else { return }
            case (Kind.headers, _):
                let (request, script) = server.begin(
                    "/h2", head: payload, connection: number, version: "2", isResumed: wire.isResumed)
                defer { server.end(request) }
                guard perform(script(request), on: stream) else { return }
            default: break
            }
        }
    }

    private func take(_ count: Int, from buffer: inout [UInt8]) -> [UInt8]? {
        while buffer.count < count {
            let part = wire.read()
            guard !part.isEmpty else { return nil }
            buffer += part
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    private func send(_ kind: UInt8, _ payload: [UInt8], flags: UInt8 = 0, stream: UInt32 = 0) -> Bool {
        let count = payload.count
        return wire.write(
            [UInt8(count >> 16), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF), kind, flags] + bytes(stream)
                + payload)
    }

    private func bytes(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) } }

    /// Does the steps; false when the connection is over.
    private func perform(_ steps: [Step], on stream: UInt32) -> Bool {
        var head: [UInt8] = []
        for step in steps {
            switch step {
            case .status(let status): head += Self.field(nameIndex: 8, "\(status)")
            case .header(let name, let value): head += Self.field(name.lowercased(), Array(value.utf8))
            case .headerBytes(let name, let value): head += Self.field(name.lowercased(), value)
            case .endHead:
                guard send(Kind.headers, head, flags: Flag.endHeaders | Flag.endStream, stream: stream) else {
                    return false
                }
            case .body(let body):
                guard send(Kind.headers, head, flags: Flag.endHeaders, stream: stream) else { return false }
                for start in stride(from: 0, to: max(1, body.count), by: 16_384) {
                    let part = Array(body[start..<min(start + 16_384, body.count)])
                    let isLast = start + 16_384 >= body.count
                    guard send(Kind.data, part, flags: isLast ? Flag.endStream : 0, stream: stream) else {
                        return false
                    }
                }
            case .resetStream(let code): return send(Kind.resetStream, bytes(code), stream: stream)
            case .goAway(let code):
                _ = send(Kind.goAway, bytes(stream - 1) + bytes(code))
                return false
            case .raw(let bytes): guard wire.write(bytes) else { return false }
            case .wait(let gate):
                gate.reach()
                let ready = Socket.wait(
                    reading: [gate.descriptor, stopping.descriptor], orEndOf: wire.descriptor)
                guard ready[0], !ready[1] else { return false }
            case .close: return false
            case .reset:
                Socket.resetOnClose(wire.descriptor)
                return false
            case .chunk, .lastChunk, .endless: preconditionFailure("HTTP/2 has no such thing")
            }
        }
        return true
    }

    /// A header field without indexing (RFC 7541 6.2.2), by a name of the static table or of its own; nothing is
    /// Huffman-coded.
    private static func field(nameIndex: UInt8, _ value: String) -> [UInt8] {
        [nameIndex] + string(Array(value.utf8))
    }
    private static func field(_ name: String, _ value: [UInt8]) -> [UInt8] {
        [0] + string(Array(name.utf8)) + string(value)
    }

    /// RFC 7541 5.2, lengths by 5.1.
    private static func string(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 127 else { return [UInt8(bytes.count)] + bytes }
        var (length, rest): ([UInt8], Int) = ([127], bytes.count - 127)
        while rest >= 128 {
            length.append(UInt8(rest & 127 | 128))
            rest >>= 7
        }
        return length + [UInt8(rest)] + bytes
    }
}
