@testable import Parsing

/// A source and what the cleaner makes of it, as strings.
struct HTMLCleaned {
    var html: String
    var text: String
    var line: String
    var image: String?
    var isTruncated: Bool

    init(_ source: String, base: String? = "https://example.com/a/b") {
        self.init(bytes: Array(source.utf8), base: base)
    }

    init(bytes source: [UInt8], base: String? = "https://example.com/a/b") {
        var cleaner = HTMLCleaner()
        var (html, text, line): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        let result: HTMLCleaner.Result
        if let base {
            let bytes = Array(base.utf8)
            result = cleaner.clean(source.span, base: bytes.span, html: &html, text: &text)
        } else {
            result = cleaner.clean(source.span, base: nil, html: &html, text: &text)
        }
        cleaner.plainText(source.span, into: &line, singleLine: true)
        self.html = String(decoding: html, as: UTF8.self)
        self.text = String(decoding: text, as: UTF8.self)
        self.line = String(decoding: line, as: UTF8.self)
        image = result.firstImage.map { String(decoding: $0, as: UTF8.self) }
        isTruncated = result.isTruncated
    }
}
