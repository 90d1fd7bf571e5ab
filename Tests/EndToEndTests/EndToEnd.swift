import Testing

/// The built programs against a server in the test process, one test after the other: they measure processes, and
/// the machine may be small.
@Suite("The programs, end to end", .serialized)
enum EndToEnd {}
