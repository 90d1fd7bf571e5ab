internal import Glibc

/// How many connections the process has descriptors for.
enum DescriptorLimit {
    /// Descriptors that are left to the rest of the process: journal, catalog, sockets, threads that look
    /// names up.
    private static let forOthers = 128
    /// Connections that stay open between fetches (CURLMOPT_MAXCONNECTS).
    static let keptConnections = 256

    /// The connections that may be in flight: without the bound, feeds would be blamed for a descriptor
    /// that is missing here.
    ///
    /// The C function is `getrlimit`.
    static var connections: Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
        return max(16, Int(clamping: limit.rlim_cur) - forOthers - keptConnections)
    }
}
