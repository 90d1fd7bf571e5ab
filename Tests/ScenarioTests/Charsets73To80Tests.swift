import Articles
import TestServer
import Testing

@Suite("Scenarios 73 to 80: charsets and dates") struct Charsets73To80Tests {
    /// U+062E U+0628 U+0631, "khabar" (news), in UTF-8 and in windows-1256.
    private static let title = "\u{62E}\u{628}\u{631}"
    private static let windows1256: [UInt8] = [0xCE, 0xC8, 0xD1]

    private static func document(_ title: [UInt8], declared encoding: String?) -> [UInt8] {
        let declaration =
            encoding.map { "<?xml version=\"1.0\" encoding=\"\($0)\"?>" } ?? "<?xml version=\"1.0\"?>"
        return Array(
            "\(declaration)<rss version=\"2.0\"><channel><title>t</title><item><guid>g</guid><title>".utf8)
            + title + Array("</title></item></channel></rss>".utf8)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let contentType: String
        let body: [UInt8]
        var isWarned = false
    }

    private static let utf8 = Array(title.utf8)
    private static let utf16: [UInt8] =
        [0xFF, 0xFE]
        + String(decoding: document(utf8, declared: "utf-16"), as: UTF8.self).utf16.flatMap {
            [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }

    static let cases: [Case] = [
        Case(
            testDescription: "73. Header utf-8, prolog and bytes windows-1256",
            contentType: "text/xml; charset=utf-8", body: document(windows1256, declared: "windows-1256"),
            isWarned: true),
        Case(
            testDescription: "74. Header and bytes windows-1256, prolog utf-8",
            contentType: "text/xml; charset=windows-1256", body: document(windows1256, declared: "utf-8")),
        Case(
            testDescription: "75. Header iso-8859-1, prolog and bytes utf-8",
            contentType: "text/xml; charset=iso-8859-1", body: document(utf8, declared: "utf-8"),
            isWarned: true),
        Case(
            testDescription: "76. Nothing but a byte order mark of UTF-16LE", contentType: "application/xml",
            body: utf16),
        Case(
            testDescription: "77. text/xml without a charset, bytes utf-8", contentType: "text/xml",
            body: document(utf8, declared: nil)),
        Case(
            testDescription: "78. A charset that nobody knows", contentType: "text/xml; charset=x-unheard-of",
            body: document(utf8, declared: "x-unheard-of"), isWarned: true),
    ]

    @Test("checklist 52: The title is read as it was meant", arguments: cases) func charset(_ scenario: Case)
        throws
    {
        let world = try World()
        world.subscribe([.ok(scenario.body, type: scenario.contentType)])
        let visit = try world.visit()
        #expect(visit.lines.map(\.title) == [Self.title] && visit.error == nil)
        #expect(
            visit.warnings.contains { $0.hasPrefix("charset-") } == scenario.isWarned, "\(visit.warnings)")
    }

    private static func dated(_ guids: [String], _ date: (Int) -> String) -> [UInt8] {
        let items = guids.enumerated().map {
            "<item><guid>\($1)</guid><title>Of \($1)</title><description>Said of \($1).</description><pubDate>\(date($0))</pubDate></item>"
        }
        return Array("<rss version=\"2.0\"><channel><title>t</title>\(items.joined())</channel></rss>".utf8)
    }

    @Test("79. pubDate changes at every poll, guid and text do not: nothing is new, nothing updated")
    func newDates() throws {
        let world = try World()
        world.subscribe(
            (1...5).map { hour in .ok(Self.dated(["one"]) { _ in "Mon, 23 Nov 2026 0\(hour):00:00 GMT" }) })
        #expect(try world.visit().items == ["one"])
        for _ in 1...4 {
            let visit = try world.visit()
            #expect(visit.items.isEmpty && visit.error == nil)
            #expect(visit.state.lastNew != visit.state.lastAttempt)
        }
    }

    @Test(
        "80. Dates in the future, in 1970, with Arabic month names: taken once, and the feed is asked as usual",
        arguments: [
            ("Mon, 01 Nov 2027 10:00:00 GMT", nil), ("Thu, 01 Jan 1970 00:00:00 GMT", nil),
            // "23 nufimbir 2026 10:00", 23 November.
            (
                "23 \u{646}\u{648}\u{641}\u{645}\u{628}\u{631} 2026 10:00:00 GMT",
                Timestamp(year: 2026, month: 11, day: 23, hour: 10)
            ),
        ] as [(String, Timestamp?)])
    func oddDates(date: String, expected: Timestamp?) throws {
        let world = try World()
        world.subscribe([.ok(Self.dated(["one", "two"]) { _ in date })])
        let first = try world.visit()
        #expect(first.items == ["one", "two"] && first.state.lastNew == first.state.lastAttempt)
        if let expected { #expect(first.lines.map(\.date) == [expected, expected]) }
        #expect(first.lines.allSatisfy { $0.date <= world.clock.wall })
        #expect(first.pause.map { $0 >= .seconds(900) && $0 <= .seconds(86_400) } == true)
        #expect(try world.visit().items.isEmpty)
    }
}
