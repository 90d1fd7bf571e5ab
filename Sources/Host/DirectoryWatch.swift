internal import CLinux
internal import Glibc

/// Waits until a file in a directory is written to, appears or goes, or the directory itself does.
///
/// The C functions are those of `inotify(7)`.
package struct DirectoryWatch: ~Copyable {
    /// Readable when something happened; for a `poll` together with other descriptors.
    package let descriptor: Int32

    /// Begins to watch; what happens from now on is not missed.
    package init(_ path: String) throws(SystemError) {
        descriptor = try Self.watch(path)
    }

    deinit { close(descriptor) }

    private static func watch(_ path: String) throws(SystemError) -> Int32 {
        let descriptor = try valueOrError("inotify_init1", path) {
            inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        }
        let ownEvents = IN_DELETE_SELF | IN_MOVE_SELF
        let events = UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | ownEvents)
        do throws(SystemError) {
            _ = try valueOrError("inotify_add_watch", path) {
                unsafe inotify_add_watch(descriptor, path, events)
            }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Waits until something happened or the time is over (nil: for ever); true when something did.
    ///
    /// What happened is not told: whoever waits looks again anyway, and a queue that overflowed has lost it.
    package func wait(_ timeout: Duration?) -> Bool {
        guard Poll.wait(reading: [descriptor], timeout: timeout).first == true else { return false }
        drain()
        return true
    }

    /// Forgets what has happened so far.
    package func drain() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while unsafe read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
