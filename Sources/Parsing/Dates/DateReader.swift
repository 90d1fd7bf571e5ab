import Articles

/// Reads the dates of feeds: RFC 822 and RFC 3339 as they should be, and everything that publishers write instead.
///
/// Two fixed shapes, which are nearly all dates, are read without looking twice; the rest is folded, cut into tokens
/// and interpreted. What cannot be read without guessing is `.none`.
package struct DateReader: Sendable {
    private let zone: TimeZoneRules?

    /// Makes a reader; `timezone` is the IANA name of where zone-less dates are meant (UTC without one, or when the
    /// system does not know the name).
    package init(timezone: String? = nil) {
        zone = timezone.flatMap(TimeZoneRules.init(named:))
    }

    /// Whether the system knows a time zone of that name.
    package static func knows(timezone: String) -> Bool { TimeZoneRules(named: timezone) != nil }

    /// Reads one date string.
    package func read(_ text: Span<UInt8>) -> DateReading {
        var (start, end) = (0, text.count)
        while start < end, text[end - 1] <= 0x20 { end -= 1 }
        while start < end, text[start] <= 0x20 { start += 1 }
        let trimmed = text.extracting(start..<end)
        if let instant = FixedDateForms.read(trimmed) { return .instant(instant) }
        return Self.interpreted(trimmed)?.reading(in: zone) ?? .none
    }

    /// Whether a date of two small numbers and a year shows which of them is the day: true when it is the first.
    static func order(of text: Span<UInt8>) -> Bool? { interpreted(text)?.order }

    private static func interpreted(_ text: Span<UInt8>) -> DateInterpreter? {
        guard text.count <= longest else { return nil }
        var interpreter = DateInterpreter(DateTokens(text))
        return interpreter.run() ? interpreter : nil
    }

    /// Bytes of a string that may be a date; the longest honest one, Arabic in two calendars, has about 150.
    private static let longest = 256
}
