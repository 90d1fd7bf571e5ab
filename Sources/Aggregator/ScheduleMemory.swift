internal import Articles
internal import Policy

/// What the schedule remembers that belongs to no single feed; a text in the catalog, so that a restart goes on with it.
struct ScheduleMemory: Equatable {
    /// What a request is worth.
    var price = Price()
    /// Hosts that asked to be left alone, and until when.
    var holds: [String: Timestamp] = [:]

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
        text.append(",\"holds\":{")
        for (index, hold) in holds.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { text.append(",") }
            text.appendJSON(string: hold.key)
            text.append(":")
            text.appendJSON(number: hold.value.milliseconds)
        }
        text.append("}}")
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
            case .object where name == "holds":
                _ = reader.enter()
                while let host = reader.nextKey(), let time = reader.integer() {
                    holds[reader.text(host)] = Timestamp(milliseconds: Int64(time))
                }
            default: guard reader.skipValue() else { return }
            }
        }
    }

    private mutating func set(_ name: String, _ number: Int64) {
        switch name {
        case "price" where number > 0: price.value = Double(number) / 1000
        case "feeds": price.feeds = Int(number)
        case "fitted_at": price.fittedAt = Timestamp(milliseconds: number)
        default: break
        }
    }

    /// Forgets holds that are over, and those that the clock, set back, has moved beyond what is ever asked.
    mutating func forgetHolds(now: Timestamp) {
        holds = holds.filter { $0.value > now && $0.value - now <= Schedule.longestHold }
    }
}
