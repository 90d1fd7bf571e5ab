internal import Glibc
internal import Synchronization

/// What a script waits at until the test opens it; once open it stays open.
package final class Gate: Sendable {
    /// Readable when open: the read end of a pipe whose other end is closed then.
    let descriptor: Int32
    private let closed: Mutex<Int32?>
    private let hasBeenReached = Mutex(false)
    private let bell = Bell()

    /// Makes a closed gate.
    package init() {
        let pair = Socket.pipe()
        descriptor = pair.read
        closed = Mutex(pair.write)
    }

    deinit {
        open()
        close(descriptor)
    }

    /// Waits until a script has come to the gate: what it sends before has been sent.
    package func waitUntilReached() -> Bool { bell.wait { hasBeenReached.withLock { $0 } } }

    /// Waits until the gate is open: for threads of the test's own.
    package func waitUntilOpen() { _ = Socket.wait(reading: [descriptor]) }

    /// A script has come to the gate.
    func reach() {
        hasBeenReached.withLock { $0 = true }
        bell.ring()
    }

    /// Lets everything through, now and later.
    package func open() {
        if let end = closed.withLock({ $0.take() }) { close(end) }
    }
}

/// Lets a test wait until something has become true that other threads do.
package final class Bell: Sendable {
    private let descriptors: (read: Int32, write: Int32)

    /// Makes a bell.
    package init() { descriptors = Socket.pipe() }

    deinit {
        close(descriptors.read)
        close(descriptors.write)
    }

    /// Says that something has changed.
    package func ring() {
        var byte: UInt8 = 1
        _ = unsafe write(descriptors.write, &byte, 1)
    }

    /// Waits until the condition holds, looking whenever it rings; false when it does not ring for half a
    /// minute.
    package func wait(until condition: () -> Bool) -> Bool {
        while !condition() {
            guard Socket.wait(reading: [descriptors.read], milliseconds: 30_000)[0] else {
                return condition()
            }
            _ = Socket.read(descriptors.read)
        }
        return true
    }
}
