internal import Articles

/// Writes the part of an article line that is known where the document is parsed: from `"date":` to the closing brace.
///
/// The keys and their order are those of `newslog schema`; every key is always present.
struct LineTail {
    /// A person, an attachment: plain bytes, empty means absent.
    struct Author {
        var name: [UInt8] = [], url: [UInt8] = [], email: [UInt8] = []
    }

    /// Something attached.
    struct Attachment {
        var url: [UInt8] = [], mimeType: [UInt8] = [], title: [UInt8] = []
        var sizeInBytes: Int?
        var durationInSeconds: Double?
    }

    /// The feed's part, written once a document: `{"id":…,"tags":[…]}`.
    var feed: [UInt8]
    var date = Timestamp(milliseconds: 0)
    var dateSource: StaticString = "fetched"
    var fetchedAt = Timestamp(milliseconds: 0)
    var published: Timestamp?
    var modified: Timestamp?
    var dateRaw: [UInt8]?
    var language: [UInt8]?
    var direction: StaticString?
    var url: [UInt8]?
    var externalURL: [UInt8]?
    var guid: [UInt8]?
    var title: [UInt8]?
    var summary: [UInt8]?
    var authors: [Author] = []
    var tags: [[UInt8]] = []
    var image: [UInt8]?
    var attachments: [Attachment] = []
    /// Names of the rules that match.
    var matched: [[UInt8]] = []
    var hash = ContentHash(high: 0, low: 0)
    var isTruncated = false
    var contentHTML: [UInt8]?
    var contentText: [UInt8] = []
    /// Only of a line that was emptied.
    var remains: ArticleRemains?

    /// Appends the tail.
    func append(to output: inout [UInt8]) {
        output.append("\"date\":")
        output.appendJSON(time: date)
        output.append(",\"fetched_at\":")
        output.appendJSON(time: fetchedAt)
        output.append(",\"feed\":")
        output.append(contentsOf: feed)
        append("language", language, to: &output)
        output.append(",\"direction\":")
        appendWord(direction, to: &output)
        append("url", url, to: &output)
        append("external_url", externalURL, to: &output)
        append("guid", guid, to: &output)
        append("title", title, to: &output)
        append("summary", summary, to: &output)
        output.append(",\"authors\":[")
        appendList(authors, to: &output, Self.append(author:to:))
        output.append("],\"tags\":[")
        appendList(tags, to: &output) { $1.appendJSON(string: $0.span) }
        output.append("]")
        append("image", image, to: &output)
        output.append(",\"attachments\":[")
        appendList(attachments, to: &output, Self.append(attachment:to:))
        output.append("],\"date_published\":")
        output.appendJSON(time: published)
        output.append(",\"date_modified\":")
        output.appendJSON(time: modified)
        append("date_raw", dateRaw, to: &output)
        output.append(",\"date_source\":")
        appendWord(dateSource, to: &output)
        output.append(",\"matched\":[")
        appendList(matched, to: &output) { $1.appendJSON(string: $0.span) }
        output.append("],\"hash\":\"")
        hash.appendHex(to: &output)
        output.append("\",\"content_source\":\"feed\",\"truncated\":")
        output.append(isTruncated ? "true" : "false")
        append("content_html", contentHTML, to: &output)
        append("content_text", contentText, to: &output)
        if let remains {
            output.append(",\"remains\":")
            remains.append(to: &output)
        }
        output.append("}")
    }
}

extension LineTail {
    private func append(_ key: StaticString, _ value: [UInt8]?, to output: inout [UInt8]) {
        output.append(",\"")
        output.append(key)
        output.append("\":")
        Self.append(value: value, to: &output)
    }

    private func appendWord(_ word: StaticString?, to output: inout [UInt8]) {
        guard let word else { return output.append("null") }
        output.append("\"")
        output.append(word)
        output.append("\"")
    }

    private func appendList<Element>(
        _ list: [Element], to output: inout [UInt8], _ append: (Element, inout [UInt8]) -> Void
    ) {
        for (index, element) in list.enumerated() {
            if index > 0 { output.append(",") }
            append(element, &output)
        }
    }

    private static func append(value: [UInt8]?, to output: inout [UInt8]) {
        if let value { output.appendJSON(string: value.span) } else { output.append("null") }
    }

    private static func append(part: [UInt8], to output: inout [UInt8]) {
        append(value: part.isEmpty ? nil : part, to: &output)
    }

    private static func append(author: Author, to output: inout [UInt8]) {
        output.append("{\"name\":")
        append(part: author.name, to: &output)
        output.append(",\"url\":")
        append(part: author.url, to: &output)
        output.append(",\"email\":")
        append(part: author.email, to: &output)
        output.append("}")
    }

    private static func append(attachment: Attachment, to output: inout [UInt8]) {
        output.append("{\"url\":")
        output.appendJSON(string: attachment.url.span)
        output.append(",\"mime_type\":")
        append(part: attachment.mimeType, to: &output)
        output.append(",\"title\":")
        append(part: attachment.title, to: &output)
        output.append(",\"size_in_bytes\":")
        if let size = attachment.sizeInBytes {
            output.appendJSON(number: size)
        } else {
            output.append("null")
        }
        output.append(",\"duration_in_seconds\":")
        if let seconds = attachment.durationInSeconds, seconds.isFinite {
            // The shortest decimal form that Swift prints is a JSON number but for exponents, which JSON has too.
            output.append(contentsOf: seconds.description.utf8)
        } else {
            output.append("null")
        }
        output.append("}")
    }
}
