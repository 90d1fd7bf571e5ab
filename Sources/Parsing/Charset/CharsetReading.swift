import Articles

/// A language read in a charset: how many bits it takes to say the words of a sample.
///
/// The fewer bits, the likelier the bytes are meant so. A letter takes as many as it is rare in the language; what the
/// language does not write takes more, and so does what no spelling does: a capital behind a small letter, two scripts
/// in one word, a symbol among letters, a mark without a letter, bytes that are no character. Each is a round number
/// near the logarithm of how often it is met in sound text; a wrong reading is full of them.
struct CharsetReading {
    let charset: String
    let language: CharsetLanguage
    /// For each byte that is a character alone: its kind and its bits.
    private var kinds: [Kind]
    private var bits: [UInt8]
    /// For each two bytes that are one character, the first one times 256: its bits, 0 for none.
    ///
    /// Empty in charsets of single bytes.
    private var pairs: [UInt8] = []

    /// What a character does to those beside it.
    fileprivate enum Kind: UInt8 {
        /// A blank, or punctuation, which stands anywhere.
        case other
        case symbol
        /// A letter of ASCII in a language of another script.
        case foreign
        case capital, small
        /// A letter of a script without capitals.
        case letter
        case mark
        case nothing
    }

    /// Reads a language in a charset of these characters.
    init(_ language: CharsetLanguage, in charset: String, _ characters: CharsetCharacters) {
        self.charset = charset
        self.language = language
        kinds = []
        bits = []
        for byte in 0..<256 {
            let (kind, cost) = Self.judge(characters.single[byte], in: language)
            kinds.append(kind)
            bits.append(cost)
        }
        pairs = characters.pairs.map { $0.map { Self.bits(ofPair: $0, in: language) } ?? 0 }
    }

    /// Whether characters are of two bytes.
    var isMultibyte: Bool { !pairs.isEmpty }

    /// All languages in all charsets that they are published in, in the order of the table.
    static let all: [CharsetReading] = {
        var known: [String: CharsetCharacters] = [:]
        var readings: [CharsetReading] = []
        for language in CharsetLanguage.all {
            for charset in language.charsets {
                guard let characters = known[charset] ?? CharsetCharacters(charset) else { continue }
                known[charset] = characters
                readings.append(CharsetReading(language, in: charset, characters))
            }
        }
        return readings
    }()

    /// What reading a sample gave.
    struct Result {
        /// The bits of each word.
        var words: [Int] = []
        /// Characters beyond ASCII that are letters of the language.
        var letters = 0
        /// Characters beyond ASCII that are neither these nor punctuation.
        var strangers = 0
        /// The bits of all words.
        var total: Int { words.reduce(0, +) }
    }

    /// Reads the words of a sample.
    func read(_ sample: CharsetSample) -> Result {
        let words = sample.words.span
        var result = Result()
        var (index, sum, previous) = (0, 0, Kind.other)
        while index < words.count {
            let byte = words[index]
            if byte == 0x20 {
                result.words.append(sum)
                (index, sum, previous) = (index + 1, 0, .other)
                continue
            }
            var (kind, cost, length) = (kinds[Int(byte)], bits[Int(byte)], 1)
            if !pairs.isEmpty, byte >= 0x80, index + 1 < words.count {
                let pair = pairs[Int(byte) << 8 | Int(words[index + 1])]
                if pair > 0 { (kind, cost, length) = (.letter, pair, 2) }
            }
            sum += Int(cost) + Int(Self.bits(of: kind, behind: previous, isSpaced: pairs.isEmpty))
            if byte >= 0x80 {
                let isLetter = kind == .capital || kind == .small || kind == .letter || kind == .mark
                if isLetter, cost < Self.strangeLetter {
                    result.letters += 1
                } else if kind != .other {
                    result.strangers += 1
                }
            }
            previous = kind == .mark ? .letter : kind
            index += length
        }
        return result
    }
}

// MARK: Bits

extension CharsetReading {
    private static let letterOfASCII: UInt8 = 5
    private static let punctuation: UInt8 = 8
    private static let strangeLetter: UInt8 = 14
    private static let strangeIdeograph: UInt8 = 16
    private static let control: UInt8 = 20
    private static let undefined: UInt8 = 24

    private static func judge(_ value: UInt32?, in language: CharsetLanguage) -> (Kind, UInt8) {
        guard let value, let scalar = Unicode.Scalar(value) else { return (.nothing, undefined) }
        if value < 0x20 || (0x7F...0x9F).contains(value) { return (.nothing, control) }
        let isASCIILetter = value < 0x80 && UInt8(value).isASCIILetter
        if isASCIILetter, !language.isLatin { return (.foreign, letterOfASCII) }
        let properties = scalar.properties
        let small = properties.lowercaseMapping.unicodeScalars.first?.value ?? value
        let cost = language.bits[small] ?? strangeLetter
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return (.capital, cost)
        case .lowercaseLetter:
            let isForeign = !language.isLatin && Script(value) == .latin
            return (isForeign ? .foreign : .small, cost)
        case .otherLetter, .modifierLetter: return (.letter, cost)
        case .nonspacingMark, .spacingMark: return (.mark, cost)
        case .currencySymbol, .mathSymbol, .modifierSymbol, .otherSymbol, .otherNumber, .letterNumber:
            return (value < 0x80 ? .other : .symbol, punctuation)
        default: return (.other, punctuation)
        }
    }

    private static func bits(ofPair value: UInt32, in language: CharsetLanguage) -> UInt8 {
        if let known = language.bits[value] { return known }
        switch value {
        case 0xB7, 0x2010...0x2027, 0x3000...0x301F, 0x30FB: return 7
        case 0xFF01...0xFF5E: return 9
        // Characters that only their maker knows.
        case 0xE000...0xF8FF: return control
        default: return strangeIdeograph
        }
    }

    /// What it takes besides that one kind stands behind another.
    private static func bits(of kind: Kind, behind previous: Kind, isSpaced: Bool) -> UInt8 {
        switch (previous, kind) {
        case (.small, .capital): 8
        case (_, .capital): 2
        case (.foreign, .small), (.foreign, .letter), (.small, .foreign), (.letter, .foreign),
            (.capital, .foreign):
            // Chinese and Japanese set no blank beside a foreign word.
            isSpaced ? 8 : 3
        case (.other, .mark), (.symbol, .mark), (.foreign, .mark), (.nothing, .mark): 12
        case (.symbol, .small), (.symbol, .letter), (.symbol, .foreign),
            (.small, .symbol), (.capital, .symbol), (.letter, .symbol), (.foreign, .symbol):
            6
        default: 0
        }
    }
}
