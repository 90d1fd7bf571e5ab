import Articles
import Testing

/// Beside each text of a script that runs from the right stands what it says.
@Suite("Language by letters")
struct LanguageGuessTests {
    private func guess(_ text: String) -> String? { LanguageGuess.language(of: Array(text.utf8).span) }

    @Test(
        "Arabic letters",
        arguments: [
            ("أعلنت الحكومة اليوم عن خطة جديدة", "ar"),  // The government announced a new plan today
            ("مصر", nil), ("في القاهرة", "ar"),  // Egypt; in Cairo
            ("مصر تواجه السنغال اليوم", "ar"),  // Egypt meets Senegal today
            ("دولت امروز برنامه جدیدی را اعلام کرد", "fa"),  // The government …, in Persian
            ("گزارش پژوهشگران", "fa"),  // A report of researchers
            ("حکومت نے آج ایک نئے منصوبے کا اعلان کیا ہے", "ur"),  // … in Urdu
            ("وزیراعظم کی پریس کانفرنس میں بڑا اعلان", "ur"),  // The prime minister's big announcement
            // The company Google announces a new telephone …: a gaf in a name
            ("شركة گوگل تعلن عن هاتف جديد في الأسواق العربية هذا العام مع مميزات كثيرة", "ar"),
            ("حکومت نن د پښتو ژبې په اړه یوه نوې پرېکړه وکړه", nil),  // … in Pashto
            ("حکوومەتی هەرێمی کوردستان ڕایگەیاند", nil),  // … in Kurdish
            ("ھۆكۈمەت بۈگۈن يېڭى پىلان ئېلان قىلدى", nil),  // … in Uyghur
            ("وفاقي حڪومت نئين رٿا جو اعلان ڪيو آهي", nil),  // … in Sindhi
            // Egypt and Saudi Arabia sign an agreement
            ("Reuters: مصر والسعودية توقعان اتفاقية جديدة", "ar"),
            ("Apple, Google, Microsoft, Amazon: \u{645}\u{635}\u{631}", nil),
        ] as [(String, String?)])
    func arabic(text: String, expected: String?) { #expect(guess(text) == expected) }

    @Test(
        "Cyrillic letters, where one tells",
        arguments: [
            ("Правительство", nil), ("Россия", nil), ("Правительство объявило о новых мерах", "ru"),
            ("Это был долгий день", "ru"), ("Съезд партии прошел в столице", nil),
            ("ЭКСПЕРТЫ О ВЫБОРАХ", "ru"),
            ("Зеленський їде до Львова", "uk"), ("Уряд оголосив про новий план, який дає змогу", "uk"),
            ("Українські війська", "uk"), ("Україна є членом", "uk"), ("Кабінет міністрів", nil),
            ("Урад абвясціў пра новы план, які ўступіць у сілу", "be"), ("Ён ішоў у Мінск", "be"),
            ("Кабінет міністраў", "be"), ("Президент в Мінську", nil),
            ("Правителството обяви, че държавата ще помогне", "bg"), ("България", "bg"),
            ("Новини от днес", nil),
            ("Српска влада ће објавити нови план", "sr"), ("Ђоковић", "sr"), ("Нова година", nil),
            ("Владата објави дека ќе помогне", "mk"), ("Јануари", nil),
            ("Үкімет бүгін жаңа жоспар жариялады", nil),
            ("Засгийн газар өнөөдөр шинэ төлөвлөгөө зарлалаа", nil),
            ("Ҳукумат имрӯз нақшаи нав эълон кард", nil), ("Хлѣбъ и вода, міръ и трудъ", nil),
            // A Ukrainian name in a Russian text
            (
                "Выступление президента Володимира Зеленського в Києві было долгим, и оно вызвало бурные споры: мы были там и видели это сами",
                "ru"
            ),
        ] as [(String, String?)])
    func cyrillic(text: String, expected: String?) { #expect(guess(text) == expected) }

    @Test(
        "Scripts of East Asia",
        arguments: [
            ("정부는 오늘 발표했다", "ko"), ("政府は今日発表した", "ja"), ("ニュース", "ja"), ("政府今天宣布", nil), ("東京新聞", nil),
            ("外交部发言人今天在例行记者会上就有关问题回答了记者的提问并表示", "zh"),
            ("外交部發言人今天在例行記者會上就有關問題回答了記者的提問並表示", "zh"), ("北韓 미사일 발사", "ko"),
            ("iPhone 17 Pro レビュー：これは買いか", "ja"),
        ] as [(String, String?)])
    func eastAsian(text: String, expected: String?) { #expect(guess(text) == expected) }

    @Test(
        "Scripts of one language, and of many",
        arguments: [
            ("הממשלה הודיעה היום", "he"), ("CNN: \u{5D4}\u{5DE}\u{5DE}\u{5E9}\u{5DC}\u{5D4}", "he"),
            ("די רעגירונג האָט מעלדן אַ נײַעם פּלאַן", nil),  // … in Yiddish
            ("Η κυβέρνηση ανακοίνωσε", "el"), ("รัฐบาลประกาศ", "th"), ("ລັດຖະບານ", "lo"), ("រដ្ឋាភិបាល", "km"),
            ("အစိုးရ", "my"),
            ("მთავრობა", "ka"), ("Կառավարությունը", "hy"), ("அரசு", "ta"), ("ప్రభుత్వం", "te"), ("ಸರ್ಕಾರ", "kn"),
            ("സർക്കാർ", "ml"),
            ("સરકાર", "gu"), ("ਸਰਕਾਰ", "pa"), ("ସରକାର", "or"), ("රජය", "si"),
            ("সরকার আজ ঘোষণা করেছে", "bn"), ("চৰকাৰে আজি ঘোষণা কৰিছে", "as"), ("আজ", nil),
            ("सरकार ने आज घोषणा की", nil), ("መንግሥት", nil), ("བོད", nil),
            ("The government said", nil), ("Le gouvernement a annoncé", nil), ("", nil), ("123", nil),
            ("!?", nil), ("\u{1F600}", nil),
            ("The word \u{5D0}\u{5D1}", nil),
        ] as [(String, String?)])
    func others(text: String, expected: String?) { #expect(guess(text) == expected) }

    @Test("Bytes that are no text, and cut letters, have no language and do no harm")
    func damage() {
        let text = Array("Правительство объявило о новых мерах".utf8)
        for end in text.indices {
            let beginning = Array(text[..<end])
            _ = LanguageGuess.language(of: beginning.span)
        }
        let noise: [UInt8] = [0xFF, 0xD9, 0xD9, 0x80, 0xC0]
        let language = LanguageGuess.language(of: noise.span)
        #expect(language == nil)
    }
}
