package import Articles

/// Times as people read them; always UTC, because a journal is read on several machines.
package enum Moment {
    /// Beyond this the year says more than the minute.
    private static let near = Duration.seconds(300 * 86_400)

    /// `MM-DD HH:MM`, or `YYYY-MM-DD` when it is far from now.
    static func short(_ time: Timestamp, now: Timestamp) -> [UInt8] {
        var text: [UInt8] = []
        time.append(to: &text, withMilliseconds: false)
        let distance = now < time ? time - now : now - time
        guard distance < near else { return Array(text.prefix(10)) }
        return text[5..<10] + [UInt8(ascii: " ")] + text[11..<16]
    }

    /// `YYYY-MM-DD HH:MM UTC`.
    package static func long(_ time: Timestamp) -> [UInt8] {
        var text: [UInt8] = []
        time.append(to: &text, withMilliseconds: false)
        return text[..<10] + [UInt8(ascii: " ")] + text[11..<16] + Array(" UTC".utf8)
    }

    /// `now`, `in 12 min`, `3 h ago`.
    static func relative(_ time: Timestamp, now: Timestamp) -> String {
        let seconds = (time.milliseconds - now.milliseconds) / 1000
        if abs(seconds) < 1 { return "now" }
        return seconds > 0 ? "in \(span(seconds))" : "\(span(-seconds)) ago"
    }

    /// `45 s`, `12 min`, `3 h`, `5 d`: one unit, rounded down, as people say it.
    static func span(_ seconds: Int64) -> String {
        switch seconds {
        case ..<90: "\(seconds) s"
        case ..<5400: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
