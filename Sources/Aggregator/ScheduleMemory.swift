internal import Articles
internal import Fetching
internal import Policy

/// What is remembered that belongs to no single feed; a text in the catalog, so that a restart goes on with it.
struct ScheduleMemory: Equatable {
    /// What a request is worth.
    var price = Price()
    /// Hosts that asked to be left alone, and until when.
    var holds: [String: Timestamp] = [:]
    /// Hosts that want TLS only, and until when; those of the second kind for all names below them, too.
    var strictHosts: [String: Timestamp] = [:]
    var strictDomains: [String: Timestamp] = [:]

    private static let mostStrict = 4_096

    /// The name in the catalog.
    static let name = "schedule"

    init() {}

    /// As a JSON object; the price in thousandths.
    var text: [UInt8] {
        var text: [UInt8] = []
        text.append("{\"price\":")
        text.appendJSON(number: Int64(min(price.value * 1000, 1e15).rounded()))
        text.append(",\"feeds\":")
        text.appendJSON(number: price.feeds)
        if let fittedAt = price.fittedAt {
            text.append(",\"fitted_at\":")
            text.appendJSON(number: fittedAt.milliseconds)
        }
        let lists: [(StaticString, [String: Timestamp])] = [
            (",\"holds\":{", holds), (",\"strict_hosts\":{", strictHosts),
            (",\"strict_domains\":{", strictDomains),
        ]
        for (key, hosts) in lists {
            text.append(key)
            for (index, host) in hosts.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text.append(",") }
                text.appendJSON(string: host.key)
                text.append(":")
                text.appendJSON(number: host.value.milliseconds)
            }
            text.append("}")
        }
        text.append("}")
        return text
    }

    /// Reads what `text` wrote; what is damaged is as if it had not been remembered.
    init(_ text: [UInt8]) {
        var reader = JSONReader(text)
        guard reader.enter() else { return }
        while let key = reader.nextKey() {
            let name = reader.text(key)
            switch reader.peek() {
            case .number: set(name, Int64(reader.integer() ?? 0))
            case .object where name == "holds": holds = Self.hosts(&reader)
            case .object where name == "strict_hosts": strictHosts = Self.hosts(&reader)
            case .object where name == "strict_domains": strictDomains = Self.hosts(&reader)
            default: guard reader.skipValue() else { return }
            }
        }
    }

    private static func hosts(_ reader: inout JSONReader) -> [String: Timestamp] {
        var hosts: [String: Timestamp] = [:]
        _ = reader.enter()
        while let host = reader.nextKey(), let time = reader.integer() {
            hosts[reader.text(host)] = Timestamp(milliseconds: Int64(time))
        }
        return hosts
    }

    private mutating func set(_ name: String, _ number: Int64) {
        switch name {
        case "price" where number > 0: price.value = Double(number) / 1000
        case "feeds": price.feeds = Int(number)
        case "fitted_at": price.fittedAt = Timestamp(milliseconds: number)
        default: break
        }
    }

    /// Takes a host's wish for TLS only, or that it has none any more (RFC 6797 8.1).
    mutating func note(_ host: String, _ wish: StrictWish?, now: Timestamp) {
        (strictHosts[host], strictDomains[host]) = (nil, nil)
        strictHosts = strictHosts.filter { $0.value > now }
        strictDomains = strictDomains.filter { $0.value > now }
        guard let wish, strictHosts.count + strictDomains.count < Self.mostStrict else { return }
        if wish.includesSubdomains {
            strictDomains[host] = now + wish.lasting
        } else {
            strictHosts[host] = now + wish.lasting
        }
    }

    /// The wishes for TLS only that hold still.
    func strictWishes(now: Timestamp) -> [String: StrictWish] {
        func wishes(_ hosts: [String: Timestamp], _ includesSubdomains: Bool) -> [(String, StrictWish)] {
            hosts.filter { $0.value > now }.map {
                ($0.key, StrictWish(lasting: $0.value - now, includesSubdomains: includesSubdomains))
            }
        }
        return Dictionary(wishes(strictHosts, false) + wishes(strictDomains, true)) { _, domain in domain }
    }

    /// Forgets holds that are over, and those that the clock, set back, has moved beyond what is ever asked.
    mutating func forgetHolds(now: Timestamp) {
        holds = holds.filter { $0.value > now && $0.value - now <= Schedule.longestHold }
    }
}
