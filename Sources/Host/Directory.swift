internal import Glibc

/// The calls on directories; nothing is kept open between them.
package enum Directory {
    /// Makes a directory, and those above it, where they do not exist; the umask takes its bits from the mode.
    ///
    /// The C function is `mkdir`.
    package static func create(_ path: String, mode: UInt32) throws(SystemError) {
        do throws(SystemError) {
            try make(path, mode: mode)
        } catch  where error.errno == .notFound {
            guard let slash = path.utf8.dropLast().lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex
            else { throw error }
            try create(String(path[..<slash]), mode: mode)
            // Where nothing can be made (in /proc) it is still not found: that is the answer.
            try make(path, mode: mode)
        }
    }

    private static func make(_ path: String, mode: UInt32) throws(SystemError) {
        do throws(SystemError) {
            _ = try valueOrError("mkdir", path) { unsafe mkdir(path, mode) }
            // Not through a link that somebody may put there now.
            if let owner = ownerToGiveTo(path) { _ = unsafe lchown(path, owner.user, owner.group) }
        } catch  where error.errno == .exists {
            guard try File.status(of: path)?.isDirectory == true else {
                throw SystemError("mkdir", path, .notADirectory)
            }
        }
    }

    /// To whom root gives what it makes at a path: the owner of the directory above; nil for who is not root, and where all is
    /// root's.
    static func ownerToGiveTo(_ path: String) -> (user: UInt32, group: UInt32)? {
        guard geteuid() == 0, let parent = try? File.status(of: above(path)), parent.owner != 0 else {
            return nil
        }
        return (parent.owner, parent.group)
    }

    /// The directory that a path names something in.
    package static func above(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The names in a directory, without `.` and `..`, in the order of their bytes.
    ///
    /// The C function is `readdir`.
    ///
    /// A name that is not UTF-8 comes repaired, so it cannot be opened again; none of ours is like that.
    package static func names(in path: String) throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw SystemError("opendir", path, .current) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw SystemError("readdir", path, .current) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Makes the names in a directory durable.
    ///
    /// The C function is `fsync`.
    package static func sync(_ path: String) throws(SystemError) {
        let descriptor = try valueOrError("open", path) {
            unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        defer { close(descriptor) }
        _ = try valueOrError("fsync", path) { fsync(descriptor) }
    }

    /// Sets the permission bits, whatever the umask.
    ///
    /// The C function is `chmod`.
    package static func setMode(_ path: String, _ mode: UInt32) throws(SystemError) {
        _ = try valueOrError("chmod", path) { unsafe chmod(path, mode) }
    }
}
