import Articles
import Glibc
import Host
import Synchronization

/// Two clocks that stand until a scenario moves them.
final class VirtualClock: Sendable {
    private struct Times {
        var wall = Timestamp(year: 2026, month: 11, day: 23, hour: 12)
        var monotonic = Duration.seconds(1_000)
    }

    private let times = Mutex(Times())

    var wall: Timestamp { times.withLock { $0.wall } }
    var monotonic: Duration { times.withLock { $0.monotonic } }

    /// Lets time pass.
    func advance(by duration: Duration) {
        times.withLock { times in
            times.wall = times.wall + duration
            times.monotonic += duration
        }
    }

    /// Lets time pass until a moment; one that is over changes nothing.
    func advance(to moment: Timestamp) { advance(by: max(.zero, moment - wall)) }

    /// Sets the wall clock, as an administrator or NTP does; the other one runs on as ever.
    func setWall(by duration: Duration) { times.withLock { $0.wall = $0.wall + duration } }
}

/// A folder of its own for one scenario, removed with this object.
final class ScratchFolder {
    let path: String
    private static let counter = Atomic(0)

    init() throws {
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        // Memory where there is some: fdatasync on a disk takes its time.
        let base = try File.status(of: "/dev/shm") == nil ? "/tmp" : "/dev/shm"
        path = "\(base)/newslog-scenario-\(getpid())-\(number)"
        try Directory.create(path, mode: 0o700)
    }

    /// Another folder with the same files.
    func copy() throws -> ScratchFolder {
        let copy = try ScratchFolder()
        let status = unsafe system("cp -a \(path)/. \(copy.path)")
        guard status == 0 else { throw CopyFailed() }
        return copy
    }

    struct CopyFailed: Error {}

    deinit { Self.remove(path) }

    private static func remove(_ path: String) {
        for name in (try? Directory.names(in: path)) ?? [] where (try? File.remove("\(path)/\(name)")) == nil
        {
            remove("\(path)/\(name)")
        }
        _ = unsafe rmdir(path)
    }
}
