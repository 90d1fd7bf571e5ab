/// Which origins are spoken to in HTTP/1.1 although they offer HTTP/2, since they broke it off: for a day.
struct HTTPVersions {
    private static let rest: Duration = .seconds(86_400)
    private static let keptOrigins = 4_096

    private var until: [String: Duration] = [:]

    /// Whether it may be offered to all: then nobody has to write an origin down.
    var areAllTwo: Bool { until.isEmpty }

    /// Whether HTTP/2 may be offered.
    func offersTwo(to origin: String, at now: Duration) -> Bool {
        until[origin].map { $0 <= now } ?? true
    }

    /// HTTP/2 failed.
    mutating func broke(at origin: String, now: Duration) {
        if until.count >= Self.keptOrigins { until = until.filter { $0.value > now } }
        if until.count >= Self.keptOrigins { until = [:] }
        until[origin] = now + Self.rest
    }
}
