import Articles
import Testing

@testable import Rendering

@Suite struct RevisionDiffTests {
    private func line(
        _ revision: Int, title: String, text: String, event: String = "updated", more: String = ""
    ) throws -> ArticleLine {
        let json =
            #"{"v":1,"seq":\#(revision),"event":"\#(event)","id":"00000000000000010000000000000002","revision":\#(revision),"#
            + #""duplicate_of":null,"dropped":false,"fetched_at":"2026-11-23T12:00:00.000Z","title":"\#(title)","#
            + #"\#(more)"content_text":"\#(text)"}"#
        return try #require(ArticleLine(Array(json.utf8)))
    }

    private func diff(_ old: ArticleLine, _ new: ArticleLine, on display: Display = .plain) -> String {
        var output: [UInt8] = []
        RevisionDiff.append(from: old, to: new, on: display, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private let heading = "revision 1 → 2  seen 2026-11-23 12:00 UTC\n"

    @Test("Only what changed is shown, word by word") func words() throws {
        let old = try line(
            1, title: "Ten dead in storm", text: "The storm came.\\n\\nTen people died.\\n\\nIt is over.")
        let new = try line(
            2, title: "Twelve dead in storm",
            text: "The storm came.\\n\\nTwelve people have died.\\n\\nIt is over.")
        #expect(
            diff(old, new) == heading + """
                title: [-Ten-]{+Twelve+} dead in storm

                The storm came.

                [-Ten-]{+Twelve+} people{+ have+} died.

                It is over.

                """)
    }

    @Test("Of many unchanged paragraphs only those beside a change are shown") func context() throws {
        let old = (1...9).map { "p\($0)" }
        var new = old
        new[4] = "q"
        let found = try diff(
            line(1, title: "t", text: old.joined(separator: "\\n\\n")),
            line(2, title: "t", text: new.joined(separator: "\\n\\n")))
        #expect(
            found == heading
                + "\n… 3 unchanged paragraphs\n\np4\n\n[-p5-]{+q+}\n\np6\n\n… 3 unchanged paragraphs\n")
    }

    @Test("Whole paragraphs come and go") func paragraphs() throws {
        let found = try diff(
            line(1, title: "t", text: "one\\n\\ntwo"), line(2, title: "t", text: "one\\n\\nnew\\n\\ntwo"))
        #expect(found == heading + "\none\n\n{+new+}\n\ntwo\n")
    }

    @Test("Lists stay lists") func lists() throws {
        let found = try diff(
            line(1, title: "t", text: "- one\\n- two\\n- three\\n\\n- a\\n- b"),
            line(2, title: "t", text: "- one\\n- four\\n- three\\n\\n- a\\n- b"))
        #expect(found == heading + "\n- one\n- [-two-]{+four+}\n- three\n\n- a\n- b\n")
    }

    @Test("Chinese is compared by characters, Arabic by words") func scripts() throws {
        let chinese = try diff(line(1, title: "北京今天下雨", text: ""), line(2, title: "北京明天下雨", text: ""))
        #expect(chinese == heading + "title: 北京[-今-]{+明+}天下雨\n")
        let arabic = try diff(
            line(1, title: "سعر الذهب اليوم", text: ""), line(2, title: "سعر النفط اليوم", text: ""))
        #expect(arabic == heading + "title: سعر [-الذهب-]{+النفط+} اليوم\n")
    }

    @Test("On a terminal colours mark, and every line is isolated; without colours marks do") func terminal()
        throws
    {
        let (old, new) = (try line(1, title: "a b", text: ""), try line(2, title: "a c", text: ""))
        let coloured = diff(old, new, on: .terminal(columns: 80, hasColour: true))
        #expect(
            coloured.hasSuffix(
                "title: \u{2066}\u{2068}a \u{2069}\u{1B}[31m\u{2068}b\u{2069}\u{1B}[0m"
                    + "\u{1B}[32m\u{2068}c\u{2069}\u{1B}[0m\u{2069}\n"))
        let plain = diff(old, new, on: .terminal(columns: 80, hasColour: false))
        #expect(
            plain.hasSuffix(
                "title: \u{2066}\u{2068}a \u{2069}[-\u{2068}b\u{2069}-]{+\u{2068}c\u{2069}+}\u{2069}\n"))
    }

    @Test("A line runs as what it says now, whatever was taken away in front") func direction() throws {
        // qadim: old.
        let found = try diff(
            line(1, title: "old قديم", text: ""), line(2, title: "قديم", text: ""),
            on: .terminal(columns: 80, hasColour: false))
        #expect(
            found.hasSuffix(
                "title: \u{2067}[-\u{2068}old \u{2069}-]\u{2068}قديم\u{2069}\u{2069}\n"))
    }

    @Test("On a terminal rows end between words, what changed and what did not") func wrapped() throws {
        let old = try line(
            1, title: "one two three four", text: "aaaa bbbb cccc dddd\\n\\n1111 2222 3333 4444")
        let new = try line(2, title: "one two 3 four", text: "aaaa bbbb cccc dddd\\n\\n1111 9999 8888 4444")
        func rows(_ hasColour: Bool) -> [String] {
            diff(old, new, on: .terminal(columns: 16, hasColour: hasColour))
                .filter { !"\u{2066}\u{2068}\u{2069}".contains($0) }.split(separator: "\n").map(String.init)
        }
        #expect(
            rows(false).dropFirst() == [
                "title: one two", "[-three-]{+3+}", "four", "aaaa bbbb cccc", "dddd", "1111",
                "[-2222-]{+9999+}",
                "[-3333-]{+8888+}", "4444",
            ])
        let (red, green, end) = ("\u{1B}[31m", "\u{1B}[32m", "\u{1B}[0m")
        #expect(
            rows(true).dropFirst() == [
                "title: one two", "\(red)three\(end)\(green)3\(end) four", "aaaa bbbb cccc", "dddd",
                "1111 \(red)2222\(end)\(green)9999\(end)", "\(red)3333\(end)\(green)8888\(end) 4444",
            ])
        #expect(diff(old, new, on: .plain).contains("\n1111 [-2222-]{+9999+} [-3333-]{+8888+} 4444\n"))
    }

    @Test("What a hostile text could do to a terminal is not in it") func hostile() throws {
        let found = try diff(
            line(1, title: #"a\u001b]0;x\u0007b"#, text: #"\u202ex"#),
            line(2, title: #"\u009b31m"#, text: #"y\u2067"#),
            on: .terminal(columns: 80, hasColour: false))
        #expect(
            !found.unicodeScalars.contains {
                $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value)
            })
        #expect(!found.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || $0.value == 0x2067 })
    }

    @Test("Of a removed text it is said that it was removed") func removed() throws {
        let (old, husk) = (
            try line(1, title: "t", text: "x"), try line(2, title: "", text: "", event: "removed")
        )
        #expect(diff(old, husk) == heading + "title: [-t-]\nits text was removed\n")
        #expect(diff(husk, old).contains("the text before was removed\n"))
    }

    @Test("A change of what is not shown is said to be one") func hidden() throws {
        #expect(
            try diff(line(1, title: "t", text: "x"), line(2, title: "t", text: "x"))
                == heading + "nothing that is shown here\n")
    }
}
