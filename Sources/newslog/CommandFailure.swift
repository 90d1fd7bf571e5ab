internal import Articles
internal import Catalog
internal import Conditions
internal import Configuration
internal import Host
internal import Journal
internal import Rendering

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
        case .permission where error.errno == .readOnlyFileSystem: self.init(.permission, "\(error)")
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
        case .olderVersion:
            self.init(.badData, "\(error); start newslogd anew, which changes it in a moment")
        case .cannotOpen: self.init(.permission, "\(error); are you in the group of the state directory?")
        case .busy: self.init(.temporary, "\(error); try again")
        case .noSpace, .failed: self.init(.inputOutput, "\(error)")
        }
    }

    /// A condition of the command line cannot be understood; the mistake is pointed at.
    init(_ error: ConditionError, in text: String) {
        let bytes = Array(text.utf8)
        // As much of a long one as fits into a line.
        let start = PlainText.lengthOfPrefix(of: bytes.span, atMost: max(0, error.offset - Self.context))
        let end = PlainText.lengthOfPrefix(of: bytes.span, atMost: error.offset + Self.context)
        var lines: [UInt8] = []
        let display = Terminal.isPersonAtError ? Display.terminal(columns: 80, hasColour: false) : .plain
        SourceLine.append(
            Array(bytes[start..<end]), place: error.offset - start, indent: 2, on: display, to: &lines)
        self.init(.usage, "\(error.message)\n\(String(decoding: lines, as: UTF8.self))")
    }

    /// Bytes of a condition that are shown on either side of a mistake.
    private static let context = 60

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
