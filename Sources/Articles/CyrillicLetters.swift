/// The letters of a Cyrillic text that tell its language.
struct CyrillicLetters {
    private var letters = 0
    /// yeru, e, yo: Russian, and Belarusian beside its own letters.
    private var russian = 0
    /// yi, ukrainian ie, ghe with upturn.
    private var ukrainian = 0
    /// Dotted i: Ukrainian, Belarusian, Kazakh.
    private var dottedI = 0
    /// Short u: Belarusian, Uzbek.
    private var shortU = 0
    /// je, lje, nje, dzhe: Serbian and Macedonian.
    private var southern = 0
    /// dje, tshe.
    private var serbian = 0
    /// gje, kje, dze.
    private var macedonian = 0
    /// The hard sign where it is a vowel: Russian has it before ie, yo, yu and ya only.
    private var bulgarian = 0
    /// Letters of Kazakh, Mongolian, Tatar, Tajik … and of old orthographies.
    private var other = 0
    private var previous: UInt32 = 0

    /// Counts a letter of U+0400 to U+052F.
    mutating func take(_ scalar: UInt32) {
        let small = Self.small(scalar)
        letters += 1
        switch small {
        case 0x044B, 0x044D, 0x0451: russian += 1
        case 0x0454, 0x0457, 0x0491: ukrainian += 1
        case 0x0456: dottedI += 1
        case 0x045E: shortU += 1
        case 0x0458, 0x0459, 0x045A, 0x045F: southern += 1
        case 0x0452, 0x045B: serbian += 1
        case 0x0453, 0x0455, 0x045C: macedonian += 1
        case 0x0430...0x044F, 0x0450, 0x045D: break
        default: other += 1
        }
        // Not before ie, yu, ya.
        if previous == 0x044A, (0x0430...0x044F).contains(small), ![0x0435, 0x044E, 0x044F].contains(small) {
            bulgarian += 1
        }
        previous = small
    }

    /// Notes that a word ended.
    mutating func endWord() { previous = 0 }

    /// The language (BCP 47); nil where no letter decides it, or letters of two languages meet.
    ///
    /// A telling letter in a hundred is needed, and three of them to one of another language's, for names.
    var language: String? {
        let counts = [
            ("ru", russian), ("uk", ukrainian), ("be", shortU), ("sr", serbian), ("mk", macedonian),
            ("bg", bulgarian),
        ]
        guard other * 50 <= letters, let most = counts.max(by: { $0.1 < $1.1 }), most.1 > 0 else {
            return nil
        }
        var own = most.1
        switch most.0 {
        case "uk": own += dottedI
        case "be": own += dottedI + russian
        case "sr", "mk": own += southern
        // Belarusian has the letters of Russian beside its own.
        case "ru" where shortU > 0 && dottedI > 0 && ukrainian == 0:
            return (russian + dottedI + shortU) * 100 >= letters ? "be" : nil
        default: break
        }
        let all = russian + ukrainian + dottedI + shortU + southern + serbian + macedonian + bulgarian
        guard own * 100 >= letters, (all - own) * 3 <= own, most.0 != "be" || dottedI > 0 else { return nil }
        return most.0
    }

    private static func small(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x0400...0x040F: scalar + 0x50
        case 0x0410...0x042F: scalar + 0x20
        case 0x0490: 0x0491
        default: scalar
        }
    }
}
