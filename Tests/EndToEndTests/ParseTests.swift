import Testing

extension EndToEnd {
    @Suite("newslogd parse, for people")
    struct ParseTests {
        private let scratch = Scratch()

        private func sheet(_ name: String, _ text: String, _ arguments: [String] = []) throws -> [String] {
            let file = scratch.write(name, text)
            let child = try scratch.run("parse", ["--format", "text"] + arguments + [file])
            let status = child.wait()
            #expect(status == .exited(0) || status == .exited(65), "\(child.errorText)")
            return child.outputLines.map { String(decoding: $0, as: UTF8.self).replacing(file, with: name) }
        }

        @Test("a broken feed: what is in it, what was wrong, where, and what was done")
        func broken() throws {
            let lines = try sheet(
                "broken.xml",
                """
                <?xml version="1.0"?>
                <rss version="2.0"><channel><title>Harbour &amp; Post</title>
                <item><title>Fish & chips</title><link>https://harbour.example/1</link>
                <pubDate>32 Foo 2026</pubDate></item>
                <item><title>Tide\u{1}s</title><b></item>
                <item><title>cut of
                """)
            #expect(lines.first == "broken.xml: RSS 2.0, 2 entries")
            #expect(lines.contains("  title        Harbour & Post"))
            #expect(lines.contains("  no date               Fish & chips"))
            #expect(lines.contains("                        https://harbour.example/1"))
            #expect(
                lines.contains(
                    "1 of 2 entries: a date that cannot be read without guessing, such as 32 Foo 2026"))
            #expect(lines.contains("4 things are wrong with it; it was read all the same:"))
            let at = try #require(
                lines.firstIndex { $0.hasPrefix("  line 3, column 19 (byte 102): ampersand") })
            #expect(
                lines[at + 1]
                    == "      <item><title>Fish & chips</title><link>https://harbour.example/1</link>")
            #expect(lines[at + 2] == "                        ^")
            // A control is shown as its picture, and never sent.
            let control = try #require(lines.firstIndex { $0.contains("[xml-control]") })
            #expect(lines[control].hasPrefix("  line 5, column 18 "))
            #expect(lines[control + 1] == "      <item><title>Tide\u{2401}s</title><b></item>")
            #expect(lines.contains { $0.hasPrefix("  line 5, column 31 ") && $0.contains("[xml-nesting]") })
            #expect(lines.contains { $0.hasPrefix("  line 6, column 20 ") && $0.contains("[truncated]") })
        }

        @Test("a sound feed: nothing is wrong with it")
        func sound() throws {
            #expect(
                try sheet("feed.xml", String(decoding: Documents.english, as: UTF8.self)).last
                    == "Nothing is wrong with it.")
        }

        @Test("a page: its title, and the feeds that it names")
        func page() throws {
            let lines = try sheet(
                "page.html",
                """
                <html><head><title>Harbour</title><link rel="stylesheet" href="/s.css">
                <link rel=alternate type='application/rss+xml' title="News &amp; tides" href="/rss?a=1&amp;b=2">
                </head></html>
                """, ["--base", "https://harbour.example/"])
            #expect(
                lines.first?.contains("no feed") == true
                    && lines.first?.contains("\u{201C}Harbour\u{201D}") == true)
            #expect(lines.contains("It names 1 feed:"))
            #expect(lines.contains("  https://harbour.example/rss?a=1&b=2  News & tides"))
        }

        @Test(
            "places are those of the document as it came, in any charset",
            arguments: ["utf-8", "utf-16", "windows-1256"])
        func places(charset: String) throws {
            let text =
                "<rss><channel>\n<title>\u{645}\u{635}\u{631}</title><item><title>a & b</title></item></channel></rss>"
            var bytes: [UInt8]
            switch charset {
            case "utf-16": bytes = "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            case "utf-8": bytes = Array("\u{FEFF}\(text)".utf8)
            default:
                bytes = text.unicodeScalars.map { scalar in
                    [0x645: 0xE3, 0x635: 0xD5, 0x631: 0xD1][scalar.value]
                        ?? UInt8(truncatingIfNeeded: scalar.value)
                }
            }
            let file = scratch.write("feed", bytes)
            let child = try scratch.run("parse", ["--content-type", "text/xml; charset=\(charset)", file])
            #expect(child.wait() == .exited(0))
            let ampersand: [UInt8] = charset == "utf-16" ? [0x26, 0] : [0x26]
            let place = try #require(bytes.indices.first { bytes[$0...].starts(with: ampersand) })
            let answer = String(decoding: child.output, as: UTF8.self)
            #expect(answer.contains("line 2, column 34, byte \(place): ampersand"), "\(answer)")
        }

        @Test("standard input is a document, too", arguments: ["-", "/dev/stdin"])
        func pipe(name: String) throws {
            let file = scratch.write("feed.xml", String(decoding: Documents.english, as: UTF8.self))
            let line = "cat \(file) | \(Scratch.program("newslogd")) parse \(name)"
            let child = try Child("/bin/sh", ["-c", line], environment: scratch.environment)
            #expect(child.wait() == .exited(0), "\(child.errorText)")
            #expect(try JSON(parsing: try #require(child.outputLines.first))["entries"].elements.count == 2)
        }
    }
}
