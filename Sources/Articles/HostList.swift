/// A list of hosts as `no_proxy` has it: names and addresses, with a dot before it all names below one, `*` for all.
public struct HostList: Hashable, Sendable {
    /// The entries, in lower case.
    public var entries: [String]

    /// Makes a list; an empty one has no host.
    public init(_ entries: [String] = []) { self.entries = entries.map { $0.lowercased() } }

    /// Whether a host is in it.
    public func contains(_ host: String) -> Bool {
        guard !entries.isEmpty else { return false }
        let host = host.lowercased()
        return entries.contains { entry in
            entry == "*"
                || (entry.hasPrefix(".") ? host.hasSuffix(entry) || host == entry.dropFirst() : host == entry)
        }
    }
}
