package import Articles

/// What an answer says about when to come again; the schedule makes of it what it will.
package struct Freshness: Hashable, Sendable {
    /// RFC 9110 10.2.3.
    package enum RetryAfter: Hashable, Sendable {
        case seconds(Int)
        case date(Timestamp)
    }

    package var retryAfter: RetryAfter?
    /// Cache-Control: max-age in seconds (RFC 9111 5.2.2.1).
    package var maxAgeSeconds: Int?
    /// Cache-Control: no-cache or no-store.
    package var isUncacheable = false
    /// Age in seconds (RFC 9111 5.1).
    package var ageSeconds: Int?
    /// The server's clock when it answered; read only where `expires` stands beside it.
    package var date: Timestamp?
    package var expires: Timestamp?

    package init() {}

    /// Reads the headers; what cannot be read is not there.
    init(_ head: ResponseHead) {
        if let value = head.text(.retryAfter) {
            retryAfter = Self.seconds(value).map { .seconds($0) } ?? HTTPDate.parse(value).map { .date($0) }
        }
        ageSeconds = head.text(.age).flatMap(Self.seconds)
        expires = head.bytes(.expires).flatMap(HTTPDate.parse)
        // Nothing else is counted from it.
        if expires != nil { date = head.bytes(.date).flatMap(HTTPDate.parse) }
        guard let cacheControl = head.text(.cacheControl) else { return }
        for directive in cacheControl.split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1)
            switch parts.first.map({ trimmed($0).lowercased() }) {
            case "max-age" where parts.count == 2:
                maxAgeSeconds = Self.seconds(trimmed(parts[1]).drop { $0 == "\"" })
            case "no-cache", "no-store": isUncacheable = true
            default: break
            }
        }
    }

    /// Digits only; a number beyond `Int32` is as good as the largest (RFC 9111 1.2.2).
    private static func seconds(_ text: some StringProtocol) -> Int? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        let rest = text.utf8.dropFirst(digits.count)
        guard !digits.isEmpty, rest.isEmpty || rest.first == UInt8(ascii: "\"") else { return nil }
        var value = 0
        for digit in digits { value = min(value * 10 + Int(digit - 0x30), Int(Int32.max)) }
        return value
    }
}

private func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
}
