import Articles
import Testing

@testable import Parsing

@Suite("Dates of feeds")
struct DateReaderTests {
    private func read(_ text: String, timezone: String? = nil) -> String {
        switch DateReader(timezone: timezone).read(Array(text.utf8).span) {
        case .instant(let instant): instant.description
        case .ambiguous(let dayFirst, let monthFirst): "\(dayFirst) or \(monthFirst)"
        case .none: "none"
        }
    }

    @Test(
        "A date means one instant",
        arguments: [
            // RFC 822 and 2822, tight and loose
            ("Sat, 07 Sep 2002 00:00:01 GMT", "2002-09-07T00:00:01.000Z"),
            ("Sat, 7 Sep 2002 00:00:01 GMT", "2002-09-07T00:00:01.000Z"),
            ("Sat, 7 Sep 2002 00:00:01 UTC", "2002-09-07T00:00:01.000Z"),
            ("Sat, 07 Sep 2002 00:00:01 -0730", "2002-09-07T07:30:01.000Z"),
            ("07 Sep 02 00:00 EDT", "2002-09-07T04:00:00.000Z"),
            ("07 Sep 71 00:00 GMT", "1971-09-07T00:00:00.000Z"),
            ("Sat, 07 September 2002 9:00 -07:00", "2002-09-07T16:00:00.000Z"),
            ("sat,07 sep 2002 00:00:01 gmt", "2002-09-07T00:00:01.000Z"),
            ("  Sat, 07 Sep 2002 00:00:01 GMT\n", "2002-09-07T00:00:01.000Z"),
            ("Sat, 07 Sep 2002 12:15:01 AM", "2002-09-07T00:15:01.000Z"),
            ("Sat, 07 Sep 2002 12:15:01 p.m.", "2002-09-07T12:15:01.000Z"),
            ("Sat, 07 Sep 2002 14:15 PM", "2002-09-07T14:15:00.000Z"),
            ("7-Sep-2002 10:00 +1", "2002-09-07T09:00:00.000Z"),
            ("September 7, 2002", "2002-09-07T00:00:00.000Z"),
            ("Sept. 7th, 2002 at 3 PM", "2002-09-07T15:00:00.000Z"),
            ("Sat, 07 Sep 2002 00:00:01 +0200 (CEST)", "2002-09-06T22:00:01.000Z"),
            ("Sat, 07 Sep 2002 24:00:00 GMT", "2002-09-08T00:00:00.000Z"),
            // asctime and JavaScript
            ("Sat Sep  7 00:00:01 2002", "2002-09-07T00:00:01.000Z"),
            ("Sat Sep 07 2002 02:00:01 GMT+0200 (Central European Summer Time)", "2002-09-07T00:00:01.000Z"),
            // RFC 3339, W3CDTF, ISO 8601
            ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55.000Z"),
            ("2003-12-31T10:14:55.5Z", "2003-12-31T10:14:55.500Z"),
            ("2003-12-31T10:14:55.123456789-08:00", "2003-12-31T18:14:55.123Z"),
            ("2003-12-31T10:14Z", "2003-12-31T10:14:00.000Z"),
            ("2003-12-31T10:14:55", "2003-12-31T10:14:55.000Z"),
            ("2003-12-31 10:14:55,250", "2003-12-31T10:14:55.250Z"),
            ("2003-12-31t10:14:55z", "2003-12-31T10:14:55.000Z"),
            ("2003-12-31T10:14:55 +01:00", "2003-12-31T09:14:55.000Z"),
            ("20031231T101455Z", "2003-12-31T10:14:55.000Z"),
            ("20031231101455", "2003-12-31T10:14:55.000Z"),
            ("20031231", "2003-12-31T00:00:00.000Z"),
            ("2003-365", "2003-12-31T00:00:00.000Z"),
            ("2004-366T01:00Z", "2004-12-31T01:00:00.000Z"),
            ("2004-02-29", "2004-02-29T00:00:00.000Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"),
            // Since 1970
            ("1072865695", "2003-12-31T10:14:55.000Z"),
            ("1072865695123", "2003-12-31T10:14:55.123Z"),
            // Numbers that can be read in one way
            ("31/12/2003", "2003-12-31T00:00:00.000Z"),
            ("12/31/2003 10:14", "2003-12-31T10:14:00.000Z"),
            ("05/05/2003", "2003-05-05T00:00:00.000Z"),
            ("05.11.2003 10:14", "2003-11-05T10:14:00.000Z"),
            ("2003/12/31", "2003-12-31T00:00:00.000Z"),
            ("2003. 12. 31. 10:14", "2003-12-31T10:14:00.000Z"),
            ("31-12-2003", "2003-12-31T00:00:00.000Z"),
            // Zones as publishers use them
            ("Wed, 31 Dec 2003 10:14:55 CEST", "2003-12-31T08:14:55.000Z"),
            ("Wed, 31 Dec 2003 10:14:55 IST", "2003-12-31T04:44:55.000Z"),
            ("Wed, 31 Dec 2003 10:14:55 NST", "2003-12-31T13:44:55.000Z"),
            ("Wed, 31 Dec 2003 10:14:55 UTC+3", "2003-12-31T07:14:55.000Z"),
            ("Wed, 31 Dec 2003 10:14:55 +0000 GMT", "2003-12-31T10:14:55.000Z"),
            // Languages of Europe
            ("mer. 31 déc. 2003 10:14", "2003-12-31T10:14:00.000Z"),
            ("mar, 23 nov 2026 14:05:06 +0100", "2026-11-23T13:05:06.000Z"),
            ("mar 3 mar 2026 14:05:06 +0100", "2026-03-03T13:05:06.000Z"),
            ("Mittwoch, 31. Dezember 2003 um 10:14 Uhr", "2003-12-31T10:14:00.000Z"),
            ("31 de diciembre de 2003 10:14", "2003-12-31T10:14:00.000Z"),
            ("31 dicembre 2003, ore 10:14", "2003-12-31T10:14:00.000Z"),
            ("31 grudnia 2003 10:14", "2003-12-31T10:14:00.000Z"),
            ("31 Aralık 2003 10:14", "2003-12-31T10:14:00.000Z"),
            ("31 декабря 2003 г. 10:14", "2003-12-31T10:14:00.000Z"),
            ("31 грудня 2003, 10:14", "2003-12-31T10:14:00.000Z"),
            ("31 Δεκεμβρίου 2003 10:14", "2003-12-31T10:14:00.000Z"),
            ("2003. december 31. 10:14", "2003-12-31T10:14:00.000Z"),
            // Hebrew: 31 in December 2003
            ("31 בדצמבר 2003 10:14", "2003-12-31T10:14:00.000Z"),
            // Arabic: Egypt, Levant with and without article, both names, Algeria, Morocco, 12 hours, era mark
            ("الأربعاء 31 ديسمبر 2003 10:14", "2003-12-31T10:14:00.000Z"),
            ("31 كانون الأول 2003", "2003-12-31T00:00:00.000Z"),
            ("31 كانون أول 2003", "2003-12-31T00:00:00.000Z"),
            ("31 كانون الأول/ديسمبر 2003", "2003-12-31T00:00:00.000Z"),
            ("7 جويلية 2003", "2003-07-07T00:00:00.000Z"),
            ("7 غشت 2003", "2003-08-07T00:00:00.000Z"),
            ("٣١ ديسمبر ٢٠٠٣ ١٠:١٤ م", "2003-12-31T22:14:00.000Z"),
            ("31 ديسمبر 2003م", "2003-12-31T00:00:00.000Z"),
            ("05/11/2003 10:14 ص", "2003-11-05T10:14:00.000Z"),
            // Persian and Urdu
            ("۳۱ دسامبر ۲۰۰۳ ۱۰:۱۴", "2003-12-31T10:14:00.000Z"),
            ("31 دسمبر 2003", "2003-12-31T00:00:00.000Z"),
            // Chinese, Japanese, Korean
            ("2003年12月31日(水) 午後2時05分", "2003-12-31T14:05:00.000Z"),
            ("2003年12月31日 星期三 10:14", "2003-12-31T10:14:00.000Z"),
            ("2003년 12월 31일 수요일 오후 2:05", "2003-12-31T14:05:00.000Z"),
        ])
    func instants(text: String, expected: String) { #expect(read(text) == expected) }

    @Test(
        "What cannot be read without guessing is no date",
        arguments: [
            "", " ", "yesterday", "3 days ago", "Mon, 32 Dec 2003 10:14:55 GMT", "2003-02-29", "2003-13-01",
            "2003-12-31T25:00:00Z", "2003-12-31T24:00:01Z", "2003-12-31T10:60:00Z", "1899-12-31",
            "2101-01-01",
            "9999-12-31T00:00:00Z", "Mon, 31 Dec 99999 10:14:55 GMT", "99999999999999999999999999", "-1", "0",
            "31 Foo 2003", "31 Dec", "2003-12-31T10:14:55+25:00", "Wed, 31 Dec 2003 10:14:55 XYZ", "26-11-23",
            "32/13/2003", "2003-367", "2003-000", "2003-12-31T10:14:55Z garbage",
            "12345678901234567890-01-01",
            // Hijri, by month (Muharram), by year, and marked; the Persian year 1405
            "5 محرم 1448", "05/09/1448 هـ", "23 نوفمبر 2026 هـ", "1405/09/02",
        ])
    func noDates(text: String) { #expect(read(text) == "none") }

    @Test("Two small numbers are handed on as they are")
    func ambiguous() {
        #expect(read("05/11/2003") == "2003-11-05T00:00:00.000Z or 2003-05-11T00:00:00.000Z")
        #expect(read("5/11/03 10:14") == "2003-11-05T10:14:00.000Z or 2003-05-11T10:14:00.000Z")
    }

    @Test(
        "The feed's time zone holds for dates without one, and only for them",
        arguments: [
            ("2026-11-23 14:05:06", "Africa/Cairo", "2026-11-23T12:05:06.000Z"),
            ("2026-07-01 14:05:06", "Africa/Cairo", "2026-07-01T11:05:06.000Z"),
            ("2050-07-01 14:05:06", "Europe/Berlin", "2050-07-01T12:05:06.000Z"),
            ("2050-12-01 14:05:06", "Europe/Berlin", "2050-12-01T13:05:06.000Z"),
            ("2050-12-01 14:05:06", "Australia/Sydney", "2050-12-01T03:05:06.000Z"),
            ("1995-07-01 14:05:06", "America/New_York", "1995-07-01T18:05:06.000Z"),
            ("23 نوفمبر 2026 14:05", "Asia/Riyadh", "2026-11-23T11:05:00.000Z"),
            ("2026-11-23T14:05:06Z", "Asia/Tokyo", "2026-11-23T14:05:06.000Z"),
            ("1795442706", "Asia/Tokyo", "2026-11-23T14:05:06.000Z"),
            ("2026-11-23 14:05:06", "Nowhere/Land", "2026-11-23T14:05:06.000Z"),
            ("2026-11-23 14:05:06", "../../../etc/passwd", "2026-11-23T14:05:06.000Z"),
        ])
    func timezones(text: String, zone: String, expected: String) {
        #expect(read(text, timezone: zone) == expected)
    }

    @Test("Each row of months has twelve, and each of them is read as its number")
    func names() {
        for row in DateNames.months {
            let names = row.split(separator: " ")
            #expect(names.count == 12, "\(row)")
            for (index, name) in names.enumerated() where name != "-" {
                let text = "\(name.split(separator: "_").joined(separator: " ")) 7, 2003"
                let expected = Timestamp(year: 2003, month: index + 1, day: 7)
                #expect(read(text) == expected.description, "\(text)")
            }
        }
    }

    @Test("Every beginning and every damaged byte of a date is read without a crash")
    func damage() {
        for text in ["Mon, 23 Nov 2026 14:05:06 +0200", "2026-11-23T14:05:06.5+02:00", "2026年11月23日 14:05"] {
            let bytes = Array(text.utf8)
            for index in bytes.indices {
                let beginning = Array(bytes[..<index])
                _ = DateReader().read(beginning.span)
                for value in UInt8.min...UInt8.max {
                    var damaged = bytes
                    damaged[index] = value
                    _ = DateReader().read(damaged.span)
                }
            }
        }
    }
}
