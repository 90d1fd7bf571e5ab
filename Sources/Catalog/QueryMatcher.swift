package import Articles

/// Holds a query against a journal line, which has everything that the index left out: places of words, language, URL.
extension Query {
    /// Whether the line is what the query's tree asks for; dates, feeds and copies are the index's business.
    package func matches(_ line: ArticleLine) -> Bool {
        guard let node else { return true }
        let article = FoldedArticle(line)
        return article.matches(node)
    }
}

/// The texts of a line as folded words.
private struct FoldedArticle {
    private let line: ArticleLine
    private let title: FoldedText
    private let authors: [FoldedText]
    private let tags: [FoldedText]
    private let texts: [FoldedText]

    init(_ line: ArticleLine) {
        self.line = line
        title = FoldedText(line.bytes(line.title))
        authors = line.authors.map { FoldedText(line.bytes($0.name)) }
        tags = (line.tags + line.feedTags).map { FoldedText(line.bytes($0)) }
        texts = [line.summary, line.contentText].map { FoldedText(line.bytes($0)) }
    }

    func matches(_ node: Query.Node) -> Bool {
        switch node {
        case .word, .phrase:
            let words = WordPattern.all(of: node)
            return ([title] + texts + authors + tags).contains { $0.contains(words) }
        case .field(let field, let value): return matches(field, value)
        case .and(let nodes): return nodes.allSatisfy(matches)
        case .or(let nodes): return nodes.contains(where: matches)
        case .not(let inner): return !matches(inner)
        }
    }

    private func matches(_ field: Query.Field, _ value: Query.Node) -> Bool {
        switch field {
        case .title: title.contains(WordPattern.all(of: value))
        case .author: contains(value, in: authors)
        case .tag: contains(value, in: tags)
        case .feed: isEqual(line.bytes(line.feedID), value)
        case .lang: isLanguage(value)
        case .url: [line.url, line.externalURL].contains { isPart(value, of: line.bytes($0)) }
        case .is: line.head.revision > 1
        }
    }

    private func contains(_ value: Query.Node, in list: [FoldedText]) -> Bool {
        let words = WordPattern.all(of: value)
        return list.contains { $0.contains(words) }
    }

    private func isEqual(_ bytes: [UInt8], _ value: Query.Node) -> Bool {
        let (text, isPrefix) = value.text
        return isPrefix ? bytes.starts(with: text.utf8) : bytes.elementsEqual(text.utf8)
    }

    /// `ar` is also `ar-EG` (RFC 4647 3.3.1, basic filtering).
    private func isLanguage(_ value: Query.Node) -> Bool {
        let (text, isPrefix) = value.text
        let language = line.bytes(line.language).map(\.lowercasedASCII)
        let wanted = text.utf8.map(\.lowercasedASCII)
        guard !wanted.isEmpty, language.starts(with: wanted) else { return false }
        return isPrefix || language.count == wanted.count || language[wanted.count] == UInt8(ascii: "-")
    }

    /// Whether the text stands anywhere in the URL, whatever the case of its letters.
    private func isPart(_ value: Query.Node, of url: [UInt8]) -> Bool {
        let wanted = value.text.0.utf8.map(\.lowercasedASCII)
        let url = url.map(\.lowercasedASCII)
        guard let first = wanted.first, url.count >= wanted.count else { return false }
        return url.indices.dropLast(wanted.count - 1).contains {
            url[$0] == first && url[$0...].starts(with: wanted)
        }
    }
}

/// A text as the index sees it: at each place a word, and what the index files beside it.
private struct FoldedText {
    private var places: [[[UInt8]]] = []

    init(_ text: [UInt8]) {
        Folding.words(of: text.span) { word, _, _, isColocated in
            if isColocated, let last = places.indices.last {
                places[last].append(Array(copying: word))
            } else {
                places.append([Array(copying: word)])
            }
            return true
        }
    }

    /// Whether the words stand here next to each other; no words stand nowhere.
    func contains(_ words: [WordPattern]) -> Bool {
        guard !words.isEmpty, places.count >= words.count else { return false }
        return (0...(places.count - words.count)).contains { start in
            words.indices.allSatisfy { words[$0].matches(places[start + $0]) }
        }
    }
}

/// A word of a query: its forms, any of which will do.
struct WordPattern {
    private let forms: [[UInt8]]
    private let isPrefix: Bool

    /// The words of a leaf of the tree, in order; empty for punctuation.
    static func all(of leaf: Query.Node) -> [WordPattern] {
        let (text, isPrefix) = leaf.text
        var words: [WordPattern] = []
        Folding.words(of: Array(text.utf8).span) { word, _, _, isColocated in
            guard !isColocated else { return true }
            let asPrefix = isPrefix || Folding.isSearchedAsPrefix(word)
            words.append(
                WordPattern(
                    forms: asPrefix ? [Array(copying: word)] : Folding.queryForms(of: word),
                    isPrefix: asPrefix))
            return true
        }
        return words
    }

    /// Whether one of the words at a place of a text is one of the forms.
    func matches(_ place: [[UInt8]]) -> Bool {
        place.contains { word in forms.contains { isPrefix ? word.starts(with: $0) : word == $0 } }
    }
}

extension Query.Node {
    /// The text of a leaf; empty for anything else.
    var text: (String, isPrefix: Bool) {
        switch self {
        case .word(let word, let isPrefix): (word, isPrefix)
        case .phrase(let phrase): (phrase, false)
        case .field, .and, .or, .not: ("", false)
        }
    }
}

extension UInt8 {
    fileprivate var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
