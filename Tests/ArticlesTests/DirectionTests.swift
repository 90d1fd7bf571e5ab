import Articles
import Testing

@Suite("Direction and language")
struct DirectionTests {
    @Test(
        "Takes the direction of the first strong letter",
        arguments: [
            ("News", .ltr), ("\u{645}\u{635}\u{631} Egypt", .rtl), ("Egypt \u{645}\u{635}\u{631}", .ltr),
            ("2024: \u{5D0}", .rtl), ("\u{662}\u{660} %  a", .ltr), ("\u{200F}CNN", .rtl),
            ("\u{200E}\u{5D0}", .ltr),
            ("", nil), ("123 !? \u{660}", nil), ("\u{65E5}", .ltr), ("\"\u{61F} \u{FEE3}", .rtl),
            ("\u{E9}", .ltr),
            ("\u{64E}a", .ltr), ("\u{2460} \u{5D0}", .rtl), ("\u{1E900}", .rtl), ("\u{416}", .ltr),
            ("\u{1F600}", nil),
        ] as [(String, Direction?)])
    func firstStrong(text: String, expected: Direction?) {
        let direction = Direction.firstStrong(of: Array(text.utf8).span)
        #expect(direction == expected)
    }

    @Test("Has no direction where there is no UTF-8")
    func invalid() {
        let direction = Direction.firstStrong(of: [0xFF, 0xD8, 0x80].span)
        #expect(direction == nil)
    }

    @Test(
        "Guesses the language only where the letters decide it",
        arguments: [
            ("أعلنت الحكومة اليوم عن خطة جديدة", "ar"), ("مصر", nil), ("في القاهرة", "ar"),
            ("دولت امروز برنامه جدیدی را اعلام کرد", "fa"),
            ("حکومت نے آج ایک نئے منصوبے کا اعلان کیا ہے", "ur"),
            ("شركة گوگل تعلن عن هاتف جديد في الأسواق العربية هذا العام مع مميزات كثيرة", "ar"),
            ("حکومت نن د پښتو ژبې په اړه یوه نوې پرېکړه وکړه", nil),
            ("حکوومەتی هەرێمی کوردستان ڕایگەیاند", nil),
            ("הממשלה הודיעה היום", "he"), ("Η κυβέρνηση ανακοίνωσε", "el"), ("รัฐบาลประกาศ", "th"),
            ("정부는 오늘 발표했다", "ko"), ("政府は今日発表した", "ja"), ("政府今天宣布", nil),
            ("外交部发言人今天在例行记者会上就有关问题回答了记者的提问并表示", "zh"), ("ニュース", "ja"),
            ("The government said", nil), ("Правительство", nil), ("सरकार ने", nil), ("", nil), ("123", nil),
            ("The word \u{5D0}\u{5D1}", nil), ("CNN: \u{5D4}\u{5DE}\u{5DE}\u{5E9}\u{5DC}\u{5D4}", "he"),
            ("მთავრობა", "ka"), ("அரசு", "ta"), ("ລັດຖະບານ", "lo"), ("រដ្ឋាភិបាល", "km"), ("အစိုးရ", "my"),
        ] as [(String, String?)])
    func language(text: String, expected: String?) {
        let language = LanguageGuess.language(of: Array(text.utf8).span)
        #expect(language == expected)
    }
}
