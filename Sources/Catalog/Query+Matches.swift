package import Articles

/// What a line says decides where the index cannot: phrases, languages, URLs.
extension Query {
    /// Whether a line is what the query's words ask for; dates, feeds and flags beside them are not looked at.
    package func matches(_ line: ArticleLine) -> Bool {
        guard let node else { return true }
        var text = LineText(line)
        return text.matches(node)
    }
}

/// A line whose texts are split into folded words when they are first asked for.
private struct LineText {
    private let line: ArticleLine
    private var title: FoldedWords?
    private var authors: FoldedWords?
    private var tags: FoldedWords?
    private var rest: FoldedWords?

    init(_ line: ArticleLine) { self.line = line }

    mutating func matches(_ node: Query.Node) -> Bool {
        switch node {
        // What folds into several words (`co-op`, a run of Chinese) is one word where they stand together.
        case .word(let text, let isPrefix): return matches(QueryWords(text, isPrefix: isPrefix))
        case .phrase(let text): return matches(QueryWords(text, isPrefix: false))
        case .field(let field, let value): return matches(value, in: field)
        case .and(let nodes):
            for node in nodes where !matches(node) { return false }
            return true
        case .or(let nodes):
            for node in nodes where matches(node) { return true }
            return false
        case .not(let node): return !matches(node)
        }
    }
}

extension LineText {
    private mutating func matches(_ value: Query.Node, in field: Query.Field) -> Bool {
        let (text, isPrefix) =
            switch value {
            case .word(let word, let isPrefix): (word, isPrefix)
            case .phrase(let phrase): (phrase, false)
            case .field, .and, .or, .not: ("", false)
            }
        let words = QueryWords(text, isPrefix: isPrefix)
        switch field {
        case .title: return titleWords().holds(words)
        case .author: return authorWords().holds(words)
        case .tag: return tagWords().holds(words)
        case .feed:
            let id = line.bytes(line.feedID)
            return isPrefix ? id.starts(with: text.utf8) : id.elementsEqual(text.utf8)
        case .lang: return isLanguage(text, isPrefix: isPrefix)
        case .url:
            return FoldedWords([line.url, line.externalURL].map { Folding.withoutScheme(line.bytes($0)) })
                .holds(
                    QueryWords(
                        String(decoding: Folding.withoutScheme(Array(text.utf8)), as: UTF8.self),
                        isPrefix: isPrefix))
        case .is: return line.head.revision > 1
        }
    }

    /// `ar` is also `ar-EG` (RFC 4647 3.3.1, basic filtering).
    private func isLanguage(_ range: String, isPrefix: Bool) -> Bool {
        let tag = line.bytes(line.language).map(\.lowercasedASCII)
        let wanted = range.utf8.map(\.lowercasedASCII)
        return tag.starts(with: wanted)
            && (isPrefix || tag.count == wanted.count || tag[wanted.count] == UInt8(ascii: "-"))
    }

    private mutating func matches(_ words: QueryWords) -> Bool {
        guard !words.isEmpty else { return false }
        return [titleWords(), authorWords(), tagWords(), restWords()].contains { $0.holds(words) }
    }

    private mutating func titleWords() -> FoldedWords {
        let words = title ?? FoldedWords([line.bytes(line.title)])
        title = words
        return words
    }

    private mutating func authorWords() -> FoldedWords {
        let words = authors ?? FoldedWords(line.authors.map { line.bytes($0.name) })
        authors = words
        return words
    }

    private mutating func tagWords() -> FoldedWords {
        let words = tags ?? FoldedWords((line.tags + line.feedTags).map { line.bytes($0) })
        tags = words
        return words
    }

    private mutating func restWords() -> FoldedWords {
        let words = rest ?? FoldedWords([line.bytes(line.summary), line.bytes(line.contentText)])
        rest = words
        return words
    }
}

/// The words of a query's leaf: each with all the forms in which the index may hold it.
private struct QueryWords {
    struct Word {
        var forms: [[UInt8]]
        var isPrefix: Bool
    }

    private var words: [Word] = []

    init(_ text: String, isPrefix: Bool) {
        Folding.words(of: Array(text.utf8).span) { folded, _, _, isColocated in
            guard !isColocated else { return true }
            let asPrefix = isPrefix || Folding.isSearchedAsPrefix(folded)
            words.append(
                Word(
                    forms: asPrefix ? [[UInt8](copying: folded)] : Folding.queryForms(of: folded),
                    isPrefix: asPrefix))
            return words.count < 64
        }
    }

    var isEmpty: Bool { words.isEmpty }
    var indices: Range<Int> { words.indices }

    /// Whether the word at an index is this one.
    func fits(_ index: Int, _ word: [UInt8]) -> Bool {
        let wanted = words[index]
        return wanted.forms.contains { wanted.isPrefix ? word.starts(with: $0) : word == $0 }
    }
}

/// The folded words of some texts, in order; words that stand beside each other share a place.
private struct FoldedWords {
    private var words: [(place: Int, word: [UInt8])] = []

    init(_ texts: [[UInt8]]) {
        var place = 0
        for text in texts {
            Folding.words(of: text.span) { folded, _, _, isColocated in
                if !isColocated { place += 1 }
                words.append((place, [UInt8](copying: folded)))
                return true
            }
            // A place between texts keeps a phrase from running from one into the next.
            place += 1
        }
    }

    /// Whether the words stand here next to each other.
    func holds(_ wanted: QueryWords) -> Bool {
        guard !wanted.isEmpty else { return false }
        // The places at which the phrase so far ends; at most 64 words, each in one pass.
        var ends = Set(words.filter { wanted.fits(0, $0.word) }.map(\.place))
        for index in wanted.indices.dropFirst() {
            guard !ends.isEmpty else { return false }
            let before = ends
            ends = Set(
                words.filter { before.contains($0.place - 1) && wanted.fits(index, $0.word) }.map(\.place))
        }
        return !ends.isEmpty
    }
}
