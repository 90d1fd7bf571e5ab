/// What Arabic writes onto the front of a word: the article, which the index also takes off, and the one-letter words
/// و ب ل ك ف (and, in, for, as, then), which only queries put on.
///
/// All of it works on folded text, where alef has one shape.
enum ArabicPrefixes {
    /// Letters that a noun must keep without its article, so that الله (Allah) and التي (which) stay whole.
    private static let lettersLeft = 3

    /// Bytes of the article that `word` begins with; 0 when it has none or would lose too much.
    static func articleLength(of word: Span<UInt8>) -> Int {
        // Every Arabic letter has two bytes in UTF-8; alef, lam and the others begin with D8 or D9.
        guard word.count > 2 * lettersLeft, word[0] == 0xD8 || word[0] == 0xD9 else { return 0 }
        func letter(_ number: Int) -> UInt16 {
            UInt16(word[2 &* number]) << 8 | UInt16(word[2 &* number &+ 1])
        }
        let count =
            switch (letter(0), letter(1), letter(2)) {
            // wal-, bal-, kal-, fal-
            case (waw, alef, lam), (beh, alef, lam), (kaf, alef, lam), (feh, alef, lam): 6
            // lil-, al-
            case (lam, lam, _), (alef, lam, _): 4
            default: 0
            }
        guard count > 0 else { return 0 }
        let rest = word.extracting(count...)
        return Folding.characterCount(ofFolded: rest) >= lettersLeft ? count : 0
    }

    // The letters' UTF-8.
    private static let alef: UInt16 = 0xD8A7
    private static let beh: UInt16 = 0xD8A8
    private static let feh: UInt16 = 0xD981
    private static let kaf: UInt16 = 0xD983
    private static let lam: UInt16 = 0xD984
    private static let waw: UInt16 = 0xD988

    /// The word with each one-letter word before it that does not make another word of it.
    static func expansions(of word: Span<UInt8>) -> [[UInt8]] {
        let letters = Folding.characterCount(ofFolded: word)
        guard letters >= lettersLeft, word.isArabicLetters else { return [] }
        // Of ك (as) and ف (then) before a root of three letters, most are another root: مال, كمال (money, Kamal).
        let prefixes = letters > 3 ? ["و", "ب", "ل", "ك", "ف"] : ["و", "ب", "ل"]
        return prefixes.compactMap { prefix in
            var expanded = Array(prefix.utf8)
            expanded.append(word)
            return lexicalised.contains(expanded) ? nil : expanded
        }
    }

    /// Words that begin with one of the five letters and are neither "and", "in" nor "for" of what remains, although
    /// that is a word, too; folded.
    private static let lexicalised: Set<[UInt8]> = Set(
        """
        وزير وزاره وصول وسايل وفاه وجوه وضوح ورقه وحده وقوع وكاله وكيل ولايه ولاده وليد وسام وسيط وصيه وعود وفود وقود وردي \
        بقال بيان بطل بطوله بلدان بلاد بنوك بشار بصره برج بدايه بحار بحري بريد بديل بسام بقاء بناء بطاقه بغال بلوغ باب \
        لسان لقاء لجنه لبنان ليبي ليلي لواء لغات لحوم لحظه \
        كامل كمال كتاب كبير كلام كبار كثير كريم كاتب كفاح كنوز كسور كرام كراسي \
        فريق فساد فقيد فيلم فرار فصيح فاعل فهود فجور فنان فكره فرصه فتره فوايد فرنسا فاروق فارق
        """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
}

extension Span<UInt8> {
    /// Whether all of it is letters of the Arabic block (U+0600 to U+06FF).
    fileprivate var isArabicLetters: Bool {
        for index in indices {
            switch self[index] {
            case 0x80...0xBF, 0xD8...0xDB: continue
            default: return false
            }
        }
        return true
    }
}
