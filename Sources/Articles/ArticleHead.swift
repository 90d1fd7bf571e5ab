/// The beginning of an article line: what is decided when the line is committed, and what people filter on.
///
/// The rest of the line is rendered once, where the document was parsed; the committer writes this in front of it.
public struct ArticleHead: Hashable, Sendable {
    /// What happened to the article.
    public enum Event: String, Sendable, CaseIterable { case new, updated, duplicate, removed }

    /// Position in the journal.
    public var seq: Seq
    /// What happened.
    public var event: Event
    /// The article's id.
    public var id: ArticleID
    /// Number of the revision, from 1.
    public var revision: Int
    /// The first article that says the same.
    public var duplicateOf: ArticleID?
    /// Whether a rule said drop when it was journaled.
    public var dropped: Bool

    /// Makes a head.
    public init(
        seq: Seq, event: Event, id: ArticleID, revision: Int, duplicateOf: ArticleID? = nil,
        dropped: Bool = false
    ) {
        self.seq = seq
        self.event = event
        self.id = id
        self.revision = revision
        self.duplicateOf = duplicateOf
        self.dropped = dropped
    }

    /// Appends `{"v":1,"seq":…,"dropped":false,`; the tail from `"date":` on follows.
    public func append(to output: inout [UInt8]) {
        output.append("{\"v\":1,\"seq\":")
        output.appendJSON(number: seq)
        output.append(",\"event\":\"")
        output.append(contentsOf: event.rawValue.utf8)
        output.append("\",\"id\":\"")
        id.appendHex(to: &output)
        output.append("\",\"revision\":")
        output.appendJSON(number: revision)
        output.append(",\"duplicate_of\":")
        if let duplicateOf {
            output.append(UInt8(ascii: "\""))
            duplicateOf.appendHex(to: &output)
            output.append(UInt8(ascii: "\""))
        } else {
            output.append("null")
        }
        output.append(",\"dropped\":")
        output.append(dropped ? "true" : "false")
        output.append(UInt8(ascii: ","))
    }

    /// Reads the head of a line without looking at the rest; nil when the line does not begin as lines do.
    public init?(line: ArraySlice<UInt8>) {
        var scanner = Scanner(rest: line)
        guard scanner.skip("{\"v\":1,\"seq\":"), let seq = scanner.number(), scanner.skip(",\"event\":\""),
            let event = scanner.event(), scanner.skip("\",\"id\":\""), let id = scanner.digest(),
            scanner.skip("\",\"revision\":"), let revision = scanner.number(), revision < 1 << 31,
            scanner.skip(",\"duplicate_of\":")
        else { return nil }
        var duplicateOf: ArticleID?
        if !scanner.skip("null") {
            guard scanner.skip("\""), let first = scanner.digest(), scanner.skip("\"") else { return nil }
            duplicateOf = first
        }
        guard scanner.skip(",\"dropped\":") else { return nil }
        let dropped = scanner.skip("true")
        guard dropped || scanner.skip("false") else { return nil }
        self.init(
            seq: seq, event: event, id: id, revision: Int(revision), duplicateOf: duplicateOf,
            dropped: dropped)
    }
}

extension ArticleHead {
    /// Reads the fixed beginning byte by byte.
    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func skip(_ literal: StaticString) -> Bool {
            let count = literal.utf8CodeUnitCount
            guard rest.count >= count else { return false }
            let matches = literal.withUTF8Buffer { buffer in
                unsafe rest.prefix(count).elementsEqual(buffer)
            }
            if matches { rest = rest.dropFirst(count) }
            return matches
        }

        mutating func number() -> UInt64? {
            var value: UInt64 = 0
            var digits = 0
            while let byte = rest.first, (0x30...0x39).contains(byte), digits < 17 {
                value = value * 10 + UInt64(byte - 0x30)
                digits += 1
                rest = rest.dropFirst()
            }
            return digits > 0 ? value : nil
        }

        mutating func digest() -> Digest128? {
            defer { rest = rest.dropFirst(32) }
            return Digest128(hex: rest.prefix(32))
        }

        mutating func event() -> Event? {
            let event = Event.allCases.first { rest.starts(with: $0.rawValue.utf8) }
            if let event { rest = rest.dropFirst(event.rawValue.utf8.count) }
            return event
        }
    }
}
