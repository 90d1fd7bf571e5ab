internal import Articles

/// Articles as one JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
///
/// Texts are copied as they are escaped in the line. What JSON Feed has no word for stands in `_newslog`.
enum JSONFeed {
    static func begin(_ heading: ArticleWriter.Heading, to output: inout [UInt8]) {
        output.append("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":")
        output.appendJSON(string: heading.title)
        output.append(",\"items\":[")
    }

    static func end(to output: inout [UInt8]) { output.append("\n]}\n") }

    static func append(_ line: ArticleLine, isFirst: Bool, to output: inout [UInt8]) {
        output.append(isFirst ? "\n{\"id\":\"" : ",\n{\"id\":\"")
        line.head.id.appendHex(to: &output)
        output.append("\"")
        append(",\"url\":", line.url, of: line, to: &output)
        append(",\"external_url\":", line.externalURL, of: line, to: &output)
        append(",\"title\":", line.title, of: line, to: &output)
        append(",\"summary\":", line.summary, of: line, to: &output)
        append(",\"image\":", line.image, of: line, to: &output)
        appendTime(",\"date_published\":", line.published ?? line.date, to: &output)
        appendTime(",\"date_modified\":", line.modified, to: &output)
        appendAuthors(of: line, to: &output)
        appendList(",\"tags\":", line.tags, of: line, to: &output)
        append(",\"language\":", line.language, of: line, to: &output)
        appendAttachments(of: line, to: &output)
        appendOurs(line, to: &output)
        append(",\"content_html\":", line.contentHTML, of: line, to: &output)
        // One of the two has to be there.
        if line.contentHTML == nil { output.append(",\"content_text\":") }
        if line.contentHTML == nil { appendString(line.contentText, of: line, to: &output) }
        output.append("}")
    }
}

extension JSONFeed {
    /// What only newslog knows: where it stands, what happened, where it came from.
    private static func appendOurs(_ line: ArticleLine, to output: inout [UInt8]) {
        output.append(",\"_newslog\":{\"seq\":")
        output.appendJSON(number: line.head.seq)
        output.append(",\"event\":\"")
        output.append(contentsOf: line.head.event.rawValue.utf8)
        output.append("\",\"revision\":")
        output.appendJSON(number: line.head.revision)
        append(",\"feed\":", line.feedID, of: line, to: &output)
        append(",\"feed_url\":", line.feedURL, of: line, to: &output)
        append(",\"feed_title\":", line.feedTitle, of: line, to: &output)
        output.append("}")
    }

    private static func appendAuthors(of line: ArticleLine, to output: inout [UInt8]) {
        let people = line.people
        guard !people.isEmpty else { return }
        output.append(",\"authors\":[")
        for (index, person) in people.enumerated() {
            output.append(index == 0 ? "{\"name\":" : ",{\"name\":")
            output.appendJSON(string: person.name[...])
            if let page = person.page {
                output.append(",\"url\":")
                output.appendJSON(string: page[...])
            }
            output.append("}")
        }
        output.append("]")
    }

    private static func appendAttachments(of line: ArticleLine, to output: inout [UInt8]) {
        let attachments = line.attachments.filter { $0.url != nil }
        guard !attachments.isEmpty else { return }
        output.append(",\"attachments\":[")
        for (index, attachment) in attachments.enumerated() {
            output.append(index == 0 ? "{\"url\":" : ",{\"url\":")
            appendString(attachment.url, of: line, to: &output)
            // mime_type is required.
            output.append(",\"mime_type\":")
            if let type = attachment.mimeType {
                appendString(type, of: line, to: &output)
            } else {
                output.append("\"application/octet-stream\"")
            }
            append(",\"title\":", attachment.title, of: line, to: &output)
            if let size = attachment.sizeInBytes {
                output.append(",\"size_in_bytes\":")
                output.appendJSON(number: size)
            }
            output.append("}")
        }
        output.append("]")
    }

    private static func appendList(
        _ key: StaticString, _ list: [Range<Int>], of line: ArticleLine, to output: inout [UInt8]
    ) {
        guard !list.isEmpty else { return }
        output.append(key)
        for (index, value) in list.enumerated() {
            output.append(index == 0 ? "[" : ",")
            appendString(value, of: line, to: &output)
        }
        output.append("]")
    }

    /// A key and its text; nothing where there is none.
    private static func append(
        _ key: StaticString, _ field: Range<Int>?, of line: ArticleLine, to output: inout [UInt8]
    ) {
        guard let field else { return }
        output.append(key)
        appendString(field, of: line, to: &output)
    }

    private static func appendString(
        _ field: Range<Int>?, of line: ArticleLine, to output: inout [UInt8]
    ) {
        output.append("\"")
        if let field { output.append(contentsOf: line.source[field]) }
        output.append("\"")
    }

    private static func appendTime(_ key: StaticString, _ time: Timestamp?, to output: inout [UInt8]) {
        guard let time else { return }
        output.append(key)
        output.appendJSON(time: time)
    }
}
