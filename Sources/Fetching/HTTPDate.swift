internal import Articles

/// Dates as HTTP headers write them (RFC 9110 5.6.7): the fixed form and the two obsolete ones.
///
/// For Retry-After, Date and Expires; Last-Modified is never read, it goes back as it came.
enum HTTPDate {
    /// Reads a date; nil for anything else, "0" and "-1" among them.
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
