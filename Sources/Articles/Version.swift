/// The version of newslog, as people and servers are told.
public enum Version {
    /// `MAJOR.MINOR.PATCH`.
    public static let current = "0.1.0"
}
