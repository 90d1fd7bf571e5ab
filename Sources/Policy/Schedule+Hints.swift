internal import Articles

extension Schedule {
    /// What publisher and server say about asking again; all of it can only make a fetch later.
    package struct Hints: Hashable, Sendable {
        /// How long the answer is fresh: Cache-Control max-age minus Age, else Expires minus Date (RFC 9111 4.2).
        package var maxAge: Duration?
        /// RSS 2.0 `<ttl>`.
        package var timeToLive: Duration?
        /// RSS 2.0 `<skipHours>`: bit 0 for the hour from midnight, GMT.
        package var skipHours: UInt32
        /// RSS 2.0 `<skipDays>`: bit 0 for Monday, GMT.
        package var skipDays: UInt8
        /// Whether the server sends large documents and no validators, so that each fetch costs it a whole one.
        package var isCostly: Bool

        /// Makes hints; nil and 0 where nothing was said.
        package init(
            maxAge: Duration? = nil, timeToLive: Duration? = nil, skipHours: UInt32 = 0, skipDays: UInt8 = 0,
            isCostly: Bool = false
        ) {
            self.maxAge = maxAge
            self.timeToLive = timeToLive
            self.skipHours = skipHours
            self.skipDays = skipDays
            self.isCostly = isCostly
        }

        /// Hints are honoured up to here: a max-age of 16 years was seen.
        static let longest = Duration.seconds(6 * 3600)
        /// The least interval of a costly feed.
        static let costly = Duration.seconds(3600)
        private static let allHours: UInt32 = 1 << 24 - 1
        private static let allDays: UInt8 = 1 << 7 - 1

        /// The first time at or after `time` that is in no hour and on no day to skip.
        ///
        /// A feed that names all hours or all days does not mean it.
        func firstUnskipped(from time: Timestamp) -> Timestamp {
            let hours = skipHours & Self.allHours == Self.allHours ? 0 : skipHours & Self.allHours
            let days = skipDays & Self.allDays == Self.allDays ? 0 : skipDays & Self.allDays
            guard hours != 0 || days != 0 else { return time }
            var time = time
            // A week and a day holds every hour of every weekday.
            for _ in 0..<8 * 24 {
                let hour = time.secondOfDay / 3600
                if hours >> UInt32(hour) & 1 == 0, days >> UInt8(time.weekday) & 1 == 0 { return time }
                time = time.startOfNextHour
            }
            return time
        }
    }
}
