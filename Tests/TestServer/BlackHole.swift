internal import Glibc

/// A port of 127.0.0.1 at which the system answers no SYN: it listens, takes nobody in, and its queue is full.
package final class BlackHole: Sendable {
    /// Why there is none, in words.
    package struct StartError: Error {}

    /// Where nothing is answered.
    package let port: UInt16
    private let descriptors: [Int32]

    /// Makes one.
    package init() throws {
        guard let (listener, port) = Socket.listen(at: "127.0.0.1", port: 0, backlog: 0) else {
            throw StartError()
        }
        self.port = port
        // A queue of no length still holds one; what comes after it is dropped without a word.
        descriptors = [listener] + (1...3).map { _ in Socket.beginConnecting(to: port) }
    }

    deinit { for descriptor in descriptors { close(descriptor) } }
}
