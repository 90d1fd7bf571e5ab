import Articles
import Testing

@testable import Parsing

@Suite("Tables of dates")
struct DateTableTests {
    @Test("A date in some language means an instant", arguments: DateTable.languages)
    func languages(text: String, instant: String?) { #expect(DateTable.reading(of: text) == instant) }

    @Test("A date of some program means an instant", arguments: DateTable.shapes)
    func shapes(text: String, instant: String?) { #expect(DateTable.reading(of: text) == instant) }

    @Test(
        "Each row of months has twelve, and each of them is read as its number, or is another language's too")
    func names() {
        for language in DateLanguage.all {
            for row in language.months {
                let names = row.split(separator: " ")
                #expect(names.count == 12, "\(language.tag): \(row)")
                for (index, name) in names.enumerated() where name != "-" {
                    let text = "7 \(name.split(separator: "_").joined(separator: " ")) 2003"
                    let expected = "2003-\(index < 9 ? "0" : "")\(index + 1)-07T00:00:00Z"
                    let reading = DateTable.reading(of: text)
                    #expect(reading?.contains(expected) == true, "\(language.tag): \(text)")
                }
            }
        }
    }

    @Test("Only these words are different months in different languages")
    func contested() {
        #expect(DateWords.shared.contested.sorted() == ["lip", "lis", "listopad", "listopada", "srp"])
    }

    @Test("Each language has one row, and a word that stands for a time stands for one thing in it")
    func rows() {
        let tags = DateLanguage.all.map(\.tag)
        #expect(Set(tags).count == tags.count)
        #expect(DateLanguage.all.count <= UInt128.bitWidth)
    }

    @Test(
        "What two small numbers mean, by language and country",
        arguments: [
            ("ar", true), ("ar-EG", true), ("AR_eg", true), ("de-DE", true), ("en-GB", true), ("fr", true),
            ("en-US", false), ("en_us", false), ("en-PH", false), ("fil", false),
            ("en", nil), ("en-CA", nil), ("fr-CA", nil), ("ja", nil), ("zh-CN", nil), ("zh-HK", true),
            ("hu", nil),
            ("", nil), ("tlh", nil), ("123", nil),
        ] as [(String, Bool?)])
    func order(tag: String, isDayFirst: Bool?) {
        #expect(DateLanguage.isDayFirst(tag: Array(tag.utf8)) == isDayFirst)
    }
}
