import Articles

@testable import Parsing

extension FuzzTarget {
    /// Date strings.
    static let date = FuzzTarget(
        name: "date", longest: 200,
        words: [
            "Mon, ", "Jan", "Sept.", "2026", "26", "T", "Z", "+0300", "-24:00", "GMT", "EST", "MSK", "CET",
            "am", "PM",
            ":", "/", ".", "-", ",", "W48", "24:00", "60", "99999999999999999999", "0000", "1899", "2101",
            "\u{64A}\u{646}\u{627}\u{64A}\u{631}",
            "\u{643}\u{627}\u{646}\u{648}\u{646} \u{627}\u{644}\u{62B}\u{627}\u{646}\u{64A}",
            "\u{635}", "\u{645}", "\u{660}", "\u{669}", "\u{6F1}", "\u{647}\u{640}", "\u{5E74}", "\u{6708}",
            "\u{65E5}",
            "\u{B144}", "\u{D558}", "\u{430}\u{432}\u{433}", "\u{200F}", "\u{A0}", "de", "om",
        ],
        seeds: [
            "Mon, 23 Nov 2026 08:00:00 +0300", "2026-11-23T08:00:00.123456Z", "23/11/2026 8:00 pm",
            "05/11/2026",
            "Monday, 23rd November 2026, 08.00 CET", "20261123T080000", "2026-W48-1", "1795420800",
            "23 Nov 26 0800 EST",
            "\u{627}\u{644}\u{627}\u{62B}\u{646}\u{64A}\u{646} \u{662}\u{663} \u{646}\u{648}\u{641}\u{645}\u{628}\u{631} \u{662}\u{660}\u{662}\u{666} - \u{660}\u{668}:\u{660}\u{660} \u{645}",
            "2026\u{5E74}11\u{6708}23\u{65E5} 8\u{65F6}", "2026\u{B144} 11\u{C6D4} 23\u{C77C}",
            "23 \u{43D}\u{43E}\u{44F}\u{431}\u{440}\u{44F} 2026, 08:00", "23 de novembre de 2026",
            "2026. november 23.",
        ].map { Array($0.utf8) }
    ) { input in
        let reading = DateReader().read(input.span)
        switch reading {
        case .instant(let instant): checkYear(instant)
        case .ambiguous(.order(let dayFirst, let monthFirst)):
            checkYear(dayFirst)
            checkYear(monthFirst)
            require(dayFirst != monthFirst, "two readings differ")
        case .ambiguous(.month(let readings)):
            for one in readings { checkYear(one.instant) }
            require(Set(readings.map(\.instant)).count > 1, "readings differ")
        case .none: break
        }
        // Blanks around count towards the longest date that is read.
        if input.count < 150 {
            let padded = Array(" \r\n".utf8) + input + Array("\t ".utf8)
            require(DateReader().read(padded.span) == reading, "blanks around change nothing")
        }
        guard case .instant(let instant) = reading else { return }
        var written: [UInt8] = []
        instant.append(to: &written)
        require(DateReader().read(written.span) == .instant(instant), "RFC 3339 is read back")
        if case .instant(let other) = DateReader(timezone: "Africa/Cairo").read(input.span) {
            let hours = (other.milliseconds - instant.milliseconds).magnitude / 3_600_000
            require(hours <= 3, "a zone moves a date by its offset")
        }
    }

    private static func checkYear(_ instant: Timestamp) {
        require(
            Timestamp.plausibleYears.contains(instant.fields.year),
            "the year \(instant.fields.year) is plausible")
    }
}
