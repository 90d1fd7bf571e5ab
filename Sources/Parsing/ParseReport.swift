import Articles

/// What the parser sees in a document, as one line of JSON: `newslogd parse` prints it.
package struct ParseReport: ~Copyable {
    private let isClean: Bool
    private var cleaner = HTMLCleaner()
    /// Plain texts that the cleaner makes besides.
    private var ignored: [UInt8] = []

    /// Makes a report of texts as published, or `clean`: sanitised and with absolute URLs, as an article keeps them.
    package init(clean: Bool = false) { isClean = clean }

    /// Appends the line of a document, with its line feed; `flush` is called between entries, to write what is there.
    package mutating func append(
        _ document: FeedDocument, to output: inout [UInt8], flush: (inout [UInt8]) -> Void = { _ in }
    ) {
        output.append("{\"ok\":true,\"wellformed\":")
        output.append(document.isWellFormed ? "true" : "false")
        output.append(",\"error\":null,\"warnings\":")
        Self.append(document.warnings, to: &output)
        output.append(",\"feed\":{\"format\":")
        output.appendJSON(string: document.format.rawValue)
        let feed = document.feed
        html("title", feed.title, base: feed.base, document, to: &output)
        Self.field("link", feed.link, document, to: &output)
        Self.field("language", feed.language, document, to: &output)
        Self.field("updated", feed.updated, to: &output)
        html("description", feed.description, base: feed.base, document, to: &output)
        Self.field("author", feed.author, document, to: &output)
        output.append("},\"entries\":[")
        for (index, entry) in document.entries.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            append(entry, of: document, to: &output)
            flush(&output)
        }
        output.append("]}\n")
    }

    /// Appends the line of a document that is no feed, with its line feed.
    package mutating func append(_ error: NotAFeed, to output: inout [UInt8]) {
        output.append("{\"ok\":false,\"wellformed\":false,\"error\":")
        output.appendJSON(string: "\(error.code): \(error.message)")
        output.append(",\"warnings\":")
        Self.append(error.warnings, to: &output)
        output.append(",\"feed\":null,\"entries\":[]}\n")
    }
}

extension ParseReport {
    private mutating func append(
        _ entry: FeedDocument.Entry, of document: FeedDocument, to output: inout [UInt8]
    ) {
        output.append("{\"id\":")
        Self.value(entry.id, document, to: &output)
        Self.field("link", entry.link, document, to: &output)
        html("title", entry.title, base: entry.base, document, to: &output)
        Self.field("published", entry.published, to: &output)
        Self.field("updated", entry.updated, to: &output)
        output.append(",\"author\":")
        Self.author(of: entry, document, to: &output)
        // An entry with one text has it as its summary too, as other parsers report it.
        let summary = entry.summary.isPresent ? entry.summary : entry.content
        html("summary_html", summary, base: entry.base, document, to: &output)
        html("content_html", entry.content, base: entry.base, document, to: &output)
        Self.appendLists(of: entry, document, to: &output)
    }

    private static func appendLists(
        of entry: FeedDocument.Entry, _ document: FeedDocument, to output: inout [UInt8]
    ) {
        output.append(",\"enclosures\":[")
        for (index, enclosure) in document.enclosures[entry.enclosures].enumerated() {
            output.append(index > 0 ? ",{\"url\":" : "{\"url\":")
            value(enclosure.url, document, to: &output)
            field("type", enclosure.type, document, to: &output)
            field("length", enclosure.length, document, to: &output)
            output.append(UInt8(ascii: "}"))
        }
        output.append("],\"categories\":[")
        for (index, category) in document.categories[entry.categories].enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            value(category, document, to: &output)
        }
        output.append("]}")
    }

    /// The name of the first author; the address of one who has no name.
    private static func author(
        of entry: FeedDocument.Entry, _ document: FeedDocument, to output: inout [UInt8]
    ) {
        let names = document.authors[entry.authors].lazy.map { $0.name.isEmpty ? $0.email : $0.name }
        value(names.first { !$0.isEmpty } ?? .absent, document, to: &output)
    }

    /// A text that is HTML source.
    private mutating func html(
        _ name: StaticString, _ range: ByteRange, base: ByteRange, _ document: FeedDocument,
        to output: inout [UInt8]
    ) {
        guard isClean, range.isPresent else { return Self.field(name, range, document, to: &output) }
        var html: [UInt8] = []
        ignored.removeAll(keepingCapacity: true)
        let start = document.bytes[base]
        _ = cleaner.clean(
            document.bytes[range].span, base: base.isPresent ? start.span : nil, html: &html, text: &ignored)
        Self.key(name, to: &output)
        output.appendJSON(string: html.span)
    }

    private static func field(
        _ name: StaticString, _ range: ByteRange, _ document: FeedDocument, to output: inout [UInt8]
    ) {
        key(name, to: &output)
        value(range, document, to: &output)
    }

    private static func field(_ name: StaticString, _ instant: Timestamp?, to output: inout [UInt8]) {
        key(name, to: &output)
        guard let instant else {
            output.append("null")
            return
        }
        output.append(UInt8(ascii: "\""))
        instant.append(to: &output, withMilliseconds: false)
        output.append(UInt8(ascii: "\""))
    }

    private static func key(_ name: StaticString, to output: inout [UInt8]) {
        output.append(",\"")
        output.append(name)
        output.append("\":")
    }

    private static func value(_ range: ByteRange, _ document: FeedDocument, to output: inout [UInt8]) {
        if range.isPresent { output.appendJSON(string: document.bytes[range]) } else { output.append("null") }
    }

    private static func append(_ warnings: [Warning], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        for (index, warning) in warnings.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output.appendJSON(string: warning.description)
        }
        output.append(UInt8(ascii: "]"))
    }
}
