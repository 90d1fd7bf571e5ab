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

    /// Processors to work on.
    public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
