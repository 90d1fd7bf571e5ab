import Testing

/// A line of the journal as any tool sees it.
struct Line {
    let json: JSON
    let bytes: [UInt8]

    var event: String { json["event"].text ?? "" }
    var id: String { json["id"].text ?? "" }
    var revision: Int { json["revision"].integer ?? 0 }
    var feed: String { json["feed"]["id"].text ?? "" }
    var guid: String? { json["guid"].text }
    var title: String? { json["title"].text }
    var text: String { json["content_text"].text ?? "" }
    var duplicateOf: String? { json["duplicate_of"].text }
}

extension Scratch {
    /// The lines in the journal.
    func journal() throws -> [Line] { try Self.lines(of: journalBytes()) }

    /// Everything in the journal, decompressed by zstd itself: the format is a promise to other people's tools.
    func journalBytes() throws -> [UInt8] {
        let folder = "\(state)/journal"
        let segments = Self.names(folder).map { "\(folder)/\($0)" }
        return segments.isEmpty ? [] : try decompressed(by: "/usr/bin/zstd", ["-dcq"] + segments)
    }

    /// What a decompressor prints.
    func decompressed(by program: String, _ arguments: [String]) throws -> [UInt8] {
        let child = try Child(program, arguments, environment: environment)
        try #require(child.wait() == .exited(0), "\(child.errorText)")
        return child.output
    }

    /// Lines of JSON, every one of them whole.
    static func lines(of bytes: [UInt8]) throws -> [Line] {
        try bytes.split(separator: 0x0A).map { line in
            Line(json: try JSON(parsing: Array(line)), bytes: Array(line))
        }
    }
}

/// What must hold for every journal: each revision once, each id new once, sequence numbers rising.
func expectSound(_ lines: [Line], _ location: SourceLocation = #_sourceLocation) {
    let revisions = Dictionary(grouping: lines) { "\($0.id) \($0.revision)" }
    #expect(revisions.values.filter { $0.count > 1 }.isEmpty, sourceLocation: location)
    let first = Dictionary(grouping: lines.filter { $0.event != "updated" }, by: \.id)
    #expect(first.values.filter { $0.count > 1 }.isEmpty, sourceLocation: location)
    let numbers = lines.compactMap { $0.json["seq"].integer }
    #expect(
        numbers.count == lines.count && zip(numbers, numbers.dropFirst()).allSatisfy(<),
        sourceLocation: location)
}
