/// When the items of one feed appeared, in seconds from the beginning of the trace, in order.
package struct Trace: Sendable {
    package let times: [Double]

    /// Makes a trace of times in order.
    package init(_ times: [Double]) { self.times = times }

    /// The length of a trace in seconds: 42 days, of which the last 28 are scored.
    package static let length = 42 * 86_400.0
    /// The seconds at the beginning in which a rule may learn unscored.
    package static let warmUp = 14 * 86_400.0
    /// Items that a poll sees: the last so many.
    package static let window = 20

    /// Items a second over the whole trace, which no real scheduler can know.
    package var trueRate: Double { Double(times.count) / Self.length }

    /// Reads a trace file: a feed a line, seconds between blanks; nil when it holds something else.
    package static func read(_ bytes: [UInt8]) -> [Trace]? {
        var traces: [Trace] = []
        var times: [Double] = []
        var number = -1
        func isInOrder() -> Bool { times.count < 2 || times[times.count - 2] <= times[times.count - 1] }
        for byte in bytes + [0x0A] {
            switch byte {
            case 0x30...0x39: number = max(number, 0) * 10 + Int(byte - 0x30)
            case 0x20, 0x09, 0x0D, 0x0A:
                if number >= 0 { times.append(Double(number)) }
                guard isInOrder(), number < 1 << 40 else { return nil }
                number = -1
                guard byte == 0x0A, !times.isEmpty else { continue }
                traces.append(Trace(times))
                times = []
            default: return nil
            }
            guard number < 1 << 50 else { return nil }
        }
        return traces
    }
}
