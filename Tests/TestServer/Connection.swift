/// One connection: reads requests, does what their scripts say.
struct Connection {
    private let wire: Wire
    private let number: Int
    private let server: TestServer
    private let stopping: Gate

    init(_ wire: Wire, number: Int, server: TestServer, stopping: Gate) {
        (self.wire, self.number, self.server, self.stopping) = (wire, number, server, stopping)
    }

    /// Serves until either end has had enough; closes the socket.
    func serve() {
        var buffer: [UInt8] = []
        while let head = readHead(&buffer) {
            let line = head.prefix { $0 != 0x0D && $0 != 0x0A }
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard words.count == 3 else { break }
            let (request, script) = server.begin(
                String(words[1]), head: head, connection: number, isResumed: wire.isResumed)
            guard perform(script(request), for: request) else { break }
        }
        wire.close()
    }

    /// The bytes up to and with the empty line; nil at the end of the connection or of the server.
    private func readHead(_ buffer: inout [UInt8]) -> [UInt8]? {
        while true {
            if let end = emptyLine(in: buffer) {
                defer { buffer.removeFirst(end) }
                return Array(buffer[..<end])
            }
            let part = wire.read()
            guard !part.isEmpty else { return nil }
            buffer += part
        }
    }

    private func emptyLine(in buffer: [UInt8]) -> Int? {
        guard buffer.count >= 4 else { return nil }
        return (4...buffer.count).first { buffer[($0 - 4)..<$0].elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) }
    }

    /// Does the steps; false when the connection is not to be used again.
    private func perform(_ steps: [Step], for request: LoggedRequest) -> Bool {
        var isEnded = false
        defer { if !isEnded { server.end(request) } }
        var pending: [UInt8] = []
        var isChunked = false
        var goesOn = true
        for step in steps {
            switch step {
            case .status(let status): pending += Array("HTTP/1.1 \(status) \(reason(status))\r\n".utf8)
            case .header(let name, let value): pending += Array("\(name): \(value)\r\n".utf8)
            case .headerBytes(let name, let value):
                pending += Array("\(name): ".utf8) + value + [0x0D, 0x0A]
            case .endHead: pending += [0x0D, 0x0A]
            case .body(let body): pending += Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
            case .chunk(let part):
                if !isChunked { pending += Array("Transfer-Encoding: chunked\r\n\r\n".utf8) }
                isChunked = true
                pending += Array("\(String(part.count, radix: 16))\r\n".utf8) + part + [0x0D, 0x0A]
            case .lastChunk: pending += Array("0\r\n\r\n".utf8)
            case .raw(let bytes): pending += bytes
            case .wait(let gate):
                goesOn = flush(&pending) && wait(for: gate)
            case .endless(let bytes):
                while flush(&pending) { pending = bytes }
                goesOn = false
            case .close:
                _ = flush(&pending)
                goesOn = false
            // Of HTTP/2 only.
            case .resetStream, .goAway: goesOn = false
            case .reset:
                _ = flush(&pending)
                Socket.resetOnClose(wire.descriptor)
                goesOn = false
            }
            guard goesOn else { return false }
        }
        // Before its last bytes go out: who has them may already ask for the next.
        server.end(request)
        isEnded = true
        return flush(&pending)
    }

    private func wait(for gate: Gate) -> Bool {
        gate.reach()
        let ready = Socket.wait(reading: [gate.descriptor, stopping.descriptor], orEndOf: wire.descriptor)
        return ready[0] && !ready[1]
    }

    private func flush(_ bytes: inout [UInt8]) -> Bool {
        defer { bytes = [] }
        return wire.write(bytes)
    }

    private func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 304: "Not Modified"
        case 404: "Not Found"
        default: "Status"
        }
    }
}
