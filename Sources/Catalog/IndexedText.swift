package import Articles

/// The words of one line, as plain UTF-8, for the full text.
package struct IndexedText: Sendable {
    /// The line; a search finds it only while it is its article's newest.
    package var seq: Seq
    package var title: [UInt8] = []
    package var summary: [UInt8] = []
    package var authors: [UInt8] = []
    package var tags: [UInt8] = []
    package var body: [UInt8] = []
    /// What is known of it beside its words (`IndexMark`).
    private(set) var marks: [UInt8] = []

    /// Makes an empty text.
    package init(seq: Seq) { self.seq = seq }

    /// Takes what a line is found by: the same words at each time, so that they can be taken out of the index again.
    package init(_ line: ArticleLine) {
        self.init(seq: line.head.seq)
        line.append(line.title, to: &title)
        line.append(line.summary, to: &summary)
        line.append(line.contentText, to: &body)
        for author in line.authors {
            line.append(author.name, to: &authors)
            authors.append(0x0A)
        }
        for tag in line.tags + line.feedTags {
            line.append(tag, to: &tags)
            tags.append(0x0A)
        }
        mark(
            feed: line.bytes(line.feedID), language: line.bytes(line.language),
            urls: [line.url, line.externalURL].map { line.bytes($0) }, isUpdated: line.head.revision > 1)
    }

    /// Marks the line with what it is besides its words.
    package mutating func mark(
        feed: [UInt8], language: [UInt8] = [], urls: [[UInt8]] = [], isUpdated: Bool = false
    ) {
        marks = IndexMark.feed(feed)
        for tag in IndexMark.languages(language) { marks += tag }
        for word in urls.flatMap(Folding.urlWords) { marks += IndexMark.url(word: word) }
        if isUpdated { marks += IndexMark.updated }
    }

    /// All words and marks in one column, so that a word is looked for once.
    var words: [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(
            title.count + summary.count + authors.count + tags.count + body.count + marks.count + 8)
        for part in [title, summary, authors, tags, body] {
            // Only marks may look like marks.
            all += part.contains(where: { $0 < 0x03 }) ? part.map { $0 < 0x03 ? 0x20 : $0 } : part
            all.append(0x0A)
        }
        return all + marks
    }
}
