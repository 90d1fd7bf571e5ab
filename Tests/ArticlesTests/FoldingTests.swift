import Articles
import Testing

/// Folded text as a String.
func folded(_ text: String) -> String { folded(Array(text.utf8)) }

func folded(_ bytes: [UInt8]) -> String {
    var output = Array("kept ".utf8)
    Folding.fold(bytes.span, into: &output)
    return String(decoding: output.dropFirst(5), as: UTF8.self)
}

@Suite("Folding")
struct FoldingTests {
    @Test(
        "Folds letter by letter",
        arguments: [
            // Arabic: alef with hamza, madda, wasla; teh marbuta; alef maksura, Farsi and Urdu letters; hamza.
            ("\u{623}\u{628}", "\u{627}\u{628}"), ("\u{622}\u{628}", "\u{627}\u{628}"),
            ("\u{671}\u{625}", "\u{627}\u{627}"), ("\u{642}\u{629}", "\u{642}\u{647}"),
            ("\u{649}\u{6CC}\u{6D2}\u{6D3}", "\u{64A}\u{64A}\u{64A}\u{64A}"),
            ("\u{6A9}\u{6AA}", "\u{643}\u{643}"),
            ("\u{6C1}\u{6BE}\u{6D5}\u{6C0}\u{6C2}", "\u{647}\u{647}\u{647}\u{647}\u{647}"),
            ("\u{645}\u{633}\u{624}\u{644}", "\u{645}\u{633}\u{621}\u{644}"),
            ("\u{634}\u{626}", "\u{634}\u{621}"),
            // Marks and fillers vanish: harakat, dagger alef, tatweel, ZWNJ, RLM, ALM.
            ("\u{643}\u{64F}\u{62A}\u{650}\u{628}\u{64E}", "\u{643}\u{62A}\u{628}"),
            ("\u{631}\u{62D}\u{645}\u{670}\u{646}", "\u{631}\u{62D}\u{645}\u{646}"),
            ("\u{639}\u{640}\u{640}\u{644}\u{200C}\u{645}\u{200F}\u{61C}", "\u{639}\u{644}\u{645}"),
            // Presentation forms: lam-alef, the ligature Allah, isolated and medial marks.
            ("\u{FEFB}\u{FEF5}", "\u{644}\u{627}\u{644}\u{627}"),
            ("\u{FDF2}", "\u{627}\u{644}\u{644}\u{647}"),
            ("\u{FE8D}\u{FE70}\u{FE91}\u{FE71}", "\u{627}\u{628}"),
            (
                "\u{FDFA}",
                "\u{635}\u{644}\u{64A} \u{627}\u{644}\u{644}\u{647} \u{639}\u{644}\u{64A}\u{647} \u{648}\u{633}\u{644}\u{645}"
            ),
            ("\u{661}\u{6F2}\u{967}\u{FF13}", "1213"),
            // Other scripts.
            ("\u{5D0}\u{5DA}\u{5B8}", "\u{5D0}\u{5DB}"), ("\u{FB2A}", "\u{5E9}"),
            ("\u{401}\u{416}", "\u{435}\u{436}"), ("\u{419}", "\u{439}"), ("\u{418}\u{306}", "\u{439}"),
            ("\u{438}\u{301}", "\u{438}"), ("\u{3A6}\u{3CE}\u{3C2}", "\u{3C6}\u{3C9}\u{3C3}"),
            ("\u{1EC7}\u{1E9E}\u{130}I\u{131}", "essiii"),
            ("\u{C6}\u{152}\u{DE}\u{D0}\u{110}\u{141}\u{D8}", "aeoethddlo"),
            ("e\u{301}\u{323}", "e"), ("\u{FB01}\u{2460}\u{B2}", "fi12"), ("\u{FF21}\u{FF42}", "ab"),
            ("\u{958}\u{93E}", "\u{915}\u{93E}"), ("\u{915}\u{93F}", "\u{915}\u{93F}"),
            ("\u{FF76}\u{FF9E}", "\u{30AC}"), ("\u{30AB}\u{3099}", "\u{30AC}"), ("\u{30AB}", "\u{30AB}"),
            ("\u{1112}\u{1161}\u{11AB}", "\u{D55C}"), ("\u{D558}\u{11AB}", "\u{D55C}"),
            ("\u{DD9}\u{DCF}\u{DCA}", "\u{DDD}"), ("\u{648}\u{654}\u{64A}\u{654}", "\u{621}\u{621}"),
            ("\u{6D2}\u{654}", "\u{64A}"), ("\u{648}\u{64F}\u{654}", "\u{621}"), ("\u{1D400}", "a"),
        ])
    func letters(text: String, expected: String) {
        #expect(folded(text) == expected)
    }

    @Test(
        "Makes every run of what is no word one blank, and none at the ends",
        arguments: [
            ("", ""), (" ", ""), ("...", ""), ("a", "a"), ("  A,  b\u{2014}c!? ", "a b c"),
            ("a\u{AD}b\u{200B}c", "abc"),
            ("a \u{200F} b", "a b"), ("\u{200F} a", "a"), ("don\u{2019}t", "don t"),
            ("\u{1F600}a\u{1F600}\u{1F3FD}b", "a b"),
            ("\u{5E6}\u{5D4}\u{5F4}\u{5DC}", "\u{5E6}\u{5D4} \u{5DC}"), ("1.5\u{20AC}", "1 5"),
            ("a\u{A0}\u{3000}b", "a b"),
            ("a\u{B4}b", "a b"), ("\u{30A2}\u{30FB}\u{30A2}", "\u{30A2} \u{30A2}"), ("a\u{301}", "a"),
            ("\u{301}a", "a"),
            (" \u{301}a", "a"), ("a\nb\tc\u{0}d", "a b c d"), ("\u{E000}a\u{FFFF}", "a"),
        ])
    func blanks(text: String, expected: String) {
        #expect(folded(text) == expected)
    }

    @Test("Takes bytes that are no UTF-8 for separators")
    func invalid() {
        #expect(folded([0x61, 0xFF, 0x62]) == "a b")
        #expect(folded([0x61, 0xD8]) == "a")
        #expect(folded([0xD8, 0x61, 0xE0, 0x80, 0x62, 0xED, 0xA0, 0x80]) == "a b")
        #expect(folded([0xC0, 0xAF, 0xF4, 0x90, 0x80, 0x80, 0x63]) == "c")
    }

    @Test("Folds every scalar to something that folds to itself")
    func idempotent() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = folded(String(Character(scalar)))
            if folded(once) != once { Issue.record("U+\(String(value, radix: 16)): \(once)") }
        }
    }

    @Test("Says of whole text what it says of its words, whatever their number")
    func longText() {
        let sentence =
            "\u{627}\u{644}\u{631}\u{651}\u{626}\u{64A}\u{633}, Caf\u{E9} \u{65E5}\u{672C} \u{419} 12 \u{FDFA} "
        let once = folded(sentence)
        for repeats in [2, 50, 700] {
            let expected = Array(repeating: once, count: repeats).joined(separator: " ")
            #expect(folded(String(repeating: sentence, count: repeats)) == expected)
        }
    }

    @Test("Counts characters", arguments: [("", 0), ("abc", 3), ("\u{627}\u{644} \u{65E5}\u{1F600}", 5)])
    func characterCount(text: String, expected: Int) {
        let count = Folding.characterCount(ofFolded: Array(text.utf8).span)
        #expect(count == expected)
    }

    @Test(
        "Stays linear under a flood of marks and of expanding letters",
        arguments: ["\u{654}", "\u{FDFA}", "\u{3099}", "\u{11A8}"])
    func floods(piece: String) {
        let text = "\u{648}" + String(repeating: piece, count: 100_000)
        #expect(folded(text).utf8.count <= text.utf8.count * 11)
    }
}
