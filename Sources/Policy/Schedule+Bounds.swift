internal import Articles

extension Schedule {
    /// The bounds from the configuration.
    package struct Bounds: Sendable {
        /// A fixed interval; nil to learn one.
        package var every: Duration?
        /// The shortest interval.
        package var minimum: Duration
        /// The longest interval.
        package var maximum: Duration
        /// The shortest interval of a feed whose server gives no validators; nil: as any other's.
        package private(set) var minimumWhole: Duration?

        /// Makes bounds.
        package init(
            every: Duration? = nil, minimum: Duration = .seconds(900), maximum: Duration = .seconds(86_400)
        ) {
            self.every = every
            self.minimum = minimum
            self.maximum = max(minimum, maximum)
        }

        /// Asks hourly at most, and daily where every answer is a whole document, whatever was bound before.
        package mutating func makePolite() {
            every = every.map { max($0, Self.politeInterval) }
            minimum = max(minimum, Self.politeInterval)
            maximum = max(minimum, maximum)
            minimumWhole = Self.day
        }

        private static let politeInterval = Duration.seconds(3600)

        /// The longest interval of a feed that has published nothing for so long.
        ///
        /// A day may become a week, in even steps from a month of silence to half a year. A bound of less than a day
        /// is somebody's wish and stays.
        package func maximum(afterSilence silence: Duration) -> Duration {
            guard maximum >= Self.day else { return maximum }
            let share = (silence.seconds - Self.quiet.seconds) / (Self.silent.seconds - Self.quiet.seconds)
            let days = 1 + 6 * min(max(share, 0), 1)
            return max(maximum, Self.day * days)
        }

        private static let day = Duration.seconds(86_400)
        /// When a feed begins to count as quiet, and when it is silent.
        private static let quiet = Duration.seconds(30 * 86_400)
        private static let silent = Duration.seconds(180 * 86_400)
    }
}
