internal import Articles

/// The words that a condition looks for, next to each other: each with all the forms that it may have in a text.
struct SearchWords: Sendable {
    private struct Word {
        var forms: [[UInt8]]
        var isPrefix: Bool
    }

    private var words: [Word] = []
    /// More words of a phrase are not looked at.
    private static let mostWords = 64

    /// Folds what was written; `isPrefix` finds every word that begins so.
    init(_ text: some Collection<UInt8>, isPrefix: Bool) {
        Folding.words(of: Array(text).span) { folded, _, _, isColocated in
            guard !isColocated else { return true }
            let asPrefix = isPrefix || Folding.isSearchedAsPrefix(folded)
            words.append(
                Word(
                    forms: asPrefix ? [[UInt8](copying: folded)] : Folding.queryForms(of: folded),
                    isPrefix: asPrefix))
            return words.count < Self.mostWords
        }
    }

    /// How many there are; none in a text of punctuation only, which nothing fits.
    var count: Int { words.count }

    /// Whether it is one character of a script without blanks, which the words of a text hold in pairs.
    var isCharacter: Bool {
        words.count == 1 && (words[0].forms.first.map { Folding.isSearchedAsPrefix($0.span) } ?? false)
    }

    /// Whether the word at an index is this one.
    func fits(_ index: Int, _ word: ArraySlice<UInt8>) -> Bool {
        let isPrefix = words[index].isPrefix
        for form in words[index].forms where isPrefix ? word.count >= form.count : word.count == form.count {
            if word.starts(with: form) { return true }
        }
        return false
    }
}
