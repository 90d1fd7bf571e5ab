internal import Glibc

/// What the program was started with.
public enum Process {
    /// The environment.
    public static var environment: [String: String] {
        var variables: [String: String] = [:]
        var next = unsafe environ
        while let entry = unsafe next.pointee {
            let text = unsafe String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            unsafe next += 1
        }
        return variables
    }

    /// Keeps what the program makes from other users: files 0640, directories 0750.
    ///
    /// The C function is `umask`.
    public static func keepPrivate() { umask(0o027) }

    /// Has a write beyond the limit of a file's size fail as one on a full disk does, instead of ending the program.
    ///
    /// The C function is `signal` with SIGXFSZ.
    public static func outliveSizeLimit() { signal(SIGXFSZ, SIG_IGN) }

    /// Takes as many file descriptors as the system allows: each transfer needs one.
    ///
    /// The C function is `setrlimit`.
    public static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// Whether a program of this name is in PATH.
    ///
    /// The C function is `access`.
    public static func hasProgram(_ name: String) -> Bool {
        (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").contains {
            unsafe access("\($0)/\(name)", X_OK) == 0
        }
    }

    /// Processors to work on.
    public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
