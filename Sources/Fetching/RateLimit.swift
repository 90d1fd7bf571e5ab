internal import Articles

/// How many more requests a host says it will serve, and until when the count goes on (`X-RateLimit-Remaining`,
/// `X-RateLimit-Reset`, and the same without `X-`, draft-ietf-httpapi-ratelimit-headers-07).
struct RateLimit: Equatable {
    var remaining: Int
    /// Until the count begins anew.
    var reset: Duration

    /// Longer counts are not kept in mind.
    private static let longest = 86_400
    /// A larger number is a moment, in seconds since 1970, as GitHub gives it.
    private static let firstMoment = 1_000_000_000

    /// Reads the headers; nil unless both can be read.
    ///
    /// A moment counts from the answer's own `Date`.
    init?(_ head: ResponseHead) {
        guard
            let remaining = (head.bytes(.rateLimitRemaining) ?? head.bytes(.xRateLimitRemaining)).flatMap(
                Self.number),
            var reset = (head.bytes(.rateLimitReset) ?? head.bytes(.xRateLimitReset)).flatMap(Self.number)
        else { return nil }
        if reset >= Self.firstMoment {
            guard let date = head.bytes(.date).flatMap(HTTPDate.parse) else { return nil }
            reset -= Int(date.milliseconds / 1000)
        }
        guard reset > 0 else { return nil }
        self.remaining = remaining
        self.reset = .seconds(min(reset, Self.longest))
    }

    /// The whole part of a number: Reddit says `99.0`.
    private static func number(_ text: [UInt8]) -> Int? {
        let digits = text.prefix { (0x30...0x39).contains($0) }
        let rest = text.dropFirst(digits.count)
        guard !digits.isEmpty, digits.count < 16, rest.isEmpty || rest.first == UInt8(ascii: ".") else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
