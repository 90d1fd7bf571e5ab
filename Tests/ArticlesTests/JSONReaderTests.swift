import Articles
import Testing

@Suite("JSON reader")
struct JSONReaderTests {
    private func reader(_ text: String) -> JSONReader { JSONReader(Array(text.utf8)) }

    /// Reads arrays and objects with every verb into one line; nil at a syntax error.
    private func flattened(_ json: inout JSONReader) -> String? {
        switch json.peek() {
        case .object:
            guard json.enter() else { return nil }
            var parts: [String] = []
            while let key = json.nextKey() {
                guard let value = flattened(&json) else { return nil }
                parts.append(json.text(key) + "=" + value)
            }
            return json.bytes[json.position - 1] == UInt8(ascii: "}")
                ? "{" + parts.joined(separator: " ") + "}" : nil
        case .array:
            guard json.enter() else { return nil }
            var parts: [String] = []
            while json.nextElement() {
                guard let value = flattened(&json) else { return nil }
                parts.append(value)
            }
            return json.bytes[json.position - 1] == UInt8(ascii: "]")
                ? "[" + parts.joined(separator: " ") + "]" : nil
        case .string: return json.string()
        case .number: return json.integer().map(String.init)
        case .bool: return json.bool().map(String.init)
        case .null: return json.skipValue() ? "null" : nil
        case .end, .invalid: return nil
        }
    }

    @Test(
        "Reads values of every kind",
        arguments: [
            ("{}", "{}"), ("[]", "[]"), (" [ 1 , 2 ] ", "[1 2]"), ("[[],[[]],{}]", "[[] [[]] {}]"),
            ("{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"e\"}}", "{a=1 b=[true false null] c={d=e}}"),
            ("[-1,0,1.9,-1.9,12e2,1.5e3]", "[-1 0 1 -1 1200 1500]"), ("\"\"", ""), ("{\"\":\"\"}", "{=}"),
            ("\t\r\n[\"a\"\n]", "[a]"), ("{ \"a\" : { } , \"b\" : [ ] }", "{a={} b=[]}"),
        ])
    func values(text: String, expected: String) {
        var json = reader(text)
        #expect(flattened(&json) == expected)
        #expect(json.peek() == .end)
        var skipping = reader(text)
        let skipped = skipping.skipValue()
        #expect(skipped)
        #expect(skipping.peek() == .end)
    }

    @Test(
        "Is strict about structure, reading and skipping alike",
        arguments: [
            "", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
            "{\"a\":1,}",
            "{\"a\":1 \"b\":2}", "{\"a\" 1}", "{a:1}", "{1:2}", "[}", "{]", "\"", "\"a", "\"a\\\"", "\"\\",
            "x", "tru", "nul",
            "[[1] [2]]", "{,\"a\":1}", "{\"a\":{}\"b\":1}", "[1,,2]", "]", "}", ":", ",",
        ])
    func strict(text: String) {
        var json = reader(text)
        #expect(flattened(&json) == nil || json.peek() != .end)
        var skipping = reader(text)
        let skipped = skipping.skipValue()
        #expect(!skipped)
    }

    @Test(
        "Resolves escapes, forgiving about strings",
        arguments: [
            ("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\u{8}\u{C}\n\r\t"),
            ("\\u0645\\u65e5\\u0041", "\u{645}\u{65E5}A"),
            ("\\ud83d\\ude00", "\u{1F600}"), ("\\uD83D\\uDE00", "\u{1F600}"),
            ("\\udbff\\udfff", "\u{10FFFF}"),
            ("\\ud83d", "\u{FFFD}"), ("\\ude00", "\u{FFFD}"), ("\\ud83dx", "\u{FFFD}x"),
            ("\\ud83d\\u0041", "\u{FFFD}A"), ("\\ud83d\\ud83d\\ude00", "\u{FFFD}\u{1F600}"),
            ("\\u12", "\u{FFFD}12"),
            ("\\uzzzz", "\u{FFFD}zzzz"), ("\\q", "q"), ("a\nb", "a\nb"), ("\u{645}", "\u{645}"),
            ("\\u0000", "\u{0}"),
        ])
    func escapes(raw: String, expected: String) {
        var json = reader("[\"\(raw)\"]")
        _ = json.enter()
        _ = json.nextElement()
        #expect(json.string() == expected)
        let goesOn = json.nextElement()
        #expect(!goesOn)
        #expect(json.peek() == .end)
    }

    @Test("Reads numbers that fit and no others")
    func integers() {
        for (text, expected) in [
            ("9223372036854775807", Int.max), ("9223372036854775808", nil), ("-", nil), ("1-2", nil),
            ("1e400", nil),
            ("1e18", 1_000_000_000_000_000_000), ("1e19", nil), ("1e", nil),
        ] as [(String, Int?)] {
            var json = reader(text)
            #expect(json.integer() == expected, "\(text)")
        }
        var text = reader("\"1\"")
        #expect(text.integer() == nil)
        #expect(text.string() == "1", "what is not read is not consumed")
    }

    @Test("Compares keys without making Strings")
    func keys() throws {
        var json = reader("{\"guid\":1,\"gui\\u0064\":2}")
        _ = json.enter()
        let firstKey = json.nextKey()
        let first = try #require(firstKey)
        #expect(json.matches(first, "guid") && !json.matches(first, "gui") && !json.matches(first, "guix"))
        let skipped = json.skipValue()
        #expect(skipped)
        let secondKey = json.nextKey()
        let second = try #require(secondKey)
        #expect(!json.matches(second, "guid"))
        #expect(json.text(second) == "guid")
    }

    @Test("Stays within its range")
    func range() {
        let bytes = Array("[1,22,333]".utf8)
        var json = JSONReader(bytes, range: 3..<5)
        #expect(json.integer() == 22)
        #expect(json.peek() == .end)
        var cut = JSONReader(Array("\"a\\\"".utf8), range: 0..<3)
        #expect(cut.string() == nil)
        var word = JSONReader(Array("true".utf8), range: 0..<3)
        #expect(word.bool() == nil)
    }

    @Test("Refuses nesting that is too deep, at no cost in stack")
    func depth() {
        var shallow = reader(String(repeating: "[", count: 500) + String(repeating: "]", count: 500))
        let taken = shallow.skipValue()
        #expect(taken)
        var deep = reader(String(repeating: "[{\"a\":", count: 1_000_000))
        let skipped = deep.skipValue()
        #expect(!skipped)
    }

    @Test("Never fails on a cut or a changed byte")
    func damage() {
        let bytes = Array("{\"a\":[1,\"\\u0645\\ud83d\\ude00\",{\"b\":null}],\"c\":true,\"d\":-1.5e3}".utf8)
        for index in bytes.indices {
            for byte: UInt8 in [0, 0x22, 0x2C, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0xFF] {
                var damaged = bytes
                damaged[index] = byte
                var json = JSONReader(damaged)
                _ = flattened(&json)
                #expect(json.position <= damaged.count)
            }
            var cut = JSONReader(Array(bytes[..<index]))
            #expect(flattened(&cut) == nil)
        }
    }
}
