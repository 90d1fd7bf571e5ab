/// The language of a text that says none, where its letters decide it: never a guess by words.
public enum LanguageGuess {
    /// Bytes of a text that are looked at.
    private static let sampleBytes = 8 << 10
    /// Letters without a telling one among them that it takes to call a text Arabic or Chinese.
    private static let enough = 24

    /// The language (BCP 47) whose script at least half of the letters belong to, when that script is one language's
    /// or has letters that decide it; nil otherwise (Latin, Devanagari …, and Pashto, Kurdish, Uyghur or Yiddish).
    public static func language(of text: Span<UInt8>) -> String? {
        let end = min(text.count, sampleBytes)
        // Latin letters alone decide nothing.
        guard text.endOfASCII(from: 0) < end else { return nil }
        var count = LetterCount()
        var index = 0
        while index < end {
            if text[index] < 0x80 {
                count.takeASCII(text[index])
                index += 1
                continue
            }
            let (scalar, length) = text.scalar(at: index)
            if length > 0 { count.take(scalar) }
            index += max(length, 1)
        }
        return count.language()
    }

    /// What the letters of a sample are.
    private struct LetterCount {
        var byScript = [Int](repeating: 0, count: Script.allCases.count)
        /// Letters of ASCII.
        var latin = 0
        var arabicOnly = 0
        var persian = 0
        var urdu = 0
        var otherArabicScript = 0
        var cyrillic = CyrillicLetters()
        /// Points of Hebrew and letters that only Yiddish has.
        var pointsAndYiddish = 0
        var bengali = 0
        var assamese = 0

        /// What `take` does, for most of what stands between the characters of other scripts.
        @inline(__always)
        mutating func takeASCII(_ byte: UInt8) {
            if (byte | 0x20) &- UInt8(ascii: "a") < 26 { latin += 1 } else { cyrillic.endWord() }
        }

        mutating func take(_ scalar: UInt32) {
            guard let script = Script(scalar) else {
                cyrillic.endWord()
                if (0x05B0...0x05C7).contains(scalar) { pointsAndYiddish += 1 }
                return
            }
            byScript[script.rawValue] += 1
            switch script {
            case .arabic: takeArabic(scalar)
            case .cyrillic: cyrillic.take(scalar)
            case .hebrew: if (0x05F0...0x05F2).contains(scalar) { pointsAndYiddish += 1 }
            // ra, which Assamese writes otherwise, and its va.
            case .bengali:
                if scalar == 0x09B0 { bengali += 1 }
                if scalar == 0x09F0 || scalar == 0x09F1 { assamese += 1 }
            default: break
            }
        }

        private mutating func takeArabic(_ scalar: UInt32) {
            switch scalar {
            // Hamza carriers, teh marbuta, kaf, alef maksura, yeh: Persian and Urdu have letters of their own for these.
            case 0x0623, 0x0625, 0x0629, 0x0643, 0x0649, 0x064A: arabicOnly += 1
            // Peh, tcheh, jeh, gaf, keheh, Farsi yeh.
            case 0x067E, 0x0686, 0x0698, 0x06AF, 0x06A9, 0x06CC: persian += 1
            // Tteh, ddal, rreh, noon ghunna, heh goal, yeh barree.
            case 0x0679, 0x0688, 0x0691, 0x06BA, 0x06C1, 0x06D2: urdu += 1
            // Letters of Pashto, Sindhi, Kurdish, Uyghur.
            case 0x067A...0x067D, 0x067F...0x0685, 0x0687, 0x0689...0x0690, 0x0692...0x0697, 0x0699...0x06A8,
                0x06AB...0x06AE, 0x06B0...0x06B9, 0x06BB...0x06BD, 0x06C4...0x06CB, 0x06CD...0x06D1, 0x06D5:
                otherArabicScript += 1
            default: break
            }
        }

        mutating func language() -> String? {
            byScript[Script.latin.rawValue] += latin
            latin = 0
            let letters = byScript.reduce(0, +)
            let unspaced = count(.han) + count(.kana)
            if letters > 0, unspaced * 2 >= letters { return eastAsian(unspaced) }
            guard let most = Script.allCases.max(by: { count($0) < count($1) }), letters > 0,
                count(most) * 2 >= letters
            else { return nil }
            switch most {
            case .arabic: return arabicScript
            case .cyrillic: return cyrillic.language
            case .bengali: return (bengali > 0) == (assamese > 0) ? nil : bengali > 0 ? "bn" : "as"
            // Hebrew is pointed in verse only; Yiddish always.
            case .hebrew: return pointsAndYiddish * 20 > count(.hebrew) ? nil : "he"
            default: return LanguageGuess.onlyLanguage(of: most)
            }
        }

        private func count(_ script: Script) -> Int { byScript[script.rawValue] }

        /// Japanese has kana in every sentence; a headline of Chinese characters alone may be either.
        private func eastAsian(_ letters: Int) -> String? {
            if count(.kana) * 20 >= letters { return "ja" }
            return count(.kana) == 0 && letters >= LanguageGuess.enough ? "zh" : nil
        }

        /// One telling letter in fifty decides; a gaf in a foreign name does not make an Arabic text Persian.
        private var arabicScript: String? {
            let letters = count(.arabic)
            if otherArabicScript * 50 > letters { return nil }
            if urdu * 50 > letters { return urdu + persian > arabicOnly ? "ur" : nil }
            if persian * 50 > letters, persian > arabicOnly { return "fa" }
            if arabicOnly > persian { return "ar" }
            return persian == 0 && letters >= LanguageGuess.enough ? "ar" : nil
        }
    }

    /// The language that a script is written for, where it is one by far.
    private static func onlyLanguage(of script: Script) -> String? {
        switch script {
        case .greek: "el"
        case .armenian: "hy"
        case .hebrew: "he"
        case .gurmukhi: "pa"
        case .gujarati: "gu"
        case .odia: "or"
        case .tamil: "ta"
        case .telugu: "te"
        case .kannada: "kn"
        case .malayalam: "ml"
        case .sinhala: "si"
        case .thai: "th"
        case .lao: "lo"
        case .myanmar: "my"
        case .georgian: "ka"
        case .khmer: "km"
        case .hangul: "ko"
        case .latin, .cyrillic, .arabic, .devanagari, .bengali, .tibetan, .ethiopic, .kana, .han: nil
        }
    }
}
