internal import CLinux
internal import Glibc

/// Signals as something to read, so that one `poll` waits for them with everything else.
///
/// The C function is `signalfd`. Made before any thread, so that every thread inherits the mask.
public final class Signals: Sendable {
    /// The signals that the programs act on.
    public enum Signal: Sendable { case terminate, reload, fetchNow }

    /// Readable while a signal waits; owned by this object.
    public let descriptor: Int32

    /// Takes SIGTERM, SIGINT, SIGHUP and SIGUSR1 over from their default action; SIGPIPE is ignored.
    public init() {
        var mask = sigset_t()
        unsafe sigemptyset(&mask)
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGUSR1] { unsafe sigaddset(&mask, signal) }
        unsafe pthread_sigmask(SIG_BLOCK, &mask, nil)
        signal(SIGPIPE, SIG_IGN)
        descriptor = unsafe signalfd(-1, &mask, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
        precondition(descriptor >= 0, "no file descriptor left for signals")
    }

    deinit { close(descriptor) }

    /// Takes the signals that have come.
    public func take() -> [Signal] {
        var signals: [Signal] = []
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while unsafe read(descriptor, &information, size) == size {
            switch Int32(information.ssi_signo) {
            case SIGHUP: signals.append(.reload)
            case SIGUSR1: signals.append(.fetchNow)
            default: signals.append(.terminate)
            }
        }
        return signals
    }
}
