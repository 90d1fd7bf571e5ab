package import Catalog
package import Host
package import Journal

/// Why the store cannot be opened or written: fetching is held until it can.
package enum StoreFailure: Error {
    /// Another process writes here.
    case locked(FileLock.Failure)
    case journal(JournalError)
    case system(SystemError)
    case catalog(CatalogError)
    /// The system has no thread or descriptor left for the network.
    case network(String)

    /// Runs work on the catalog under this error type.
    static func wrap<Result>(_ work: () throws(CatalogError) -> Result) throws(StoreFailure) -> Result {
        do { return try work() } catch { throw .catalog(error) }
    }

    /// Runs work on the journal under this error type.
    static func journal<Result: ~Copyable>(_ work: () throws(JournalError) -> Result) throws(StoreFailure)
        -> Result
    {
        do { return try work() } catch { throw .journal(error) }
    }
}

extension StoreFailure {
    /// The exit code of a program that cannot go on.
    package var exitCode: ExitStatus {
        switch self {
        case .locked(.held): .temporary
        case .locked(.system(let error)), .system(let error):
            error.errno.isPermission ? .permission : .inputOutput
        case .journal(let error):
            switch error.code {
            case .permission: .permission
            // Trying again changes nothing: systemd is not to start us for ever.
            case .damaged, .unknownVersion: .badData
            default: .inputOutput
            }
        case .catalog(let error):
            switch error.code {
            case .cannotOpen: .permission
            case .newerVersion, .olderVersion: .badData
            default: .inputOutput
            }
        case .network: .temporary
        }
    }

    /// What whoever looks after the machine can do, where the words of the failure do not say it.
    private var advice: String? {
        let errno: Errno? =
            switch self {
            case .locked(.system(let error)), .system(let error): error.errno
            case .journal(let error): error.errno
            case .locked(.held), .catalog, .network: nil
            }
        if case .catalog(let error) = self, error.code == .corrupt {
            return "stop newslogd and run `newslog reindex`, the journal has it all"
        }
        if exitCode == .permission, errno != .readOnlyFileSystem {
            return "newslogd runs as the user to whom the state directory and all in it belongs"
        }
        return errno == .crossDevice ? "journal/ and tmp/ have to be on one file system" : nil
    }
}

extension StoreFailure: CustomStringConvertible {
    /// One line that a person can act on.
    package var description: String { advice.map { "\(words); \($0)" } ?? words }

    private var words: String {
        switch self {
        case .locked(let failure): "\(failure)"
        case .journal(let error): "\(error)"
        case .system(let error): "\(error)"
        case .catalog(let error): "\(error)"
        case .network(let words): words
        }
    }
}
