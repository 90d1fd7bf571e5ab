internal import Articles
internal import Fetching
internal import Journal

/// What the conductor has of the machine it runs on: clocks, network, disk; a test gives it others.
struct Machine: Sendable {
    /// Wall time, by which feeds are due and articles dated.
    var wallTime: @Sendable () -> Timestamp = { .now }
    /// What the fetcher begins with, before the configuration is laid over it; its clock is the conductor's too.
    var network = FetchSettings()
    /// The calls by which the journal changes the disk.
    var disk = JournalDisk()

    /// A time that only runs forward, for pauses and deadlines.
    var monotonicTime: Duration { network.now() }
}
