import Articles
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    private func written(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.appendJSON(string: bytes.span)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "Escapes what may not stand in a line and nothing else",
        arguments: [
            ("", "\"\""), ("a/b", "\"a/b\""), ("\"\\", "\"\\\"\\\\\""), ("\n\r\t", "\"\\n\\r\\t\""),
            ("\u{1}\u{1F}\u{7F}", "\"\\u0001\\u001f\\u007f\""), ("a\u{0}b", "\"ab\""),
            ("\u{80}\u{85}\u{9F}\u{A0}", "\"\\u0080\\u0085\\u009f\u{A0}\""),
            ("\u{2027}\u{2028}\u{2029}\u{202A}", "\"\u{2027}\\u2028\\u2029\u{202A}\""),
            ("\u{645}\u{65E5}\u{1F600}", "\"\u{645}\u{65E5}\u{1F600}\""), ("\u{10FFFF}", "\"\u{10FFFF}\""),
        ])
    func strings(text: String, expected: String) {
        #expect(written(Array(text.utf8)) == expected)
        var output: [UInt8] = []
        output.appendJSON(string: text)
        output.appendJSON(string: Array(("xx" + text).utf8)[2...])
        #expect(String(decoding: output, as: UTF8.self) == expected + expected)
    }

    @Test(
        "Repairs what is no UTF-8",
        arguments: [
            [0xFF], [0xC0], [0xC1], [0xF5], [0x80], [0xE0, 0x80], [0xED, 0xA0], [0xF4, 0x90], [0xF0, 0x80],
            [0xC2],
        ] as [[UInt8]])
    func invalid(bytes: [UInt8]) {
        let marks = String(repeating: "\u{FFFD}", count: bytes.count)
        #expect(written(bytes) == "\"\(marks)\"")
        #expect(written([0x61] + bytes + [0x62]) == "\"a\(marks)b\"")
    }

    @Test("Finds the length of every scalar and of nothing else")
    func lengths() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            let length = bytes.span.lengthOfUTF8(at: 0)
            let cut = bytes.count == 1 ? 0 : bytes.span.extracting(..<(bytes.count - 1)).lengthOfUTF8(at: 0)
            if length != bytes.count || cut != 0 { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test("Writes numbers")
    func numbers() {
        var output: [UInt8] = []
        for number in [0, 7, -1, .max, .min] as [Int] {
            output.appendJSON(number: number)
            output.append(" ")
        }
        output.appendJSON(number: UInt64.max)
        #expect(
            String(decoding: output, as: UTF8.self)
                == "0 7 -1 9223372036854775807 -9223372036854775808 18446744073709551615")
    }

    @Test("Writes instants and null")
    func times() {
        var output: [UInt8] = []
        output.appendJSON(time: Timestamp(seconds: 0))
        output.appendJSON(time: nil)
        output.appendJSON(optional: nil)
        output.appendJSON(optional: "a")
        #expect(String(decoding: output, as: UTF8.self) == "\"1970-01-01T00:00:00.000Z\"nullnull\"a\"")
    }
}
