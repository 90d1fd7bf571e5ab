internal import Glibc

/// The one right to write in a directory: an advisory lock on a file in it, let go when its owner ends, however
/// it ends.
///
/// The file holds the number of the process that has it, for people; it is never removed, because a lock on a removed
/// file locks nobody out. Somebody may take it for left behind and remove it all the same: so the directory is locked, too.
package struct FileLock: ~Copyable {
    /// Why a lock could not be had.
    package enum Failure: Error, Hashable, Sendable {
        /// Another process has it; its number where the file says.
        case held(path: String, by: Int?)
        /// The file could not be opened or locked.
        case system(SystemError)
    }

    private let file: File
    /// Nil where the file system has no locks of directories.
    private let directory: File?

    /// Takes the lock at once or not at all.
    package init(_ path: String) throws(Failure) {
        let file = try Self.lockedFile(at: path)
        directory = try Self.lockedDirectory(of: path, file)
        // Who holds it is told to people only, so a full disk must not keep the daemon from starting.
        try? file.truncate(to: 0)
        _ = try? file.write(Array("\(getpid())\n".utf8)[...])
        self.file = file
    }

    private static func lockedFile(at path: String) throws(Failure) -> File {
        let file = try open(path)
        guard try take(file) else { throw .held(path: path, by: holder(of: file)) }
        return file
    }

    private static func lockedDirectory(of path: String, _ file: borrowing File) throws(Failure) -> File? {
        guard let directory = try? File(Directory.above(path), .read), let isOurs = try? directory.lock()
        else {
            return nil
        }
        guard isOurs else { throw .held(path: path, by: holder(of: file)) }
        return directory
    }

    private static func open(_ path: String) throws(Failure) -> File {
        if let new = try? File(path, .create(mode: 0o640)) {
            new.giveToOwnerOfDirectory()
            return new
        }
        do throws(SystemError) {
            return try File(path, .createIfMissing(mode: 0o640, followsLinks: false))
        } catch {
            throw .system(error)
        }
    }

    private static func take(_ file: borrowing File) throws(Failure) -> Bool {
        do throws(SystemError) {
            return try file.lock()
        } catch {
            throw .system(error)
        }
    }

    private static func holder(of file: borrowing File) -> Int? {
        // A file that cannot be read merely leaves the holder unnamed.
        guard let bytes = try? file.read(32, at: 0) else { return nil }
        return Int(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
    }
}

extension FileLock.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .held(let path, let holder):
            "\(path): in use by \(holder.map { "process \($0)" } ?? "another process")"
        case .system(let error): error.description
        }
    }
}
