import Articles
import Testing

@testable import Parsing

@Suite("Hostile HTML")
struct HTMLHostileTests {
    @Test("Nothing that runs or loads by itself is written", arguments: HTMLTable.vectors)
    func vector(row: HTMLTable.Row) { #expect(HTMLCleaned(row.source).html == row.html) }

    @Test("What was written is written again as it is", arguments: HTMLTable.vectors + HTMLTable.rules)
    func stable(row: HTMLTable.Row) { #expect(HTMLCleaned(row.html).html == row.html) }

    @Test("Work and output grow with the source, whatever its shape", arguments: HTMLShapes.names)
    func linear(name: String) throws {
        var cleaner = HTMLCleaner()
        cleaner.limit = .max
        let base = Array("https://example.com/a/b".utf8)
        var steps: [Int] = []
        for size in [8 << 10, 64 << 10] {
            let source = try #require(HTMLShapes.source(named: name, bytes: size))
            var (html, text): ([UInt8], [UInt8]) = ([], [])
            let result = cleaner.clean(source.span, base: base.span, html: &html, text: &text)
            steps.append(cleaner.steps)
            // A turn of the reader a byte at most, an element closed for each one opened, and 32 bytes a reference.
            #expect(cleaner.steps <= 18 * source.count + 1024)
            #expect(text.count <= 3 * source.count + 16)
            #expect(cleaner.open.count == 0)
            #expect(result.html.indices == html.indices)
        }
        #expect(steps[1] <= 9 * steps[0] + 4096)
    }

    @Test("What is written of any shape is not much more than the limit", arguments: HTMLShapes.names)
    func capped(name: String) throws {
        var cleaner = HTMLCleaner()
        cleaner.limit = 16 << 10
        let source = try #require(HTMLShapes.source(named: name, bytes: 24 << 10))
        let base = Array("https://example.com/a/b".utf8)
        var (html, text): ([UInt8], [UInt8]) = ([], [])
        let result = cleaner.clean(source.span, base: base.span, html: &html, text: &text)
        // The last tag may be a long one, and the open elements are closed.
        #expect(html.count <= 16 << 10 + 64 << 10)
        #expect(result.isTruncated)
    }

    @Test("Every cut and every damaged byte of markup is read without a crash, and reading goes on as before")
    func damage() {
        let source = Array(
            "<p>a<b title='&amp;'>b</b>&copy;<svg><g/></svg><table><td>c<!-- x --></table>d".utf8)
        var cleaner = HTMLCleaner()
        var (html, text): ([UInt8], [UInt8]) = ([], [])
        for index in source.indices {
            for value in UInt8.min...UInt8.max {
                var damaged = source
                damaged[index] = value
                _ = cleaner.clean(damaged.span, base: nil, html: &html, text: &text)
            }
            let cut = Array(source[..<index])
            _ = cleaner.clean(cut.span, base: nil, html: &html, text: &text)
            #expect(cleaner.open.count == 0)
        }
        html.removeAll()
        _ = cleaner.clean(Array("<p>x".utf8).span, base: nil, html: &html, text: &text)
        #expect(String(decoding: html, as: UTF8.self) == "<p>x</p>")
    }
}
