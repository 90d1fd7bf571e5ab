internal import Articles

/// Reads newsboat's `urls` file: a URL a line, then tags; `"~Title"` names the feed, `!` hides it there.
enum URLsList {
    static func read(_ bytes: [UInt8]) throws(FeedList.Refusal) -> FeedList {
        var list = FeedList()
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        for (index, line) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let words = words(of: String(decoding: line, as: UTF8.self))
            guard let first = words.first else { continue }
            guard list.feeds.count < Limits.outlines else {
                throw FeedList.Refusal(
                    line: index + 1, message: "a list may have \(Limits.outlines) feeds, this one has more")
            }
            if let kind = ["exec:", "filter:", "query:"].first(where: { first.hasPrefix($0) }) {
                list.remark(index + 1, "`\(kind)` is newsboat's own and is left out")
            } else {
                list.feeds.append(feed(first, words.dropFirst(), line: index + 1))
            }
        }
        return list
    }

    private static func feed(_ url: String, _ words: ArraySlice<String>, line: Int) -> ListedFeed {
        var feed = ListedFeed(url: url, title: nil, tags: [], line: line)
        for word in words where word != "!" {
            if word.hasPrefix("~") {
                let title = word.dropFirst().description.tidied(to: Limits.nameLength)
                if !title.isEmpty { feed.title = title }
            } else {
                let tag = word.tidied(to: Limits.nameLength)
                if !tag.isEmpty, !feed.tags.contains(tag) { feed.tags.append(tag) }
            }
        }
        return feed
    }

    /// The words of a line: blanks separate, double quotes hold together, a backslash in quotes keeps the next
    /// character, `#` at the start of a word ends the line.
    private static func words(of line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if isEscaped {
                word?.unicodeScalars.append(scalar)
                isEscaped = false
            } else if isQuoted, scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isQuoted.toggle()
                word = word ?? ""
            } else if !isQuoted, scalar == " " || scalar == "\t" || scalar == "\r" {
                if let done = word { words.append(done) }
                word = nil
            } else if !isQuoted, word == nil, scalar == "#" {
                return words
            } else {
                word = word ?? ""
                word?.unicodeScalars.append(scalar)
            }
        }
        if let done = word { words.append(done) }
        return words
    }
}
