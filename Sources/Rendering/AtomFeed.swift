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
        if let language = line.languageTag {
            output.append(" xml:lang=\"")
            output += language
            output.append("\"")
        }
        output.append(">\n<id>")
        appendID(line.head.id, to: &output)
        output.append("</id>\n<title>")
        output.append(markupField: line.title, of: line)
        output.append("</title>\n")
        appendTime("published", line.published, to: &output)
        // Each revision has a time of its own (4.1.1).
        let seen = line.head.revision > 1 ? line.fetchedAt : line.date
        appendTime("updated", line.modified ?? seen, to: &output)
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
        let people = line.people
        if people.isEmpty {
            output.append("<author><name>")
            output.append(markupField: line.feedTitle ?? line.feedID, of: line)
            output.append("</name></author>\n")
        }
        for person in people {
            output.append("<author><name>")
            output.append(markup: person.name[...])
            output.append("</name>")
            if let page = person.page {
                output.append("<uri>")
                output.append(address: page)
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
            if let type = line.mediaType(of: attachment) {
                output.append("\" type=\"")
                output.append(markup: type[...])
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

    /// Where the entry came from (4.2.11); a feed that is a file has a name all the same (4.2.6: an absolute IRI).
    private static func appendSource(of line: ArticleLine, to output: inout [UInt8]) {
        output.append("<source><id>")
        let address = line.bytes(line.feedURL)
        if address.first == UInt8(ascii: "/") { output.append("file://") }
        output.append(address: address)
        output.append("</id><title>")
        output.append(markupField: line.feedTitle ?? line.feedID, of: line)
        output.append("</title><updated>")
        line.fetchedAt.append(to: &output)
        output.append("</updated></source>\n")
    }
}
