internal import Glibc

/// What a file or directory is, without its bytes.
///
/// The C type is `struct stat`.
package struct FileStatus: Hashable, Sendable {
    package let size: Int
    /// Device and inode: two paths with one identity are one file.
    package let device: UInt64
    package let inode: UInt64
    /// Permission bits.
    package let mode: UInt32
    package let owner: UInt32
    package let group: UInt32
    package let isRegular: Bool
    package let isDirectory: Bool

    fileprivate init(_ raw: stat) {
        size = Int(raw.st_size)
        device = UInt64(raw.st_dev)
        inode = UInt64(raw.st_ino)
        mode = raw.st_mode & 0o7777
        owner = raw.st_uid
        group = raw.st_gid
        isRegular = raw.st_mode & S_IFMT == S_IFREG
        isDirectory = raw.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether both describe one file.
    package func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }
}

/// An open file, closed when its owner lets go of it; every call retries EINTR.
package struct File: ~Copyable {
    /// What an open file may be used for.
    package enum Access: Sendable {
        /// Reading at any offset.
        case read
        /// Reading and writing, where writes go to the end.
        case append
        /// As `append`, of a file that must not exist yet.
        case create(mode: UInt32)
        /// Reading and writing of a file that is made when it does not exist; never waits for a pipe's other end.
        ///
        /// Where others may write the directory, a link of theirs must not lead to a file of this user: then none is followed.
        case createIfMissing(mode: UInt32, followsLinks: Bool)

        fileprivate var flags: Int32 {
            switch self {
            case .read: O_RDONLY
            case .append: O_RDWR | O_APPEND
            case .create: O_RDWR | O_APPEND | O_CREAT | O_EXCL
            case .createIfMissing(_, true): O_RDWR | O_CREAT | O_NONBLOCK
            case .createIfMissing(_, false): O_RDWR | O_CREAT | O_NONBLOCK | O_NOFOLLOW
            }
        }

        fileprivate var mode: mode_t {
            switch self {
            case .read, .append: 0
            case .create(let mode), .createIfMissing(let mode, _): mode
            }
        }
    }

    /// The name it has now.
    package private(set) var path: String
    private let descriptor: Int32

    /// Opens a file.
    ///
    /// The C function is `open`; the umask takes its bits from the mode.
    package init(_ path: String, _ access: Access) throws(SystemError) {
        self.path = path
        descriptor = try valueOrError("open", path) {
            unsafe open(path, access.flags | O_CLOEXEC, access.mode)
        }
    }

    deinit { close(descriptor) }

    /// What the file is now.
    ///
    /// The C function is `fstat`.
    package func status() throws(SystemError) -> FileStatus {
        var raw = stat()
        _ = try valueOrError("fstat", path) { unsafe fstat(descriptor, &raw) }
        return FileStatus(raw)
    }

    /// Reads up to `count` bytes at an offset, fewer only at the end of the file.
    ///
    /// The C function is `pread`.
    package func read(_ count: Int, at offset: Int) throws(SystemError) -> [UInt8] {
        try unsafe gather(count, "pread") { unsafe pread(descriptor, $0.baseAddress, $0.count, offset + $1) }
    }

    /// Reads what comes next, up to `count` bytes, fewer only at the end; a pipe, too, which has no offsets.
    ///
    /// The C function is `read`.
    package func readNext(_ count: Int) throws(SystemError) -> [UInt8] {
        try unsafe gather(count, "read") { room, _ in
            unsafe Glibc.read(descriptor, room.baseAddress, room.count)
        }
    }

    /// Calls `call` with the room that is left and what is filled, until all is filled or nothing more comes.
    private func gather(
        _ count: Int, _ name: String, _ call: (UnsafeMutableRawBufferPointer, Int) -> Int
    ) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, failure == nil {
                do throws(SystemError) {
                    let room = unsafe UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                    let got = try valueOrError(name, path) { unsafe call(room, filled) }
                    if got == 0 { return }
                    filled += got
                } catch {
                    failure = error
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes with one call and says how many bytes were taken.
    ///
    /// The C function is `write`.
    package func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
        try valueOrError("write", path) {
            unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        }
    }

    /// Makes bytes and length durable.
    ///
    /// The C function is `fdatasync`.
    package func sync() throws(SystemError) {
        _ = try valueOrError("fdatasync", path) { fdatasync(descriptor) }
    }

    /// Cuts the file.
    ///
    /// The C function is `ftruncate`.
    package func truncate(to length: Int) throws(SystemError) {
        _ = try valueOrError("ftruncate", path) { ftruncate(descriptor, length) }
    }

    /// Takes the advisory lock of the file; false when somebody else has it.
    ///
    /// The C function is `flock`.
    package func lock() throws(SystemError) -> Bool {
        do throws(SystemError) {
            _ = try valueOrError("flock", path) { flock(descriptor, LOCK_EX | LOCK_NB) }
            return true
        } catch  where error.errno == .wouldBlock {
            return false
        }
    }

    /// Sets the permission bits, whatever the umask.
    ///
    /// The C function is `fchmod`.
    package func setMode(_ mode: UInt32) throws(SystemError) {
        _ = try valueOrError("fchmod", path) { fchmod(descriptor, mode) }
    }

    /// As root, gives a file that it has just made to whom the directory belongs: a service goes on with what its administrator
    /// did for it.
    ///
    /// What cannot be given stays root's. The C function is `fchown`.
    package func giveToOwnerOfDirectory() {
        guard let owner = Directory.ownerToGiveTo(path) else { return }
        _ = fchown(descriptor, owner.user, owner.group)
    }

    /// Gives the file to a group.
    ///
    /// The C function is `fchown`.
    package func setGroup(_ group: UInt32) throws(SystemError) {
        _ = try valueOrError("fchown", path) { fchown(descriptor, uid_t.max, group) }
    }
}

extension File {
    /// What stands at a path, symbolic links followed; nil when nothing does.
    ///
    /// The C function is `stat`.
    package static func status(of path: String) throws(SystemError) -> FileStatus? {
        var raw = stat()
        do throws(SystemError) {
            _ = try valueOrError("stat", path) { unsafe stat(path, &raw) }
            return FileStatus(raw)
        } catch  where error.errno == .notFound || error.errno == .notADirectory {
            return nil
        }
    }

    /// Gives the file another name on the same file system, replacing what had it.
    ///
    /// The C function is `rename`.
    package mutating func rename(to destination: String) throws(SystemError) {
        let path = path
        _ = try valueOrError("rename", destination) { unsafe Glibc.rename(path, destination) }
        self.path = destination
    }

    /// Takes a name away; false when nothing had it.
    ///
    /// The C function is `unlink`.
    @discardableResult
    package static func remove(_ path: String) throws(SystemError) -> Bool {
        do throws(SystemError) {
            _ = try valueOrError("unlink", path) { unsafe unlink(path) }
            return true
        } catch  where error.errno == .notFound {
            return false
        }
    }
}
