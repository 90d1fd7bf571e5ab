import Articles

/// Which charset a document is in, decided by trying: BOM, then the HTTP header, then the declaration (RFC 7303 3),
/// then UTF-8, then what its letters say.
///
/// The first that decodes wins, and a warning says when it was not the first claimed. Two claims are not believed against
/// the bytes: another charset where they are UTF-8, and Latin-1 where the letters are certainly of another script.
struct CharsetDecision {
    /// The document in UTF-8 without a byte order mark.
    var text: [UInt8]
    /// False when a claim was wrong or bytes had to be replaced.
    var isSound = true
    /// What was wrong; places are offsets in `text`.
    var warnings: [Warning] = []
    /// How the text was made of the bytes.
    private(set) var form = TextForm.same(start: 0)

    /// Decides for a document; the charset that the configuration sets for the feed is tried first.
    init(_ bytes: [UInt8], override: String?, contentType: String?) {
        if let mark = ByteOrderMark(bytes) {
            self.init(bytes, marked: mark)
            return
        }
        var claims: [Claim] = []
        func claim(_ label: some Collection<UInt8>, _ from: String, _ warnings: inout [Warning]) {
            guard let charset = CharsetLabels.iconvName(for: label), CharsetLabels.isKnown(charset) else {
                let text = String(decoding: label.prefix(40), as: UTF8.self)
                warnings.append(Warning("charset-unknown", "the \(from) names no known charset: \(text)"))
                return
            }
            // UTF-16 without zero bytes would have no ASCII in it: the claim was read, so it lies.
            guard !charset.hasPrefix("UTF-16") else {
                warnings.append(Warning("charset-wrong", "the \(from) claims UTF-16, but the bytes are not"))
                return
            }
            guard !claims.contains(where: { $0.charset == charset }) else { return }
            claims.append(Claim(charset: charset, from: from))
        }
        var found: [Warning] = []
        if let override { claim(override.utf8, Self.configuration, &found) }
        if let label = contentType.flatMap(Self.charset(ofContentType:)) {
            claim(label.utf8, "HTTP header", &found)
        }
        var declared: [Warning] = []
        if let label = Self.declaredEncoding(in: bytes) { claim(label, Self.declaration, &declared) }
        self.init(bytes, claims: claims)
        for index in declared.indices { declared[index].byte = placeOfDeclaration }
        if !found.isEmpty || !declared.isEmpty { isSound = false }
        warnings = found + declared + warnings
    }

    /// Where the text of a document begins that claims to be UTF-8, or claims nothing, as nearly all do; nil for another.
    ///
    /// Such a document needs no decision as long as it is what it claims, which libxml2 checks while it reads.
    static func startOfUTF8(_ bytes: [UInt8], override: String?, contentType: String?) -> Int? {
        let mark = ByteOrderMark(bytes)
        guard mark == nil || mark?.charset == "UTF-8" else { return nil }
        if let override, !CharsetLabels.isUTF8(override.utf8) { return nil }
        if let label = contentType.flatMap(charset(ofContentType:)), !CharsetLabels.isUTF8(label.utf8) {
            return nil
        }
        if let label = declaredEncoding(in: bytes), !CharsetLabels.isUTF8(label) { return nil }
        return mark?.length ?? 0
    }

    /// A byte order mark, or the zero bytes of a wide first character, leave no choice.
    private init(_ bytes: [UInt8], marked mark: ByteOrderMark) {
        if mark.charset == "UTF-8" {
            self.init(bytes, from: mark.length, claims: [Claim(charset: "UTF-8", from: "byte order mark")])
            return
        }
        guard let converter = TextConverter(from: mark.charset) else {
            self.init(bytes, from: mark.length, claims: [])
            return
        }
        let (converted, errors, firstError) = converter.convert(bytes, from: mark.length)
        let hasMark = converted.hasPrefix([0xEF, 0xBB, 0xBF])
        self.init(text: hasMark ? Array(converted[3...]) : converted)
        form = .converted(charset: mark.charset, start: mark.length, dropped: hasMark ? 3 : 0)
        if let firstError { noteReplaced(errors, charset: mark.charset, at: firstError - (hasMark ? 3 : 0)) }
    }

    private init(text: [UInt8]) { self.text = text }

    private init(_ bytes: [UInt8], from start: Int = 0, claims: [Claim]) {
        let census = UTF8Census(bytes, from: start)
        text = []
        if Self.isJapaneseInEscapes(bytes, from: start, census, claims.first) {
            read(bytes, from: start, as: "ISO-2022-JP", claims, census)
            return
        }
        if census.errors == 0, Self.beatsClaim(census, claims.first?.charset) {
            text = start == 0 ? bytes : Array(bytes[start...])
            form = .same(start: start)
            if census.sequences > 0, let first = claims.first, first.charset != "UTF-8" {
                noteWrong(first, actual: "UTF-8")
            }
            return
        }
        // Mostly UTF-8: a cut or damaged character here and there, in a document whose other characters are sound.
        let isMostlyUTF8 =
            census.sequences > 8 * census.errors
            || claims.first?.charset == "UTF-8" && census.sequences > census.errors
        if isMostlyUTF8, Self.beatsClaim(census, claims.first?.charset) {
            repair(bytes, from: start, census)
            return
        }
        for claim in claims where claim.charset != "UTF-8" {
            // A server that claims Latin-1 mostly knows nothing; the reader's configuration does.
            if CharsetLabels.isLatin1(claim.charset), claim.from != Self.configuration,
                let charset = CharsetGuess.overruling(bytes, from: start)
            {
                read(bytes, from: start, as: charset, claims, census)
                return
            }
            let mostErrors = (bytes.count - start) / 50
            if read(bytes, from: start, as: claim.charset, claims, census, mostErrors: mostErrors) { return }
        }
        let guess = CharsetGuess(bytes, from: start)
        read(bytes, from: start, as: guess?.charset ?? "CP1252", claims, census)
    }

    /// Reads the text in a charset, unless more than so many places do not decode: a stray byte in a page of text is
    /// damage, not a sign of another charset.
    @discardableResult
    private mutating func read(
        _ bytes: [UInt8], from start: Int, as charset: String, _ claims: [Claim], _ census: UTF8Census,
        mostErrors: Int = .max
    ) -> Bool {
        guard let converter = TextConverter(from: charset) else { return false }
        let (converted, errors, firstError) = converter.convert(bytes, from: start)
        guard errors <= mostErrors else { return false }
        text = converted
        form = .converted(charset: charset, start: start, dropped: 0)
        if let first = claims.first {
            if first.charset != charset { noteWrong(first, actual: charset) }
        } else {
            isSound = false
            warnings.append(
                Warning(
                    "charset-wrong",
                    "no known charset is claimed and the bytes are not UTF-8: read as \(charset)",
                    byte: census.firstError.map { $0 - start }))
        }
        if let firstError { noteReplaced(errors, charset: charset, at: firstError) }
        return true
    }

    private mutating func repair(_ bytes: [UInt8], from start: Int, _ census: UTF8Census) {
        text = bytes.repairedUTF8(from: start)
        form = .repaired(start: start)
        noteReplaced(census.errors, charset: "UTF-8", at: (census.firstError ?? start) - start)
    }

    /// Whether bytes that are UTF-8 are to be read so although something else is claimed: Latin-1 is claimed by
    /// servers that do not know, and a page of well-formed sequences does not happen by chance in any other charset.
    private static func beatsClaim(_ census: UTF8Census, _ claim: String?) -> Bool {
        guard let claim, claim != "UTF-8" else { return true }
        if claim.hasPrefix("ISO-2022") { return false }
        if census.sequences == 0 { return census.errors == 0 && CharsetLabels.isASCIICompatible(claim) }
        if CharsetLabels.isLatin1(claim) { return true }
        return census.sequences >= (CharsetLabels.isSingleByte(claim) ? 4 : 12)
    }

    /// Whether ASCII is Japanese although nobody says so: there are escapes in it, which are forbidden in XML and JSON.
    private static func isJapaneseInEscapes(
        _ bytes: [UInt8], from start: Int, _ census: UTF8Census, _ claim: Claim?
    ) -> Bool {
        guard census.errors == 0, census.sequences == 0, claim?.from != configuration,
            claim.map({ CharsetLabels.isASCIICompatible($0.charset) }) ?? true,
            bytes.span.firstIndex(of: 0x1B, from: start) < bytes.count
        else { return false }
        return CharsetGuess.isJapaneseInEscapes(bytes, from: start)
    }

    private mutating func noteWrong(_ claim: Claim, actual: String) {
        isSound = false
        warnings.append(
            Warning(
                "charset-wrong", "the \(claim.from) claims \(claim.charset), but the text is \(actual)",
                byte: claim.from == Self.declaration ? placeOfDeclaration : nil))
    }

    private mutating func noteReplaced(_ count: Int, charset: String, at place: Int) {
        isSound = false
        let what =
            count == 1 ? "1 byte is not \(charset) and was" : "\(count) bytes are not \(charset) and were"
        warnings.append(Warning("charset-damaged", "\(what) replaced by U+FFFD", byte: place))
    }

    /// A charset that somebody names, and who.
    private struct Claim {
        /// The name of iconv.
        var charset: String
        var from: String
    }

    private static let configuration = "configuration"
    private static let declaration = "XML declaration"

    /// Where in the text the name of the charset stands.
    private var placeOfDeclaration: Int? { Self.declaredEncoding(in: text)?.startIndex }
}

extension CharsetDecision {
    /// The value of the `charset` parameter of a content type.
    static func charset(ofContentType value: String) -> String? {
        for parameter in value.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "charset" else { continue }
            let label = parts[1].filter { !" \"'\t".contains($0) }
            return label.isEmpty ? nil : label
        }
        return nil
    }

    /// The `encoding` of the XML declaration, wherever it stands in the first 4 KiB (PHP warnings may precede it).
    static func declaredEncoding(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        let head = bytes.prefix(4096)
        guard let start = head.firstIndex(of: Array("<?xml".utf8)) else { return nil }
        let declaration = head[start...].prefix { $0 != UInt8(ascii: ">") }
        guard let name = declaration.firstIndex(of: Array("encoding".utf8)) else { return nil }
        let value = declaration[(name + 8)...].drop { $0.isXMLBlank || $0 == UInt8(ascii: "=") }
        guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return nil
        }
        let label = value.dropFirst().prefix { $0 != quote && !$0.isXMLBlank }
        return label.isEmpty ? nil : label
    }
}

/// How a document says with its first bytes which Unicode form it has.
private struct ByteOrderMark {
    var charset: String
    /// Bytes of the mark itself; 0 where the form was guessed from the zero bytes around `<`.
    var length: Int

    init?(_ bytes: [UInt8]) {
        let forms: [(mark: [UInt8], charset: String, length: Int)] = [
            ([0xEF, 0xBB, 0xBF], "UTF-8", 3),
            ([0xFF, 0xFE, 0x00, 0x00], "UTF-32LE", 4), ([0x00, 0x00, 0xFE, 0xFF], "UTF-32BE", 4),
            ([0xFF, 0xFE], "UTF-16LE", 2), ([0xFE, 0xFF], "UTF-16BE", 2),
            ([0x3C, 0, 0, 0], "UTF-32LE", 0), ([0, 0, 0, 0x3C], "UTF-32BE", 0),
            ([0x3C, 0], "UTF-16LE", 0), ([0, 0x3C], "UTF-16BE", 0),
            // "<?xm" in EBCDIC; the declaration of such a document names a code page close to 037.
            ([0x4C, 0x6F, 0xA7, 0x94], "IBM037", 0),
        ]
        guard let form = forms.first(where: { bytes.starts(with: $0.mark) }) else { return nil }
        (charset, length) = (form.charset, form.length)
    }
}

extension CharsetLabels {
    /// Whether a label means UTF-8.
    static func isUTF8(_ label: some Collection<UInt8>) -> Bool { iconvName(for: label) == "UTF-8" }

    /// Whether bytes below 0x80 are ASCII in the charset.
    static func isASCIICompatible(_ iconvName: String) -> Bool {
        !iconvName.hasPrefix("UTF-16") && !iconvName.hasPrefix("UTF-32") && !iconvName.hasPrefix("ISO-2022")
            && !iconvName.hasPrefix("IBM037") && !iconvName.hasPrefix("EBCDIC")
            && !iconvName.hasPrefix("CP037")
    }
}

extension Collection<UInt8> where Index == Int {
    /// Whether the bytes begin with a pattern.
    func hasPrefix(_ pattern: [UInt8]) -> Bool { starts(with: pattern) }

    /// The first place at which a short pattern stands, ASCII letters in either case.
    func firstIndex(of pattern: [UInt8]) -> Int? {
        guard let first = pattern.first, count >= pattern.count else { return nil }
        var index = startIndex
        while index <= endIndex - pattern.count {
            if self[index].asciiLowercased == first,
                zip(self[index..<index + pattern.count], pattern).allSatisfy({ $0.asciiLowercased == $1 })
            {
                return index
            }
            index += 1
        }
        return nil
    }
}
