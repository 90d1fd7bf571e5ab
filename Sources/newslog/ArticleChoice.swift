internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Host

/// An article named on the command line by its id, or by the beginning of it.
struct ArticleChoice: ParsableArguments {
    @Argument(help: "The article's id, or the beginning of it.")
    var id: String

    /// So many are named where several begin so.
    private static let mostNamed = 4

    /// The article; fails where none begins so, or several.
    func find(in catalog: CatalogReader) throws(CommandFailure) -> CatalogReader.Found {
        let digits = Array(id.utf8)
        guard (2...32).contains(digits.count), digits.allSatisfy({ $0.hexadecimalDigit != nil }) else {
            throw CommandFailure(.usage, "\(id): an id is up to 32 hexadecimal digits, at least 2 of them")
        }
        let bytes = stride(from: 0, to: digits.count & ~1, by: 2).map { index in
            UInt8((digits[index].hexadecimalDigit ?? 0) << 4 | (digits[index + 1].hexadecimalDigit ?? 0))
        }
        let digit = digits.count % 2 == 0 ? nil : digits.last?.hexadecimalDigit.map { UInt8($0) }
        let found = try CommandFailure.mapping { () throws(CatalogError) in
            try catalog.articles(idPrefix: bytes, andDigit: digit, limit: Self.mostNamed + 1)
        }
        guard let first = found.first else {
            throw CommandFailure(.nothingFound, "no article with the id \(id)…")
        }
        guard found.count == 1 else {
            let some = found.prefix(Self.mostNamed).map(\.id.description).joined(separator: ", ")
            let more = found.count > Self.mostNamed ? " …" : ""
            throw CommandFailure(
                .usage, "\(id): several articles begin so (\(some)\(more)); give more digits")
        }
        return first
    }
}
