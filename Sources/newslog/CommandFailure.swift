internal import Catalog
internal import Conditions
internal import Configuration
internal import Host
internal import Journal

/// A command that could not do its work: the exit code, and a line that says what happened, to which file, and what to do.
struct CommandFailure: Error {
    var code: ExitStatus
    /// Nil where the code says it all.
    var message: String?

    init(_ code: ExitStatus, _ message: String? = nil) {
        self.code = code
        self.message = message
    }

    /// The journal or a cursor could not be read.
    init(_ error: JournalError) {
        switch error.code {
        case .notFound:
            self.init(.noInput, "\(error); nothing was stored here yet, or it is another place: see --state")
        case .permission: self.init(.permission, "\(error); are you in the group of the state directory?")
        case .busy, .interrupted: self.init(.temporary, "\(error)")
        case .invalidCursor: self.init(.usage, "\(error)")
        case .damaged, .unknownVersion: self.init(.badData, "\(error)")
        case .invalidBatch: self.init(.bug, "\(error)")
        case .noSpace, .io, .exhausted: self.init(.inputOutput, "\(error)")
        }
    }

    /// The catalog could not be read.
    init(_ error: CatalogError) {
        switch error.code {
        case .corrupt:
            self.init(.badData, "\(error); stop newslogd and run `newslog reindex`, the journal has it all")
        case .newerVersion: self.init(.badData, "\(error); it needs a newer newslog")
        case .cannotOpen: self.init(.permission, "\(error); are you in the group of the state directory?")
        case .busy: self.init(.temporary, "\(error); try again")
        case .noSpace, .failed: self.init(.inputOutput, "\(error)")
        }
    }

    /// A condition of the command line cannot be understood; a caret stands under the mistake.
    init(_ error: ConditionError, in text: String) {
        let pointer = String(repeating: " ", count: error.column) + "^"
        self.init(.usage, "\(error.message)\n  \(text)\n  \(pointer)")
    }

    /// The configuration is wrong.
    init(_ error: ConfigurationErrors) {
        self.init(error.isUnreadable ? .noInput : .configuration, "\(error)")
    }

    /// Runs what may fail in the journal.
    static func mapping<R: ~Copyable>(_ body: () throws(JournalError) -> R) throws(CommandFailure) -> R {
        do throws(JournalError) {
            return try body()
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Runs what may fail in the catalog.
    static func mapping<R: ~Copyable>(_ body: () throws(CatalogError) -> R) throws(CommandFailure) -> R {
        do throws(CatalogError) {
            return try body()
        } catch {
            throw CommandFailure(error)
        }
    }
}
