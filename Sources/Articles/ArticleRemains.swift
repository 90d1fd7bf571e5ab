/// What identity needs of a line whose text is gone: digests of the title and the text that it had.
///
/// Guid, URL and dates stay readable in the line; the rest of its evidence cannot be made from them any more. So a line
/// that was emptied carries it, as its last key, and a catalog rebuilt from the journal decides as the lost one would.
/// The match key stays that of the folding by which it was made.
public struct ArticleRemains: Hashable, Sendable {
    /// `ItemEvidence.title`; 0 when absent.
    public var title: UInt64 = 0
    /// `ItemEvidence.titleAndDate`.
    public var titleAndDate: ItemKey?
    /// `ItemEvidence.match`.
    public var match: ItemKey?
    /// `ItemEvidence.foldedCharacters`.
    public var foldedCharacters: UInt32 = 0

    /// Takes it from the evidence of a line that still has its text.
    public init(of evidence: ItemEvidence) {
        title = evidence.title
        titleAndDate = evidence.titleAndDate
        match = evidence.match
        foldedCharacters = evidence.foldedCharacters
    }

    /// Gives it to the evidence that was made of the rest of the line.
    public func restore(_ evidence: inout ItemEvidence) {
        evidence.title = title
        evidence.titleAndDate = titleAndDate
        evidence.match = match
        evidence.foldedCharacters = foldedCharacters
    }

    /// Appends `{"title":"…","title_and_date":"…","match":"…","characters":…}`; what is absent is null.
    public func append(to output: inout [UInt8]) {
        output.append("{\"title\":")
        if title == 0 {
            output.append("null")
        } else {
            output.append("\"")
            output.append(hexadecimal: title)
            output.append("\"")
        }
        output.append(",\"title_and_date\":")
        Self.append(titleAndDate, to: &output)
        output.append(",\"match\":")
        Self.append(match, to: &output)
        output.append(",\"characters\":")
        output.appendJSON(number: foldedCharacters)
        output.append("}")
    }

    /// Reads what `append` wrote; nil where no object stands.
    ///
    /// Unknown keys are passed over.
    init?(from reader: inout JSONReader) {
        guard reader.enter() else { return nil }
        while let key = reader.nextKey() {
            if reader.peek() == .number, reader.matches(key, "characters") {
                foldedCharacters = reader.integer().flatMap(UInt32.init(exactly:)) ?? 0
                continue
            }
            guard reader.peek() == .string, let value = reader.rawString() else {
                guard reader.skipValue() else { return nil }
                continue
            }
            let digits = reader.bytes[value]
            if reader.matches(key, "title") {
                title = UInt64(hexadecimal: digits) ?? 0
            } else if reader.matches(key, "title_and_date") {
                titleAndDate = Digest128(hex: digits)
            } else if reader.matches(key, "match") {
                match = Digest128(hex: digits)
            }
        }
    }

    private static func append(_ key: ItemKey?, to output: inout [UInt8]) {
        guard let key else { return output.append("null") }
        output.append("\"")
        key.appendHex(to: &output)
        output.append("\"")
    }
}

extension ContentHash {
    /// The hash of the line by which an article is forgotten: its pipeline's number is 0, which no text has, so that
    /// whatever its feed says of it from then on counts as seen (identity, "Seen or updated").
    public static let forgotten = ContentHash(high: 0, low: 0)
}
