import Glibc
import Host
import Synchronization

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
