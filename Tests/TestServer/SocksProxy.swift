internal import Glibc
internal import Synchronization

/// A SOCKS5 proxy (RFC 1928) on loopback: it takes every name, notes it, and connects to one port of 127.0.0.1.
package final class SocksProxy: Sendable {
    /// Where it listens.
    package let port: UInt16
    private let listener: Int32
    private let target: UInt16
    private let stopping = Gate()
    private let state = Mutex<(names: [String], threads: [Thread])>(([], []))

    /// Starts a proxy that leads everybody to `target`.
    package init(to target: UInt16) {
        guard let (descriptor, port) = Socket.listen(at: "127.0.0.1", port: 0) else {
            fatalError("no port left for a proxy")
        }
        (listener, self.port, self.target) = (descriptor, port, target)
        let accepting = Thread { [self] in acceptAll() }
        state.withLock { $0.threads.append(accepting) }
    }

    /// The names that it was asked for, in order; an address stands in brackets.
    package var names: [String] { state.withLock { $0.names } }

    /// Ends it and its connections.
    package func stop() {
        stopping.open()
        while let thread = state.withLock({ $0.threads.popLast() }) { thread.join() }
        close(listener)
    }

    private func acceptAll() {
        while Socket.wait(reading: [listener, stopping.descriptor])[1] == false {
            guard let client = Socket.accept(listener) else { continue }
            let serving = Thread { [self] in serve(client) }
            state.withLock { $0.threads.append(serving) }
        }
    }

    private func serve(_ client: Int32) {
        defer { close(client) }
        // Version, number of methods, methods; then version, command, reserved, kind of address, address, port.
        guard let methods = read(client, 2), read(client, Int(methods[1])) != nil, send([5, 0], to: client),
            let request = read(client, 4), let name = readName(client, kind: request[3])
        else { return }
        state.withLock { $0.names.append(name) }
        let server = Socket.beginConnecting(to: target)
        defer { close(server) }
        guard Socket.wait(for: Int16(POLLOUT), of: server, unless: stopping.descriptor),
            send([5, 0, 0, 1, 0, 0, 0, 0, 0, 0], to: client)
        else { return }
        relay(client, server)
    }

    private func readName(_ client: Int32, kind: UInt8) -> String? {
        switch kind {
        case 1: return read(client, 6).map { "[\($0.prefix(4).map(String.init).joined(separator: "."))]" }
        case 3:
            guard let length = read(client, 1), let name = read(client, Int(length[0]) + 2) else {
                return nil
            }
            return String(decoding: name.dropLast(2), as: UTF8.self)
        default: return nil
        }
    }

    private func relay(_ client: Int32, _ server: Int32) {
        while true {
            let ready = Socket.wait(reading: [client, server, stopping.descriptor])
            guard !ready[2] else { return }
            for (index, (source, sink)) in [(client, server), (server, client)].enumerated()
            where ready[index] {
                let bytes = Socket.read(source)
                guard !bytes.isEmpty, send(bytes, to: sink) else { return }
            }
        }
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        Socket.write(bytes, to: descriptor, unless: stopping.descriptor)
    }

    /// Reads just so many bytes; nil when they do not come.
    private func read(_ descriptor: Int32, _ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            guard Socket.wait(for: Int16(POLLIN), of: descriptor, unless: stopping.descriptor) else {
                return nil
            }
            var rest = [UInt8](repeating: 0, count: count - bytes.count)
            let got = unsafe Glibc.read(descriptor, &rest, rest.count)
            guard got > 0 else { return nil }
            bytes += rest.prefix(got)
        }
        return bytes
    }
}
