internal import Glibc

/// The few things that reading a configuration asks of the file system; what is unsafe about it stands here.
@safe enum DiskFile {
    /// Why a file could not be read, in words.
    struct Failure: Error {
        var message: String
        var isMissing = false
    }

    /// A file's bytes and what matters of its mode.
    struct Contents {
        var bytes: [UInt8]
        var isRegular: Bool
        /// Whether group or others have any permission on it.
        var isOpenToOthers: Bool
        /// Whether others can read it.
        var isWorldReadable: Bool
    }

    /// Reads a whole file of at most `limit` bytes; mode and bytes belong to the same open file.
    static func read(_ path: String, limit: Int) throws(Failure) -> Contents {
        guard !path.utf8.contains(0) else { throw Failure(message: "the name holds a NUL") }
        // Without O_NONBLOCK a pipe that lies in a directory of includes would hold everything up.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure(errno) }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else { throw Failure(message: "it is a directory") }
        guard kind == S_IFREG || kind == S_IFCHR else { throw Failure(message: "it is not a regular file") }
        return Contents(
            bytes: try readAll(descriptor, limit: limit), isRegular: kind == S_IFREG,
            isOpenToOthers: status.st_mode & 0o077 != 0, isWorldReadable: status.st_mode & 0o004 != 0)
    }

    private static func readAll(_ descriptor: Int32, limit: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(errno) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw Failure(message: "it is larger than \(Quantity.print(bytes: limit))")
            }
        }
    }

    /// Whether something that can be read stands there (`access`).
    static func exists(_ path: String) -> Bool { unsafe access(path, R_OK) == 0 }

    /// The one true name of a file; the name itself where there is none (`realpath`).
    static func canonical(_ path: String) -> String {
        guard let name = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(name) }
        return unsafe String(cString: name)
    }

    /// The files that a pattern names, sorted by name, byte by byte (`glob`).
    static func matches(_ pattern: String) -> [String] {
        guard !pattern.utf8.contains(0) else { return [] }
        var found = unsafe glob_t()
        defer { unsafe globfree(&found) }
        guard unsafe glob(pattern, GLOB_NOSORT | GLOB_MARK, nil, &found) == 0 else { return [] }
        var names: [String] = []
        for index in 0..<Int(unsafe found.gl_pathc) {
            if let name = unsafe found.gl_pathv[index] { names.append(unsafe String(cString: name)) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func failure(_ code: Int32) -> Failure {
        Failure(message: unsafe String(cString: strerror(code)), isMissing: code == ENOENT)
    }
}

/// Paths as text; `/` is the only separator.
enum Path {
    static func isAbsolute(_ path: String) -> Bool { path.hasPrefix("/") }

    /// All up to and with the last slash; empty for a bare name.
    static func directory(of path: String) -> Substring {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return path[...slash]
    }

    static func name(of path: String) -> Substring {
        guard let slash = path.lastIndex(of: "/") else { return path[...] }
        return path[path.index(after: slash)...]
    }

    /// A path that was written in a file, as seen from where that file was named.
    static func resolve(_ path: String, from file: String) -> String {
        isAbsolute(path) ? path : directory(of: file) + path
    }
}
