import Articles
import Testing

@testable import Rendering

@Suite struct ArticleSheetTests {
    private static func sheet(_ line: ArticleLine, elsewhere: [ArticleLine] = [], on display: Display)
        -> String
    {
        var output: [UInt8] = []
        ArticleSheet.append(line, elsewhere: elsewhere, on: display, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("an article as a page of text")
    func page() {
        #expect(
            Self.sheet(Lines.arabic, elsewhere: [Lines.hostile], on: .plain) == """
                تمويل "جديد"
                2026-11-23 11:05 UTC  القاهرة  مها
                https://a.example/1?a=1&b=2
                اقتصاد

                نص & خط

                also seen in
                  2024-01-02 03:04 UTC  bad  javascript:alert(1)

                cbae64bfcfdf7393a5a54a9f56daa671  revision 1  new

                """)
    }

    @Test("of an article whose text was removed it is said")
    func removed() {
        let text = String(decoding: Lines.bare.source, as: UTF8.self)
        let husk = Lines.line(text.replacing(#""event":"updated""#, with: #""event":"removed""#))
        #expect(
            Self.sheet(husk, on: .plain) == """
                [removed] tag:n
                2026-11-23 12:41 UTC  bare

                its text was removed

                03e9f84663309f7143245cf6559b3aae  revision 2  removed

                """)
    }

    @Test("a title ends its rows between words, and a text without a title is given once")
    func titles() {
        let text = String(decoding: Lines.arabic.source, as: UTF8.self)
        func sheet(_ title: String, _ event: String = "new") -> Substring {
            let line = Lines.line(
                text.replacing(##""title":"تمويل \"جديد\"""##, with: "\"title\":\(title)").replacing(
                    ##""event":"new""##, with: "\"event\":\"\(event)\""))
            let sheet = Self.sheet(line, on: .terminal(columns: 16, hasColour: true))
            return sheet.prefix(upTo: sheet.firstRange(of: "\u{1B}[2m")?.lowerBound ?? sheet.endIndex)
        }
        let (bold, end) = ("\u{1B}[1m\u{2066}", "\u{2069}\u{1B}[0m\n")
        let mark = "\u{1B}[33m\u{2068}[updated]\u{2069}\u{1B}[0m "
        #expect(sheet("\"one two three four five\"") == "\(bold)one two three\(end)\(bold)four five\(end)")
        #expect(sheet("\"one two three\"", "updated") == "\(mark)\(bold)one\(end)\(bold)two three\(end)")
        #expect(sheet("null") == "")
        #expect(sheet("null", "updated").hasPrefix(mark))
    }

    @Test("a text from right to left runs so in each of its rows")
    func rows() {
        // A Latin word begins the second row.
        let text = String(decoding: Lines.arabic.source, as: UTF8.self)
        let line = Lines.line(
            text.replacing(#""content_text":"نص & خط""#, with: #""content_text":"نص طويل OpenAI خط""#))
        let sheet = Self.sheet(line, on: .terminal(columns: 10, hasColour: false))
        #expect(sheet.contains("\n\u{2067}نص طويل\u{2069}\n\u{2067}OpenAI خط\u{2069}\n"))
    }

    @Test("a hostile article cannot steer the terminal")
    func hostile() {
        let sheet = Self.sheet(Lines.hostile, on: .terminal(columns: 80, hasColour: false))
        #expect(
            !sheet.unicodeScalars.contains {
                $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value)
            })
        #expect(!sheet.contains("\u{202E}"))
        #expect(sheet.contains("\n\u{2066}<i>two</i>\u{2069}\n"))
    }
}
