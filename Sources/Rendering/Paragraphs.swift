/// The paragraphs of a plain text: what stands between blank lines.
struct Paragraphs: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    init(_ text: [UInt8]) { rest = text[...] }

    /// The next paragraph without the line ends around it; never empty.
    mutating func next() -> ArraySlice<UInt8>? {
        rest = rest.drop { $0 == 0x0A }
        guard !rest.isEmpty else { return nil }
        var end = rest.startIndex
        while end < rest.endIndex, !isBreak(at: end) { end += 1 }
        defer { rest = rest[end...] }
        return rest[..<end]
    }

    private func isBreak(at index: Int) -> Bool {
        rest[index] == 0x0A && (index + 1 == rest.endIndex || rest[index + 1] == 0x0A)
    }
}
