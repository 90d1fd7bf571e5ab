package import Host

/// What kept the journal, or a cursor, from doing what was asked.
package struct JournalError: Error, Hashable, Sendable {
    /// The kinds, closed: who calls switches over them.
    package enum Code: String, Sendable {
        /// No space, quota or size limit left; the batch was dropped and the same commit may be tried again.
        case noSpace = "no-space"
        /// The device or file system failed.
        case io
        /// Not allowed to read or write.
        case permission
        /// No such journal, cursor or file.
        case notFound = "not-found"
        /// Another process uses the cursor.
        case busy
        /// Written by a newer version; nothing was touched.
        case unknownVersion = "unknown-version"
        /// Bytes that are not what the format says.
        case damaged
        /// A batch whose lines are not what the caller says they are: a bug of ours.
        case invalidBatch = "invalid-batch"
        /// A cursor's name or text that cannot be one.
        case invalidCursor = "invalid-cursor"
        /// Work that may be done later was given up because the program ends.
        case interrupted
        /// No numbers left below 2^53.
        case exhausted
    }

    package let code: Code
    /// The file or directory that it is about.
    package let path: String
    /// What happened, in words for people.
    package let message: String
    /// What the system said, where it said something.
    package let errno: Errno?

    package init(_ code: Code, _ path: String, _ message: String, errno: Errno? = nil) {
        self.code = code
        self.path = path
        self.message = message
        self.errno = errno
    }

    /// Sorts a failed system call into its kind.
    init(_ error: SystemError) {
        let code: Code =
            switch error.errno {
            case .noSpace, .quotaExceeded, .fileTooLarge: .noSpace
            case .accessDenied, .notPermitted, .readOnlyFileSystem: .permission
            case .notFound, .notADirectory: .notFound
            default: .io
            }
        self.init(code, error.path, "\(error.errno) (\(error.call))", errno: error.errno)
    }
}

extension JournalError: CustomStringConvertible {
    /// Path and words, one line.
    package var description: String { "\(path): \(message)" }
}

/// Runs calls of Host and throws their failures as the journal's.
func mapping<R: ~Copyable>(_ body: () throws(SystemError) -> R) throws(JournalError) -> R {
    do throws(SystemError) {
        return try body()
    } catch {
        throw JournalError(error)
    }
}
