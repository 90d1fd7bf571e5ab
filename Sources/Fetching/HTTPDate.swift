internal import Articles

/// Dates as HTTP headers write them (RFC 9110 5.6.7): the fixed form and the two obsolete ones.
///
/// For Retry-After, Date and Expires; Last-Modified is never read, it goes back as it came.
enum HTTPDate {
    /// Reads a date; nil for anything else, "0" and "-1" among them.
    static func parse(_ bytes: [UInt8]) -> Timestamp? {
        fixed(bytes) ?? parse(String(decoding: bytes, as: UTF8.self))
    }

    /// The form that nearly every answer has, to the byte: `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func fixed(_ bytes: [UInt8]) -> Timestamp? {
        guard bytes.count == 29, bytes[3] == UInt8(ascii: ","), bytes[16] == 0x20, bytes[25] == 0x20,
            bytes[19] == UInt8(ascii: ":"), bytes[22] == UInt8(ascii: ":"),
            bytes[4] == 0x20, bytes[7] == 0x20, bytes[11] == 0x20,
            let day = number(bytes, 5..<7), (1...31).contains(day), let year = number(bytes, 12..<16),
            Timestamp.plausibleYears.contains(year), let hour = number(bytes, 17..<19), hour < 24,
            let minute = number(bytes, 20..<22), minute < 60, let second = number(bytes, 23..<25),
            second <= 60
        else { return nil }
        let name = UInt32(bytes[8] | 0x20) << 16 | UInt32(bytes[9] | 0x20) << 8 | UInt32(bytes[10] | 0x20)
        guard let month = monthNames.firstIndex(of: name) else { return nil }
        return Timestamp(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    }

    private static func number(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            guard (0x30...0x39).contains(bytes[index]) else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
        }
        return value
    }

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }

    /// Reads any of the three forms.
    static func parse(_ text: String) -> Timestamp? {
        // Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT; Sun Nov  6 08:49:37 1994:
        // all three are words and numbers.
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
        guard (5...6).contains(words.count) else { return nil }
        let isAsctime = words[3].contains(":")
        guard isAsctime || words[4].contains(":") else { return nil }
        let (day, month, year, time) =
            isAsctime ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        let clock = time.split(separator: ":").map(number)
        guard let day = number(day), (1...31).contains(day), let month = months[month.lowercased()],
            var year = number(year), clock.count == 3,
            let hour = clock[0], hour < 24, let minute = clock[1], minute < 60, let second = clock[2],
            second <= 60
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        guard Timestamp.plausibleYears.contains(year) else { return nil }
        return Timestamp(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    private static let months = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
        "nov": 11, "dec": 12,
    ]

    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
