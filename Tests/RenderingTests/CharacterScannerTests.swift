import Testing

@testable import Rendering

@Suite struct CharacterScannerTests {
    @Test(
        "cells of a text",
        arguments: [
            ("", 0), ("abc", 3), ("قاهرة", 5), ("قَاهِرَة", 5), ("שָׁלוֹם", 4), ("新聞", 4), ("한국", 4),
            ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇪🇬", 2), ("🇪🇬🇫🇷", 4), ("❤️", 2), ("1️⃣", 2), ("می‌خواهم", 7),
            ("e\u{301}", 1), ("ﷺ", 1), ("Ａ", 2), ("a\u{AD}b", 3),
        ])
    func cells(text: String, cells: Int) {
        #expect(CharacterScanner.cells(in: Array(text.utf8)[...]) == cells)
    }

    @Test("bytes that are no UTF-8 take a cell each")
    func invalid() {
        #expect(CharacterScanner.cells(in: [0xFF, 0xC3, 0x61, 0xE2, 0x80]) == 5)
    }

    @Test(
        "text is cut between characters",
        arguments: [
            ("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("新聞記者", 5, "新聞…"), ("新聞記者", 4, "新…"),
            ("قَاهِرَة", 3, "قَا…"), ("a👨‍👩‍👧b", 2, "a…"), ("abc", 1, "…"), ("abc", 0, ""),
        ])
    func cut(text: String, cells: Int, expected: String) {
        let (cut, used) = Field.cut(Array(text.utf8), to: cells)
        #expect(String(decoding: cut, as: UTF8.self) == expected)
        #expect(used == CharacterScanner.cells(in: cut[...]) && used <= cells)
    }

    @Test(
        "at the end of a line it fits even where the parts of an emoji are drawn beside each other",
        arguments: [
            ("a👨‍👩‍👧b", 9, "a👨‍👩‍👧b"), ("a👨‍👩‍👧b", 8, "a👨‍👩‍👧b"), ("a👨‍👩‍👧b", 7, "a…"), ("👍🏽👍🏽", 7, "👍🏽…"),
            ("🇪🇬🇫🇷", 4, "🇪🇬🇫🇷"), ("❤️❤️", 3, "❤️…"), ("新聞記者", 5, "新聞…"),
        ])
    func cutAtLineEnd(text: String, cells: Int, expected: String) {
        let (cut, used) = Field.cut(Array(text.utf8), to: cells, atLineEnd: true)
        #expect(String(decoding: cut, as: UTF8.self) == expected)
        #expect(used == CharacterScanner.cells(in: cut[...]))
    }

    @Test(
        "fields are made harmless",
        arguments: [
            ("a\u{1B}[31mb", "a [31mb"), ("a\n\n b\t", "a b"), ("\u{202E}abc\u{2066}\u{202C}", "abc"),
            ("a\u{9B}31m", "a 31m"), ("می‌خواهم", "می‌خواهم"), ("x\u{200F}!", "x\u{200F}!"),
            ("a\u{2028}b\u{7F}", "a b"),
        ])
    func clean(text: String, expected: String) {
        #expect(String(decoding: Field.clean(Array(text.utf8)), as: UTF8.self) == expected)
    }

    @Test("bytes that are no UTF-8 become a replacement character")
    func cleanInvalid() {
        #expect(Field.clean([0x61, 0xFF, 0x62]) == Array("a\u{FFFD}b".utf8))
    }
}
