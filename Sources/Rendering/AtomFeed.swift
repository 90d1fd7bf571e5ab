internal import Articles

/// Articles as one Atom feed (RFC 4287).
enum AtomFeed {
    static func begin(_ heading: ArticleWriter.Heading, to output: inout [UInt8]) {
        output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        output.append("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>")
        appendName(heading.title, to: &output)
        output.append("</id>\n<title>")
        output.append(markup: Field.clean(Array(heading.title.utf8))[...])
        output.append("</title>\n<updated>")
        heading.now.append(to: &output)
        output.append("</updated>\n<generator>newslog</generator>\n")
    }

    static func end(to output: inout [UInt8]) { output.append("</feed>\n") }

    static func append(_ line: ArticleLine, to output: inout [UInt8]) {
        output.append("<entry")
        if let language = line.language, !language.isEmpty {
            output.append(" xml:lang=\"")
            output.append(markupField: language, of: line)
            output.append("\"")
        }
        output.append(">\n<id>")
        appendID(line.head.id, to: &output)
        output.append("</id>\n<title>")
        output.append(markupField: line.title, of: line)
        output.append("</title>\n")
        appendTime("published", line.published, to: &output)
        appendTime("updated", line.modified ?? line.date, to: &output)
        appendAuthors(of: line, to: &output)
        appendLinks(of: line, to: &output)
        for tag in line.tags {
            output.append("<category term=\"")
            output.append(markupField: tag, of: line)
            output.append("\"/>\n")
        }
        if line.summary != nil {
            output.append("<summary>")
            output.append(markup: line.summary, of: line)
            output.append("</summary>\n")
        }
        appendContent(of: line, to: &output)
        appendSource(of: line, to: &output)
        output.append("</entry>\n")
    }
}

extension AtomFeed {
    /// A feed that has no address of its own still needs an id that stays: its title as a name (4.2.6).
    private static func appendName(_ title: String, to output: inout [UInt8]) {
        output.append("urn:newslog:")
        for byte in title.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): output.append(byte)
            default:
                output.append(UInt8(ascii: "%"))
                for digit in [byte >> 4, byte & 15] {
                    output.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
                }
            }
        }
    }

    /// The 16 bytes of an id as a `urn:uuid` (RFC 4122 3).
    private static func appendID(_ id: ArticleID, to output: inout [UInt8]) {
        var digits: [UInt8] = []
        id.appendHex(to: &digits)
        output.append("urn:uuid:")
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { output.append("-") }
            output.append(digit)
        }
    }

    private static func appendTime(
        _ element: StaticString, _ time: Timestamp?, to output: inout [UInt8]
    ) {
        guard let time else { return }
        output.append("<")
        output.append(element)
        output.append(">")
        time.append(to: &output)
        output.append("</")
        output.append(element)
        output.append(">\n")
    }

    /// An entry needs an author (4.1.2); where none is named it is the feed.
    private static func appendAuthors(of line: ArticleLine, to output: inout [UInt8]) {
        if line.authors.isEmpty {
            output.append("<author><name>")
            output.append(markupField: line.feedTitle ?? line.feedID, of: line)
            output.append("</name></author>\n")
        }
        for author in line.authors {
            output.append("<author><name>")
            output.append(markupField: author.name ?? author.email, of: line)
            output.append("</name>")
            if let uri = line.link(author.url) {
                output.append("<uri>")
                output.append(address: uri)
                output.append("</uri>")
            }
            output.append("</author>\n")
        }
    }

    private static func appendLinks(of line: ArticleLine, to output: inout [UInt8]) {
        for (relation, field) in [("alternate", line.url), ("related", line.externalURL)] {
            guard let address = line.link(field) else { continue }
            output.append(contentsOf: "<link rel=\"\(relation)\" href=\"".utf8)
            output.append(address: address)
            output.append("\"/>\n")
        }
        for attachment in line.attachments {
            guard let address = line.link(attachment.url) else { continue }
            output.append("<link rel=\"enclosure\" href=\"")
            output.append(address: address)
            if attachment.mimeType != nil {
                output.append("\" type=\"")
                output.append(markupField: attachment.mimeType, of: line)
            }
            if let size = attachment.sizeInBytes {
                output.append("\" length=\"")
                output.appendJSON(number: size)
            }
            output.append("\"/>\n")
        }
    }

    private static func appendContent(of line: ArticleLine, to output: inout [UInt8]) {
        if line.contentHTML != nil {
            output.append("<content type=\"html\">")
            output.append(markup: line.contentHTML, of: line)
        } else {
            output.append("<content>")
            output.append(markup: line.contentText, of: line)
        }
        output.append("</content>\n")
    }

    /// Where the entry came from (4.2.11).
    private static func appendSource(of line: ArticleLine, to output: inout [UInt8]) {
        output.append("<source><id>")
        output.append(address: line.bytes(line.feedURL))
        output.append("</id><title>")
        output.append(markupField: line.feedTitle ?? line.feedID, of: line)
        output.append("</title><updated>")
        line.fetchedAt.append(to: &output)
        output.append("</updated></source>\n")
    }
}
