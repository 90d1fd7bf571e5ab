import Articles
import Testing

/// A word that `Folding.words` found.
struct FoundWord: Equatable, CustomStringConvertible {
    var text: String
    var start: Int
    var end: Int
    var isColocated = false

    var description: String { "\(isColocated ? "+" : "")\(text)@\(start)..<\(end)" }
}

func foundWords(_ text: String) -> [FoundWord] {
    var words: [FoundWord] = []
    Folding.words(of: Array(text.utf8).span) { folded, start, end, isColocated in
        var bytes: [UInt8] = []
        bytes.append(folded)
        words.append(
            FoundWord(
                text: String(decoding: bytes, as: UTF8.self), start: start, end: end, isColocated: isColocated
            ))
        return true
    }
    return words
}

func queryForms(_ word: String) -> [String] {
    Folding.queryForms(of: Array(word.utf8).span).map { String(decoding: $0, as: UTF8.self) }
}

/// Whether a query finds a text, as the catalog asks: every word of the query, in any of its forms, among the words of
/// the text.
func isFound(_ query: String, in text: String) -> Bool {
    let indexed = Set(foundWords(text).map(\.text))
    let wanted = foundWords(query).filter { !$0.isColocated }
    return !wanted.isEmpty
        && wanted.allSatisfy { word in
            let isPrefix = Folding.isSearchedAsPrefix(Array(word.text.utf8).span)
            return isPrefix
                ? indexed.contains { $0.hasPrefix(word.text) }
                : queryForms(word.text).contains(where: indexed.contains)
        }
}

@Suite("Words")
struct FoldingWordsTests {
    @Test("Gives folded words and their places")
    func places() {
        #expect(
            foundWords(" Caf\u{E9}, A\u{AD}b! ") == [
                FoundWord(text: "cafe", start: 1, end: 6), FoundWord(text: "ab", start: 8, end: 12),
            ])
        #expect(foundWords("").isEmpty)
        #expect(foundWords(" .\u{200F}").isEmpty)
        #expect(foundWords("e\u{301}t\u{E9}") == [FoundWord(text: "ete", start: 0, end: 6)])
    }

    @Test("Gives pairs of unspaced scripts, and the last character beside them")
    func pairs() {
        #expect(
            foundWords("x\u{65E5}\u{672C}\u{8A9E}y") == [
                FoundWord(text: "x", start: 0, end: 1),
                FoundWord(text: "\u{65E5}\u{672C}", start: 1, end: 7),
                FoundWord(text: "\u{672C}\u{8A9E}", start: 4, end: 10),
                FoundWord(text: "\u{8A9E}", start: 7, end: 10, isColocated: true),
                FoundWord(text: "y", start: 10, end: 11),
            ])
        #expect(foundWords("\u{65E5}") == [FoundWord(text: "\u{65E5}", start: 0, end: 3)])
        #expect(
            foundWords("\u{65E5}\u{3001}\u{672C}").map(\.text) == ["\u{65E5}", "\u{672C}"],
            "a comma ends a run")
        // Seoul-si, the second syllable in three letters, the last in two.
        #expect(
            foundWords("\u{C11C}\u{110B}\u{116E}\u{11AF}\u{1109}\u{1175} x") == [
                FoundWord(text: "\u{C11C}\u{C6B8}", start: 0, end: 12),
                FoundWord(text: "\u{C6B8}\u{C2DC}", start: 3, end: 18),
                FoundWord(text: "\u{C2DC}", start: 12, end: 18, isColocated: true),
                FoundWord(text: "x", start: 19, end: 20),
            ])
        // Half-width kana with a voicing mark of their own: ﾃﾞｰﾀ is データ (data).
        #expect(
            foundWords("\u{FF83}\u{FF9E}\u{FF70}\u{FF80}").map(\.text) == [
                "\u{30C7}\u{30FC}", "\u{30FC}\u{30BF}", "\u{30BF}",
            ])
    }

    @Test("Gives an Arabic noun beside its article")
    func article() {
        // بالمدرسة (in the school): with article, and bare from the fourth letter on.
        let school = "\u{628}\u{627}\u{644}\u{645}\u{62F}\u{631}\u{633}\u{629}"
        #expect(
            foundWords(school) == [
                FoundWord(
                    text: "\u{628}\u{627}\u{644}\u{645}\u{62F}\u{631}\u{633}\u{647}", start: 0, end: 16),
                FoundWord(text: "\u{645}\u{62F}\u{631}\u{633}\u{647}", start: 0, end: 16, isColocated: true),
            ])
    }

    @Test("Stops when told to")
    func stops() {
        for limit in 1...3 {
            var count = 0
            Folding.words(of: Array("a \u{65E5}\u{672C}\u{8A9E} b c".utf8).span) { _, _, _, _ in
                count += 1
                return count < limit
            }
            #expect(count == limit)
        }
    }

    @Test("Cuts an endless word, in texts and queries alike")
    func endlessWord() {
        let word = String(repeating: "x", count: 100_000)
        #expect(foundWords(word).map(\.text.utf8.count) == [Folding.wordBytes])
        #expect(isFound(word, in: word + " y"))
        let marks = "\u{648}" + String(repeating: "\u{3099}", count: 100_000)
        #expect(!foundWords(marks).isEmpty)
    }

    @Test(
        "Joins to the folded text",
        arguments: ["A, b\u{2019}c", "\u{FDFA}x", "\u{418}\u{306}\u{30AB}", "\u{1112}\u{1161}\u{11AB} 1"])
    func joins(text: String) {
        let words = foundWords(text).filter { !$0.isColocated }.map(\.text)
        #expect(
            words.joined(separator: " ").replacing(" ", with: "") == folded(text).replacing(" ", with: ""))
    }

    /// Letters with and without marks that make other letters of them, what is dropped or replaced, and what is no text.
    private static let pieces =
        [
            "a", "B", "z", "9", " ", " ", ".", "\u{2019}", "\u{627}", "\u{644}", "\u{643}", "\u{648}",
            "\u{639}",
            "\u{623}", "\u{663}", "\u{640}", "\u{64E}", "\u{654}", "\u{301}", "\u{308}", "e", "\u{E9}",
            "\u{DF}", "\u{E6}",
            "\u{AD}", "\u{200D}", "\u{418}", "\u{306}", "\u{5D0}", "\u{5B8}",
            "\u{915}", "\u{93C}",
            "the quick brown fox", "internationalisation", "\u{60C} ", "\u{1F600}",
        ].map { Array($0.utf8) } + [[0x80], [0xC3], [0xE0, 0xA4], [0x00]]

    @Test(
        "Are the words of the folded text, each where it stands, whatever stands beside it", arguments: 0..<20
    )
    func agree(seed: UInt64) {
        var random = seed &+ 1
        func next(_ count: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 33) % count
        }
        for _ in 0..<200 {
            let pool = (0..<1 + next(6)).map { _ in Self.pieces[next(Self.pieces.count)] }
            let text = (0..<next(40)).flatMap { _ in pool[next(pool.count)] }
            let expected = folded(text[...])
            // Longer ones are cut.
            guard expected.allSatisfy({ $0.count < Folding.wordBytes }) else { continue }
            var (words, places): ([[UInt8]], [[UInt8]]) = ([], [])
            Folding.words(of: text.span) { word, start, end, isColocated in
                guard !isColocated else { return true }
                words.append(Array(copying: word))
                places += folded(text[start..<end])
                return true
            }
            #expect(words == expected && places == expected, "\(text)")
        }
        func folded(_ text: ArraySlice<UInt8>) -> [[UInt8]] {
            var folded: [UInt8] = []
            Folding.fold(text.span, into: &folded)
            return folded.split(separator: 0x20).map(Array.init)
        }
    }

    @Test(
        "Finds what people mean",
        arguments: [
            // Text, query; Arabic in letters because the code points say less here.
            ("أنقرة", "انقرة"), ("انقرة", "أنقرة"), ("إيران", "ايران"), ("آثار", "اثار"), ("مدرسة", "مدرسه"),
            ("على", "علي"), ("تونـــس", "تونس"), ("مُدَرِّس", "مدرس"), ("شؤون", "شئون"), ("تهران", "تهران"),
            ("تاریخ", "تاريخ"), ("کتاب", "كتاب"), ("الحكومة", "حكومة"), ("والحكومة", "حكومة"),
            ("بالحكومة", "الحكومة"),
            ("للحكومة", "الحكومة"), ("كالحكومة", "حكومة"), ("فالحكومة", "حكومة"), ("وأعلن", "أعلن"),
            ("بتونس", "تونس"),
            ("لتونس", "تونس"), ("وكتب", "كتب"), ("فأعلن", "أعلن"), ("٣٫٥ مليون", "مليون"),
            ("عام ۱۹۹۰", "1990"),
            ("Zürich", "zurich"), ("Kraków", "krakow"), ("MÜNCHEN", "münchen"), ("Ålesund", "alesund"),
            ("naïve", "naive"), ("Ёлка", "елка"), ("ΑΘΗΝΑ", "Αθήνα"), ("東京都知事", "知事"), ("東京", "京"),
            ("กรุงเทพมหานคร", "มหานคร"), ("ﾃﾞｰﾀ", "データ"), ("서울시", "서울시"),
            // Korean writes particles onto nouns (news, Seoul): with object particle, as a part, decomposed.
            ("뉴스를", "뉴스"), ("서울에서", "서울"), ("서울", "서"),
            ("서울시", "\u{1109}\u{1165}\u{110B}\u{116E}\u{11AF}"),
            ("\u{1109}\u{1165}\u{110B}\u{116E}\u{11AF}\u{1109}\u{1175}", "서울"), ("ירושלים", "ירושלימ"),
            ("कहानी", "कहानी"), ("ＥＵ", "eu"), ("Büyükçekmece’de", "buyukcekmece"), ("ISTANBUL", "ıstanbul"),
        ])
    func finds(text: String, query: String) {
        #expect(isFound(query, in: text))
    }

    @Test(
        "Does not find what is another word",
        arguments: [
            // Money/Kamal, repented/book, hope/whole, grocer, tongue, team, corruption, minister, ministry, leader.
            ("كمال", "مال"), ("كتاب", "تاب"), ("كامل", "امل"), ("بقال", "قال"), ("لسان", "سان"),
            ("فريق", "ريق"),
            ("فساد", "ساد"), ("وزير", "زير"), ("وزارة", "زارة"), ("كبير", "بير"), ("فيلم", "يلم"),
            ("بلد", "لد"),
            // Not an article: Allah/him, which, a piece; water/what; with too few letters left.
            ("الله", "له"), ("التي", "تي"), ("ماء", "ما"), ("والد", "د"), ("فئة", "فيه"), ("بالون", "ون"),
            ("شيء", "شي"), ("رئيس", "رييس"), ("مسؤول", "مسوول"),
            ("край", "краи"), ("ガス", "カス"), ("कि", "क"), ("art", "ar"), ("東京", "京都"), ("ไทย", "ยท"),
            ("서울", "울서"), ("서울", "시"),
            ("resume", "res"), ("пой", "пои"), ("भारत", "भरत"),
        ])
    func doesNotFind(text: String, query: String) {
        #expect(!isFound(query, in: text))
    }

    @Test("Expands a query word, the exact form first")
    func forms() {
        #expect(queryForms("news") == ["news"])
        #expect(queryForms("") == [""])
        // مصر (Egypt): three letters take و ب ل; مصري takes ك and ف too; المصري loses its article; في stays.
        #expect(queryForms("مصر") == ["مصر", "ومصر", "بمصر", "لمصر"])
        #expect(queryForms("مصري") == ["مصري", "ومصري", "بمصري", "لمصري", "كمصري", "فمصري"])
        #expect(queryForms("المصري") == ["المصري", "مصري"])
        #expect(queryForms("في") == ["في"])
    }
}
