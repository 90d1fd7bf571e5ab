internal import Articles

/// Where in its day and week an instant lies (UTC).
extension Timestamp {
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    /// Seconds since midnight, 0 ..< 86,400.
    var secondOfDay: Int { Int(milliseconds.remainder(of: Self.day) / 1000) }

    /// The day of the week, 0 for Monday.
    var weekday: Int {
        // 1970-01-01 was a Thursday.
        let days = (milliseconds - milliseconds.remainder(of: Self.day)) / Self.day
        return Int((days + 3).remainder(of: 7))
    }

    /// The first whole hour behind it.
    var startOfNextHour: Timestamp {
        Timestamp(milliseconds: milliseconds - milliseconds.remainder(of: Self.hour) + Self.hour)
    }
}

extension Duration {
    /// Seconds as a binary fraction.
    package var seconds: Double { Double(milliseconds) / 1000 }
}

extension Int64 {
    /// The remainder that is never negative.
    fileprivate func remainder(of divisor: Int64) -> Int64 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
