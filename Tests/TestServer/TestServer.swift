internal import Glibc
internal import Synchronization

/// A web server inside the test process that does what its scripts say, right or wrong, and logs what it is
/// asked.
///
/// It listens on addresses of the loopback network only, all at one port that the system chooses. Each
/// connection has a thread of its own. Nothing in it depends on time: scripts wait for gates that the test
/// opens.
package final class TestServer: Sendable {
    /// Why the server could not start, in words.
    package struct StartError: Error { package var message: String }

    /// Gives the answer to a request: steps that are done one after the other.
    package typealias Script = @Sendable (LoggedRequest) -> [Step]

    private struct State {
        var scripts: [String: Script] = [:]
        var requests: [LoggedRequest] = []
        var attempts: [String: Int] = [:]
        var inFlight: [String: Int] = [:]
        var peakInFlight: [String: Int] = [:]
        var peakOfAll = 0
        var connections = 0
        var threads: [Thread] = []
        var isStopped = false
    }

    /// The addresses that it answers at, in order.
    package let addresses: [String]
    /// The port that all addresses share.
    package let port: UInt16

    private let identity: TLSIdentity?
    private let listeners: [Int32]
    private let state = Mutex(State())
    private let stopping = Gate()
    private let arrivals = Bell()

    /// Starts a server at addresses of 127/8; with a certificate it speaks TLS.
    package static func start(addresses: [String] = ["127.0.0.1"], tls: TLSIdentity? = nil) throws
        -> TestServer
    {
        // The port that the system gives for one address may be taken at another: then the next one is tried.
        for _ in 0..<64 {
            if let server = TestServer(addresses: addresses, tls: tls) { return server }
        }
        throw StartError(message: "no port is free at \(addresses)")
    }

    private init?(addresses: [String], tls: TLSIdentity?) {
        var (listeners, port): ([Int32], UInt16) = ([], 0)
        for address in addresses {
            guard let (listener, bound) = Socket.listen(at: address, port: port) else {
                for listener in listeners { close(listener) }
                return nil
            }
            listeners.append(listener)
            port = bound
        }
        identity = tls
        (self.addresses, self.listeners, self.port) = (addresses, listeners, port)
        let accepting = Thread { [self] in acceptAll() }
        state.withLock { $0.threads.append(accepting) }
    }

    /// The URL of a path at one of the addresses, or at a name that the test's lookup leads to one.
    package func url(_ path: String, host: String? = nil) -> String {
        "\(identity == nil ? "http" : "https")://\(host ?? addresses[0]):\(port)\(path)"
    }

    /// Gives a path its script; with a host (the Host header without port) it is for that host only.
    package func on(_ path: String, host: String = "", _ script: @escaping Script) {
        state.withLock { $0.scripts[host + path] = script }
    }

    /// Gives a path steps that are the same every time.
    package func on(_ path: String, host: String = "", _ steps: [Step]) {
        on(path, host: host) { _ in steps }
    }

    /// What a host answers at every path that has no script.
    package func elsewhere(at host: String, _ steps: [Step]) { on("", host: host, steps) }

    /// Serves a document; a request that has its ETag (or, without one, its date) is answered by 304.
    package func serve(
        _ path: String, host: String = "", _ body: [UInt8], type: String = "application/xml",
        etag: String? = nil, lastModified: String? = nil, headers: [(String, String)] = []
    ) {
        on(path, host: host) { request in
            var head: [Step] = headers.map { .header($0.0, $0.1) }
            if let etag { head.append(.header("ETag", etag)) }
            if let lastModified { head.append(.header("Last-Modified", lastModified)) }
            let isKnown =
                etag.map { request.header("if-none-match") == $0 }
                ?? lastModified.map { request.header("if-modified-since") == $0 } ?? false
            if isKnown { return [.status(304)] + head + [.endHead] }
            return [.status(200), .header("Content-Type", type)] + head + [.body(body)]
        }
    }

    /// Everything that was asked, in order of arrival.
    package var requests: [LoggedRequest] { state.withLock { $0.requests } }

    /// Everything that was asked, a line of JSON each: for a person who looks for what went wrong.
    package var log: String { requests.map(\.json).joined(separator: "\n") }

    /// What was asked of one path.
    package func requests(to path: String) -> [LoggedRequest] { requests.filter { $0.path == path } }

    /// How many requests to a host (the Host header without port) were being answered at once, at most.
    package func peakInFlight(host: String) -> Int { state.withLock { $0.peakInFlight[host] ?? 0 } }

    /// How many requests were being answered at once in all, at most.
    package var peakInFlight: Int { state.withLock { $0.peakOfAll } }

    /// How many connections were accepted.
    package var connectionCount: Int { state.withLock { $0.connections } }

    /// Waits until so many requests have come; false when they do not come within half a minute.
    package func waitForRequests(_ count: Int) -> Bool {
        arrivals.wait { [self] in state.withLock { $0.requests.count >= count } }
    }

    /// Waits until so many connections have been made; false when they are not within half a minute.
    package func waitForConnections(_ count: Int) -> Bool {
        arrivals.wait { [self] in connectionCount >= count }
    }

    /// Breaks all connections off and waits for the threads; more calls do nothing.
    package func stop() {
        stopping.open()
        while true {
            let threads = state.withLock { state in
                state.isStopped = true
                defer { state.threads = [] }
                return state.threads
            }
            if threads.isEmpty { return }
            for thread in threads { thread.join() }
        }
    }
}

extension TestServer {
    private func acceptAll() {
        while true {
            let ready = Socket.wait(reading: listeners + [stopping.descriptor])
            if ready.last == true { break }
            for (listener, isReady) in zip(listeners, ready) where isReady {
                guard let client = Socket.accept(listener) else { continue }
                let number = state.withLock { state in
                    state.connections += 1
                    return state.connections
                }
                arrivals.ring()
                let thread = Thread { [self] in serve(client, number: number) }
                state.withLock { $0.threads.append(thread) }
            }
        }
        for listener in listeners { close(listener) }
    }

    private func serve(_ client: Int32, number: Int) {
        guard let wire = Wire(client, stop: stopping.descriptor, identity: identity) else { return }
        if wire.isHTTP2 {
            HTTP2Connection(wire, number: number, server: self, stopping: stopping).serve()
        } else {
            Connection(wire, number: number, server: self, stopping: stopping).serve()
        }
    }

    /// Logs a request and finds its script.
    func begin(
        _ target: String, head: [UInt8], connection: Int, version: String = "1.1", isResumed: Bool = false
    ) -> (LoggedRequest, Script) {
        let found = state.withLock { state in
            var request = LoggedRequest(target: target, head: head, connection: connection)
            (request.version, request.isResumed) = (version, isResumed)
            let key = request.host + request.path
            state.attempts[key, default: 0] += 1
            request.attempt = state.attempts[key] ?? 1
            request.number = state.requests.count + 1
            state.requests.append(request)
            let now = (state.inFlight[request.host] ?? 0) + 1
            state.inFlight[request.host] = now
            state.peakInFlight[request.host] = max(now, state.peakInFlight[request.host] ?? 0)
            state.peakOfAll = max(state.peakOfAll, state.inFlight.values.reduce(0, +))
            let script = state.scripts[key] ?? state.scripts[request.path] ?? state.scripts[request.host]
            return (request, script ?? { _ in [.status(404), .body([])] })
        }
        arrivals.ring()
        return found
    }

    /// An answer is complete (or broken off).
    func end(_ request: LoggedRequest) { state.withLock { $0.inFlight[request.host, default: 1] -= 1 } }
}
