internal import Glibc
internal import Synchronization

/// What a script waits at until the test opens it; once open it stays open.
package final class Gate: Sendable {
    /// Readable when open.
    let descriptor: Int32

    /// Makes a closed gate.
    package init() { descriptor = eventfd(0, Int32(bitPattern: UInt32(EFD_CLOEXEC.rawValue))) }

    deinit { close(descriptor) }

    /// Lets everything through, now and later.
    package func open() {
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }
}

/// Lets a test wait until something has become true that other threads do.
package final class Bell: Sendable {
    private let descriptors: (read: Int32, write: Int32)

    /// Makes a bell.
    package init() {
        var pair: [Int32] = [-1, -1]
        _ = unsafe pipe2(&pair, O_CLOEXEC | O_NONBLOCK)
        descriptors = (pair[0], pair[1])
    }

    deinit {
        close(descriptors.read)
        close(descriptors.write)
    }

    /// Says that something has changed.
    package func ring() {
        var byte: UInt8 = 1
        _ = unsafe write(descriptors.write, &byte, 1)
    }

    /// Waits until the condition holds, looking whenever it rings; false when it does not ring for half a minute.
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
