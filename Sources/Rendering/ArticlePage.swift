internal import Articles

/// Articles as one page for a browser.
///
/// Every field has `dir="auto"`, so that Arabic titles in an English list stand right; the article carries its `lang`.
/// Content was sanitised when it was parsed; the policy in the head forbids scripts all the same.
enum ArticlePage {
    static func begin(_ heading: ArticleWriter.Heading, to output: inout [UInt8]) {
        output.append("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n")
        output.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        output.append("img-src http: https:; media-src http: https:; style-src 'unsafe-inline'\">\n")
        output.append("<meta name=\"referrer\" content=\"no-referrer\">\n")
        output.append("<meta name=\"viewport\" content=\"width=device-width\">\n<title dir=\"auto\">")
        output.append(markup: Field.clean(Array(heading.title.utf8))[...])
        output.append("</title>\n<style>\n")
        output.append("body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; ")
        output.append("padding: 0 1rem; color-scheme: light dark }\n")
        output.append("article { border-top: 1px solid #8886; padding: 1rem 0 } img { max-width: 100% }\n")
        output.append("h2 { line-height: 1.3; margin: 0 } .from { opacity: .7; font-size: .85rem }\n")
        output.append("</style>\n</head>\n<body>\n")
    }

    static func end(to output: inout [UInt8]) { output.append("</body>\n</html>\n") }

    static func append(_ line: ArticleLine, to output: inout [UInt8]) {
        output.append("<article id=\"a")
        line.head.id.appendHex(to: &output)
        output.append("-")
        output.appendJSON(number: line.head.revision)
        output.append("\"")
        if let language = line.languageTag {
            output.append(" lang=\"")
            output += language
            output.append("\"")
        }
        output.append(">\n")
        appendTitle(of: line, to: &output)
        appendOrigin(of: line, to: &output)
        appendContent(of: line, to: &output)
        for attachment in line.attachments { append(attachment, of: line, to: &output) }
        output.append("</article>\n")
    }
}

extension ArticlePage {
    private static func appendTitle(of line: ArticleLine, to output: inout [UInt8]) {
        let address = line.link(line.url)
        output.append("<h2 dir=\"auto\">")
        if let address {
            output.append("<a href=\"")
            output.append(address: address)
            output.append("\">")
        }
        let title = line.title ?? line.url ?? line.guid
        output.append(markupField: title, of: line)
        output.append(address == nil ? "</h2>\n" : "</a></h2>\n")
    }

    /// When, from where, by whom: one paragraph of isolated fields.
    private static func appendOrigin(of line: ArticleLine, to output: inout [UInt8]) {
        output.append("<p class=\"from\"><time datetime=\"")
        line.date.append(to: &output)
        output.append("\">")
        output.append(contentsOf: Moment.long(line.date))
        output.append("</time> · <bdi dir=\"auto\">")
        output.append(markupField: line.feedTitle ?? line.feedID, of: line)
        output.append("</bdi>")
        for person in line.people {
            output.append(" · <bdi dir=\"auto\">")
            output.append(markup: person.name[...])
            output.append("</bdi>")
        }
        output.append("</p>\n")
    }

    private static func appendContent(of line: ArticleLine, to output: inout [UInt8]) {
        output.append("<div dir=\"auto\">")
        if line.contentHTML != nil {
            line.append(line.contentHTML, to: &output)
        } else {
            let text = line.bytes(line.contentText)
            for paragraph in Paragraphs(text.isEmpty ? line.bytes(line.summary) : text) {
                output.append("<p dir=\"auto\">")
                output.append(markup: paragraph)
                output.append("</p>")
            }
        }
        output.append("</div>\n")
    }

    private static func append(
        _ attachment: ArticleLine.Attachment, of line: ArticleLine, to output: inout [UInt8]
    ) {
        guard let address = line.link(attachment.url) else { return }
        output.append("<p class=\"from\"><a href=\"")
        output.append(address: address)
        output.append("\" dir=\"auto\">")
        output.append(markupField: attachment.title ?? attachment.url, of: line)
        output.append("</a></p>\n")
    }
}
