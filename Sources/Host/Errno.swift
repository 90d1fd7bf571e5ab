internal import Glibc

/// A number that a system call left in `errno`.
package struct Errno: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// The number that the last failed call of this thread left.
    static var current: Errno { Errno(rawValue: errno) }

    package static let interrupted = Errno(rawValue: EINTR)
    package static let ioError = Errno(rawValue: EIO)
    package static let noSpace = Errno(rawValue: ENOSPC)
    package static let quotaExceeded = Errno(rawValue: EDQUOT)
    package static let fileTooLarge = Errno(rawValue: EFBIG)
    package static let notFound = Errno(rawValue: ENOENT)
    package static let notADirectory = Errno(rawValue: ENOTDIR)
    package static let isADirectory = Errno(rawValue: EISDIR)
    package static let exists = Errno(rawValue: EEXIST)
    package static let crossDevice = Errno(rawValue: EXDEV)
    package static let wouldBlock = Errno(rawValue: EWOULDBLOCK)
    package static let accessDenied = Errno(rawValue: EACCES)
    package static let notPermitted = Errno(rawValue: EPERM)
    package static let readOnlyFileSystem = Errno(rawValue: EROFS)
}

extension Errno: CustomStringConvertible {
    /// The system's words for it.
    ///
    /// The C function is `strerror_r`.
    package var description: String {
        var text = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(rawValue, &text, text.count) == 0, let end = text.firstIndex(of: 0), end > 0
        else { return "error \(rawValue)" }
        return String(decoding: text[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension Errno {
    /// Whether it is about rights, which trying again does not change.
    package var isPermission: Bool {
        self == .accessDenied || self == .notPermitted || self == .readOnlyFileSystem
    }
}

/// A system call that failed: which, on what, and why.
package struct SystemError: Error, Hashable, Sendable {
    /// The C function.
    package let call: String
    /// What it was called on.
    package let path: String
    package let errno: Errno

    package init(_ call: String, _ path: String, _ errno: Errno) {
        self.call = call
        self.path = path
        self.errno = errno
    }
}

extension SystemError: CustomStringConvertible {
    /// Path, reason and call, such as `/var/lib/newslog/lock: Permission denied (open)`.
    package var description: String { "\(path): \(errno) (\(call))" }
}

/// Runs a system call until it is not interrupted (EINTR) and returns what it returned; below zero is an error.
func valueOrError<I: FixedWidthInteger>(
    _ call: String, _ path: String, _ body: () -> I
) throws(SystemError) -> I {
    while true {
        let result = body()
        if result >= 0 { return result }
        let errno = Errno.current
        if errno != .interrupted { throw SystemError(call, path, errno) }
    }
}
