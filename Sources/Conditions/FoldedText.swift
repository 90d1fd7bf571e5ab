internal import Articles

/// The folded words of some texts, in order, and where each stood; words beside each other share a place.
struct FoldedText {
    /// Where something stands in the texts.
    struct Spot: Equatable {
        /// The number of the text.
        var text: Int
        /// Its bytes, by the indices of the slice that was folded.
        var bytes: Range<Int>
    }

    private struct Word {
        var place: Int
        /// The folded word in `folded`.
        var folded: Range<Int>
        var spot: Spot
    }

    /// All folded words, one behind the other.
    private var folded: [UInt8] = []
    private var words: [Word] = []

    init(_ texts: [ArraySlice<UInt8>]) {
        var place = 0
        for (index, text) in texts.enumerated() {
            folded.reserve(forAppending: text.count)
            Folding.words(of: text.span) { word, start, end, isColocated in
                if !isColocated { place += 1 }
                let first = folded.count
                folded.append(word)
                words.append(
                    Word(
                        place: place, folded: first..<folded.count,
                        spot: Spot(text: index, bytes: text.startIndex + start..<text.startIndex + end)))
                return true
            }
            // A place between texts keeps a phrase from running from one into the next.
            place += 1
        }
    }

    /// Where the wanted words first stand next to each other; nil when they nowhere do.
    func find(_ wanted: SearchWords) -> Spot? {
        guard wanted.count > 0 else { return nil }
        for index in words.indices where wanted.fits(0, folded[words[index].folded]) {
            guard let last = end(of: wanted, from: index) else { continue }
            let first = words[index].spot
            return Spot(text: first.text, bytes: first.bytes.lowerBound..<words[last].spot.bytes.upperBound)
        }
        return nil
    }

    /// Everywhere that they stand next to each other, in order, by bytes.
    func ranges(of wanted: SearchWords) -> [Range<Int>] {
        guard wanted.count > 0 else { return [] }
        return words.indices.compactMap { index in
            guard wanted.fits(0, folded[words[index].folded]), let last = end(of: wanted, from: index) else {
                return nil
            }
            return words[index].spot.bytes.lowerBound..<words[last].spot.bytes.upperBound
        }
    }

    /// The last of the wanted words, the first of which stands at `start`; nil when the others do not follow it.
    private func end(of wanted: SearchWords, from start: Int) -> Int? {
        var index = start
        for number in 1..<max(wanted.count, 1) {
            let place = words[index].place + 1
            repeat { index += 1 } while index < words.count && words[index].place < place
            while index < words.count, words[index].place == place,
                !wanted.fits(number, folded[words[index].folded])
            {
                index += 1
            }
            guard index < words.count, words[index].place == place else { return nil }
        }
        return index
    }
}
