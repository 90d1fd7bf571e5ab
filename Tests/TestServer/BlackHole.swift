internal import Glibc

/// A port of a loopback address at which the system answers no SYN: it listens, takes nobody in, and its queue is full.
package final class BlackHole: Sendable {
    /// Why there is none, in words.
    package struct StartError: Error {}

    /// Where nothing is answered.
    package let port: UInt16
    private let descriptors: [Int32]

    /// Makes one, at an address of 127/8 or `::1`; port 0 lets the system choose.
    package init(at address: String = "127.0.0.1", port: UInt16 = 0) throws {
        guard let (listener, port) = Socket.listen(at: address, port: port, backlog: 0) else {
            throw StartError()
        }
        self.port = port
        // A queue of no length still holds one; what comes after it is dropped without a word.
        descriptors = [listener] + (1...3).map { _ in Socket.beginConnecting(to: port, at: address) }
    }

    deinit { for descriptor in descriptors { close(descriptor) } }
}
