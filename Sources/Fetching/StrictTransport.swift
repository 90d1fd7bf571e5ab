internal import Policy

/// Hosts that have asked to be spoken to in TLS only (RFC 6797), as long as they want it.
struct StrictTransport {
    private struct Wish {
        var until: Duration
        var includesSubdomains: Bool
    }

    private static let keptHosts = 4_096
    /// A wish that is renewed with each answer is news once a day.
    private static let newsAfter = Duration.seconds(86_400)
    private var wishes: [String: Wish] = [:]

    /// Begins with what is known already.
    init(_ known: [String: StrictWish] = [:], at now: Duration = .zero) {
        wishes = known.mapValues { Wish(until: now + $0.lasting, includesSubdomains: $0.includesSubdomains) }
    }

    /// Takes the Strict-Transport-Security header of an answer that came over TLS (8.1), and says whether that is worth
    /// being remembered anew.
    ///
    /// One that cannot be read says nothing, and the host of an address has no such wish.
    @discardableResult
    mutating func note(_ header: String, from host: String, at now: Duration) -> Bool {
        guard IPAddress(host) == nil, let (seconds, includesSubdomains) = Self.read(header) else {
            return false
        }
        let old = wishes[host]
        if wishes.count >= Self.keptHosts { wishes = wishes.filter { $0.value.until > now } }
        if wishes.count >= Self.keptHosts { wishes = [:] }
        wishes[host] =
            seconds == 0
            ? nil : Wish(until: now + .seconds(seconds), includesSubdomains: includesSubdomains)
        guard let old, let new = wishes[host] else { return (old == nil) != (wishes[host] == nil) }
        return new.includesSubdomains != old.includesSubdomains || new.until < old.until
            || new.until - old.until >= Self.newsAfter
    }

    /// What a host wishes for itself.
    func wish(of host: String, at now: Duration) -> StrictWish? {
        wishes[host].map { StrictWish(lasting: $0.until - now, includesSubdomains: $0.includesSubdomains) }
    }

    /// Whether a host, or one above it for all below, wants TLS (8.2).
    func covers(_ host: String, at now: Duration) -> Bool {
        guard !wishes.isEmpty, IPAddress(host) == nil else { return false }
        if let wish = wishes[host], wish.until > now { return true }
        var rest = host[...]
        while let dot = rest.firstIndex(of: ".") {
            rest = rest[rest.index(after: dot)...]
            if let wish = wishes[String(rest)], wish.includesSubdomains, wish.until > now { return true }
        }
        return false
    }

    /// Seconds and reach (6.1); nil without a readable `max-age`.
    private static func read(_ header: String) -> (seconds: Int, includesSubdomains: Bool)? {
        var seconds: Int?
        var includesSubdomains = false
        for directive in header.lowercased().split(separator: ";") {
            let words = directive.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
            if words == "includesubdomains" { includesSubdomains = true }
            guard words.hasPrefix("max-age=") else { continue }
            let digits = words.dropFirst(8)
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            seconds = min(Int(digits) ?? .max, Int(Int32.max))
        }
        return seconds.map { ($0, includesSubdomains) }
    }
}
