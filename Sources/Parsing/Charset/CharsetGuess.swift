import Articles

/// The charset of bytes that say nothing trustworthy about it, judged by the letters that come out.
///
/// Every language of `CharsetLanguage` is tried in every charset that it is published in, and the reading that takes the
/// fewest bits to say is the likeliest one. Windows-1252, the last resort of all readers, stays unless another reading
/// is clearly better: Latin text must never turn into Chinese.
struct CharsetGuess {
    /// The charset by the name of iconv.
    let charset: String
    /// Whether it is sure enough to overrule a server that claims Latin-1, as servers do that know nothing.
    let isCertain: Bool

    /// Guesses for a document; nil where nothing is clearly better than windows-1252.
    init?(_ bytes: [UInt8], from start: Int = 0) {
        self.init(CharsetSample(bytes, from: start), language: CharsetSample.language(of: bytes))
    }

    /// The charset of a document that claims Latin-1 and is certainly in another script; nil for nearly all that do.
    static func overruling(_ bytes: [UInt8], from start: Int) -> String? {
        let sample = CharsetSample(bytes, from: start)
        guard mayOverrule(sample),
            let guess = CharsetGuess(sample, language: CharsetSample.language(of: bytes)), guess.isCertain
        else { return nil }
        return guess.charset
    }

    /// Guesses for a sample; nil where nothing is clearly better than windows-1252.
    ///
    /// The language that the document names counts no more than two letters do: feeds say `en-us` because their
    /// template did.
    init?(_ sample: CharsetSample, language: String? = nil) {
        // Words of UTF-8 beside some others are UTF-8 and damage.
        guard !sample.words.isEmpty, sample.bytesOfUTF8 <= sample.words.count else { return nil }
        var fallback: [Int] = []
        var others: [(reading: CharsetReading, result: CharsetReading.Result, bits: Int)] = []
        for reading in CharsetReading.all {
            let result = reading.read(sample)
            if CharsetLabels.isLatin1(reading.charset) {
                // A page in Latin letters may be in several languages, word by word.
                fallback = fallback.isEmpty ? result.words : zip(fallback, result.words).map { min($0, $1) }
            } else {
                let bonus = Self.names(language, reading.language) ? Self.bitsOfNamedLanguage : 0
                others.append((reading, result, result.total - bonus))
            }
        }
        let bits = fallback.reduce(0, +)
        // Stable: of two charsets with the same letters in the same places the first of the row.
        let ranked = others.enumerated().sorted {
            ($0.element.bits, $0.offset) < ($1.element.bits, $1.offset)
        }
        guard
            let best = ranked.first(where: {
                Self.isClear(gain: bits - $0.element.bits, of: bits, $0.element.reading)
            })?.element
        else { return nil }
        charset = best.reading.charset
        isCertain = Self.isCertain(sample, best.reading, best.result, gain: bits - best.bits)
    }

    /// As many bits as two letters: enough to decide between neighbours.
    private static let bitsOfNamedLanguage = 10

    private static func names(_ tag: String?, _ language: CharsetLanguage) -> Bool {
        guard let tag else { return false }
        return language.tags.contains(tag) || language.tags.contains(String(tag.prefix { $0 != "-" }))
    }

    /// Whether a reading that takes fewer bits than windows-1252 is clearly better.
    ///
    /// A headline gains 50 bits and more in another script, and between a third and two thirds of all: `Ìèð` is not
    /// only another word than `Мир`, it is none. In Chinese, Japanese or Korean one lucky character gains 16 bits, so
    /// it takes two. Between Latin alphabets a few letters decide, a thirty-second of the bits; 8 bits are met by chance.
    private static func isClear(gain: Int, of bits: Int, _ reading: CharsetReading) -> Bool {
        if reading.language.isLatin { return gain >= 10 && gain * 32 >= bits }
        return gain >= (reading.isMultibyte ? 24 : 12) && gain * 10 >= bits * 3
    }

    /// Whether what was read can be nothing else.
    ///
    /// Three signs, none of which Latin text gives. It gains 40 bits, a word or two more than is clear. Letters are of
    /// the language: nine in ten where the alphabet is small; of Chinese characters the 500 frequent ones are four in
    /// five, of what other bytes come to about one in ten, so half must be. And at most a quarter of the bytes stand
    /// alone among letters of ASCII: in Portuguese, with its `ção`, seven in ten do, and half in the worst page; in
    /// other scripts none, and in Big5, whose second bytes are often ASCII, one in ten.
    private static func isCertain(
        _ sample: CharsetSample, _ reading: CharsetReading, _ result: CharsetReading.Result, gain: Int
    ) -> Bool {
        let all = result.letters + result.strangers
        let isOfLanguage =
            reading.isMultibyte ? result.letters * 2 >= all : result.letters * 10 >= all * 9
        return !reading.language.isLatin && gain >= 40 && isOfLanguage && mayOverrule(sample)
    }

    /// Whether so few bytes stand alone that another script is possible.
    private static func mayOverrule(_ sample: CharsetSample) -> Bool {
        sample.highBytes > 0 && sample.loneBytes * 4 <= sample.highBytes
    }
}

extension CharsetGuess {
    /// Whether ASCII is Japanese in disguise: escapes of ISO-2022-JP around pairs of bytes that are Japanese.
    static func isJapaneseInEscapes(_ bytes: [UInt8], from start: Int) -> Bool {
        guard let reading = CharsetReading.all.first(where: { $0.charset == "EUC-JP-MS" }),
            let pairs = pairsInEscapes(bytes.span, from: start)
        else { return false }
        // The same pairs with the high bits set are EUC-JP.
        let sample = CharsetSample(pairs)
        let result = reading.read(sample)
        return result.letters > 0 && result.letters > 2 * result.strangers
    }

    /// The pairs that stand in double-byte mode (RFC 1468), with the high bits set; nil when an escape is another one,
    /// or what follows it is no pair.
    private static func pairsInEscapes(_ text: Span<UInt8>, from start: Int) -> [UInt8]? {
        var pairs: [UInt8] = []
        var isDouble = false
        var index = start
        while index < text.count, pairs.count < 4096 {
            let byte = text[index]
            if byte == 0x1B {
                guard index + 2 < text.count else { break }
                switch (text[index + 1], text[index + 2]) {
                case (UInt8(ascii: "$"), UInt8(ascii: "@")), (UInt8(ascii: "$"), UInt8(ascii: "B")):
                    isDouble = true
                case (UInt8(ascii: "("), UInt8(ascii: "B")), (UInt8(ascii: "("), UInt8(ascii: "J")):
                    isDouble = false
                default: return nil
                }
                index += 3
            } else if isDouble, byte > 0x20 {
                guard index + 1 < text.count else { break }
                let second = text[index + 1]
                guard byte < 0x7F, (0x21...0x7E).contains(second) else { return nil }
                pairs += [byte | 0x80, second | 0x80]
                index += 2
            } else {
                index += 1
            }
        }
        return pairs
    }
}
