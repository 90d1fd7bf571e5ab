/// Why the catalog could not be read or written.
package struct CatalogError: Error, Hashable, Sendable {
    /// What a caller can do about it.
    package enum Code: Sendable {
        /// The file is no database or is damaged: remove it and rebuild it from the journal.
        case corrupt
        /// It was made by a newer newslog.
        case newerVersion
        /// It was made by an older newslog, whose layout the writer changes when it opens it.
        case olderVersion
        /// It is not there, or may not be opened.
        case cannotOpen
        /// Another program holds it longer than we wait.
        case busy
        /// The disk is full.
        case noSpace
        /// Anything else that SQLite says.
        case failed
    }

    package let code: Code
    /// The database's path.
    package let path: String
    /// SQLite's words and, where one failed, the statement.
    package let message: String
}

extension CatalogError: CustomStringConvertible {
    /// Path and words, one line.
    package var description: String { "\(path): \(message)" }
}
