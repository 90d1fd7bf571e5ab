import Articles
import Testing

@testable import Parsing

@Suite("Hashes of fields")
struct FieldHasherTests {
    private func digest(_ texts: [String], collapsed: Bool = false) -> Digest128 {
        var hasher = FieldHasher("test")
        for text in texts {
            if collapsed { hasher.addCollapsed(Array(text.utf8)) } else { hasher.add(text) }
        }
        return hasher.digest()
    }

    @Test("the digest is SHA-256 of purpose, zero, and each field behind its length")
    func vector() {
        // printf 'test\0\0\0\0\0\0\0\0\3abc' | sha256sum
        #expect(digest(["abc"]).description == "6791daa3300a9ceee337d1e8a6fe2b7e")
    }

    @Test("no two lists of fields are one")
    func fields() {
        #expect(digest(["ab", "c"]) != digest(["a", "bc"]))
        #expect(digest(["abc"]) != digest(["abc", ""]))
    }

    @Test(
        "white space counts as one blank, and not at all at the ends",
        arguments: [
            ("", ""), (" \n\t", ""), ("a", "a"), ("  a  b ", "a b"), ("a\nb\r\n\r\nc", "a b c"),
            ("one two three four five six", "one two three four five six"),
            ("one two three four five  six\u{1}seven", "one two three four five six seven"),
            ("\u{645}\u{635}\u{631} \u{A0} \u{645}", "\u{645}\u{635}\u{631} \u{A0} \u{645}"),
        ])
    func collapsed(text: String, expected: String) {
        for offset in 0..<20 {
            let filler = String(repeating: "x", count: offset)
            let ending = filler + (expected.isEmpty || filler.isEmpty ? "" : " ") + expected
            #expect(digest([filler + "\n" + text], collapsed: true) == digest([ending]))
        }
    }
}
