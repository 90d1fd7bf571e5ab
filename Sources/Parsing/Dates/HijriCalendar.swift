import Articles

/// The Hijri calendar of Umm al-Qura, which Saudi Arabia publishes and programs count by.
///
/// Months begin by calculation there and by the sight of the moon elsewhere, so that a date of another country can be
/// a day off; it is read only where the string says that it is of this calendar, and where the same string has the
/// Gregorian date as well, that one is taken.
enum HijriCalendar {
    /// The Gregorian date; nil for a day that the calendar does not have, or years without a table.
    static func gregorian(year: Int, month: Int, day: Int) -> (year: Int, month: Int, day: Int)? {
        guard year >= firstYear, year - firstYear < longMonths.count, (1...12).contains(month), day >= 1,
            day <= length(ofMonth: month, in: year)
        else { return nil }
        var days = day
        for year in firstYear..<year { for month in 1...12 { days += length(ofMonth: month, in: year) } }
        for month in 1..<month { days += length(ofMonth: month, in: year) }
        let date = Timestamp(year: firstDay.year, month: firstDay.month, day: firstDay.day + days - 1).fields
        return (date.year, date.month, date.day)
    }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        longMonths[year - firstYear] >> UInt16(12 - month) & 1 == 1 ? 30 : 29
    }

    private static let firstYear = 1365
    private static let firstDay = (year: 1945, month: 12, day: 5)

    /// For each year, its months of 30 days as bits, Muharram the highest of twelve (King Abdulaziz City for Science
    /// and Technology, ummulqura.org.sa).
    private static let longMonths: [UInt16] = [
        0xAAB, 0xAAA, 0xAAA, 0xAAB, 0xAB6, 0xAAA, 0xA57, 0x54B, 0x555, 0xAB3, 0xAA6, 0x4EA,
        0x95B, 0xAAA, 0x555, 0xAAA, 0xB4A, 0xB65, 0x5AA, 0xAAA, 0xB2E, 0xCAB, 0x2AB, 0x6AA,
        0xAAB, 0xAB4, 0xAAB, 0x2AB, 0xA2B, 0xAA6, 0xB4A, 0xBA5, 0x5AA, 0xAB5, 0x556, 0xD2B,
        0x54A, 0xEA5, 0x752, 0x6E9, 0x36A, 0xAAD, 0x555, 0xAA5, 0xB52, 0xBA9, 0x5B4, 0x9BA,
        0x4DB, 0x25D, 0x52D, 0xAA5, 0xAD4, 0xAEA, 0x56D, 0x4BD, 0x23D, 0x91D, 0xA95, 0xB4A,
        0xB5A, 0x56D, 0x2B6, 0x93B, 0x49B, 0x655, 0x6A9, 0x754, 0xB6A, 0x56C, 0xAAD, 0x555,
        0xB29, 0xB92, 0xBA9, 0x5D4, 0xADA, 0x55A, 0xAAB, 0x595, 0x749, 0x764, 0xBAA, 0x5B5,
        0x2B6, 0xA56, 0xD2A, 0xE95, 0x72A, 0x755, 0x35A, 0x95D, 0x49B, 0xA4D, 0xD26, 0xD53,
        0x5AA, 0xAAD, 0x4B6, 0xA57, 0x527, 0xA95, 0xB4A, 0xB55, 0x36C, 0x9AE, 0x4B6, 0xA96,
        0xB4A, 0xDA5, 0x5D2, 0x5D9, 0x2DC, 0x96D, 0x4AD, 0x655, 0x6D2, 0xB69, 0x374, 0x9B6,
        0x4D7, 0x2AB, 0x54B, 0x6A5, 0x752, 0xB69, 0x56B, 0x2AD, 0x94D, 0xC95, 0xD4A, 0xEA5,
        0x6CA, 0xAD5, 0x556, 0xC97,
    ]
}

extension HijriCalendar {
    /// The names of its months, the signs of its era, and the word between a date and the same in another calendar.
    static let words: [(String, DateWord)] = {
        var words: [(String, DateWord)] = []
        for row in [
            // muharram safar rabi' al-awwal rabi' al-akhir jumada l-ula jumada l-akhira rajab sha'ban ramadan shawwal
            // dhu l-qa'da dhu l-hijja
            "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة",
            // al-muharram, rabi' ath-thani, jumada l-awwal, jumada th-thaniya, dhi l-qa'da, dhi l-hijja
            "المحرم - - ربيع_الثاني جمادى_الأول جمادى_الثانية - - - - ذي_القعدة ذي_الحجة",
            "Muharram Safar - - - - Rajab Shaban Ramadan Shawwal - -",
        ] {
            for (index, name) in row.split(separator: " ").enumerated() where name != "-" {
                words.append((String(name.map { $0 == "_" ? " " : $0 }), .hijriMonth(index + 1)))
            }
        }
        // h(ijri) with and without tatweel, hijri, hijriyya; AH
        for sign in ["ه", "هجري", "هجرية", "AH"] { words.append((sign, .hijri)) }
        // al-muwafiq, muwafiq
        for word in ["الموافق", "الموافق_ل", "موافق"] { words.append((word, .correspondingTo)) }
        return words
    }()
}
