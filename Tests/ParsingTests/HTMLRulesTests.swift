import Testing

@testable import Parsing

@Suite("Rules of HTML")
struct HTMLRulesTests {
    @Test("The tables were found")
    func found() {
        #expect(HTMLTable.vectors.count > 400)
        #expect(HTMLTable.rules.count > 180)
    }

    @Test("Each rule makes the HTML and the text that it says", arguments: HTMLTable.rules)
    func rule(row: HTMLTable.Row) {
        let cleaned = HTMLCleaned(row.source)
        #expect(cleaned.html == row.html)
        #expect(cleaned.text == row.text)
    }

    /// What browsers would move or open again stays where it is written (no adoption agency, no foster parents).
    @Test(
        "Text stays where it is written, whatever stands open around it",
        arguments: [
            ("<b>a<i>b</b>c</i>d", "<b>a<i>b</i></b>cd", "abcd"),
            ("<b>a<p>b</b>c</p>d", "<b>a<p>b</p></b>c<p></p>d", "a\n\nb\n\nc\n\nd"),
            ("<table>a<tr>b<td>c</td>d</table>e", "<table>a<tr>b<td>c</td>d</tr></table>e", "a\nb\tcd\n\ne"),
        ])
    func inPlace(source: String, html: String, text: String) {
        #expect(HTMLCleaned(source).html == html)
        #expect(HTMLCleaned(source).text == text)
    }

    @Test("There are no more attributes than a tag keeps, and no more elements than there are places for")
    func numbers() {
        #expect(HTMLAttribute.allCases.count - 1 <= HTMLTag.mostAttributes)
        #expect(HTMLElement.allCases.count <= 160)
    }

    /// Each kind of first byte at each place of a block of sixteen, whole, cut short and followed by the wrong byte.
    @Test("UTF-8 is judged alike wherever it stands", arguments: 0..<40)
    func wellFormed(offset: Int) {
        let characters: [[UInt8]] = [
            [0x61], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xE4, 0xB8, 0xAD], [0xED, 0x9F, 0xBF],
            [0xEF, 0xBF, 0xBD], [0xF0, 0x9F, 0x98, 0x80], [0xF4, 0x8F, 0xBF, 0xBF],
        ]
        let wrong: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
            [0xE4, 0xB8],
            [0xE4, 0x28, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE4, 0xB8, 0xAD, 0xAD], [0xC3, 0xA9, 0xA9],
        ]
        for filler in [[0x61], [0xD8, 0xA7], [0xE4, 0xB8, 0xAD]] as [[UInt8]] {
            let before = Array(repeating: filler, count: offset).flatMap { $0 }
            let behind = Array(repeating: filler, count: 40).flatMap { $0 }
            for character in characters {
                let text = before + character + behind
                #expect(UTF8Repair.firstFault(in: text.span) == text.count, "\(character) at \(before.count)")
            }
            for bytes in wrong {
                let text = before + bytes + behind
                let repaired = UTF8Repair.repaired(
                    text.span, firstFault: UTF8Repair.firstFault(in: text.span))
                // Swift's own decoder replaces the same parts.
                #expect(
                    repaired == Array(String(decoding: text, as: UTF8.self).utf8),
                    "\(bytes) at \(before.count)")
            }
        }
    }
}
