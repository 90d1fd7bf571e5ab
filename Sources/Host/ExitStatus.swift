/// The exit codes of both programs (`sysexits.h` where it has one).
public enum ExitStatus: Int32, Sendable {
    case ok = 0
    /// Nothing was found; of `status`: degraded.
    case nothingFound = 1
    /// Of `status`: down.
    case down = 2
    /// Lines were lost to retention before they were read.
    case linesLost = 3
    /// The command line cannot be understood (EX_USAGE).
    case usage = 64
    /// The input is not what it should be (EX_DATAERR).
    case badData = 65
    /// No such file or feed (EX_NOINPUT).
    case noInput = 66
    /// The daemon cannot be reached (EX_UNAVAILABLE).
    case unavailable = 69
    /// A bug of ours (EX_SOFTWARE).
    case bug = 70
    /// Reading or writing failed (EX_IOERR).
    case inputOutput = 74
    /// Try again later, some feeds failed (EX_TEMPFAIL).
    case temporary = 75
    /// Not permitted (EX_NOPERM).
    case permission = 77
    /// The configuration is wrong (EX_CONFIG).
    case configuration = 78
}
