internal import Articles

/// Reads OPML (opml.org/spec2.opml): outlines with an `xmlUrl` are feeds, the folders around them become tags.
enum OPMLList {
    static func read(_ bytes: [UInt8]) throws(FeedList.Refusal) -> FeedList {
        guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), bytes.first != 0 else {
            throw FeedList.Refusal(
                line: 1, message: "an OPML list must be UTF-8, this is UTF-16", hint: "save it as UTF-8")
        }
        var scanner = TagScanner(bytes)
        var reading = Reading()
        while let tag = try scanner.next() { try reading.take(tag) }
        guard reading.isOPML else { throw FeedList.Refusal(line: 1, message: "this is not an OPML list") }
        if scanner.isTruncated {
            reading.list.remark(scanner.line, "the list ends in the middle; what stands before was read")
        }
        return reading.list
    }

    /// What is known on the way through the tags.
    private struct Reading {
        var list = FeedList()
        var isOPML = false
        /// The tag that each open outline gives to those below it; nil for one that gives none.
        var folders: [String?] = []
        var outlines = 0

        mutating func take(_ tag: TagScanner.Tag) throws(FeedList.Refusal) {
            if tag.name == "opml" { isOPML = true }
            guard isOPML, tag.name == "outline" else { return }
            guard !tag.isClosing else {
                _ = folders.popLast()
                return
            }
            outlines += 1
            guard outlines <= Limits.outlines else {
                throw FeedList.Refusal(
                    line: tag.line, message: "a list may have \(Limits.outlines) outlines, this one has more")
            }
            let name = (tag.attribute("text") ?? tag.attribute("title") ?? "").tidied(to: Limits.nameLength)
            let url = tag.attribute("xmlurl")?.trimmed
            if let url, !url.isEmpty { add(url, name, tag) }
            guard !tag.isSelfClosing else { return }
            guard folders.count < Limits.outlineDepth else {
                throw FeedList.Refusal(
                    line: tag.line,
                    message: "the outlines of a list may be nested \(Limits.outlineDepth) deep")
            }
            folders.append(url == nil && !name.isEmpty ? name : nil)
        }

        private mutating func add(_ url: String, _ name: String, _ tag: TagScanner.Tag) {
            var tags: [String] = []
            for case let folder? in folders where !tags.contains(folder) { tags.append(folder) }
            list.feeds.append(
                ListedFeed(url: url, title: name.isEmpty ? nil : name, tags: tags, line: tag.line))
        }
    }
}

extension String {
    /// Without blanks at both ends.
    fileprivate var trimmed: String {
        let start = utf8.firstIndex { $0 > 0x20 } ?? utf8.endIndex
        let end = utf8.lastIndex { $0 > 0x20 }.map(utf8.index(after:)) ?? start
        return String(self[start..<end])
    }
}
